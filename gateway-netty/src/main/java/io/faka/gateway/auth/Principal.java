package io.faka.gateway.auth;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param keyId  the key's public number, {@code loopback} where no key was asked for
 * @param scopes what it may do
 * @param rate   how often it may ask; shared by all who show the same key
 */
public record Principal(String keyId, Set<Scope> scopes, RateLimit rate) {
    /** A caller on this machine while no key is asked for: may do everything. */
    public static final Principal LOOPBACK = new Principal("loopback", EnumSet.allOf(Scope.class), RateLimit.NONE);

    /** Copies the scopes. */
    public Principal {
        scopes = Set.copyOf(scopes);
    }

    /** Whether its orders may have a priority above 0. */
    public boolean mayPrioritize() {
        return may(Scope.PRIORITY) || may(Scope.ADMIN);
    }

    /** Whether it may do what needs that scope. */
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
