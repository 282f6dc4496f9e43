package io.boxoffice.gateway.status;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * From when on operators are told that something is wrong.
 *
 * @param behindAfterMs how long something may wait before its part counts as behind
 * @param slowSyncMs    a sync of the journal that takes longer makes its part count as behind
 */
public record StatusLimits(long behindAfterMs, long slowSyncMs) {
    /** Reads it from the section {@code admin}. */
    public static final ConfigPart<StatusLimits> PART =
            new ConfigPart<>("admin", StatusLimits.class, StatusLimits::read);

    private static StatusLimits read(Section s) {
        return new StatusLimits(s.whole("behind-after-ms", 1_000, Section.DAY_MS), s.whole("slow-sync-ms", 1, 60_000));
    }
}
