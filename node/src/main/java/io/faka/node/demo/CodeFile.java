package io.faka.node.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A code file as suppliers send them: good codes, and among them duplicates, blank lines and lines too long to be a code.
 *
 * @param codes      the good codes, each once
 * @param duplicates lines that repeat a good code
 * @param blank      lines without a code
 * @param overLong   lines of more than 4,096 bytes
 */
record CodeFile(Path path, Set<String> codes, int duplicates, int blank, int overLong) {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int OVER_LONG_BYTES = 4_200;

    /** Writes a file with {@code units} good codes; 97,000 of them make 100,000 lines. */
    static CodeFile write(Path path, int units, long seed) throws IOException {
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
        try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
            for (String line : lines) {
                out.write(line);
                out.write(random.nextInt(4) == 0 ? "\r\n" : "\n");
            }
        }
        return new CodeFile(path, codes, duplicates, blank, overLong);
    }

    /** All lines of the file. */
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
