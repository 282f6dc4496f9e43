/**
 * The capacity report: {@code bin/boxoffice bench}. {@link io.boxoffice.bench.report.CapacityRun} makes all measurements in
 * rounds that take turns, {@link io.boxoffice.bench.report.Planner} draws conclusions from their medians, {@link
 * io.boxoffice.bench.report.CapacityPage} writes one HTML page that needs no network, and the same numbers stand beside it as JSON.
 */
package io.boxoffice.bench.report;
