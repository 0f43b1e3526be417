package io.faka.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named series of measurements, one value a round. */
final class Samples {
    private final Map<String, List<Double>> series = new LinkedHashMap<>();

    void add(String name, double value) {
        series.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        System.err.printf("  %-44s %,14.2f%n", name, value);
    }

    /** A series of quotients, round by round; both must have the same number of rounds. */
    void ratio(String name, String over, String under) {
        List<Double> upper = series.get(over);
        List<Double> lower = series.get(under);
        if (upper == null || lower == null) {
            return;
        }
        List<Double> quotients = new ArrayList<>();
        for (int i = 0; i < Math.min(upper.size(), lower.size()); i++) {
            quotients.add(upper.get(i) / lower.get(i));
        }
        series.put(name, quotients);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** One line a series: median, least, most, rounds. */
    String table() {
        StringBuilder table = new StringBuilder(
                String.format("%-44s %14s %14s %14s %6s%n", "what", "median", "min", "max", "rounds"));
        series.forEach((name, values) -> table.append(String.format(
                "%-44s %,14.2f %,14.2f %,14.2f %6d%n",
                name,
                median(values),
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow(),
                values.size())));
        return table.toString();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        series.forEach((name, values) -> json.put(name, Map.of("median", median(values), "values", values)));
        return json;
    }
}
