/**
 * The command line. {@link io.boxoffice.server.cli.Boxoffice} is the program; each command is a class of its own, and what
 * several share is a mix-in: {@link io.boxoffice.server.cli.ConfigOptions}, {@link io.boxoffice.server.cli.ServeOptions},
 * {@link io.boxoffice.server.cli.ReplayOptions}, {@link io.boxoffice.server.cli.ImportOptions}. A command that fails throws
 * {@link io.boxoffice.server.cli.CommandFailedException}; {@link io.boxoffice.server.cli.Complaints} turns that, and every
 * other exception, into one line and an exit code: 0 done, 1 failed, 2 asked wrongly.
 */
package io.boxoffice.server.cli;
