package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.GetPaymentDecoder;
import io.boxoffice.protocol.sbe.GetReservationDecoder;
import io.boxoffice.protocol.sbe.ListOpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenPaymentsEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Answers without changing anything. */
final class QueryRules {
    private static final int PAGE = 20;

    private record DueRefund(World.Reservation r, int number, World.Refund refund) {}

    private final World world;
    private final Keys keys;
    private final HoldRules holds;
    private final Answers answers;

    QueryRules(World world, Keys keys, HoldRules holds, Answers answers) {
        this.world = world;
        this.keys = keys;
        this.holds = holds;
        this.answers = answers;
    }

    void reservation(GetReservationDecoder q) {
        answers.reservation(holds.owned(q.reservationId(), q.customerId(), q.organisationId()));
    }

    void payment(GetPaymentDecoder q) {
        World.Reservation r = holds.owned(q.reservationId(), q.customerId(), q.organisationId());
        if (q.attempt() < 1 || q.attempt() > r.attempt) {
            throw new Rejection(RejectReason.UNKNOWN_PAYMENT);
        }
        answers.payment(r, q.attempt(), keys.declineReason(r, q.attempt()), false);
    }

    /** As many reservations as fit a page with all that is open of them; one alone with more refunds is cut short. */
    void openPayments(ListOpenPaymentsDecoder q) {
        List<World.Reservation> payments = new ArrayList<>();
        List<DueRefund> refunds = new ArrayList<>();
        long last = 0;
        for (World.Reservation r : world.reservations.values()) {
            if (r.id <= q.afterReservationId() || !r.unsettled()) {
                continue;
            }
            List<DueRefund> due = due(r);
            boolean fits = payments.size() < PAGE && (refunds.isEmpty() || refunds.size() + due.size() <= PAGE);
            if (!fits) {
                last = r.id - 1;
                break;
            }
            if (r.paymentStatus == PaymentStatus.STARTED || r.paymentStatus == PaymentStatus.AUTHORISED) {
                payments.add(r);
            }
            refunds.addAll(due.subList(0, Math.min(PAGE, due.size())));
        }
        send(last, payments, refunds);
    }

    private static List<DueRefund> due(World.Reservation r) {
        List<DueRefund> due = new ArrayList<>();
        for (World.Refund f : r.refunds) {
            if (f.status == RefundStatus.DUE) {
                due.add(new DueRefund(r, r.refunds.indexOf(f) + 1, f));
            }
        }
        return due;
    }

    private void send(long last, List<World.Reservation> payments, List<DueRefund> refunds) {
        UnsafeBuffer buffer = Answers.buffer();
        OpenPaymentsEncoder e = new OpenPaymentsEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        OpenPaymentsEncoder.PaymentsEncoder open = e.lastReservationId(last).paymentsCount(payments.size());
        payments.forEach(r -> open.next()
                .reservationId(r.id)
                .amount(r.attemptAmount)
                .attempt(r.attempt)
                .currency(r.show.currency)
                .paymentStatus(r.paymentStatus)
                .reservationStatus(r.status));
        OpenPaymentsEncoder.RefundsEncoder due = e.refundsCount(refunds.size());
        refunds.forEach(d -> due.next()
                .reservationId(d.r.id)
                .amount(d.refund.amount)
                .attempt(d.refund.attempt)
                .refund(d.number)
                .currency(d.r.show.currency)
                .paymentStatus(d.r.paymentStatus));
        answers.send(buffer, e.encodedLength());
    }
}
