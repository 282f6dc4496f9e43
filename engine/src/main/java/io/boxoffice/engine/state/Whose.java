package io.boxoffice.engine.state;

import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.AssignReservationDecoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.FindReservationsDecoder;
import io.boxoffice.protocol.sbe.FoundReservationsEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whose a reservation is. Since version 3 of the rules a sender acts on the shows of its organisation only, the platform's on all;
 * what was sold at a counter is customer 0's, which is nobody: only staff act on it. For one thread.
 */
final class Whose {
    /** {@link #replaced}: the command was answered with a rejection. */
    static final int REFUSED = -1;

    /** Reservations that an answer lists. */
    private static final int MAX_FOUND = 15;

    private final BookingState state;
    private final Replies replies;
    private final ReservationTable table;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FoundReservationsEncoder found = new FoundReservationsEncoder();
    private final int[] rows = new int[MAX_FOUND];

    Whose(BookingState state) {
        this.state = state;
        this.replies = state.replies;
        this.table = state.reservations;
    }

    /** A booking's number as it is kept; 0 when it is absent. */
    static int numberOf(long credentialNumber) {
        return credentialNumber == 0xFFFF_FFFFL ? 0 : (int) credentialNumber;
    }

    /** Whether customer 0 is a counter's: what it has counts against nobody's limit. */
    boolean isCounter(long customerId) {
        return customerId == 0 && state.limits.isVersion3();
    }

    /** The show, if it is there and the organisation's; else null. */
    ShowSeats show(long showId, long organisationId) {
        ShowSeats show = state.shows.get(showId);
        return show == null || !mayActOn(show, organisationId) ? null : show;
    }

    /** Whether the sender may act on a reservation: as its customer, or as staff of the show's organisation. */
    boolean mayAct(int r, long customerId, long organisationId) {
        return (customerId == 0 || table.customerId(r) == customerId) && mayActOn(table.show[r], organisationId);
    }

    private boolean mayActOn(ShowSeats show, long organisationId) {
        long organisation = Absent.orZero(organisationId);
        return !state.limits.isVersion3() || organisation == 0 || show.organizerId == organisation;
    }

    /**
     * The hold that another one is to replace: of the same person and show, and standing.
     *
     * @return {@link ReservationTable#NONE} when there is none to replace, {@link #REFUSED}, or its slot
     */
    int replaced(PlaceHoldDecoder c, Holds holds) {
        long id = state.limits.isVersion3() ? Absent.orZero(c.replacesReservationId()) : 0;
        if (id == 0) {
            return ReservationTable.NONE;
        }
        int r = state.known(id);
        boolean same = r != ReservationTable.NONE
                && table.customerId(r) == c.customerId()
                && table.show[r].showId == c.showId();
        if (!same) {
            replies.reject(RejectReason.UNKNOWN_RESERVATION);
            return REFUSED;
        }
        return holds.requireStanding(r) ? r : REFUSED;
    }

    /** Makes a reservation another customer's. Whose it is already stays so, and is answered as it is. */
    void assign(AssignReservationDecoder c, Holds holds) {
        if (!state.limits.isVersion3() || c.toCustomerId() <= 0) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        int r = state.known(c.reservationId());
        boolean done = r != ReservationTable.NONE && table.customerId(r) == c.toCustomerId();
        r = holds.owned(c.reservationId(), done ? c.toCustomerId() : c.customerId(), c.organisationId());
        if (r == ReservationTable.NONE) {
            return;
        }
        if (done) {
            replies.reservation(r);
            return;
        }
        if (state.lapsed(r) || !table.active(r)) {
            boolean lapsed = state.lapsed(r) || table.status(r) == ReservationStatus.EXPIRED;
            replies.reject(lapsed ? RejectReason.HOLD_EXPIRED : RejectReason.WRONG_STATE);
            return;
        }
        if (overLimit(r, c.toCustomerId())) {
            state.sweep();
        }
        if (overLimit(r, c.toCustomerId())) {
            boolean early = state.sweepUnfinished();
            replies.reject(
                    early ? RejectReason.TRY_AGAIN : RejectReason.LIMIT_EXCEEDED,
                    early ? 0 : table.show[r].maxUnitsPerCustomer);
            return;
        }
        move(r, c.toCustomerId());
    }

    private boolean overLimit(int r, long customerId) {
        ShowSeats show = table.show[r];
        long units = show.unitsOfCustomer.get(customerId) + standing(r);
        return show.maxUnitsPerCustomer > 0 && units > show.maxUnitsPerCustomer;
    }

    private int standing(int r) {
        int count = 0;
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = table.units.next(u)) {
            count += table.units.cancelled(u) ? 0 : 1;
        }
        return count;
    }

    private void move(int r, long toCustomerId) {
        long previous = table.customerId(r);
        UnitCounts counts = table.show[r].unitsOfCustomer;
        int units = standing(r);
        table.leaveCustomer(r);
        counts.take(previous, units);
        table.customerId(r, toCustomerId);
        table.joinCustomer(r);
        counts.add(toCustomerId, units);
        state.events.assigned(r, previous);
        replies.reservation(r);
    }

    /** A customer's reservations of a show that have a claim on seats, newest first. */
    void find(FindReservationsDecoder q) {
        ShowSeats show = show(q.showId(), q.organisationId());
        if (!state.limits.isVersion3() || q.customerId() <= 0) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        if (show == null || show.status == ShowStatus.ARCHIVED) {
            replies.reject(RejectReason.UNKNOWN_SHOW);
            return;
        }
        int count = 0;
        boolean more = false;
        int r = show.unitsOfCustomer.newest(q.customerId());
        for (; r != ReservationTable.NONE && !more; r = table.nextOfCustomer(r)) {
            if (!state.lapsed(r)) {
                more = count == MAX_FOUND;
                rows[more ? 0 : count++] = more ? rows[0] : r;
            }
        }
        encode(count, more);
    }

    private void encode(int count, boolean more) {
        FoundReservationsEncoder e = found.wrapAndApplyHeader(buffer, 0, header);
        FoundReservationsEncoder.ReservationsEncoder group =
                e.more(more ? BooleanType.TRUE : BooleanType.FALSE).reservationsCount(count);
        for (int i = 0; i < count; i++) {
            int r = rows[i];
            group.next().reservationId(table.id(r)).createdAtMs(table.createdAtMs(r));
            group.deadlineMs(table.deadlineMs(r)).reference(table.reference(r)).amount(table.amount(r));
            group.unitCount(table.unitCount(r)).attempt(table.attempt(r));
            group.status(table.status(r)).paymentStatus(table.paymentStatus(r));
        }
        replies.forward(buffer, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }
}
