package io.boxoffice.services.payment;

/**
 * @param lateApprovalMs     after which {@code tok_late_approve} is approved
 * @param pendingMs          how long {@code tok_timeout} is pending before it counts as declined
 * @param maxAttempts        remembered; beyond it the oldest settled ones are forgotten, and new ones refused if there are none
 * @param compactAfterBytes  the file is rewritten when it has grown this much beyond what it had to hold
 */
public record SandboxConfig(long lateApprovalMs, long pendingMs, int maxAttempts, long compactAfterBytes) {
    public static final SandboxConfig DEFAULT = new SandboxConfig(3_000, 60_000, 1_000_000, 64L << 20);
}
