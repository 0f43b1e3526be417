package io.faka.replicator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.HostAddress;

/**
 * Where the database is and who we are there.
 *
 * <p>A URL that does not say how to encrypt gets {@code sslMode=disable} if every host in it is this machine, and {@code
 * sslMode=verify-full} otherwise: codes are sealed, but buyers and amounts are not. Immutable; any thread.
 */
public final class DatabaseAddress {
    /** What a URL has to look like, for messages. */
    public static final String EXAMPLE = "jdbc:mariadb://127.0.0.1:3306/faka?user=faka&password=...";

    private static final String PREFIX = "jdbc:mariadb:";
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)([?&])(user|password)=[^&]*");

    private final String url;
    private final String user;
    private final String password;

    private DatabaseAddress(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * Takes the user and the password from the URL.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static DatabaseAddress of(String url) {
        return of(url, null, null);
    }

    /**
     * @param url      {@code jdbc:mariadb://HOST[:PORT]/DATABASE[?options]}
     * @param user     null = as in the URL
     * @param password null = as in the URL
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static DatabaseAddress of(String url, String user, String password) {
        Configuration parsed = parse(url);
        String name = user != null ? user : parsed.user();
        String secret = password != null ? password : parsed.password();
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("the database URL must name a user, e.g. " + EXAMPLE);
        }
        return new DatabaseAddress(withSslMode(withoutCredentials(url), parsed), name, secret == null ? "" : secret);
    }

    /** The effective URL, without credentials. */
    public String url() {
        return url;
    }

    /** The database user. */
    public String user() {
        return user;
    }

    String password() {
        return password;
    }

    /** Opens a connection for reading, in autocommit mode. */
    Connection openForReading() throws SQLException {
        return open(new Properties());
    }

    /** Opens a connection for writing in chunks, in autocommit mode for now. */
    Connection openForWriting() throws SQLException {
        Properties options = new Properties();
        options.setProperty("rewriteBatchedStatements", "true");
        options.setProperty("allowLocalInfile", "true");
        Connection connection = open(options);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    private Connection open(Properties options) throws SQLException {
        options.setProperty("user", user);
        options.setProperty("password", password);
        putIfAbsentInUrl(options, "connectTimeout", "5000");
        putIfAbsentInUrl(options, "socketTimeout", "120000");
        options.setProperty(
                "sessionVariables",
                "sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',time_zone='+00:00',"
                        + "innodb_lock_wait_timeout=3,lock_wait_timeout=3");
        return new Driver().connect(url, options);
    }

    private void putIfAbsentInUrl(Properties options, String name, String value) {
        if (!url.contains(name + "=")) {
            options.setProperty(name, value);
        }
    }

    private static Configuration parse(String url) {
        if (url == null || !url.startsWith(PREFIX)) {
            throw new IllegalArgumentException("the database URL must start with " + PREFIX + ", e.g. " + EXAMPLE);
        }
        Configuration parsed;
        try {
            parsed = Configuration.parse(url);
        } catch (SQLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the database URL is not understood: " + e.getMessage(), e);
        }
        if (parsed == null || parsed.addresses().isEmpty()) {
            throw new IllegalArgumentException("the database URL must name a host, e.g. " + EXAMPLE);
        }
        if (parsed.database() == null || parsed.database().isEmpty()) {
            throw new IllegalArgumentException("the database URL must name a database, e.g. " + EXAMPLE);
        }
        return parsed;
    }

    private static String withoutCredentials(String url) {
        String bare = CREDENTIALS.matcher(url).replaceAll("$1");
        return bare.replaceAll("&+", "&").replace("?&", "?").replaceAll("[?&]$", "");
    }

    private static String withSslMode(String url, Configuration parsed) {
        if (Pattern.compile("(?i)[?&](sslMode|useSsl)=").matcher(url).find()) {
            return url;
        }
        String mode = isThisMachine(parsed.addresses()) ? "disable" : "verify-full";
        return url + (url.indexOf('?') < 0 ? "?" : "&") + "sslMode=" + mode;
    }

    private static boolean isThisMachine(List<HostAddress> addresses) {
        return addresses.stream().allMatch(address -> address.localSocket != null || isLoopback(address.host));
    }

    private static boolean isLoopback(String host) {
        boolean literal = host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.contains(":");
        if (!literal) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
