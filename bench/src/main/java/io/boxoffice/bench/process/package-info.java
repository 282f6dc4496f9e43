/**
 * This program as a process: where it is installed ({@link io.boxoffice.bench.process.Installation}), and the command line that
 * starts it anew in a JVM of its own ({@link io.boxoffice.bench.process.OwnJvm}). Load and measurements both start such
 * processes; this package knows neither.
 */
package io.boxoffice.bench.process;
