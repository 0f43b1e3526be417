package io.faka.node.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Code files as suppliers send them, one for each seller: good codes, and among them duplicates (of codes in any of the files),
 * blank lines and lines too long to be a code.
 *
 * @param parts      one file per seller, to be imported in this order
 * @param codes      the good codes, each once
 * @param duplicates lines that repeat a good code
 * @param blank      lines without a code
 * @param overLong   lines of more than 4,096 bytes
 */
record CodeFile(List<Part> parts, Set<String> codes, int duplicates, int blank, int overLong) {
    /** One of the files; {@code codes} counts those that no earlier line has. */
    record Part(Path path, int codes) {}

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int OVER_LONG_BYTES = 4_200;

    /**
     * Writes files with {@code units} good codes together; 97,000 of them make 100,000 lines.
     *
     * @param shares percent of the lines for each file; 100 together
     */
    static CodeFile write(Path directory, int units, long seed, int... shares) throws IOException {
        Random random = new Random(seed);
        Set<String> codes = new LinkedHashSet<>(units * 2);
        while (codes.size() < units) {
            codes.add(code(random));
        }
        List<String> good = new ArrayList<>(codes);
        List<String> lines = new ArrayList<>(good);
        int duplicates = Math.max(1, units * 25 / 970);
        int blank = Math.max(1, units * 4 / 970);
        int overLong = Math.max(1, units / 970);
        for (int i = 0; i < duplicates; i++) {
            lines.add(good.get(random.nextInt(units)));
        }
        for (int i = 0; i < blank; i++) {
            lines.add(i % 2 == 0 ? "" : "   \t");
        }
        for (int i = 0; i < overLong; i++) {
            lines.add(code(random).repeat(1 + OVER_LONG_BYTES / 23));
        }
        Collections.shuffle(lines, random);
        List<Part> parts = new ArrayList<>();
        Set<String> seen = new HashSet<>(units * 2);
        int percent = 0;
        for (int share : shares) {
            int from = (int) ((long) lines.size() * percent / 100);
            percent += share;
            int to = (int) ((long) lines.size() * percent / 100);
            Path path = directory.resolve("codes-" + (parts.size() + 1) + ".txt");
            int before = seen.size();
            write(path, lines.subList(from, to), random);
            lines.subList(from, to).stream().filter(codes::contains).forEach(seen::add);
            parts.add(new Part(path, seen.size() - before));
        }
        return new CodeFile(List.copyOf(parts), codes, duplicates, blank, overLong);
    }

    private static void write(Path path, List<String> lines, Random random) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
            for (String line : lines) {
                out.write(line);
                out.write(random.nextInt(4) == 0 ? "\r\n" : "\n");
            }
        }
    }

    /** All lines of the files. */
    int lines() {
        return codes.size() + duplicates + blank + overLong;
    }

    private static String code(Random random) {
        StringBuilder code = new StringBuilder(23);
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }
}
