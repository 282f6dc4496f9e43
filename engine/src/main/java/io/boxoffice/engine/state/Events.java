package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.AreaBlockedEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.ReservationEventEncoder;
import io.boxoffice.protocol.sbe.ReservationEventEncoder.UnitsEncoder;
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
    /** The one that a step of a ticket is about. */
    private static final int ONE_UNIT = -3;

    /** Ranges that fit one SeatsBlocked event. */
    private static final int MAX_RANGES = 100;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /**
     * For steps of reservations alone. The header, and what most steps say nothing of, stands in it from the start: whoever writes
     * one of those fields writes it back after the step.
     */
    private final byte[] stepBytes = new byte[Slot.SIZE_BYTES];

    private final UnsafeBuffer stepBuffer = new UnsafeBuffer(stepBytes);

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

    /** The unit that a step of {@link #ONE_UNIT} is about. */
    private int onlyUnit;

    Events(BookingState state) {
        this.state = state;
        reservationEvent.wrapAndApplyHeader(stepBuffer, 0, header);
        about(0, 0, 0, RefundReason.UNSPECIFIED);
        reservationEvent.declineReason(DeclineReason.UNSPECIFIED);
        scan(0, 0, 0);
        reservationEvent.previousCustomerId(0);
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
        reservationEvent.attempt(state.reservations.attempt(r)).stepAmount(state.reservations.attemptAmount(r));
        send(step, r, which);
        reservationEvent.attempt(0).stepAmount(0);
    }

    void declined(int r, DeclineReason reason) {
        reservationEvent.declineReason(reason);
        payment(ReservationEventType.PAYMENT_DECLINED, r, NO_UNITS);
        reservationEvent.declineReason(DeclineReason.UNSPECIFIED);
    }

    /** A step about a refund, by its number. */
    void refund(ReservationEventType step, int r, int number) {
        RefundPool refunds = state.reservations.refunds;
        int f = state.reservations.refundAt(r, number);
        about(refunds.attempt[f], number, refunds.amount[f], refunds.reason[f]);
        send(step, r, NO_UNITS);
        about(0, 0, 0, RefundReason.UNSPECIFIED);
    }

    /** Units given back by the reservation's cancellation of this number. */
    void cancelled(int r, int cancellation, int refundNumber, long refundAmount) {
        about(0, refundNumber, refundAmount, RefundReason.UNSPECIFIED);
        send(ReservationEventType.TICKETS_CANCELLED, r, cancellation);
        about(0, 0, 0, RefundReason.UNSPECIFIED);
    }

    /** A step of one ticket; a scan where there was one. */
    void ticket(ReservationEventType step, int r, int u, long deviceId, int gate, long scannedAtMs) {
        if (nobodyHears()) {
            return;
        }
        scan(deviceId, gate, scannedAtMs);
        onlyUnit = u;
        encode(step, r, ONE_UNIT);
        scan(0, 0, 0);
    }

    /** It is another customer's now. */
    void assigned(int r, long previousCustomerId) {
        if (nobodyHears()) {
            return;
        }
        reservationEvent.previousCustomerId(previousCustomerId);
        encode(ReservationEventType.ASSIGNED, r, NO_UNITS);
        reservationEvent.previousCustomerId(0);
    }

    /** Units given up with a failed capture: the cancellation of this number. */
    void captureFailed(int r, int cancellation) {
        payment(ReservationEventType.CAPTURE_FAILED, r, cancellation);
    }

    private void send(ReservationEventType step, int r, int which) {
        if (!nobodyHears()) {
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
            if (units.block(u) > 0 && included(u, which)) {
                blocked(state.reservations.show[r], units.unit(u), units.block(u));
            }
        }
        flushBlocked(state.reservations.show[r]);
    }

    private void encode(ReservationEventType step, int r, int which) {
        ReservationTable t = state.reservations;
        ShowSeats show = t.show[r];
        int unitCount = t.unitCount(r);
        boolean all = which == ALL_UNITS && t.cancellations(r) == 0;
        int count = all ? unitCount : count(r, which);
        byte[] m = stepBytes;
        Fields.putLong(m, ReservationEventEncoder.reservationIdEncodingOffset(), t.id(r));
        Fields.putLong(m, ReservationEventEncoder.showIdEncodingOffset(), show.showId);
        Fields.putLong(m, ReservationEventEncoder.customerIdEncodingOffset(), t.customerId(r));
        Fields.putLong(m, ReservationEventEncoder.createdAtMsEncodingOffset(), t.createdAtMs(r));
        Fields.putLong(m, ReservationEventEncoder.deadlineMsEncodingOffset(), t.deadlineMs(r));
        Fields.putLong(m, ReservationEventEncoder.referenceEncodingOffset(), t.reference(r));
        Fields.putLong(m, ReservationEventEncoder.amountEncodingOffset(), t.amount(r));
        Fields.putLong(m, ReservationEventEncoder.paidAmountEncodingOffset(), t.paidAmount(r));
        Fields.putLong(m, ReservationEventEncoder.refundDueAmountEncodingOffset(), t.refundDueAmount(r));
        Fields.putLong(m, ReservationEventEncoder.refundedAmountEncodingOffset(), t.refundedAmount(r));
        Fields.putCurrency(m, ReservationEventEncoder.currencyEncodingOffset(), show.currency);
        Fields.putByte(m, ReservationEventEncoder.stepEncodingOffset(), step.value());
        Fields.putByte(
                m, ReservationEventEncoder.statusEncodingOffset(), t.status(r).value());
        Fields.putByte(
                m,
                ReservationEventEncoder.paymentStatusEncodingOffset(),
                t.paymentStatus(r).value());
        Fields.putLong(m, ReservationEventEncoder.quotedAmountEncodingOffset(), t.quotedAmount(r));
        Fields.putInt(m, ReservationEventEncoder.credentialNumberEncodingOffset(), t.credentialNumber(r));
        Fields.putShort(m, ReservationEventEncoder.unitCountEncodingOffset(), unitCount);
        int at = ReservationEventEncoder.BLOCK_LENGTH;
        Fields.putGroup(m, at, UnitsEncoder.sbeBlockLength(), count);
        at += Fields.GROUP_HEADER;
        UnitPool units = t.units;
        int ordinal = 0;
        for (int u = count == 0 ? UnitPool.NONE : t.firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
            if (all || included(u, which)) {
                Fields.putInt(m, at + UnitsEncoder.unitEncodingOffset(), units.unit(u));
                Fields.putLong(m, at + UnitsEncoder.priceEncodingOffset(), units.price(u));
                Fields.putShort(m, at + UnitsEncoder.ordinalEncodingOffset(), ordinal);
                Fields.putByte(m, at + UnitsEncoder.ticketTypeEncodingOffset(), units.ticketType(u));
                Fields.putByte(m, at + UnitsEncoder.generationEncodingOffset(), units.generation(u));
                at += UnitsEncoder.sbeBlockLength();
            }
            ordinal++;
        }
        output.onEvent(stepBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + at);
    }

    private int count(int r, int which) {
        int count = 0;
        if (which != NO_UNITS) {
            for (int u = firstUnit(r); u != UnitPool.NONE; u = next(u)) {
                count += included(u, which) ? 1 : 0;
            }
        }
        return count;
    }

    /** What a step says of a refund. */
    private void about(int attempt, int refund, long amount, RefundReason reason) {
        reservationEvent.attempt(attempt).refund(refund).stepAmount(amount).refundReason(reason);
    }

    /** What a step says of a scan. */
    private void scan(long deviceId, int gate, long scannedAtMs) {
        reservationEvent.deviceId(deviceId).gate(gate).scannedAtMs(scannedAtMs);
    }

    private int firstUnit(int r) {
        return state.reservations.firstUnit(r);
    }

    private int next(int u) {
        return state.reservations.units.next(u);
    }

    private boolean included(int u, int which) {
        UnitPool units = state.reservations.units;
        if (which == ONE_UNIT) {
            return u == onlyUnit;
        }
        return which == ALL_UNITS ? !units.cancelled(u) : units.cancellation(u) == which;
    }

    void show(ShowEventType step, ShowSeats show) {
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
    void blocked(ShowSeats show, int seat, int reason) {
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
    void areaBlocked(ShowSeats show, int area) {
        if (nobodyHears()) {
            return;
        }
        AreaBlockedEncoder e = areaBlocked.wrapAndApplyHeader(buffer, 0, header);
        e.showId(show.showId).places(show.areaBlocked[area]).area(area);
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void flushBlocked(ShowSeats show) {
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
