package io.boxoffice.engine.state;

import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.ExtendHoldDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Arrays;

/**
 * Placing, extending and releasing holds.
 *
 * <p>Placing works in two halves: the first gathers and checks everything that is asked for and changes nothing, so that a
 * rejection leaves no trace; the second takes it and cannot fail.
 */
final class Holds {
    private final BookingState state;
    private final Idempotency idempotency;
    private final Replies replies;
    private final ReservationTable table;
    private final Whose whose;

    /** The units wanted, in the order in which they become the hold's. */
    private final int[] wanted = new int[Limits.MAX_UNITS];

    /** The ticket type of each. */
    private final int[] wantedType = new int[Limits.MAX_UNITS];

    /** What each costs. */
    private final long[] wantedPrice = new long[Limits.MAX_UNITS];

    private final int[] areaQuantity = new int[256];
    private final BestRequests best = new BestRequests();
    private final StrandedSeats strandedSeats;
    private int wantedCount;
    private int namedCount;

    /** Seats blocked for this reason may be named too; 0: none. */
    private int allowedBlock;

    Holds(BookingState state, Idempotency idempotency, Whose whose) {
        this.state = state;
        this.idempotency = idempotency;
        this.replies = state.replies;
        this.table = state.reservations;
        this.whose = whose;
        this.strandedSeats = new StrandedSeats(state);
    }

    void place(PlaceHoldDecoder c) {
        int k = idempotency.recognise(KeyTable.Kind.HOLD, c.keyHi(), c.keyLo(), c.bodyHash());
        if (k != Idempotency.NEW) {
            if (k != Idempotency.REFUSED) {
                replies.reservationAsOf(k, true);
            }
            return;
        }
        ShowSeats show = whose.show(c.showId(), c.organisationId());
        if (show != null) {
            state.prices.switchIfDue(show);
        }
        if (show == null || !show.onSale(state.nowMs)) {
            replies.reject(show == null ? RejectReason.UNKNOWN_SHOW : RejectReason.SHOW_NOT_ON_SALE);
            return;
        }
        int replaced = whose.replaced(c, this);
        if (replaced == Whose.REFUSED || !gatherWithout(replaced, c, show)) {
            return;
        }
        long amount = 0;
        for (int i = 0; i < wantedCount; i++) {
            amount += wantedPrice[i];
        }
        if (c.expectedAmount() >= 0 && c.expectedAmount() != amount) {
            replies.reject(RejectReason.PRICE_CHANGED, amount);
            return;
        }
        if (replaced != ReservationTable.NONE) {
            state.vacateHeld(replaced, ReservationStatus.RELEASED);
            state.events.reservation(ReservationEventType.HOLD_RELEASED, replaced, Events.ALL_UNITS);
        }
        take(c, show);
    }

    /** Gathers as if the hold that is replaced were gone; it has its units again afterwards, whatever comes. */
    private boolean gatherWithout(int replaced, PlaceHoldDecoder c, ShowSeats show) {
        if (replaced == ReservationTable.NONE) {
            return gather(c, show);
        }
        for (int u = table.firstUnit(replaced); u != UnitPool.NONE; u = table.units.next(u)) {
            state.vacate(replaced, u, false);
        }
        boolean fits = gather(c, show);
        for (int u = table.firstUnit(replaced); u != UnitPool.NONE; u = table.units.next(u)) {
            state.occupy(replaced, u);
        }
        return fits;
    }

    private void take(PlaceHoldDecoder c, ShowSeats show) {
        for (int i = 0; i < wantedCount; i++) {
            if (wanted[i] >= 0 && show.owner[wanted[i]] > 0) {
                state.expire(show.owner[wanted[i]]);
            }
        }
        int r = table.create(show, c.customerId(), state.nowMs, 0);
        state.takeNewUnits(r, wanted, wantedType, wantedPrice, wantedCount);
        state.events.flushBlocked(show);
        state.setDeadline(r, state.nowMs + show.holdTtlMs);
        idempotency.remember(r, KeyTable.Kind.HOLD, c.keyHi(), c.keyLo(), c.bodyHash(), 0, 0);
        state.events.reservation(ReservationEventType.HOLD_PLACED, r, Events.ALL_UNITS);
        replies.reservation(r);
    }

    /** Fills {@link #wanted} with units that may be taken, or answers with a rejection. */
    private boolean gather(PlaceHoldDecoder c, ShowSeats show) {
        wantedCount = 0;
        boolean version3 = state.limits.isVersion3();
        allowedBlock = version3 ? Absent.orZero(c.allowedBlock()) : 0;
        Arrays.fill(areaQuantity, 0, show.areaHeld.length, 0);
        PlaceHoldDecoder.SeatsDecoder seats = c.seats();
        namedCount = seats.count();
        if (namedCount > Limits.MAX_UNITS) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, perHold(show));
            return false;
        }
        while (seats.hasNext()) {
            wanted[wantedCount] = seats.next().seat();
            wantedType[wantedCount++] = version3 ? Absent.orZero(seats.ticketType()) : 0;
        }
        if (!validNamedSeats(show)) {
            return false;
        }
        PlaceHoldDecoder.AreasDecoder areas = c.areas();
        boolean needsSweep = areas.count() > 0;
        while (areas.hasNext()) {
            areas.next();
            int type = version3 ? Absent.orZero(areas.ticketType()) : 0;
            if (!addArea(show, areas.area(), areas.quantity(), type)) {
                return false;
            }
        }
        int total = wantedCount + best.read(c.bestAvailable(), version3);
        needsSweep |= best.count() > 0;
        if (total == 0) {
            replies.reject(RejectReason.EMPTY_REQUEST);
            return false;
        }
        if (!withinHoldLimits(show, total) || !typesSold(show) || !companionsAccompany(show, total)) {
            return false;
        }
        boolean withAKey = c.keyHi() != 0 || c.keyLo() != 0;
        boolean fits = !overCustomerLimit(c, show, total) && state.hasRoom(total, withAKey);
        if (needsSweep || !fits) {
            state.sweep();
            state.makeRoom(total, withAKey);
            fits = withinTotals(c, show, total);
        }
        return fits
                && namedSeatsAvailable(show)
                && areasAvailable(show)
                && findBest(show)
                && strandedSeats.strandsNobody(show, wanted, namedCount, wantedCount);
    }

    private boolean validNamedSeats(ShowSeats show) {
        for (int i = 0; i < namedCount; i++) {
            if (wanted[i] < 0 || wanted[i] >= show.owner.length) {
                replies.conflict(wanted[i]);
            }
        }
        if (replies.hasConflicts()) {
            replies.reject(RejectReason.UNKNOWN_SEAT);
            return false;
        }
        for (int i = 0; i < namedCount; i++) {
            for (int j = 0; j < i; j++) {
                if (wanted[i] == wanted[j]) {
                    replies.conflict(wanted[i]);
                }
            }
        }
        if (replies.hasConflicts()) {
            replies.reject(RejectReason.DUPLICATE_UNIT);
            return false;
        }
        return true;
    }

    private boolean typesSold(ShowSeats show) {
        for (int i = 0; i < wantedCount; i++) {
            wantedPrice[i] = show.prices.unitPrice(wanted[i], wantedType[i]);
            if (wantedPrice[i] == PriceList.UNSOLD) {
                replies.conflict(wanted[i]);
            }
        }
        if (replies.hasConflicts() || !best.sold(show.prices)) {
            replies.reject(RejectReason.TYPE_NOT_SOLD);
            return false;
        }
        return true;
    }

    /** At most as many companions as others. */
    private boolean companionsAccompany(ShowSeats show, int total) {
        int companions = best.companions(show.prices);
        for (int i = 0; i < wantedCount; i++) {
            companions += show.prices.isCompanion(wantedType[i]) ? 1 : 0;
        }
        if (companions > total - companions) {
            replies.reject(RejectReason.TOO_MANY_COMPANIONS, total - companions);
            return false;
        }
        return true;
    }

    private boolean addArea(ShowSeats show, int area, int quantity, int type) {
        if (area >= show.areaHeld.length) {
            replies.conflict(ShowSeats.unitOfArea(area));
            replies.reject(RejectReason.UNKNOWN_AREA);
            return false;
        }
        if (wantedCount + quantity > Limits.MAX_UNITS) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, perHold(show));
            return false;
        }
        areaQuantity[area] += quantity;
        for (int i = 0; i < quantity; i++) {
            wanted[wantedCount] = ShowSeats.unitOfArea(area);
            wantedType[wantedCount++] = type;
        }
        return true;
    }

    private boolean withinHoldLimits(ShowSeats show, int total) {
        int perHold = perHold(show);
        if (total > perHold) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, perHold);
        } else if (best.count() > BestRequests.MAX) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, BestRequests.MAX);
        } else {
            return true;
        }
        return false;
    }

    /** Limits that lapsed holds must not count against, looked at after a sweep; or the command is answered with a rejection. */
    private boolean withinTotals(PlaceHoldDecoder c, ShowSeats show, int total) {
        boolean overCustomerLimit = overCustomerLimit(c, show, total);
        if (!overCustomerLimit && state.hasRoom(total, c.keyHi() != 0 || c.keyLo() != 0)) {
            return true;
        }
        boolean moreToForget =
                state.limits.isVersion3() && state.firstToForget() != ReservationTable.NONE && !overCustomerLimit;
        if (state.sweepUnfinished() || moreToForget) {
            replies.reject(RejectReason.TRY_AGAIN);
        } else if (overCustomerLimit) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, show.maxUnitsPerCustomer);
        } else {
            replies.reject(RejectReason.CAPACITY, full() ? state.limits.maxReservations : state.limits.maxStateBytes);
        }
        return false;
    }

    private boolean overCustomerLimit(PlaceHoldDecoder c, ShowSeats show, int total) {
        int perCustomer = show.maxUnitsPerCustomer;
        return perCustomer > 0
                && !whose.isCounter(c.customerId())
                && show.unitsOfCustomer.get(c.customerId()) + total > perCustomer;
    }

    private boolean full() {
        return table.size() >= state.limits.maxReservations;
    }

    private int perHold(ShowSeats show) {
        return Math.min(show.maxUnitsPerHold, state.limits.maxUnitsPerHold);
    }

    private boolean namedSeatsAvailable(ShowSeats show) {
        for (int i = 0; i < namedCount; i++) {
            if (!state.available(show, wanted[i], allowedBlock)) {
                replies.conflict(wanted[i]);
            }
        }
        if (replies.hasConflicts()) {
            replies.reject(RejectReason.SEAT_UNAVAILABLE);
            return false;
        }
        return true;
    }

    private boolean areasAvailable(ShowSeats show) {
        for (int area = 0; area < show.areaHeld.length; area++) {
            if (areaQuantity[area] > show.areaFree(area)) {
                replies.conflict(ShowSeats.unitOfArea(area));
            }
        }
        if (replies.hasConflicts()) {
            replies.reject(state.sweepUnfinished() ? RejectReason.TRY_AGAIN : RejectReason.AREA_FULL);
            return false;
        }
        return true;
    }

    /** Searches with the seats wanted so far out of sight, and brings them back whatever comes. */
    private boolean findBest(ShowSeats show) {
        if (best.count() == 0) {
            return true;
        }
        RejectReason problem = null;
        hideWanted(show, 0);
        for (int first = 0; first < best.count() && problem == null; first = best.end(first)) {
            int end = best.end(first);
            int category = best.category(first);
            int quantity = best.seats(first, end);
            if (quantity == 0) {
                problem = RejectReason.EMPTY_REQUEST;
            } else if (category != BestAvailable.ANY_CATEGORY && category >= show.map.categoryCount()) {
                problem = RejectReason.UNKNOWN_CATEGORY;
            } else if (!state.bestAvailable.search(
                    show, quantity, category, best.accessible(first, end), best.types(first, end))) {
                problem = state.sweepUnfinished() ? RejectReason.TRY_AGAIN : RejectReason.NO_ADJACENT_BLOCK;
            } else {
                takeFound(show, first, end);
            }
        }
        for (int i = 0; i < wantedCount; i++) {
            if (wanted[i] >= 0 && show.owner[wanted[i]] == 0) {
                show.freeBits[wanted[i] >>> 6] |= 1L << wanted[i];
            }
        }
        if (problem != null) {
            replies.reject(problem);
            return false;
        }
        return true;
    }

    /** Wants what a party's search found, the types in the order of its requests. */
    private void takeFound(ShowSeats show, int first, int end) {
        int from = wantedCount;
        for (int request = first; request < end; request++) {
            for (int i = 0; i < best.quantity(request); i++) {
                wantedType[wantedCount] = best.type(request);
                int seat = state.bestAvailable.seats[wantedCount - from];
                wanted[wantedCount] = seat;
                wantedPrice[wantedCount++] = show.prices.unitPrice(seat, best.type(request));
            }
        }
        hideWanted(show, from);
    }

    private void hideWanted(ShowSeats show, int from) {
        for (int i = from; i < wantedCount; i++) {
            if (wanted[i] >= 0) {
                show.freeBits[wanted[i] >>> 6] &= ~(1L << wanted[i]);
            }
        }
    }

    void extend(ExtendHoldDecoder c) {
        int k = idempotency.recognise(KeyTable.Kind.EXTEND, c.keyHi(), c.keyLo(), c.bodyHash());
        if (k != Idempotency.NEW) {
            if (k != Idempotency.REFUSED) {
                replies.reservationAsOf(k, true);
            }
            return;
        }
        int r = owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r == ReservationTable.NONE || !requireStanding(r)) {
            return;
        }
        if (table.extensions(r) >= state.limits.maxExtensions) {
            replies.reject(RejectReason.EXTENSIONS_USED_UP, state.limits.maxExtensions);
            return;
        }
        if (state.lifeEndMs(r) < table.deadlineMs(r)) {
            // Placed under rules that let it stand longer: more time would be less.
            replies.reject(RejectReason.HOLD_LIFE_OVER, state.lifeEndMs(r));
            return;
        }
        if (!idempotency.hasRoom(r, c.keyHi(), c.keyLo())) {
            return;
        }
        table.extensions(r, table.extensions(r) + 1);
        state.setDeadline(r, Math.max(table.deadlineMs(r), state.nowMs + table.show[r].holdTtlMs));
        int hadReference = table.reference(r) != 0 ? KeyTable.HAD_REFERENCE : 0;
        int kept = idempotency.remember(
                r, KeyTable.Kind.EXTEND, c.keyHi(), c.keyLo(), c.bodyHash(), table.attempt(r), hadReference);
        state.events.reservation(ReservationEventType.HOLD_EXTENDED, r, Events.NO_UNITS);
        replies.reservationFirst(r, kept);
    }

    void release(ReleaseHoldDecoder c) {
        int r = owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r == ReservationTable.NONE) {
            return;
        }
        if (state.lapsed(r)) {
            state.expire(r);
        }
        switch (table.status(r)) {
            case HELD -> {
                state.vacateHeld(r, ReservationStatus.RELEASED);
                state.events.reservation(ReservationEventType.HOLD_RELEASED, r, Events.ALL_UNITS);
                replies.reservation(r);
            }
            case EXPIRED, RELEASED -> replies.reservation(r);
            case PAYING -> replies.reject(RejectReason.PAYMENT_IN_PROGRESS);
            default -> replies.reject(RejectReason.WRONG_STATE);
        }
    }

    /** The reservation, if the sender may act on it; otherwise the command is answered with a rejection. */
    int owned(long reservationId, long customerId, long organisationId) {
        int r = state.known(reservationId);
        if (r == ReservationTable.NONE || !whose.mayAct(r, customerId, organisationId)) {
            replies.reject(RejectReason.UNKNOWN_RESERVATION);
            return ReservationTable.NONE;
        }
        return r;
    }

    /** Whether a reservation is of a show that the organisation may act on. */
    boolean isOf(int r, long organisationId) {
        return whose.mayAct(r, 0, organisationId);
    }

    /** Whether it is a hold whose deadline has not passed; otherwise the command is answered with a rejection. */
    boolean requireStanding(int r) {
        if (table.status(r) == ReservationStatus.HELD && !state.lapsed(r)) {
            return true;
        }
        boolean over = state.lapsed(r) || table.status(r) == ReservationStatus.EXPIRED;
        boolean paying = table.status(r) == ReservationStatus.PAYING && table.paymentStatus(r) == PaymentStatus.STARTED;
        replies.reject(
                over
                        ? RejectReason.HOLD_EXPIRED
                        : paying ? RejectReason.PAYMENT_IN_PROGRESS : RejectReason.WRONG_STATE);
        return false;
    }
}
