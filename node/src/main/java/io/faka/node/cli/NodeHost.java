package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.NodeConfig;
import io.faka.node.PrimaryNode;
import io.faka.node.Progress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The life of a node's process: start, the ready line, and a clean end at SIGTERM or Ctrl-C. */
final class NodeHost {
    private NodeHost() {}

    /** Runs a node; does not return unless the node could not start. */
    static void run(NodeConfig config, Banner banner) {
        AtomicBoolean stopping = new AtomicBoolean();
        PrimaryNode node;
        try (Progress progress = new Progress("replay", false)) {
            node = new PrimaryNode(config, Version.text(), progress, cause -> failStop(cause, stopping));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, stopping), "faka-stop"));
        banner.show(config, node);
        System.out.println(readyLine(node));
        System.out.flush();
        awaitForever();
    }

    /** {@code HOST:PORT}, with brackets around an IPv6 address. */
    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static ObjectNode readyLine(PrimaryNode node) {
        ObjectNode ready = JsonMapper.shared().createObjectNode();
        ready.put("ready", true);
        ready.put("http", text(node.http()));
        ready.put("tcp", text(node.tcp()));
        ready.put("admin", text(node.admin()));
        return ready.put("pid", ProcessHandle.current().pid());
    }

    /** On the pipeline's thread: no hook may run, because they would wait for this very thread. */
    private static void failStop(Throwable cause, AtomicBoolean stopping) {
        if (stopping.compareAndSet(false, true)) {
            System.err.println("faka: the node stops itself, nothing more is acknowledged: " + cause
                    + "; start it again, and run faka verify if it does not come up");
            cause.printStackTrace();
            Runtime.getRuntime().halt(ExitCode.INTERNAL.number());
        }
    }

    /** In a shutdown hook: ends with 0 instead of the signal's number once everything is closed. */
    private static void stop(PrimaryNode node, AtomicBoolean stopping) {
        try {
            node.close();
        } catch (RuntimeException e) {
            System.err.println("faka: " + e.getMessage());
            Runtime.getRuntime().halt(ExitCode.INTERNAL.number());
        }
        if (stopping.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(ExitCode.OK.number());
        }
    }

    private static void awaitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
