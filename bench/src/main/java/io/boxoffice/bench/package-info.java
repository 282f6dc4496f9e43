/**
 * What Boxoffice can do, measured. {@link io.boxoffice.bench.Bench} is the command line;
 * {@link io.boxoffice.bench.load.LoadRun} makes load over HTTP; {@code micro} has the JMH benchmarks.
 */
package io.boxoffice.bench;
