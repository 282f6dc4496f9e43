package io.boxoffice.services;

import io.boxoffice.protocol.sbe.AuthorisedDecoder;
import io.boxoffice.protocol.sbe.BeginPaymentDecoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CaptureFailedDecoder;
import io.boxoffice.protocol.sbe.CapturedDecoder;
import io.boxoffice.protocol.sbe.ConfirmDecoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DeclinedDecoder;
import io.boxoffice.protocol.sbe.GetPaymentDecoder;
import io.boxoffice.protocol.sbe.GetReservationDecoder;
import io.boxoffice.protocol.sbe.ListOpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenPaymentsEncoder;
import io.boxoffice.protocol.sbe.PaymentReplyEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundDueDecoder;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundedDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventEncoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationReplyEncoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** The reservations of a {@link FakeCore}, from the hold on: what payments do to them. */
public final class FakeReservations {
    private static final int PAGE = 2;

    /** One attempt to pay. */
    public static final class Attempt {
        public PaymentStatus status = PaymentStatus.STARTED;
        public DeclineReason reason = DeclineReason.UNSPECIFIED;
        long key;
        long bodyHash;
    }

    /** One refund. */
    public static final class Refund {
        int attempt;
        public long amount;
        public boolean done;
        public boolean voided;

        /** Nothing was ever taken, says who gave it back. */
        public boolean neverTaken;
    }

    /** One reservation. */
    public static final class Record {
        long id;
        long customerId;
        long amount;
        public ReservationStatus status = ReservationStatus.HELD;
        public boolean seatsGone;
        public final List<Attempt> attempts = new ArrayList<>();
        public final List<Refund> refunds = new ArrayList<>();

        public Attempt last() {
            return attempts.get(attempts.size() - 1);
        }
    }

    private final FakeCore core;
    private final Map<Long, Record> records = new TreeMap<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    FakeReservations(FakeCore core) {
        this.core = core;
    }

    /** A hold of one seat, made a booking. */
    public Record hold(long id, long customerId, long amount) {
        synchronized (core) {
            Record record = new Record();
            record.id = id;
            record.customerId = customerId;
            record.amount = amount;
            records.put(id, record);
            return record;
        }
    }

    /** Its deadline passes; somebody else may have its seats. */
    public void lapse(Record record, boolean seatsGone) {
        synchronized (core) {
            record.status = ReservationStatus.EXPIRED;
            record.seatsGone = seatsGone;
        }
    }

    /** Forgets it, as archiving its show does. */
    public void forget(Record record) {
        synchronized (core) {
            records.remove(record.id);
        }
    }

    /** It never heard of its attempts: the provider's word comes from another past. */
    public void forgetAttempts(Record record) {
        synchronized (core) {
            record.attempts.clear();
            record.status = ReservationStatus.HELD;
        }
    }

    /** Cancels a booking; what was paid becomes due. */
    public void cancel(Record record) {
        synchronized (core) {
            record.status = ReservationStatus.CANCELLED;
            refundDue(record, record.attempts.size(), record.amount, RefundReason.CUSTOMER_CANCELLED);
        }
    }

    int apply(DirectBuffer m, MessageHeaderDecoder h, MutableDirectBuffer reply) {
        switch (h.templateId()) {
            case BeginPaymentDecoder.TEMPLATE_ID:
                return begin(new BeginPaymentDecoder().wrapAndApplyHeader(m, 0, h), reply);
            case AuthorisedDecoder.TEMPLATE_ID:
                return reply(authorised(new AuthorisedDecoder().wrapAndApplyHeader(m, 0, h)), reply);
            case DeclinedDecoder.TEMPLATE_ID:
                return reply(declined(new DeclinedDecoder().wrapAndApplyHeader(m, 0, h)), reply);
            case ConfirmDecoder.TEMPLATE_ID:
                return reply(confirm(new ConfirmDecoder().wrapAndApplyHeader(m, 0, h)), reply);
            case CapturedDecoder.TEMPLATE_ID:
                CapturedDecoder captured = new CapturedDecoder().wrapAndApplyHeader(m, 0, h);
                return settle(captured.reservationId(), captured.attempt(), PaymentStatus.CAPTURED, reply);
            case CaptureFailedDecoder.TEMPLATE_ID:
                CaptureFailedDecoder failed = new CaptureFailedDecoder().wrapAndApplyHeader(m, 0, h);
                return settle(failed.reservationId(), failed.attempt(), PaymentStatus.CAPTURE_FAILED, reply);
            case RefundDueDecoder.TEMPLATE_ID:
                RefundDueDecoder due = new RefundDueDecoder().wrapAndApplyHeader(m, 0, h);
                Record owed = known(due.reservationId(), 0);
                attempt(owed, due.attempt()).status = PaymentStatus.REFUND_DUE;
                refundDue(owed, due.attempt(), due.amount(), due.reason());
                return reply(owed, reply);
            case RefundedDecoder.TEMPLATE_ID:
                return reply(refunded(new RefundedDecoder().wrapAndApplyHeader(m, 0, h)), reply);
            case GetPaymentDecoder.TEMPLATE_ID:
                GetPaymentDecoder get = new GetPaymentDecoder().wrapAndApplyHeader(m, 0, h);
                return paymentReply(known(get.reservationId(), get.customerId()), get.attempt(), false, reply);
            case GetReservationDecoder.TEMPLATE_ID:
                GetReservationDecoder query = new GetReservationDecoder().wrapAndApplyHeader(m, 0, h);
                return reply(known(query.reservationId(), query.customerId()), reply);
            case ListOpenPaymentsDecoder.TEMPLATE_ID:
                return open(
                        new ListOpenPaymentsDecoder()
                                .wrapAndApplyHeader(m, 0, h)
                                .afterReservationId(),
                        reply);
            default:
                throw new FakeCore.Refusal(RejectReason.MALFORMED);
        }
    }

    private int begin(BeginPaymentDecoder command, MutableDirectBuffer reply) {
        Record record = known(command.reservationId(), command.customerId());
        for (int i = 0; i < record.attempts.size(); i++) {
            Attempt earlier = record.attempts.get(i);
            if (command.keyLo() != 0 && earlier.key == command.keyLo()) {
                if (earlier.bodyHash != command.bodyHash()) {
                    throw new FakeCore.Refusal(RejectReason.KEY_REUSED);
                }
                return paymentReply(record, i + 1, true, reply);
            }
        }
        if (record.status == ReservationStatus.PAYING) {
            throw new FakeCore.Refusal(RejectReason.PAYMENT_IN_PROGRESS);
        }
        if (record.status != ReservationStatus.HELD) {
            throw new FakeCore.Refusal(RejectReason.HOLD_EXPIRED);
        }
        Attempt attempt = new Attempt();
        attempt.key = command.keyLo();
        attempt.bodyHash = command.bodyHash();
        record.attempts.add(attempt);
        record.status = ReservationStatus.PAYING;
        return paymentReply(record, record.attempts.size(), false, reply);
    }

    private Record authorised(AuthorisedDecoder command) {
        Record record = known(command.reservationId(), 0);
        Attempt attempt = attempt(record, command.attempt());
        require(attempt.status == PaymentStatus.STARTED);
        boolean given = record.status == ReservationStatus.PAYING || !record.seatsGone;
        if (given) {
            attempt.status = PaymentStatus.AUTHORISED;
            record.status = ReservationStatus.PAYING;
        } else {
            attempt.status = PaymentStatus.REFUND_DUE;
            refundDue(record, command.attempt(), record.amount, RefundReason.SEATS_GONE);
        }
        return record;
    }

    private Record declined(DeclinedDecoder command) {
        Record record = known(command.reservationId(), 0);
        Attempt attempt = attempt(record, command.attempt());
        require(attempt.status == PaymentStatus.STARTED);
        // The reason first: tests wait for the status.
        attempt.reason = command.reason();
        attempt.status = PaymentStatus.DECLINED;
        if (record.status == ReservationStatus.PAYING) {
            record.status = ReservationStatus.HELD;
        }
        return record;
    }

    private Record confirm(ConfirmDecoder command) {
        Record record = known(command.reservationId(), command.customerId());
        boolean free = record.amount == 0 && record.status == ReservationStatus.HELD;
        require(free || !record.attempts.isEmpty() && record.last().status == PaymentStatus.AUTHORISED);
        if (record.status != ReservationStatus.BOOKED) {
            record.status = ReservationStatus.BOOKED;
            emit(record, ReservationEventType.BOOKING_CONFIRMED, 0, record.attempts.size(), record.amount);
        }
        return record;
    }

    private int settle(long reservationId, int number, PaymentStatus status, MutableDirectBuffer reply) {
        Record record = known(reservationId, 0);
        Attempt attempt = attempt(record, number);
        require(attempt.status == PaymentStatus.AUTHORISED);
        attempt.status = status;
        if (status == PaymentStatus.CAPTURE_FAILED) {
            record.status = ReservationStatus.CANCELLED;
            record.refunds.forEach(refund -> refund.voided = true);
        }
        return paymentReply(record, number, false, reply);
    }

    private Record refunded(RefundedDecoder command) {
        Record record = known(command.reservationId(), 0);
        Refund refund = record.refunds.get(command.refund() - 1);
        require(!refund.done);
        refund.neverTaken = command.voided() == BooleanType.TRUE;
        refund.done = true;
        return record;
    }

    private void refundDue(Record record, int attempt, long amount, RefundReason reason) {
        Refund refund = new Refund();
        refund.attempt = attempt;
        refund.amount = amount;
        record.refunds.add(refund);
        emit(record, ReservationEventType.REFUND_DUE, record.refunds.size(), attempt, amount);
    }

    private void emit(Record record, ReservationEventType step, int refund, int attempt, long stepAmount) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        ReservationEventEncoder event = new ReservationEventEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.reservationId(record.id)
                .stepAmount(stepAmount)
                .attempt(attempt)
                .refund(refund)
                .currency("EUR")
                .step(step)
                .status(record.status)
                .paymentStatus(record.attempts.isEmpty() ? PaymentStatus.NONE : record.last().status)
                .unitsCount(0);
        core.emit(buffer, MessageHeaderEncoder.ENCODED_LENGTH + event.encodedLength());
    }

    private int open(long after, MutableDirectBuffer reply) {
        List<Record> page = records.values().stream()
                .filter(r -> r.id > after && isOpen(r))
                .limit(PAGE)
                .toList();
        OpenPaymentsEncoder encoder = new OpenPaymentsEncoder().wrapAndApplyHeader(reply, 0, header);
        encoder.lastReservationId(page.size() < PAGE ? 0 : page.get(PAGE - 1).id);
        List<Record> attempts =
                page.stream().filter(FakeReservations::hasOpenAttempt).toList();
        OpenPaymentsEncoder.PaymentsEncoder payments = encoder.paymentsCount(attempts.size());
        for (Record r : attempts) {
            payments.next()
                    .reservationId(r.id)
                    .amount(r.amount)
                    .attempt(r.attempts.size())
                    .currency("EUR");
            payments.paymentStatus(r.last().status).reservationStatus(r.status);
        }
        int due = page.stream()
                .mapToInt(r -> (int)
                        r.refunds.stream().filter(x -> !x.done && !x.voided).count())
                .sum();
        OpenPaymentsEncoder.RefundsEncoder refunds = encoder.refundsCount(due);
        for (Record r : page) {
            for (Refund x : r.refunds) {
                if (!x.done && !x.voided) {
                    refunds.next().reservationId(r.id).amount(x.amount).attempt(x.attempt);
                    refunds.refund(r.refunds.indexOf(x) + 1).currency("EUR");
                    refunds.paymentStatus(r.attempts.get(x.attempt - 1).status);
                }
            }
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static boolean isOpen(Record r) {
        return hasOpenAttempt(r) || r.refunds.stream().anyMatch(x -> !x.done && !x.voided);
    }

    private static boolean hasOpenAttempt(Record r) {
        return !r.attempts.isEmpty()
                && (r.last().status == PaymentStatus.STARTED || r.last().status == PaymentStatus.AUTHORISED);
    }

    private int reply(Record record, MutableDirectBuffer reply) {
        ReservationReplyEncoder encoder = new ReservationReplyEncoder().wrapAndApplyHeader(reply, 0, header);
        encoder.reservationId(record.id).showId(1).customerId(record.customerId).sequence(core.sequence());
        encoder.timeMs(core.nowMs)
                .createdAtMs(core.nowMs)
                .deadlineMs(0)
                .reference(7)
                .amount(record.amount);
        encoder.paidAmount(0).refundDueAmount(0).refundedAmount(0).attempt(record.attempts.size());
        encoder.refunds(record.refunds.size()).currency("EUR").status(record.status);
        encoder.paymentStatus(record.attempts.isEmpty() ? PaymentStatus.NONE : record.last().status);
        encoder.duplicate(BooleanType.FALSE);
        encoder.unitsCount(1).next().unit(0).price(record.amount).flags((short) 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private int paymentReply(Record record, int number, boolean duplicate, MutableDirectBuffer reply) {
        Attempt attempt = attempt(record, number);
        PaymentReplyEncoder encoder = new PaymentReplyEncoder().wrapAndApplyHeader(reply, 0, header);
        encoder.reservationId(record.id).showId(1).customerId(record.customerId).sequence(core.sequence());
        encoder.timeMs(core.nowMs)
                .amount(record.amount)
                .deadlineMs(0)
                .attempt(number)
                .currency("EUR");
        encoder.paymentStatus(attempt.status).reservationStatus(record.status).declineReason(attempt.reason);
        encoder.duplicate(duplicate ? BooleanType.TRUE : BooleanType.FALSE);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private Record known(long id, long customerId) {
        Record record = records.get(id);
        if (record == null || customerId != 0 && record.customerId != customerId) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_RESERVATION);
        }
        return record;
    }

    private static Attempt attempt(Record record, int number) {
        if (number < 1 || number > record.attempts.size()) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_PAYMENT);
        }
        return record.attempts.get(number - 1);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new FakeCore.Refusal(RejectReason.WRONG_STATE);
        }
    }
}
