package io.faka.replicator;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A link between the replicator and the server that breaks around a COMMIT when told to. */
final class LinkProxy implements Closeable {
    /** Where the next COMMIT is lost. */
    enum Break {
        NOWHERE,
        BEFORE_THE_SERVER,
        BEHIND_THE_SERVER
    }

    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final int serverPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Break next = Break.NOWHERE;

    LinkProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void breakNext(Break where) {
        next = where;
    }

    boolean isBroken() {
        return next == Break.NOWHERE;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                AtomicBoolean answerLost = new AtomicBoolean();
                daemon(() -> requests(client, server, answerLost));
                daemon(() -> answers(server, client, answerLost));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void requests(Socket client, Socket server, AtomicBoolean answerLost) {
        byte[] buffer = new byte[1 << 16];
        try (client;
                server) {
            int read;
            while ((read = client.getInputStream().read(buffer)) >= 0) {
                Break where = endsWithCommit(buffer, read) ? next : Break.NOWHERE;
                if (where == Break.BEFORE_THE_SERVER) {
                    next = Break.NOWHERE;
                    return;
                }
                answerLost.set(where == Break.BEHIND_THE_SERVER);
                server.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException hungUp) {
            // One side hung up, which is how a link ends.
            return;
        }
    }

    private void answers(Socket server, Socket client, AtomicBoolean answerLost) {
        byte[] buffer = new byte[1 << 16];
        try (client;
                server) {
            int read;
            while ((read = server.getInputStream().read(buffer)) >= 0) {
                if (answerLost.get()) {
                    // The server has committed, for it answers; the client never hears of it.
                    next = Break.NOWHERE;
                    return;
                }
                client.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException hungUp) {
            // One side hung up, which is how a link ends.
            return;
        }
    }

    private static boolean endsWithCommit(byte[] buffer, int length) {
        for (int i = 0; i < COMMIT.length; i++) {
            if (length < COMMIT.length || buffer[length - COMMIT.length + i] != COMMIT[i]) {
                return false;
            }
        }
        return true;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
