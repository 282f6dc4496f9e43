package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.RejectReason;
import java.util.Collection;
import java.util.List;

/** Ends a command with a rejection. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient RejectReason reason;
    final long detail;
    final transient List<Integer> conflicts;
    final int gate;

    Rejection(RejectReason reason) {
        this(reason, 0);
    }

    Rejection(RejectReason reason, long detail) {
        this(reason, detail, List.of());
    }

    Rejection(RejectReason reason, long detail, Collection<Integer> conflicts) {
        this(reason, detail, conflicts, 0);
    }

    /** Of a ticket that was used: when and where. */
    static Rejection checkedIn(World.Unit unit) {
        return new Rejection(RejectReason.ALREADY_CHECKED_IN, unit.checkedInAtMs(), List.of(), unit.admission().gate);
    }

    private Rejection(RejectReason reason, long detail, Collection<Integer> conflicts, int gate) {
        super(reason.name(), null, false, false);
        this.gate = gate;
        this.reason = reason;
        this.detail = detail;
        this.conflicts = conflicts.stream().distinct().limit(200).toList();
    }
}
