package io.boxoffice.server.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code journal replay}. */
public final class ReplayOptions {
    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--until",
            paramLabel = "TIME|SEQ",
            converter = JournalPoint.Converter.class,
            description = "Stop after this sequence, or at this time (such as 2026-07-01T20:15:00Z). Default: the end.")
    private JournalPoint until = JournalPoint.END;

    @Option(names = "--show", paramLabel = "ID", description = "Print the seats of this show as they were then.")
    private Long showId;

    /** Where the journal lies. */
    public ConfigOptions config() {
        return config;
    }

    public JournalPoint until() {
        return until;
    }

    /** The show to print, or null. */
    public Long showId() {
        return showId;
    }
}
