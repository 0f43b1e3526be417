package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each thing a person has to put right is said in one line that names it. */
@Timeout(120)
class DatabaseFaultsIT {
    @TempDir
    private static Path directory;

    private static MariaDbServer plain;
    private static MariaDbServer encrypted;
    private static TestCertificate certificate;

    @BeforeAll
    static void startServers() throws Exception {
        certificate = TestCertificate.make(directory);
        plain = MariaDbServer.start("--innodb-file-per-table=0", "--skip-ssl");
        encrypted = MariaDbServer.start(
                "--innodb-file-per-table=0",
                "--ssl-cert=" + certificate.certificate(),
                "--ssl-key=" + certificate.key(),
                "--version=10.3.39-MariaDB");
        encrypted.execute("SET GLOBAL require_secure_transport = ON");
    }

    @AfterAll
    static void stopServers() {
        plain.close();
        encrypted.close();
    }

    @Test
    void shouldSayThatNoServerAnswers() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        DatabaseUnavailableException e =
                check(DatabaseAddress.of("jdbc:mariadb://127.0.0.1:" + port + "/faka", "faka", "x"));
        assertThat(e.fault()).isEqualTo(DatabaseFault.UNREACHABLE);
        assertThat(e).hasMessageContaining("cannot reach the database at jdbc:mariadb://127.0.0.1:" + port + "/faka");
        assertOneLine(e);
    }

    @Test
    void shouldSayThatThePasswordIsWrongWithoutShowingIt() {
        DatabaseUnavailableException e = check(DatabaseAddress.of(plain.url("faka"), "faka", "not-the-secret"));
        assertThat(e.fault()).isEqualTo(DatabaseFault.WRONG_PASSWORD);
        assertThat(e).hasMessageContaining("refuses user 'faka'");
        assertThat(e.getMessage()).doesNotContain("not-the-secret");
        assertOneLine(e);
    }

    @Test
    void shouldSayThatTheDatabaseDoesNotExist() {
        DatabaseUnavailableException e = check(DatabaseAddress.of(plain.url("nowhere"), "admin", plain.password()));
        assertThat(e.fault()).isEqualTo(DatabaseFault.UNKNOWN_DATABASE);
        assertThat(e).hasMessageContaining("does not exist: CREATE DATABASE it");
        assertOneLine(e);
    }

    @Test
    void shouldSayWhichPrivilegesAreMissing() throws SQLException {
        plain.execute(
                "CREATE DATABASE guarded",
                "CREATE USER reader@'%' IDENTIFIED BY 'reader'",
                "GRANT SELECT ON guarded.* TO reader@'%'");
        DatabaseUnavailableException e = check(DatabaseAddress.of(plain.url("guarded"), "reader", "reader"));
        assertThat(e.fault()).isEqualTo(DatabaseFault.PRIVILEGE);
        assertThat(e).hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE");
        assertOneLine(e);
    }

    @Test
    void shouldWorkWithTheFewestPrivilegesOnceTheTablesAreThere() throws Exception {
        plain.execute("CREATE DATABASE narrow");
        new DatabaseSetup(DatabaseAddress.of(plain.url("narrow"), "admin", plain.password())).run();
        plain.execute(
                "CREATE USER writer@'%' IDENTIFIED BY 'writer'",
                "GRANT SELECT, INSERT, UPDATE, CREATE TEMPORARY TABLES ON narrow.* TO writer@'%'",
                "GRANT DELETE ON narrow.order_units TO writer@'%'");
        MemoryEventLog log = new MemoryEventLog();
        new EventStream(1).append(log, 30);
        DatabaseAddress address = DatabaseAddress.of(plain.url("narrow"), "writer", "writer");
        try (Replicator replicator = new Replicator(ReplicatorConfig.of(address), log::reader, log::lastSeq)) {
            replicator.checkAtStart();
            replicator.start();
            assertThat(replicator.awaitApplied(log.lastSeq(), 30_000))
                    .as("%s", replicator.status())
                    .isTrue();
        }
        assertThat(new TableVerifier(address, 0).verify(log.reader()).differences())
                .isEmpty();
    }

    @Test
    void shouldSayHowToGoOnWhenTheServerHasNoTls() {
        DatabaseUnavailableException e =
                check(DatabaseAddress.of(plain.url("faka") + "?sslMode=verify-full", "faka", plain.password()));
        assertThat(e.fault()).isEqualTo(DatabaseFault.TLS);
        assertThat(e).hasMessageContaining("put sslMode=disable in --db-url");
        assertOneLine(e);
    }

    @Test
    void shouldSayHowToGoOnWhenTheServerWantsTls() {
        DatabaseUnavailableException e = check(encrypted.address());
        assertThat(e).hasMessageContaining("put sslMode=verify-full in --db-url");
        assertOneLine(e);
    }

    @Test
    void shouldSayHowToGoOnWhenTheCertificateIsNotTrusted() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Path stranger = strangersCertificate(other);
        DatabaseUnavailableException e = check(encrypted("?sslMode=verify-full&serverSslCert=" + stranger));
        assertThat(e.fault()).isEqualTo(DatabaseFault.TLS);
        assertThat(e).hasMessageContaining("put serverSslCert=/path/to/ca.pem in --db-url");
        assertOneLine(e);
    }

    @Test
    void shouldSayThatTheServerIsTooOldAndThatTlsWorks() {
        DatabaseUnavailableException e =
                check(encrypted("?sslMode=verify-full&serverSslCert=" + certificate.certificate()));
        assertThat(e.fault()).isEqualTo(DatabaseFault.SERVER_VERSION);
        assertThat(e).hasMessageContaining("MariaDB 10.3; MariaDB 10.6 or newer is needed");
        assertOneLine(e);
    }

    @Test
    void shouldRefuseTablesOfANewerRelease() throws SQLException {
        plain.execute("CREATE DATABASE newer");
        DatabaseAddress address = DatabaseAddress.of(plain.url("newer"), "admin", plain.password());
        new DatabaseSetup(address).run();
        plain.execute("INSERT INTO newer.flyway_schema_history SELECT 1000, '1000', 'later', 'SQL',"
                + " 'V1000__later.sql', 5, installed_by, installed_on, 1, 1 FROM newer.flyway_schema_history"
                + " WHERE version = '1'");
        DatabaseUnavailableException e = check(address);
        assertThat(e.fault()).isEqualTo(DatabaseFault.SCHEMA);
        assertThat(e).hasMessageContaining("newer release");
        assertOneLine(e);
    }

    @Test
    void shouldRepeatAMigrationThatWasCut() throws SQLException {
        plain.execute("CREATE DATABASE cut");
        DatabaseAddress address = DatabaseAddress.of(plain.url("cut"), "admin", plain.password());
        new DatabaseSetup(address).run();
        plain.execute(
                "DROP TABLE cut.events",
                "DELETE FROM cut.flyway_schema_history WHERE version <> '1'",
                "UPDATE cut.flyway_schema_history SET success = 0");
        assertThatCode(() -> new DatabaseSetup(address).run()).doesNotThrowAnyException();
        plain.execute("SELECT COUNT(*) FROM cut.events");
    }

    private static Path strangersCertificate(Path where) throws IOException {
        try {
            return TestCertificate.make(where).certificate();
        } catch (java.security.GeneralSecurityException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static DatabaseAddress encrypted(String options) {
        return DatabaseAddress.of(encrypted.url("faka") + options, "faka", encrypted.password());
    }

    private static DatabaseUnavailableException check(DatabaseAddress address) {
        Replicator replicator =
                new Replicator(ReplicatorConfig.of(address), () -> new MemoryEventLog().reader(), () -> 0);
        return catchThrowableOfType(DatabaseUnavailableException.class, replicator::checkAtStart);
    }

    private static void assertOneLine(DatabaseUnavailableException e) {
        assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(500);
    }
}
