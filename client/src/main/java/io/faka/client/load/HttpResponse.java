package io.faka.client.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Reads pipelined responses with as little scanning as it takes: status, Content-Length, and parts of the body on demand. */
final class HttpResponse {
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CODE = "\"code\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ORDER_ID = "\"order_id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AMOUNT = "\"amount\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CURRENCY = "\"currency\":".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer memory;
    private final byte[] bytes;
    private int start;
    private int end;
    private int body;
    private int bodyEnd;
    private int status;
    private long orderIdHigh;
    private long orderIdLow;
    private long amount;
    private int currency;

    HttpResponse(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity);
        bytes = new byte[capacity];
    }

    /** Reads once; -1 = the other side closed. */
    int read(SocketChannel channel) throws IOException {
        System.arraycopy(bytes, start, bytes, 0, end - start);
        end -= start;
        start = 0;
        memory.clear().limit(bytes.length - end);
        int read = channel.read(memory);
        if (read > 0) {
            memory.flip();
            memory.get(bytes, end, read);
            end += read;
        }
        return read;
    }

    /** Moves to the next whole response; false if there is none yet. */
    boolean next() throws IOException {
        int length = -1;
        int position = start;
        while (true) {
            int line = position;
            while (position < end && bytes[position] != '\n') {
                position++;
            }
            if (position == end) {
                return incomplete();
            }
            position++;
            if (position - line <= 2) {
                break;
            }
            if (line != start && startsWith(line, CONTENT_LENGTH)) {
                length = (int) digits(skipSpaces(line + CONTENT_LENGTH.length));
            }
        }
        if (length < 0) {
            throw new IOException("a response without Content-Length");
        }
        if (end - position < length) {
            return incomplete();
        }
        status = (int) digits(start + 9);
        body = position;
        bodyEnd = position + length;
        start = bodyEnd;
        return true;
    }

    int status() {
        return status;
    }

    /** The body's {@code code}, or the status where it has none. */
    String code() {
        int at = valueOf(CODE);
        if (at < 0) {
            return "http_" + status;
        }
        int last = at + 1;
        while (last < bodyEnd && bytes[last] != '"') {
            last++;
        }
        return new String(bytes, at + 1, last - at - 1, StandardCharsets.US_ASCII);
    }

    /** Reads what a payment needs. */
    void readOrder() throws IOException {
        int id = valueOf(ORDER_ID);
        int money = valueOf(AMOUNT);
        int unit = valueOf(CURRENCY);
        if (id < 0 || money < 0 || unit < 0) {
            throw new IOException("an order without order_id, amount or currency");
        }
        orderIdHigh = hex(id + 1);
        orderIdLow = hex(id + 17);
        amount = digits(money);
        currency = bytes[unit + 1] << 16 | bytes[unit + 2] << 8 | bytes[unit + 3];
    }

    long orderIdHigh() {
        return orderIdHigh;
    }

    long orderIdLow() {
        return orderIdLow;
    }

    long amount() {
        return amount;
    }

    int currency() {
        return currency;
    }

    private boolean incomplete() throws IOException {
        if (end - start == bytes.length) {
            throw new IOException("a response of more than " + bytes.length + " bytes");
        }
        return false;
    }

    private boolean startsWith(int at, byte[] lowerCase) {
        if (at + lowerCase.length > end) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private int valueOf(byte[] name) {
        for (int i = body; i + name.length < bodyEnd; i++) {
            if (bytes[i] == '"' && startsWith(i, name)) {
                return skipSpaces(i + name.length);
            }
        }
        return -1;
    }

    private int skipSpaces(int at) {
        int position = at;
        while (position < end && bytes[position] == ' ') {
            position++;
        }
        return position;
    }

    private long digits(int at) {
        long value = 0;
        for (int i = at; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private long hex(int at) {
        long value = 0;
        for (int i = 0; i < 16; i++) {
            value = value << 4 | Character.digit(bytes[at + i], 16);
        }
        return value;
    }
}
