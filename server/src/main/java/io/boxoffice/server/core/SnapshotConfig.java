package io.boxoffice.server.core;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * When snapshots are made.
 *
 * @param intervalCommands after so many commands since the last; 0: not for their number
 * @param intervalMs       after so long, if there were any commands; 0: not for the time
 * @param stopCommands     at a clean stop after so many commands; 0: never
 * @param kept             how many are kept, 2 or more
 */
public record SnapshotConfig(long intervalCommands, long intervalMs, long stopCommands, int kept) {
    /** Reads it from the section {@code snapshot}. */
    public static final ConfigPart<SnapshotConfig> PART =
            new ConfigPart<>("snapshot", SnapshotConfig.class, SnapshotConfig::read);

    private static SnapshotConfig read(Section s) {
        return new SnapshotConfig(
                s.whole("interval-commands", 0, Long.MAX_VALUE),
                s.whole("interval-ms", 0, 365 * Section.DAY_MS),
                s.whole("stop-commands", 0, Long.MAX_VALUE),
                s.integer("kept", 2, 1000));
    }

    /** Whether any are made while the server runs. */
    public boolean enabled() {
        return intervalCommands > 0 || intervalMs > 0;
    }
}
