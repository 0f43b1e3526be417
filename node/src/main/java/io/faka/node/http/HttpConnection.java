package io.faka.node.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One keep-alive connection. {@link #send} may be called several times before as many {@link #receive}: answers come in the
 * order of the requests. Belongs to one thread. After an exception the connection is of no further use.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int MAX_LINE = 16_384;
    private static final int MAX_BODY = 256 * 1024 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String fixedHeaders;

    /**
     * Connects.
     *
     * @param key           sent as a bearer key; null or empty = none
     * @param timeoutMillis for the connect and for each read
     */
    public HttpConnection(NodeAddress address, String key, int timeoutMillis) throws IOException {
        socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            socket.connect(new InetSocketAddress(address.host(), address.port()), timeoutMillis);
            in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
            out = new BufferedOutputStream(socket.getOutputStream(), 32 * 1024);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        String authorization = key == null || key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n";
        fixedHeaders = "Host: " + address + "\r\nAccept: application/json\r\n" + authorization;
    }

    /** Writes one request into the output buffer. A null body sends none. */
    public void send(String method, String path, String contentType, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\n")
                .append(fixedHeaders);
        if (body != null) {
            head.append("Content-Type: ").append(contentType);
            head.append("\r\nContent-Length: ").append(body.length).append("\r\n");
        } else if (!method.equals("GET")) {
            head.append("Content-Length: 0\r\n");
        }
        head.append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            out.write(body);
        }
    }

    /** Sends what {@link #send} has buffered. */
    public void flush() throws IOException {
        out.flush();
    }

    /** The next answer. */
    public HttpResponse receive() throws IOException {
        int status = status(readLine());
        long length = 0;
        boolean chunked = false;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.endsWith("chunked")) {
                chunked = true;
            }
        }
        if (status == 204 || status == 304) {
            return new HttpResponse(status, new byte[0]);
        }
        return new HttpResponse(status, chunked ? readChunks() : readExactly(length));
    }

    /** One request and its answer. */
    public HttpResponse exchange(String method, String path, String contentType, byte[] body) throws IOException {
        send(method, path, contentType, body);
        flush();
        return receive();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new IOException("not an HTTP answer: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private byte[] readExactly(long length) throws IOException {
        if (length > MAX_BODY) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] body = in.readNBytes((int) length);
        if (body.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return body;
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = readLine();
            int semicolon = size.indexOf(';');
            int length = Integer.parseInt((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            if (length == 0) {
                break;
            }
            if (body.size() + (long) length > MAX_BODY) {
                throw new IOException("an answer of more than " + MAX_BODY + " bytes");
            }
            body.write(readExactly(length));
            readLine();
        }
        while (!readLine().isEmpty()) {
            continue;
        }
        return body.toByteArray();
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended");
            }
            if (line.length() > MAX_LINE) {
                throw new IOException("a header line of more than " + MAX_LINE + " bytes");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
