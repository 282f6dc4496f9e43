package io.boxoffice.bench.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A figure over the rounds. */
public record Summary(double median, double least, double most, int rounds) {
    /** Of at least one value. */
    static Summary of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Summary(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** Figure by figure; one that a round did not have is left out of that round. */
    static Map<String, Summary> of(List<Map<String, Double>> rounds) {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        for (Map<String, Double> round : rounds) {
            for (String name : round.keySet()) {
                double[] values = rounds.stream()
                        .filter(each -> each.containsKey(name))
                        .mapToDouble(each -> each.get(name))
                        .toArray();
                summaries.put(name, of(values));
            }
        }
        return summaries;
    }
}
