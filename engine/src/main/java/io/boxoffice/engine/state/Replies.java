package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.AcceptedEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelReplyEncoder;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.CheckInReplyEncoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PaymentReplyEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedEncoder;
import io.boxoffice.protocol.sbe.ReservationReplyEncoder;
import io.boxoffice.protocol.sbe.ReservationReplyEncoder.UnitsEncoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes replies and hands them to the output of the command or query being answered: exactly one each. */
final class Replies {
    private static final int MAX_CONFLICTS = 200;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** For reservations alone, whose header stands in it from the start. */
    private final byte[] reservationBytes = new byte[Slot.SIZE_BYTES];

    private final UnsafeBuffer reservationBuffer = new UnsafeBuffer(reservationBytes);

    private final RejectedEncoder rejected = new RejectedEncoder();
    private final AcceptedEncoder accepted = new AcceptedEncoder();
    private final ReservationReplyEncoder reservation = new ReservationReplyEncoder();
    private final PaymentReplyEncoder payment = new PaymentReplyEncoder();
    private final CancelReplyEncoder cancel = new CancelReplyEncoder();
    private final CheckInReplyEncoder checkIn = new CheckInReplyEncoder();
    private final int[] conflicts = new int[MAX_CONFLICTS];
    private final BookingState state;
    private StateMachine.Output output;
    private int conflictCount;
    private int unheard;

    Replies(BookingState state) {
        this.state = state;
        reservation.wrapAndApplyHeader(reservationBuffer, 0, header);
    }

    /**
     * Begins the reply of a command or query.
     *
     * @param to null when nobody hears it: then nothing is encoded
     */
    void open(StateMachine.Output to) {
        output = to;
        conflictCount = 0;
        unheard = 0;
    }

    /** Replies since {@link #open} that nobody heard. */
    int unheard() {
        return unheard;
    }

    private boolean nobodyHears() {
        unheard += output == null ? 1 : 0;
        return output == null;
    }

    /** Notes a unit in the way, once, for the rejection to come. */
    void conflict(int unit) {
        if (conflictCount == MAX_CONFLICTS) {
            return;
        }
        for (int i = 0; i < conflictCount; i++) {
            if (conflicts[i] == unit) {
                return;
            }
        }
        conflicts[conflictCount++] = unit;
    }

    boolean hasConflicts() {
        return conflictCount > 0;
    }

    void reject(RejectReason reason) {
        reject(reason, 0);
    }

    void reject(RejectReason reason, long detail) {
        reject(reason, detail, 0);
    }

    void reject(RejectReason reason, long detail, int gate) {
        if (nobodyHears()) {
            return;
        }
        RejectedEncoder e = rejected.wrapAndApplyHeader(buffer, 0, header)
                .detail(detail)
                .reason(reason)
                .gate(gate);
        RejectedEncoder.ConflictsEncoder group = e.conflictsCount(conflictCount);
        for (int i = 0; i < conflictCount; i++) {
            group.next().unit(conflicts[i]);
        }
        send(e.encodedLength());
    }

    void accept(long version) {
        if (nobodyHears()) {
            return;
        }
        send(accepted.wrapAndApplyHeader(buffer, 0, header)
                .sequence(state.sequence)
                .version(version)
                .encodedLength());
    }

    /** The reservation as it is now. */
    void reservation(int r) {
        if (nobodyHears()) {
            return;
        }
        ReservationTable t = state.reservations;
        ShowSeats show = t.show[r];
        int unitCount = t.unitCount(r);
        byte[] m = reservationBytes;
        Fields.putLong(m, ReservationReplyEncoder.reservationIdEncodingOffset(), t.id(r));
        Fields.putLong(m, ReservationReplyEncoder.showIdEncodingOffset(), show.showId);
        Fields.putLong(m, ReservationReplyEncoder.customerIdEncodingOffset(), t.customerId(r));
        Fields.putLong(m, ReservationReplyEncoder.sequenceEncodingOffset(), state.sequence);
        Fields.putLong(m, ReservationReplyEncoder.timeMsEncodingOffset(), state.nowMs);
        Fields.putLong(m, ReservationReplyEncoder.createdAtMsEncodingOffset(), t.createdAtMs(r));
        Fields.putLong(m, ReservationReplyEncoder.deadlineMsEncodingOffset(), t.deadlineMs(r));
        Fields.putLong(m, ReservationReplyEncoder.referenceEncodingOffset(), t.reference(r));
        Fields.putLong(m, ReservationReplyEncoder.amountEncodingOffset(), t.amount(r));
        Fields.putLong(m, ReservationReplyEncoder.paidAmountEncodingOffset(), t.paidAmount(r));
        Fields.putLong(m, ReservationReplyEncoder.refundDueAmountEncodingOffset(), t.refundDueAmount(r));
        Fields.putLong(m, ReservationReplyEncoder.refundedAmountEncodingOffset(), t.refundedAmount(r));
        Fields.putShort(m, ReservationReplyEncoder.attemptEncodingOffset(), t.attempt(r));
        Fields.putShort(m, ReservationReplyEncoder.refundsEncodingOffset(), t.refundCount(r));
        Fields.putCurrency(m, ReservationReplyEncoder.currencyEncodingOffset(), show.currency);
        Fields.putByte(
                m, ReservationReplyEncoder.statusEncodingOffset(), t.status(r).value());
        Fields.putByte(
                m,
                ReservationReplyEncoder.paymentStatusEncodingOffset(),
                t.paymentStatus(r).value());
        Fields.putByte(m, ReservationReplyEncoder.duplicateEncodingOffset(), BooleanType.FALSE.value());
        Fields.putLong(m, ReservationReplyEncoder.quotedAmountEncodingOffset(), t.quotedAmount(r));
        Fields.putInt(m, ReservationReplyEncoder.credentialNumberEncodingOffset(), t.credentialNumber(r));
        Fields.putShort(m, ReservationReplyEncoder.unitCountEncodingOffset(), unitCount);
        int at = ReservationReplyEncoder.BLOCK_LENGTH;
        Fields.putGroup(m, at, UnitsEncoder.sbeBlockLength(), unitCount);
        at += Fields.GROUP_HEADER;
        UnitPool units = t.units;
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
            Fields.putInt(m, at + UnitsEncoder.unitEncodingOffset(), units.unit(u));
            Fields.putLong(m, at + UnitsEncoder.priceEncodingOffset(), units.price(u));
            Fields.putByte(m, at + UnitsEncoder.flagsEncodingOffset(), units.flags(u));
            Fields.putByte(m, at + UnitsEncoder.ticketTypeEncodingOffset(), units.ticketType(u));
            Fields.putByte(m, at + UnitsEncoder.generationEncodingOffset(), units.generation(u));
            at += UnitsEncoder.sbeBlockLength();
        }
        output.onReply(reservationBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + at);
    }

    private void endReservation() {
        output.onReply(reservationBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + reservation.encodedLength());
    }

    /** The first answer to a command that left a key: since version 3 it has only what a repeated one can have too. */
    void reservationFirst(int r, int k) {
        if (k != KeyTable.NONE && state.limits.isVersion3()) {
            reservationAsOf(k, false);
        } else {
            reservation(r);
        }
    }

    /**
     * A reservation as it was first answered to the command that brought the key: HELD, or BOOKED when it cost nothing. Before a
     * booking was made of it, its units cost what was listed. Money that a given up attempt turned out to hold is left out.
     *
     * @param duplicate whether the key was seen before
     */
    void reservationAsOf(int k, boolean duplicate) {
        if (nobodyHears()) {
            return;
        }
        ReservationTable t = state.reservations;
        int r = t.keys.reservation[k];
        int outcome = t.keys.outcome[k];
        long amount = 0;
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
            amount += outcome == 0 ? t.units.listPrice(u) : t.units.price(u);
        }
        beginReservation(r, t.keys.sequence[k], t.keys.timeMs[k], duplicate);
        int attempt = t.keys.number[k];
        reservation.deadlineMs(t.keys.deadlineMs[k]).amount(amount);
        reservation.reference(outcome == 0 ? 0 : t.reference(r));
        if (outcome == 0) {
            reservation.credentialNumber(0);
        }
        reservation
                .paidAmount(0)
                .refundDueAmount(0)
                .refundedAmount(0)
                .attempt(attempt)
                .refunds(0);
        reservation.status(outcome == KeyTable.CONFIRMED_AT_ONCE ? ReservationStatus.BOOKED : ReservationStatus.HELD);
        reservation.paymentStatus(attempt > 0 ? PaymentStatus.DECLINED : PaymentStatus.NONE);
        ReservationReplyEncoder.UnitsEncoder group = reservation.unitsCount(t.unitCount(r));
        boolean list = outcome == 0;
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
            group.next().unit(t.units.unit(u)).price(list ? t.units.listPrice(u) : t.units.price(u));
            group.flags((short) 0).ticketType((short) t.units.ticketType(u)).generation((short) 0);
        }
        endReservation();
    }

    private void beginReservation(int r, long sequence, long timeMs, boolean duplicate) {
        ReservationTable t = state.reservations;
        reservation.wrap(reservationBuffer, MessageHeaderEncoder.ENCODED_LENGTH);
        reservation.reservationId(t.id(r)).showId(t.show[r].showId).customerId(t.customerId(r));
        reservation.sequence(sequence).timeMs(timeMs).createdAtMs(t.createdAtMs(r));
        reservation.putCurrency(t.show[r].currency, 0).duplicate(bool(duplicate));
        reservation.quotedAmount(t.quotedAmount(r)).unitCount(t.unitCount(r));
        reservation.credentialNumber(t.credentialNumber(r) & 0xFFFF_FFFFL);
    }

    /** One payment attempt as it is now. */
    void payment(int r, int attempt, DeclineReason declineReason, boolean duplicate) {
        if (nobodyHears()) {
            return;
        }
        ReservationTable t = state.reservations;
        PaymentReplyEncoder e = beginPayment(r, attempt);
        e.sequence(state.sequence).timeMs(state.nowMs).deadlineMs(t.deadlineMs(r));
        e.paymentStatus(statusOfAttempt(r, attempt));
        e.reservationStatus(t.status(r)).declineReason(declineReason).duplicate(bool(duplicate));
        send(e.encodedLength());
    }

    /**
     * A payment attempt to which its key was brought again: under way, or what came of it first, whatever followed. Of one that
     * was decided before version 3, what it is now.
     */
    void paymentAgain(int k) {
        ReservationTable t = state.reservations;
        int r = t.keys.reservation[k];
        int attempt = t.keys.number[k];
        if (!state.limits.isVersion3()) {
            payment(r, attempt, t.keys.declineReason(k), true);
            return;
        }
        if (nobodyHears()) {
            return;
        }
        PaymentReplyEncoder e = beginPayment(r, attempt);
        e.sequence(t.keys.sequence[k]).timeMs(t.keys.timeMs[k]).deadlineMs(t.keys.deadlineMs[k]);
        e.declineReason(t.keys.declineReason(k)).duplicate(BooleanType.TRUE);
        switch (t.keys.decision(k)) {
            case KeyTable.DECLINED -> e.paymentStatus(PaymentStatus.DECLINED).reservationStatus(ReservationStatus.HELD);
            case KeyTable.BOOKED ->
                e.paymentStatus(PaymentStatus.AUTHORISED).reservationStatus(ReservationStatus.BOOKED);
            case KeyTable.SEATS_GONE ->
                e.paymentStatus(PaymentStatus.REFUND_DUE).reservationStatus(ReservationStatus.EXPIRED);
            default -> e.paymentStatus(statusOfAttempt(r, attempt)).reservationStatus(t.status(r));
        }
        send(e.encodedLength());
    }

    private PaymentStatus statusOfAttempt(int r, int attempt) {
        ReservationTable t = state.reservations;
        return attempt == t.attempt(r) ? t.paymentStatus(r) : PaymentStatus.DECLINED;
    }

    private PaymentReplyEncoder beginPayment(int r, int attempt) {
        ReservationTable t = state.reservations;
        byte[] currency = t.show[r].currency;
        PaymentReplyEncoder e = payment.wrapAndApplyHeader(buffer, 0, header);
        e.reservationId(t.id(r)).showId(t.show[r].showId).customerId(t.customerId(r));
        e.amount(t.attemptAmount(r)).attempt(attempt);
        return e.putCurrency(currency[0], currency[1], currency[2]);
    }

    /** The cancellation of this number, as it was first answered; its refund is 0 when nothing goes back. */
    void cancellation(int r, int cancellation, int refund, long sequence, long timeMs, boolean duplicate) {
        if (nobodyHears()) {
            return;
        }
        ReservationTable t = state.reservations;
        int f = t.refundAt(r, refund);
        CancelReplyEncoder e = cancel.wrapAndApplyHeader(buffer, 0, header);
        e.reservationId(t.id(r)).showId(t.show[r].showId).customerId(t.customerId(r));
        e.sequence(sequence).timeMs(timeMs);
        e.refundAmount(f == RefundPool.NONE ? 0 : t.refunds.amount[f]).refund(refund);
        e.putCurrency(t.show[r].currency, 0);
        e.refundStatus(f == RefundPool.NONE ? RefundStatus.VOID : RefundStatus.DUE);
        boolean allGone = true;
        int count = 0;
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
            count += t.units.cancellation(u) == cancellation ? 1 : 0;
            allGone &= t.units.cancelled(u) && t.units.cancellation(u) <= cancellation;
        }
        e.reservationStatus(allGone ? ReservationStatus.CANCELLED : ReservationStatus.BOOKED);
        e.duplicate(bool(duplicate));
        CancelReplyEncoder.UnitsEncoder group = e.unitsCount(count);
        int ordinal = 0;
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
            if (t.units.cancellation(u) == cancellation) {
                group.next().unit(t.units.unit(u)).price(t.units.price(u)).ordinal(ordinal);
            }
            ordinal++;
        }
        send(e.encodedLength());
    }

    /**
     * What became of one ticket.
     *
     * @param scan the scan it is about in {@link UnitPool#scans}, or {@link ScanPool#NONE}
     */
    void ticket(int r, int u, int ordinal, CheckInOutcome outcome, int generation, int scan) {
        ticket(r, u, ordinal, outcome, generation, scan, state.sequence, false);
    }

    /** The same, as it was first answered to an earlier command. */
    void ticket(
            int r, int u, int ordinal, CheckInOutcome outcome, int generation, int scan, long sequence, boolean again) {
        if (nobodyHears()) {
            return;
        }
        ReservationTable t = state.reservations;
        ScanPool scans = t.units.scans;
        CheckInReplyEncoder e = checkIn.wrapAndApplyHeader(buffer, 0, header);
        e.reservationId(t.id(r))
                .showId(t.show[r].showId)
                .customerId(t.customerId(r))
                .sequence(sequence);
        e.checkedInAtMs(scan == ScanPool.NONE ? 0 : scans.atMs[scan])
                .unit(t.units.unit(u))
                .ordinal(ordinal);
        e.duplicate(bool(again)).outcome(outcome).generation((short) (generation & 0xFF));
        e.deviceId(scan == ScanPool.NONE ? 0 : scans.deviceId[scan]).gate(scan == ScanPool.NONE ? 0 : scans.gate[scan]);
        send(e.encodedLength());
    }

    /** For replies that another class encodes. */
    void forward(UnsafeBuffer encoded, int length) {
        output.onReply(encoded, 0, length);
    }

    private void send(int encodedLength) {
        output.onReply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    private static BooleanType bool(boolean value) {
        return value ? BooleanType.TRUE : BooleanType.FALSE;
    }
}
