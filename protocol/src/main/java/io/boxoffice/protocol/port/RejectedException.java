package io.boxoffice.protocol.port;

import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedDecoder;

/** The booking core rejected a command; it changed nothing. */
public final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;
    private final long detail;
    private final int[] conflicts;

    public RejectedException(RejectedDecoder rejected) {
        super(rejected.reason() + (rejected.detail() == 0 ? "" : " (" + rejected.detail() + ")"));
        reason = rejected.reason();
        detail = rejected.detail();
        RejectedDecoder.ConflictsDecoder group = rejected.conflicts();
        conflicts = new int[group.count()];
        for (int i = 0; i < conflicts.length; i++) {
            conflicts[i] = group.next().unit();
        }
    }

    /** What would have been rejected, before it was sent. */
    public RejectedException(RejectReason reason) {
        super(reason.toString());
        this.reason = reason;
        detail = 0;
        conflicts = new int[0];
    }

    public RejectReason reason() {
        return reason;
    }

    /** See the SBE schema's RejectReason. */
    public long detail() {
        return detail;
    }

    /** The units in the way. */
    public int[] conflicts() {
        return conflicts.clone();
    }
}
