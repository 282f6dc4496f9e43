package io.boxoffice.services.payment;

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
}
