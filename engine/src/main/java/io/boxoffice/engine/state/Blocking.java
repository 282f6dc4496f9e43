package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.RejectReason;

/**
 * What is taken from sale, and given back. A seat that staff took out of a block stays with whoever has it when blocks change:
 * a block that names it only changes the reason it is blocked for again, and unblocking it means that it will be free.
 */
final class Blocking {
    private static final int UNCHANGED = -1;

    private final BookingState state;
    private final Replies replies;

    Blocking(BookingState state) {
        this.state = state;
        this.replies = state.replies;
    }

    /**
     * Blocks and unblocks, all or nothing.
     *
     * @param whole whether what is not named becomes unblocked
     */
    void commit(ShowSeats show, SeatBlocks blocks, boolean whole) {
        if (blocks.namesAreas()) {
            state.sweep();
        }
        if (!seatsFree(show, blocks, whole)) {
            return;
        }
        for (int seat = 0; seat < show.owner.length; seat++) {
            int owner = show.owner[seat];
            if (owner > 0 && reason(blocks, seat, whole) > 0 && state.lapsed(owner)) {
                state.expire(owner);
            }
        }
        for (int seat = 0; seat < show.owner.length; seat++) {
            int reason = reason(blocks, seat, whole);
            if (reason != UNCHANGED) {
                blockSeat(show, seat, reason);
            }
        }
        state.events.flushBlocked(show);
        for (int area = 0; area < show.areaBlocked.length; area++) {
            int places = places(show, blocks, area, whole);
            if (places != show.areaBlocked[area]) {
                show.areaBlocked[area] = places;
                state.events.areaBlocked(show, area);
            }
        }
        replies.accept(state.sequence);
    }

    private boolean seatsFree(ShowSeats show, SeatBlocks blocks, boolean whole) {
        for (int seat = 0; seat < show.owner.length; seat++) {
            int owner = show.owner[seat];
            boolean taken = owner > 0 && !state.lapsed(owner) && state.blockBehind(owner, seat) == 0;
            if (taken && reason(blocks, seat, whole) > 0) {
                replies.conflict(seat);
            }
        }
        boolean seats = replies.hasConflicts();
        for (int area = 0; area < show.areaBlocked.length; area++) {
            int most = show.areaFree(area) + show.areaBlocked[area];
            if (places(show, blocks, area, whole) > most) {
                replies.conflict(ShowSeats.unitOfArea(area));
            }
        }
        if (!replies.hasConflicts()) {
            return true;
        }
        if (seats) {
            replies.reject(RejectReason.SEAT_UNAVAILABLE);
        } else {
            replies.reject(state.sweepUnfinished() ? RejectReason.TRY_AGAIN : RejectReason.AREA_FULL);
        }
        return false;
    }

    private void blockSeat(ShowSeats show, int seat, int reason) {
        int owner = show.owner[seat];
        if (owner > 0) {
            int u = state.unitOfSeat(owner, seat);
            if (state.reservations.units.block(u) > 0) {
                state.reservations.units.block(u, reason);
            }
        } else if (owner != -reason) {
            show.setOwner(seat, -reason);
            state.events.blocked(show, seat, reason);
        }
    }

    /** What a seat is to be blocked for; 0: nothing; or {@link #UNCHANGED}. */
    private static int reason(SeatBlocks blocks, int seat, boolean whole) {
        int reason = blocks.reason(seat);
        if (reason == 0 && !whole) {
            return UNCHANGED;
        }
        return Math.max(0, reason);
    }

    /** How many places of an area are to be blocked. */
    private int places(ShowSeats show, SeatBlocks blocks, int area, boolean whole) {
        int places = blocks.places(area);
        if (places != SeatBlocks.NOT_NAMED) {
            return places;
        }
        return whole && state.limits.isVersion3() ? 0 : show.areaBlocked[area];
    }
}
