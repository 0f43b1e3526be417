package io.faka.gateway.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;

/** Answers in plain text to whoever speaks neither protocol. */
final class TextLines {
    private TextLines() {}

    /** One line, ASCII. */
    static ByteBuf line(Channel channel, String text) {
        ByteBuf line = channel.alloc().buffer(text.length() + 1);
        ByteBufUtil.writeAscii(line, text);
        return line.writeByte('\n');
    }
}
