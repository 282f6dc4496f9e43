/**
 * Measurements of the core without HTTP, and the command {@code measure} that makes any one of them. Each runs in a JVM of its
 * own, started by {@link io.boxoffice.bench.measure.Fork}, so that none is warmed up or filled by another. {@link
 * io.boxoffice.bench.measure.Measurement} lists them.
 */
package io.boxoffice.bench.measure;
