package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.GetPaymentDecoder;
import io.boxoffice.protocol.sbe.GetReservationDecoder;
import io.boxoffice.protocol.sbe.ListOpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenPaymentsEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import org.agrona.concurrent.UnsafeBuffer;

/** What is answered from the state without changing it. */
final class Queries {
    private static final int MAX_ENTRIES = 20;

    private final Idempotency idempotency;
    private final Holds holds;
    private final Replies replies;
    private final ReservationTable table;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OpenPaymentsEncoder openPayments = new OpenPaymentsEncoder();
    private final int[] payments = new int[MAX_ENTRIES];
    private final int[] refundOwners = new int[MAX_ENTRIES];
    private final int[] refundNumbers = new int[MAX_ENTRIES];

    Queries(BookingState state, Idempotency idempotency, Holds holds) {
        this.idempotency = idempotency;
        this.holds = holds;
        this.replies = state.replies;
        this.table = state.reservations;
    }

    void reservation(GetReservationDecoder q) {
        int r = holds.owned(q.reservationId(), q.customerId(), q.organisationId());
        if (r != ReservationTable.NONE) {
            replies.reservation(r);
        }
    }

    void payment(GetPaymentDecoder q) {
        int r = holds.owned(q.reservationId(), q.customerId(), q.organisationId());
        if (r == ReservationTable.NONE) {
            return;
        }
        if (q.attempt() < 1 || q.attempt() > table.attempt(r)) {
            replies.reject(RejectReason.UNKNOWN_PAYMENT);
        } else {
            replies.payment(r, q.attempt(), idempotency.declineReason(r, q.attempt()), false);
        }
    }

    /** Walks the unsettled reservations in order of id. */
    void openPayments(ListOpenPaymentsDecoder q) {
        int paymentCount = 0;
        int refundCount = 0;
        long last = 0;
        for (int r = table.firstUnsettled; r != ReservationTable.NONE; r = table.nextUnsettled(r)) {
            if (table.id(r) <= q.afterReservationId()) {
                continue;
            }
            int dueRefunds = dueRefunds(r);
            if (paymentCount == MAX_ENTRIES || refundCount > 0 && refundCount + dueRefunds > MAX_ENTRIES) {
                last = table.id(r) - 1;
                break;
            }
            if (table.paymentStatus(r) == PaymentStatus.STARTED || table.paymentStatus(r) == PaymentStatus.AUTHORISED) {
                payments[paymentCount++] = r;
            }
            for (int n = 1; n <= table.refundCount(r) && refundCount < MAX_ENTRIES; n++) {
                if (table.refunds.status[table.refundAt(r, n)] == RefundStatus.DUE) {
                    refundOwners[refundCount] = r;
                    refundNumbers[refundCount++] = n;
                }
            }
        }
        encode(last, paymentCount, refundCount);
    }

    private int dueRefunds(int r) {
        int due = 0;
        for (int f = table.firstRefund(r); f != RefundPool.NONE; f = table.refunds.next[f]) {
            due += table.refunds.status[f] == RefundStatus.DUE ? 1 : 0;
        }
        return due;
    }

    private void encode(long last, int paymentCount, int refundCount) {
        OpenPaymentsEncoder e =
                openPayments.wrapAndApplyHeader(buffer, 0, header).lastReservationId(last);
        OpenPaymentsEncoder.PaymentsEncoder open = e.paymentsCount(paymentCount);
        for (int i = 0; i < paymentCount; i++) {
            int r = payments[i];
            open.next()
                    .reservationId(table.id(r))
                    .amount(table.attemptAmount(r))
                    .attempt(table.attempt(r));
            open.putCurrency(table.show[r].currency, 0).paymentStatus(table.paymentStatus(r));
            open.reservationStatus(table.status(r));
        }
        OpenPaymentsEncoder.RefundsEncoder due = e.refundsCount(refundCount);
        for (int i = 0; i < refundCount; i++) {
            int r = refundOwners[i];
            int f = table.refundAt(r, refundNumbers[i]);
            due.next().reservationId(table.id(r)).amount(table.refunds.amount[f]);
            due.attempt(table.refunds.attempt[f]).refund(refundNumbers[i]);
            due.putCurrency(table.show[r].currency, 0).paymentStatus(table.paymentStatus(r));
        }
        replies.forward(buffer, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }
}
