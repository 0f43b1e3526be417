package io.faka.gateway.auth;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a key may do. None implies another. */
public enum Scope {
    /** Read SKUs, orders and the codes of delivered orders. */
    READ,
    /** Place and cancel orders. */
    ORDER,
    /** State payments, which delivers codes. */
    PAY,
    /** Define SKUs, import codes, read the node's state; place orders of any priority. */
    ADMIN,
    /** Place orders of a priority above 0. */
    PRIORITY;

    /** Lower-case name, as in files and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses names separated by commas, e.g. {@code read,order}.
     *
     * @throws IllegalArgumentException naming the unknown one
     */
    public static Set<Scope> parse(String list) {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : list.split(",", -1)) {
            scopes.add(named(name.trim()));
        }
        return scopes;
    }

    /**
     * The scope of that lower-case name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Scope named(String name) {
        for (Scope scope : values()) {
            if (scope.text().equals(name)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("scopes are read, order, pay, admin and priority: " + name);
    }
}
