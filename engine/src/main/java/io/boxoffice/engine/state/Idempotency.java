package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;

/**
 * A retry with the same key gets the first answer again; the same key with another body is refused. Only commands that
 * changed something leave a key behind, in the reservation they changed, and as long as it is kept.
 */
final class Idempotency {
    /** {@link #recognise}: a key not seen before, or none given. */
    static final int NEW = 0;
    /** {@link #recognise}: the command was answered with a rejection. */
    static final int REFUSED = -1;

    private final BookingState state;

    Idempotency(BookingState state) {
        this.state = state;
    }

    /**
     * Looks a command's key up.
     *
     * @return {@link #NEW}, {@link #REFUSED}, or the key's entry, which must be answered as it was first
     */
    int recognise(KeyTable.Kind kind, long hi, long lo, long bodyHash) {
        KeyTable keys = state.reservations.keys;
        int k = hi == 0 && lo == 0 ? KeyTable.NONE : keys.find(hi, lo);
        if (k == KeyTable.NONE) {
            return NEW;
        }
        if (keys.kind[k] != kind || keys.bodyHash[k] != bodyHash) {
            state.replies.reject(RejectReason.KEY_REUSED);
            return REFUSED;
        }
        return k;
    }

    /** Whether the reservation has room for a key; if not, the command was answered with a rejection. */
    boolean hasRoom(int r, long hi, long lo) {
        if ((hi != 0 || lo != 0) && state.reservations.keyCount(r) >= state.limits.maxKeysPerReservation) {
            state.replies.reject(RejectReason.LIMIT_EXCEEDED, state.limits.maxKeysPerReservation);
            return false;
        }
        return true;
    }

    /**
     * Keeps a key with what its answer was about.
     *
     * @return its entry, or {@link KeyTable#NONE} when none was given
     */
    int remember(int r, KeyTable.Kind kind, long hi, long lo, long bodyHash, int number, int outcome) {
        if (hi == 0 && lo == 0) {
            return KeyTable.NONE;
        }
        ReservationTable t = state.reservations;
        KeyTable keys = t.keys;
        int k = keys.add(hi, lo, t.firstKey(r));
        keys.bodyHash[k] = bodyHash;
        keys.sequence[k] = state.sequence;
        keys.timeMs[k] = state.nowMs;
        keys.deadlineMs[k] = t.deadlineMs(r);
        keys.reservation[k] = r;
        keys.kind[k] = kind;
        keys.number[k] = number;
        keys.outcome[k] = outcome;
        t.firstKey(r, k);
        t.keyCount(r, t.keyCount(r) + 1);
        return k;
    }

    /**
     * Keeps a further key for a booking that is there, so that it is answered like the first from now on. Since version 3.
     *
     * @param first the key that made the booking, or {@link KeyTable#NONE} when it was made without one
     * @return the further key's entry, or {@link KeyTable#NONE} when none was given
     */
    int rememberBookingAgain(int r, int first, long hi, long lo, long bodyHash) {
        KeyTable keys = state.reservations.keys;
        int outcome = first == KeyTable.NONE ? bookingOutcome(r) : keys.outcome[first];
        int k = remember(r, KeyTable.Kind.BOOKING, hi, lo, bodyHash, 0, outcome);
        if (k != KeyTable.NONE && first != KeyTable.NONE) {
            keys.sequence[k] = keys.sequence[first];
            keys.timeMs[k] = keys.timeMs[first];
            keys.deadlineMs[k] = keys.deadlineMs[first];
        } else if (k != KeyTable.NONE && outcome == KeyTable.CONFIRMED_AT_ONCE) {
            keys.deadlineMs[k] = 0;
        }
        return k;
    }

    /** What a key says of a booking that was made without one: whether it cost nothing, and so needed no payment. */
    private int bookingOutcome(int r) {
        ReservationTable t = state.reservations;
        boolean booked = t.status(r) == ReservationStatus.BOOKED || t.status(r) == ReservationStatus.CANCELLED;
        return booked && t.attempt(r) == 0 ? KeyTable.CONFIRMED_AT_ONCE : KeyTable.HAD_REFERENCE;
    }

    /** Notes on the key of a payment attempt, if it has one, why it was declined. Since version 3 only what came first. */
    void noteDeclined(int r, int attempt, DeclineReason reason) {
        int k = paymentKey(r, attempt);
        if (k == KeyTable.NONE) {
            return;
        }
        KeyTable keys = state.reservations.keys;
        if (!state.limits.isVersion3()) {
            keys.outcome[k] = reason.value();
        } else if (keys.decision(k) == KeyTable.UNDECIDED) {
            keys.outcome[k] = reason.value() | KeyTable.DECLINED << KeyTable.DECISION_SHIFT;
        }
    }

    /**
     * Notes on the key of the last payment attempt, if it has one, what came of it: what it is answered from now on, whatever
     * follows. Only what came first counts. Since version 3.
     *
     * @param decision {@link KeyTable#BOOKED} or {@link KeyTable#SEATS_GONE}
     */
    void noteDecided(int r, int decision) {
        int k = state.limits.isVersion3() ? paymentKey(r, state.reservations.attempt(r)) : KeyTable.NONE;
        KeyTable keys = state.reservations.keys;
        if (k != KeyTable.NONE && keys.decision(k) == KeyTable.UNDECIDED) {
            keys.outcome[k] |= decision << KeyTable.DECISION_SHIFT;
        }
    }

    /** Why an attempt was declined, as far as its key still knows. */
    DeclineReason declineReason(int r, int attempt) {
        int k = paymentKey(r, attempt);
        return k == KeyTable.NONE ? DeclineReason.UNSPECIFIED : state.reservations.keys.declineReason(k);
    }

    /** The key that made a booking of the reservation, or {@link KeyTable#NONE}. */
    int bookingKey(int r) {
        return key(r, KeyTable.Kind.BOOKING, 0);
    }

    private int paymentKey(int r, int attempt) {
        return key(r, KeyTable.Kind.PAYMENT, attempt);
    }

    private int key(int r, KeyTable.Kind kind, int number) {
        KeyTable keys = state.reservations.keys;
        int k = state.reservations.firstKey(r);
        while (k != KeyTable.NONE && !(keys.kind[k] == kind && keys.number[k] == number)) {
            k = keys.next[k];
        }
        return k;
    }
}
