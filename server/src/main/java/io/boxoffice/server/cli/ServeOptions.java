package io.boxoffice.server.cli;

import picocli.CommandLine.Option;

/** The options of {@code serve}. */
public final class ServeOptions extends ServerOptions {
    @Option(
            names = "--demo",
            description = "Put a fictional catalogue on sale; repeated on a later day, its next shows.")
    private boolean demo;

    /** Whether the fictional catalogue is wanted. */
    public boolean demo() {
        return demo;
    }
}
