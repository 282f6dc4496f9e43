package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.AreaBlockedEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.ReservationEventEncoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.SeatMapDefinedEncoder;
import io.boxoffice.protocol.sbe.SeatMapForgottenEncoder;
import io.boxoffice.protocol.sbe.SeatsBlockedEncoder;
import io.boxoffice.protocol.sbe.ShowEventEncoder;
import io.boxoffice.protocol.sbe.ShowEventType;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes events and hands them to the output of the command being applied. */
final class Events {
    /** Which units an event carries: all that are not cancelled. */
    static final int ALL_UNITS = -1;
    /** None. */
    static final int NO_UNITS = -2;

    /** Ranges that fit one SeatsBlocked event. */
    private static final int MAX_RANGES = 100;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ReservationEventEncoder reservationEvent = new ReservationEventEncoder();
    private final ShowEventEncoder showEvent = new ShowEventEncoder();
    private final SeatMapDefinedEncoder seatMapDefined = new SeatMapDefinedEncoder();
    private final SeatMapForgottenEncoder seatMapForgotten = new SeatMapForgottenEncoder();
    private final SeatsBlockedEncoder seatsBlocked = new SeatsBlockedEncoder();
    private final AreaBlockedEncoder areaBlocked = new AreaBlockedEncoder();
    private final int[] ranges = new int[MAX_RANGES * 3];
    private final BookingState state;
    private StateMachine.Output output;
    private int rangeCount;
    private int unheard;
    private int stepAttempt;
    private int stepRefund;
    private long stepAmount;
    private DeclineReason stepDeclineReason = DeclineReason.UNSPECIFIED;
    private RefundReason stepRefundReason = RefundReason.UNSPECIFIED;

    Events(BookingState state) {
        this.state = state;
    }

    /**
     * Begins the events of a command.
     *
     * @param to null when nobody hears them: then they are counted, not encoded
     */
    void open(StateMachine.Output to) {
        output = to;
        unheard = 0;
    }

    /** Events since {@link #open} that nobody heard. */
    int unheard() {
        return unheard;
    }

    private boolean nobodyHears() {
        unheard += output == null ? 1 : 0;
        return output == null;
    }

    /** A step that is about neither an attempt nor a refund. */
    void reservation(ReservationEventType step, int r, int which) {
        send(step, r, which);
    }

    /** A step about the last payment attempt. */
    void payment(ReservationEventType step, int r, int which) {
        stepAttempt = state.reservations.attempt(r);
        stepAmount = state.reservations.attemptAmount(r);
        send(step, r, which);
    }

    void declined(int r, DeclineReason reason) {
        stepDeclineReason = reason;
        payment(ReservationEventType.PAYMENT_DECLINED, r, NO_UNITS);
    }

    /** A step about a refund, by its number. */
    void refund(ReservationEventType step, int r, int number) {
        int f = state.reservations.refundAt(r, number);
        stepRefund = number;
        stepAttempt = state.reservations.refunds.attempt[f];
        stepAmount = state.reservations.refunds.amount[f];
        stepRefundReason = state.reservations.refunds.reason[f];
        send(step, r, NO_UNITS);
    }

    /** Units given back by the reservation's cancellation of this number. */
    void cancelled(int r, int cancellation, int refundNumber, long refundAmount) {
        stepRefund = refundNumber;
        stepAmount = refundAmount;
        send(ReservationEventType.TICKETS_CANCELLED, r, cancellation);
    }

    /** A step of one ticket; a scan where there was one. */
    void ticket(ReservationEventType step, int r, int u, int ordinal, long deviceId, int gate, long scannedAtMs) {
        if (nobodyHears()) {
            return;
        }
        ReservationEventEncoder e = begin(step, r).deviceId(deviceId).gate(gate).scannedAtMs(scannedAtMs);
        put(e.unitsCount(1).next(), u, ordinal);
        end(e.encodedLength());
    }

    /** It is another customer's now. */
    void assigned(int r, long previousCustomerId) {
        if (nobodyHears()) {
            return;
        }
        ReservationEventEncoder e = begin(ReservationEventType.ASSIGNED, r).previousCustomerId(previousCustomerId);
        e.unitsCount(0);
        end(e.encodedLength());
    }

    /** Units given up with a failed capture: the cancellation of this number. */
    void captureFailed(int r, int cancellation) {
        payment(ReservationEventType.CAPTURE_FAILED, r, cancellation);
    }

    private void send(ReservationEventType step, int r, int which) {
        if (nobodyHears()) {
            endStep();
        } else {
            encode(step, r, which);
        }
        switch (step) {
            case HOLD_RELEASED, HOLD_EXPIRED, TICKETS_CANCELLED, CAPTURE_FAILED -> blockedAgain(r, which);
            default -> {
                // Gives no seat back.
            }
        }
    }

    /** Seats that were taken out of a block and given back. */
    private void blockedAgain(int r, int which) {
        UnitPool units = state.reservations.units;
        for (int u = firstUnit(r); u != UnitPool.NONE; u = next(u)) {
            if (units.block[u] > 0 && included(u, which)) {
                blocked(state.reservations.show[r], units.unit[u], units.block[u]);
            }
        }
        flushBlocked(state.reservations.show[r]);
    }

    private void encode(ReservationEventType step, int r, int which) {
        ReservationEventEncoder e = begin(step, r);
        int count = 0;
        if (which != NO_UNITS) {
            for (int u = firstUnit(r); u != UnitPool.NONE; u = next(u)) {
                count += included(u, which) ? 1 : 0;
            }
        }
        ReservationEventEncoder.UnitsEncoder group = e.unitsCount(count);
        if (count > 0) {
            int ordinal = 0;
            for (int u = firstUnit(r); u != UnitPool.NONE; u = next(u)) {
                if (included(u, which)) {
                    put(group.next(), u, ordinal);
                }
                ordinal++;
            }
        }
        end(e.encodedLength());
    }

    private void put(ReservationEventEncoder.UnitsEncoder to, int u, int ordinal) {
        UnitPool units = state.reservations.units;
        to.unit(units.unit[u]).price(units.price[u]).ordinal(ordinal).ticketType(units.ticketType[u]);
        to.generation((short) (units.generation[u] & 0xFF));
    }

    private ReservationEventEncoder begin(ReservationEventType step, int r) {
        ReservationTable t = state.reservations;
        ReservationEventEncoder e = reservationEvent.wrapAndApplyHeader(buffer, 0, header);
        e.reservationId(t.id(r)).showId(t.show[r].showId).customerId(t.customerId(r));
        e.createdAtMs(t.createdAtMs(r)).deadlineMs(t.deadlineMs(r)).reference(t.reference(r));
        e.amount(t.amount(r)).paidAmount(t.paidAmount(r));
        e.refundDueAmount(t.refundDueAmount(r)).refundedAmount(t.refundedAmount(r));
        e.stepAmount(stepAmount).attempt(stepAttempt).refund(stepRefund);
        e.putCurrency(t.show[r].currency, 0).step(step).status(t.status(r)).paymentStatus(t.paymentStatus(r));
        e.declineReason(stepDeclineReason).refundReason(stepRefundReason);
        e.quotedAmount(t.quotedAmount(r)).deviceId(0).scannedAtMs(0).previousCustomerId(0);
        e.credentialNumber(t.credentialNumber(r) & 0xFFFF_FFFFL).gate(0).unitCount(t.unitCount(r));
        return e;
    }

    private void end(int encodedLength) {
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
        endStep();
    }

    private void endStep() {
        stepAttempt = 0;
        stepRefund = 0;
        stepAmount = 0;
        stepDeclineReason = DeclineReason.UNSPECIFIED;
        stepRefundReason = RefundReason.UNSPECIFIED;
    }

    private int firstUnit(int r) {
        return state.reservations.firstUnit(r);
    }

    private int next(int u) {
        return state.reservations.units.next[u];
    }

    private boolean included(int u, int which) {
        UnitPool units = state.reservations.units;
        return which == ALL_UNITS ? !units.cancelled(u) : units.cancellation[u] == which;
    }

    void show(ShowEventType step, Show show) {
        if (nobodyHears()) {
            return;
        }
        ShowEventEncoder e = showEvent.wrapAndApplyHeader(buffer, 0, header);
        e.showId(show.showId).seatMapId(show.mapEntry.seatMapId()).eventId(show.eventId);
        e.venueId(show.venueId).organizerId(show.organizerId);
        e.startsAtMs(show.startsAtMs).endsAtMs(show.endsAtMs);
        e.onSaleFromMs(show.onSaleFromMs).onSaleUntilMs(show.onSaleUntilMs).cancelUntilMs(show.cancelUntilMs);
        e.holdTtlMs(show.holdTtlMs).maxUnitsPerHold(show.maxUnitsPerHold);
        e.maxUnitsPerCustomer(show.maxUnitsPerCustomer).priceVersion(show.priceVersion);
        e.putCurrency(show.currency, 0);
        e.strandedSeatRule(show.strandedSeatRule ? BooleanType.TRUE : BooleanType.FALSE);
        e.step(step).status(show.status);
        e.checkInFromMs(show.checkInFromMs).checkInUntilMs(show.checkInUntilMs).latestEndMs(show.latestEndMs);
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void seatMapDefined(SeatMaps.Entry entry) {
        if (nobodyHears()) {
            return;
        }
        SeatMapDefinedEncoder e = seatMapDefined.wrapAndApplyHeader(buffer, 0, header);
        e.seatMapId(entry.seatMapId()).hallId(entry.hallId()).seats(entry.map().seatCount());
        e.areas(entry.map().areaCount()).crc32c(entry.crc32c());
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void seatMapForgotten(SeatMaps.Entry entry) {
        if (nobodyHears()) {
            return;
        }
        SeatMapForgottenEncoder e = seatMapForgotten.wrapAndApplyHeader(buffer, 0, header);
        e.seatMapId(entry.seatMapId()).hallId(entry.hallId());
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    /** Adds a seat whose blocking changed, in order of seats; sent in ranges, at the latest by {@link #flushBlocked}. */
    void blocked(Show show, int seat, int reason) {
        int last = (rangeCount - 1) * 3;
        if (rangeCount > 0 && ranges[last + 1] == seat - 1 && ranges[last + 2] == reason) {
            ranges[last + 1] = seat;
            return;
        }
        if (rangeCount == MAX_RANGES) {
            flushBlocked(show);
        }
        ranges[rangeCount * 3] = seat;
        ranges[rangeCount * 3 + 1] = seat;
        ranges[rangeCount * 3 + 2] = reason;
        rangeCount++;
    }

    /** How many places of an area are not for sale now. */
    void areaBlocked(Show show, int area) {
        if (nobodyHears()) {
            return;
        }
        AreaBlockedEncoder e = areaBlocked.wrapAndApplyHeader(buffer, 0, header);
        e.showId(show.showId).places(show.areaBlocked[area]).area(area);
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void flushBlocked(Show show) {
        if (rangeCount > 0 && nobodyHears()) {
            rangeCount = 0;
        }
        if (rangeCount > 0) {
            SeatsBlockedEncoder e =
                    seatsBlocked.wrapAndApplyHeader(buffer, 0, header).showId(show.showId);
            SeatsBlockedEncoder.RangesEncoder group = e.rangesCount(rangeCount);
            for (int i = 0; i < rangeCount; i++) {
                group.next()
                        .firstSeat(ranges[i * 3])
                        .lastSeat(ranges[i * 3 + 1])
                        .reason((short) ranges[i * 3 + 2]);
            }
            rangeCount = 0;
            output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
        }
    }
}
