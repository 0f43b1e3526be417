package io.faka.replicator;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the server's programs are, and how they are called. */
record MariaDbBinaries(Path mariadbd, Path installDb, Optional<Path> base) {
    static MariaDbBinaries find() {
        Optional<Path> server = onPath("mariadbd");
        Optional<Path> installer = onPath("mariadb-install-db");
        if (server.isPresent() && installer.isPresent()) {
            return new MariaDbBinaries(server.get(), installer.get(), Optional.empty());
        }
        throw new IllegalStateException("no mariadbd and mariadb-install-db on PATH or in /usr/sbin");
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

    ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(command);
    }

    private static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin:/usr/local/bin";
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
