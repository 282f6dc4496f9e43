package io.boxoffice.bench.report;

import java.util.Map;

/**
 * One JMH benchmark.
 *
 * @param score          the median of the iterations: some are slower because of what else runs on the host
 * @param error          half of the 99.9 % confidence interval, as JMH gives it; 0: too few iterations
 * @param bytesAllocated for an operation; a single shot counts all of it
 */
public record MicroResult(
        String name, Map<String, String> parameters, double score, double error, String unit, double bytesAllocated) {}
