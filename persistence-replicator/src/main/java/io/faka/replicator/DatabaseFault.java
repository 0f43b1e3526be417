package io.faka.replicator;

/** Why the database cannot be used. */
public enum DatabaseFault {
    /** No server answers at the address, or it went away. */
    UNREACHABLE,
    /** The server does not know the user, or the password is wrong. */
    WRONG_PASSWORD,
    /** The database named in the URL does not exist. */
    UNKNOWN_DATABASE,
    /** The two sides do not agree on TLS. */
    TLS,
    /** The user lacks a privilege. */
    PRIVILEGE,
    /** The server is not MariaDB, or one that is too old. */
    SERVER_VERSION,
    /** The tables are missing, altered or of a newer release. */
    SCHEMA,
    /** The tables hold another shard's or another journal's events, or more than the journal has. */
    OTHER_HISTORY,
    /** A writer with a higher epoch has taken over. */
    FENCED,
    /** Anything else; the message carries the server's words. */
    OTHER
}
