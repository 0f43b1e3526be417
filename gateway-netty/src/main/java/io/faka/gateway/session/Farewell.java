package io.faka.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the peer gets the last bytes: a socket closed with unread input is reset, and what was sent before is
 * lost to the peer. So the output is shut down first, and what still comes in is read and thrown away for a moment by the caller's
 * handler.
 */
public final class Farewell {
    private static final long LINGER_MILLIS = 1_000;

    private Farewell() {}

    /**
     * Sends {@code last} and closes. From now on the caller's handler must drop whatever it reads. Loop thread only.
     *
     * @param last taken over; may be empty
     */
    public static void say(Channel channel, ByteBuf last) {
        channel.writeAndFlush(last).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                var unused = duplex.shutdownOutput();
                channel.config().setAutoRead(true);
            } else {
                channel.close();
            }
        });
        // Also where the peer takes nothing any more.
        var unused = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
