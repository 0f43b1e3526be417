package io.faka.node.http;

import java.net.URI;

/** Where a node's port is: {@code http://HOST:PORT}, or {@code HOST:PORT}. */
public record NodeAddress(String host, int port) {
    /**
     * Parses an address.
     *
     * @throws IllegalArgumentException naming the rule
     */
    public static NodeAddress parse(String text) {
        String rest = text.strip();
        if (rest.startsWith("https://")) {
            throw new IllegalArgumentException("https is not served by a node itself; give http://HOST:PORT");
        }
        try {
            URI uri = URI.create(rest.contains("://") ? rest : "http://" + rest);
            if (uri.getHost() == null || uri.getPort() < 1) {
                throw new IllegalArgumentException("no host or port");
            }
            return new NodeAddress(uri.getHost(), uri.getPort());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("an address is http://HOST:PORT or HOST:PORT, not " + text, e);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
