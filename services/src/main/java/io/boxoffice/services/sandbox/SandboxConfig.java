package io.boxoffice.services.sandbox;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * @param lateApprovalMs    after which {@code tok_late_approve} is approved, milliseconds
 * @param pendingMs         how long {@code tok_timeout} is pending before it counts as declined, milliseconds
 * @param maxAttempts       remembered; beyond it the oldest decided ones are forgotten, and new ones fail if there are none
 * @param maxQueued         calls that wait for the disk; further ones fail
 * @param compactAfterBytes by how much the file may grow before it is written anew
 */
public record SandboxConfig(
        long lateApprovalMs, long pendingMs, int maxAttempts, int maxQueued, long compactAfterBytes) {
    public static final SandboxConfig DEFAULT = new SandboxConfig(3_000, 60_000, 1_000_000, 10_000, 64L << 20);

    /** Reads it from the section {@code sandbox}. */
    public static final ConfigPart<SandboxConfig> PART =
            new ConfigPart<>("sandbox", SandboxConfig.class, SandboxConfig::read);

    private static SandboxConfig read(Section s) {
        return new SandboxConfig(
                s.whole("late-approval-ms", 0, Section.DAY_MS),
                s.whole("pending-ms", 0, Section.DAY_MS),
                s.integer("max-attempts", 1, Section.MAX_COUNT),
                s.integer("max-queued", 1, Section.MAX_COUNT),
                s.whole("compact-after-bytes", 1024, Long.MAX_VALUE));
    }
}
