package io.faka.gateway.json;

/** How a request arrives, which decides what its object must hold beside its own fields. */
public enum Form {
    /** Path and headers name the operation and what it is about. */
    HTTP,
    /** One line holds everything: {@code id} and {@code op} are skipped, {@code sku} or {@code order_id} are required. */
    LINE
}
