package io.boxoffice.bench.report;

import io.boxoffice.bench.load.LoadResult;
import io.boxoffice.bench.load.Overload;
import java.util.List;
import java.util.Map;

/**
 * Everything that was found.
 *
 * @param figures   by measurement and name, over the rounds
 * @param overload  the search for saturation of a steady evening; null: not made
 * @param scenarios a run of each other scenario
 * @param remarks   what was not measured, and why
 * @param failures  what failed, and why; empty when all of it counts
 */
public record CapacityReport(
        String madeAt,
        boolean quick,
        int rounds,
        HostFacts host,
        Map<String, Map<String, Summary>> figures,
        List<MicroResult> micro,
        Overload.Report overload,
        List<LoadResult> scenarios,
        List<Planner.Answer> answers,
        List<Planner.Row> targets,
        List<String> remarks,
        List<String> failures) {

    /** A figure's median; 0 when it was not measured. */
    double median(String measurement, String figure) {
        Summary summary = figures.getOrDefault(measurement, Map.of()).get(figure);
        return summary == null ? 0 : summary.median();
    }

    /** A benchmark, or null; its parameters are looked for one by one. */
    MicroResult micro(String name, Map<String, String> parameters) {
        return micro.stream()
                .filter(each ->
                        each.name().equals(name) && each.parameters().entrySet().containsAll(parameters.entrySet()))
                .findFirst()
                .orElse(null);
    }
}
