package io.faka.gateway;

/** A port could not be bound because another process listens on it. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    /** @param what the port, e.g. TCP */
    public PortInUseException(String what, String host, int port, Throwable cause) {
        super("the " + what + " port " + host + ":" + port + " is in use by another process", cause);
        this.port = port;
    }

    /** The port that is in use. */
    public int port() {
        return port;
    }
}
