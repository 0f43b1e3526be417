package io.faka.journal;

import java.nio.file.Path;

/**
 * One cycle file of a log.
 *
 * @param path where it is
 * @param run  number of the run it belongs to, from 1
 * @param cycle cycle number inside the run
 */
record LogFile(Path path, int run, int cycle) implements Comparable<LogFile> {
    @Override
    public int compareTo(LogFile other) {
        return run == other.run ? Integer.compare(cycle, other.cycle) : Integer.compare(run, other.run);
    }
}
