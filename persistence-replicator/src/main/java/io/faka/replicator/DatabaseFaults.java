package io.faka.replicator;

import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Turns what the driver throws into one line for people. */
final class DatabaseFaults {
    private static final Set<Integer> PRIVILEGE_ERRORS = Set.of(1044, 1095, 1142, 1143, 1227, 1370, 1410);
    private static final int ACCESS_DENIED = 1045;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int HOST_NOT_PRIVILEGED = 1130;
    private static final int INSECURE_TRANSPORT = 3159;
    private static final int MARIADB_INSECURE_TRANSPORT = 4031;

    private DatabaseFaults() {}

    /** Finds the driver's exception in a chain, or null. */
    static SQLException sqlCause(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }

    static DatabaseUnavailableException explain(DatabaseAddress address, SQLException e) {
        DatabaseFault fault = classify(e);
        return new DatabaseUnavailableException(fault, line(fault, address, e), e);
    }

    private static DatabaseFault classify(SQLException e) {
        int code = e.getErrorCode();
        if (isTls(e, code)) {
            return DatabaseFault.TLS;
        }
        if (code == ACCESS_DENIED || code == HOST_NOT_PRIVILEGED || "28000".equals(e.getSQLState())) {
            return DatabaseFault.WRONG_PASSWORD;
        }
        if (code == UNKNOWN_DATABASE) {
            return DatabaseFault.UNKNOWN_DATABASE;
        }
        if (PRIVILEGE_ERRORS.contains(code)) {
            return DatabaseFault.PRIVILEGE;
        }
        boolean connection = e.getSQLState() != null && e.getSQLState().startsWith("08");
        return connection ? DatabaseFault.UNREACHABLE : DatabaseFault.OTHER;
    }

    private static boolean isTls(SQLException e, int code) {
        if (code == INSECURE_TRANSPORT || code == MARIADB_INSECURE_TRANSPORT) {
            return true;
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SSLException || String.valueOf(t.getMessage()).contains("ssl not enabled")) {
                return true;
            }
        }
        return false;
    }

    private static String line(DatabaseFault fault, DatabaseAddress address, SQLException e) {
        String server = oneLine(e);
        return switch (fault) {
            case UNREACHABLE ->
                "cannot reach the database at " + address.url()
                        + ": is MariaDB running there, and do host and port in --db-url fit? (" + server + ")";
            case WRONG_PASSWORD ->
                "the database at " + address.url() + " refuses user '" + address.user()
                        + "': check user= and password= in --db-url, and the host the account is for"
                        + (address.url().contains("sslMode=disable")
                                ? "; if it wants TLS, put sslMode=verify-full in --db-url ("
                                : " (")
                        + server + ")";
            case UNKNOWN_DATABASE ->
                "the database named in " + address.url() + " does not exist: CREATE DATABASE it, or correct --db-url ("
                        + server + ")";
            case PRIVILEGE ->
                "user '" + address.user() + "' lacks a privilege at " + address.url()
                        + ": GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, CREATE TEMPORARY TABLES"
                        + " on the database (" + server + ")";
            case TLS -> tlsLine(address, e, server);
            default -> "the database at " + address.url() + " fails: " + server;
        };
    }

    private static String tlsLine(DatabaseAddress address, SQLException e, String server) {
        String place = "TLS fails between here and " + address.url() + ": ";
        int code = e.getErrorCode();
        if (code == INSECURE_TRANSPORT || code == MARIADB_INSECURE_TRANSPORT) {
            return place + "the server wants encryption; put sslMode=verify-full in --db-url (" + server + ")";
        }
        if (server.contains("ssl not enabled")) {
            return place
                    + "the server has no TLS; enable it there, or put sslMode=disable in --db-url if the network is"
                    + " your own (" + server + ")";
        }
        return place + "the server's certificate is not trusted; put serverSslCert=/path/to/ca.pem in --db-url, or"
                + " sslMode=trust to encrypt without checking (" + server + ")";
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
