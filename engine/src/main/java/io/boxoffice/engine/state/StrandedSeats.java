package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.RejectReason;

/**
 * The stranded-seat rule for named seats: they must not leave a free seat alone between taken ones, unless it is the only seat that
 * its run of free seats has left. For one thread.
 */
final class StrandedSeats {
    private final BookingState state;
    private int[] wanted;
    private int wantedCount;

    StrandedSeats(BookingState state) {
        this.state = state;
    }

    /**
     * Answers the command with a rejection when somebody would be left alone.
     *
     * @param units what is wanted, the named seats first
     * @param named how many of them are named seats
     * @param count how many there are
     */
    boolean strandsNobody(ShowSeats show, int[] units, int named, int count) {
        wanted = units;
        wantedCount = count;
        if (!show.strandedSeatRule || named == 0) {
            return true;
        }
        for (int i = 0; i < named; i++) {
            checkStranded(show, wanted[i] - 1);
            checkStranded(show, wanted[i] + 1);
        }
        if (state.replies.hasConflicts()) {
            state.replies.reject(RejectReason.STRANDED_SEAT);
            return false;
        }
        return true;
    }

    private void checkStranded(ShowSeats show, int seat) {
        if (seat <= 0 || seat + 1 >= show.owner.length || !freeAfter(show, seat)) {
            return;
        }
        boolean alone = adjacent(show, seat - 1)
                && adjacent(show, seat)
                && !freeAfter(show, seat - 1)
                && !freeAfter(show, seat + 1);
        if (alone && leavesOthersInRun(show, seat)) {
            state.replies.conflict(seat);
        }
    }

    /** Whether the run of seats that were available before, around a seat, keeps more free seats than this one. */
    private boolean leavesOthersInRun(ShowSeats show, int seat) {
        int left = 0;
        for (int s = seat; state.available(show, s); s--) {
            left += s != seat && freeAfter(show, s) ? 1 : 0;
            if (s == 0 || !adjacent(show, s - 1)) {
                break;
            }
        }
        for (int s = seat; s + 1 < show.owner.length && adjacent(show, s) && state.available(show, s + 1); s++) {
            left += freeAfter(show, s + 1) ? 1 : 0;
        }
        return left > 0;
    }

    private boolean freeAfter(ShowSeats show, int seat) {
        if (!state.available(show, seat)) {
            return false;
        }
        for (int i = 0; i < wantedCount; i++) {
            if (wanted[i] == seat) {
                return false;
            }
        }
        return true;
    }

    /** Whether a seat and the next one stand side by side. */
    private static boolean adjacent(ShowSeats show, int seat) {
        return show.map.seatRow(seat) == show.map.seatRow(seat + 1) && !show.map.gapBefore(seat + 1);
    }
}
