package io.faka.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;

/**
 * What to measure and for how long.
 *
 * @param launcher  the {@code faka} script
 * @param directory where servers keep their files during the run
 * @param json      where to write the figures; null = only the table
 * @param rounds    at least 1
 * @param seconds   counted per server and setting
 * @param acks      ack modes, in this order
 * @param only      parts: idle, import, tcp, http, latency
 */
record ComparePlan(
        Path launcher, Path directory, Path json, int rounds, int seconds, List<String> acks, List<String> only) {
    static final String USAGE = """
            usage: compare.sh [--rounds N] [--seconds S] [--json FILE] [--dir DIR] [--ack async,group-fsync]
                              [--only idle,import,tcp,http,latency]
            """;

    static ComparePlan parse(String[] arguments) {
        Path launcher = Path.of("faka").toAbsolutePath();
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        Path json = null;
        int rounds = 3;
        int seconds = 3;
        List<String> acks = List.of("async", "group-fsync");
        List<String> only = List.of("idle", "import", "tcp", "http", "latency");
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seconds" -> seconds = Integer.parseInt(value);
                case "--json" -> json = Path.of(value);
                case "--dir" -> directory = Path.of(value);
                case "--launcher" -> launcher = Path.of(value);
                case "--ack" -> acks = List.of(value.split(","));
                case "--only" -> only = List.of(value.split(","));
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        return new ComparePlan(launcher, directory, json, rounds, seconds, acks, only);
    }

    boolean measures(String part) {
        return only.contains(part);
    }

    /** Stock that one run with this pipeline cannot sell out: warm-up second included. */
    long units(int pipeline) {
        long perSecond = pipeline == 1 ? 120_000 : pipeline == 16 ? 700_000 : 1_400_000;
        return perSecond * (seconds + 1);
    }

    long warmUpUnits() {
        return 1_000_000;
    }

    long latencyRate() {
        return 100_000;
    }

    int latencySeconds() {
        return 10;
    }

    int idleSeconds() {
        return 30;
    }

    int importUnits() {
        return 1_000_000;
    }
}
