package io.faka.node.demo;

import java.nio.file.Path;

/**
 * How large the proof run is.
 *
 * @param buyers  concurrent buyers, 2 to 100,000
 * @param units   good codes in the file, 100 to 5,000,000
 * @param seconds planned length of the sale: kills come in time, and it is given up after twice of it, 5 to 3,600
 * @param kills   how often the node is killed, 0 to 1,000
 * @param dbUrl   MariaDB to replicate into; empty = none
 * @param data    data directory, kept; null = a temporary one, removed if all went well
 * @param seed    of everything the buyers draw
 */
public record DemoOptions(int buyers, int units, int seconds, int kills, String dbUrl, Path data, long seed) {
    /** @throws IllegalArgumentException naming the rule */
    public DemoOptions {
        requireRange("buyers", buyers, 2, 100_000);
        requireRange("units", units, 100, 5_000_000);
        requireRange("seconds", seconds, 5, 3_600);
        requireRange("kills", kills, 0, 1_000);
    }

    private static void requireRange(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be " + low + " to " + high + ": " + value);
        }
    }
}
