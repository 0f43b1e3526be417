package io.faka.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A log's directory: its runs and their cycle files, in order. */
final class LogDirectory {
    static final int FIRST_CYCLE = 1;

    private static final Pattern RUN_NAME = Pattern.compile("run-\\d{8}");
    private static final String SUFFIX = "F.cq4";
    private static final DateTimeFormatter CYCLE_NAME = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private final Path path;

    LogDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Makes the directory if needed and sees to it that its name survives a power cut. */
    void create() {
        try {
            Files.createDirectories(path);
            force(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new StorageException("log directory " + path + " cannot be made", e);
        }
    }

    /** Every cycle file, oldest first. */
    List<LogFile> files() {
        List<LogFile> files = new ArrayList<>();
        try {
            for (Path run : runs()) {
                addFiles(files, run, runNumber(run));
            }
        } catch (IOException e) {
            throw new StorageException("log directory " + path + " cannot be listed", e);
        }
        files.sort(null);
        return files;
    }

    /** Directories of the runs, in no order. */
    List<Path> runs() throws IOException {
        return children(path).stream()
                .filter(child ->
                        RUN_NAME.matcher(child.getFileName().toString()).matches())
                .filter(Files::isDirectory)
                .toList();
    }

    /** Makes the directory of a new run behind all others. */
    Path createRun() {
        try {
            int last = runs().stream().mapToInt(LogDirectory::runNumber).max().orElse(0);
            Path run = path.resolve(String.format(Locale.ROOT, "run-%08d", last + 1));
            Files.createDirectory(run);
            force(path);
            return run;
        } catch (IOException e) {
            throw new StorageException("no new run in log directory " + path, e);
        }
    }

    /** Deletes the given file in order, every one after it, and the runs that are empty then. */
    void deleteFilesFrom(int index) throws IOException {
        List<LogFile> all = files();
        for (LogFile file : all.subList(index, all.size())) {
            Files.delete(file.path());
        }
        List<LogFile> left = all.subList(0, index);
        for (Path run : runs()) {
            if (left.stream().noneMatch(file -> file.path().startsWith(run))) {
                deleteRun(run);
            }
        }
    }

    static void deleteRun(Path run) throws IOException {
        for (Path child : children(run)) {
            Files.delete(child);
        }
        Files.delete(run);
    }

    static int runNumber(Path run) {
        return Integer.parseInt(run.getFileName().toString().substring(4));
    }

    /** File of a cycle as Chronicle names it. */
    static Path cycleFile(Path run, int cycle) {
        return run.resolve(LocalDate.ofEpochDay(cycle).format(CYCLE_NAME) + SUFFIX);
    }

    /** Makes the names in a directory survive a power cut. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void addFiles(List<LogFile> files, Path run, int number) throws IOException {
        for (Path file : children(run)) {
            String name = file.getFileName().toString();
            if (name.endsWith(SUFFIX)) {
                files.add(new LogFile(file, number, cycle(file, name)));
            }
        }
    }

    private static int cycle(Path file, String name) {
        try {
            String day = name.substring(0, name.length() - SUFFIX.length());
            return Math.toIntExact(LocalDate.parse(day, CYCLE_NAME).toEpochDay());
        } catch (DateTimeException e) {
            throw new StorageException("not the name of a cycle file: " + file, e);
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(directory)) {
            return list.toList();
        }
    }
}
