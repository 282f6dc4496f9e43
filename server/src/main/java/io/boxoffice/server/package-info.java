/**
 * The one place that wires the rooms together, and the command line. Begin at {@link io.boxoffice.server.cli.Boxoffice} for
 * the commands, {@code server.config} for the settings, {@code server.imports} for how catalogues come in, {@code
 * server.doctor} for what is checked about a machine.
 */
package io.boxoffice.server;
