package io.faka.gateway.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes on in both directions and cuts every connection after a seeded number of them, often inside a frame. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final int mostBytes;
    private final Random random;
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(int target, long seed, int mostBytes) throws IOException {
        this.target = target;
        this.mostBytes = mostBytes;
        random = new Random(seed);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::acceptAll);
    }

    int port() {
        return server.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket node = new Socket(InetAddress.getLoopbackAddress(), target);
                int up = 200 + random.nextInt(mostBytes);
                int down = 200 + random.nextInt(mostBytes);
                start(() -> pass(client, node, up));
                start(() -> pass(node, client, down));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, int bytes) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4_096];
            int left = bytes;
            while (left > 0) {
                int read = in.read(buffer, 0, Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            cuts.incrementAndGet();
        } catch (IOException cut) {
            // The other direction has closed both sockets.
            return;
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
