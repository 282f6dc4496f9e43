package io.boxoffice.server.cli;

import io.boxoffice.server.config.ConfigLoader;
import picocli.CommandLine.Option;

/** The options of {@code serve}. */
public final class ServeOptions extends ServerOptions {
    @Option(
            names = "--demo",
            description =
                    "Put a fictional catalogue on sale, which the sandbox payment provider takes payments for, write mails into"
                            + " the data directory, and let web pages of this machine call the API; repeated on a later"
                            + " day, its next shows.")
    private boolean demo;

    @Override
    void addFlags(ConfigLoader loader) {
        super.addFlags(loader);
        loader.withFlag("--demo", "payment.providers", demo ? "sandbox" : null)
                .withFlag("--demo", "http.cors.allow-localhost", demo ? true : null)
                .withFlag("--demo", "mail.folder", demo ? "mails" : null);
    }

    /** Whether the fictional catalogue is wanted. */
    public boolean demo() {
        return demo;
    }
}
