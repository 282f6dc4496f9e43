package io.boxoffice.writer;

import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import java.sql.SQLException;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * The rows of reservations as the booking core's state has them, for a rebuild. They are written after the events up to that state
 * that are kept; a row that says the same already stays as it is, with the sequence and the time of its last step. Not
 * thread-safe.
 *
 * <p>What the state does not know: when a row last changed, and, of attempts before the last one, more than that they were given
 * up. Of a payment whose money goes back because its show was cancelled it does not say whether that was known as authorised;
 * it counts as such.
 */
final class StateRows {
    private static final String RESERVATIONS = """
            INSERT INTO sales.reservations AS r
                (reservation_id, show_id, customer_id, status, payment_status, reference, currency, amount, paid_amount,
                 refund_due_amount, refunded_amount, units, created_at, deadline_at, updated_at, last_sequence,
                 rebuilt_sequence)
            SELECT reservation_id, show_id, customer_id, words[status], words[payment_status], reference, words[currency],
                   amount, paid_amount, refund_due_amount, refunded_amount, units, to_timestamp(created_ms / 1000.0::float8),
                   to_timestamp(nullif(deadline_ms, 0) / 1000.0::float8), to_timestamp(updated_ms / 1000.0::float8),
                   last_sequence, last_sequence
            FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int4[], ?::int4[], ?::int8[], ?::int4[], ?::int8[], ?::int8[],
                        ?::int8[], ?::int8[], ?::int4[], ?::int8[], ?::int8[], ?::int8[], ?::int8[])
                AS state (reservation_id, show_id, customer_id, status, payment_status, reference, currency, amount,
                          paid_amount, refund_due_amount, refunded_amount, units, created_ms, deadline_ms, updated_ms,
                          last_sequence),
                 (SELECT ?::text[] AS words) AS dictionary
            ON CONFLICT (reservation_id) DO UPDATE SET
                status = excluded.status, payment_status = excluded.payment_status, reference = excluded.reference,
                amount = excluded.amount, paid_amount = excluded.paid_amount,
                refund_due_amount = excluded.refund_due_amount, refunded_amount = excluded.refunded_amount,
                units = excluded.units, deadline_at = excluded.deadline_at,
                updated_at = CASE WHEN r.last_sequence > ? THEN r.updated_at ELSE excluded.updated_at END,
                last_sequence = CASE WHEN r.last_sequence > ? THEN r.last_sequence ELSE excluded.last_sequence END,
                rebuilt_sequence = CASE WHEN r.last_sequence > ? THEN r.rebuilt_sequence ELSE excluded.rebuilt_sequence END
            WHERE r.last_sequence <= excluded.last_sequence
              AND (r.status, r.payment_status, r.reference, r.amount, r.paid_amount, r.refund_due_amount, r.refunded_amount,
                   r.units, r.deadline_at)
                  IS DISTINCT FROM
                  (excluded.status, excluded.payment_status, excluded.reference, excluded.amount, excluded.paid_amount,
                   excluded.refund_due_amount, excluded.refunded_amount, excluded.units, excluded.deadline_at)""";

    private final ArrayStatement upsert = new ArrayStatement(RESERVATIONS);
    private final LongArrayList reservationId = upsert.longs();
    private final LongArrayList showId = upsert.longs();
    private final LongArrayList customerId = upsert.longs();
    private final ArrayStatement.Words status = upsert.words();
    private final ArrayStatement.Words paymentStatus = upsert.words();
    private final LongArrayList reference = upsert.longs();
    private final ArrayStatement.Words currency = upsert.words();
    private final LongArrayList amount = upsert.longs();
    private final LongArrayList paidAmount = upsert.longs();
    private final LongArrayList refundDueAmount = upsert.longs();
    private final LongArrayList refundedAmount = upsert.longs();
    private final IntArrayList units = upsert.ints();
    private final LongArrayList createdMs = upsert.longs();
    private final LongArrayList deadlineMs = upsert.longs();
    private final LongArrayList updatedMs = upsert.longs();
    private final LongArrayList lastSequence = upsert.longs();

    private final TicketRows tickets = new TicketRows();
    private final MoneyRows payments;
    private final MoneyRows refunds;
    private final CheckInRows checkIns = new CheckInRows();
    private final Rebuild rebuild;

    StateRows(Rebuild rebuild) {
        this.rebuild = rebuild;
        payments = MoneyRows.payments(rebuild.lostThrough());
        refunds = MoneyRows.refunds(rebuild.lostThrough());
    }

    /**
     * Writes them within the connection's open transaction.
     *
     * @return how many rows PostgreSQL changed
     */
    int write(List<ReservationState> reservations, PreparedStatements prepared) throws SQLException {
        clear();
        reservations.forEach(this::add);
        long known = rebuild.lostThrough();
        int rows = upsert.execute(prepared, known, known, known);
        rows += tickets.displace(rebuild.sequence(), prepared);
        rows += tickets.write(prepared);
        return rows + payments.write(prepared) + refunds.write(prepared) + checkIns.write(prepared);
    }

    private void clear() {
        upsert.clear();
        tickets.clear();
        payments.clear();
        refunds.clear();
        checkIns.clear();
    }

    private void add(ReservationState r) {
        reservationId.addLong(r.reservationId());
        showId.addLong(r.showId());
        customerId.addLong(r.customerId());
        status.add(EventNames.STATUS.of(r.status()));
        paymentStatus.add(EventNames.PAYMENT_STATUS.of(r.paymentStatus()));
        reference.addLong(r.reference());
        currency.add(r.currency());
        amount.addLong(r.amount());
        paidAmount.addLong(r.paidAmount());
        refundDueAmount.addLong(r.refundDueAmount());
        refundedAmount.addLong(r.refundedAmount());
        units.addInt(r.standingUnits());
        createdMs.addLong(r.createdAtMs());
        deadlineMs.addLong(r.deadlineMs());
        updatedMs.addLong(rebuild.timeMs());
        lastSequence.addLong(rebuild.sequence());
        addTickets(r);
        addMoney(r);
    }

    private void addTickets(ReservationState r) {
        for (int ordinal = 0; ordinal < r.units().size(); ordinal++) {
            ReservationState.Unit unit = r.units().get(ordinal);
            PartKey ticket = new PartKey(r.reservationId(), ordinal);
            switch (r.status()) {
                case BOOKED, CANCELLED ->
                    tickets.book(
                            ticket, r.showId(), unit.unit(), unit.price(), unit.ticketType(), rebuild.sequence());
                default -> {}
            }
            if (unit.cancelled()) {
                tickets.cancel(ticket);
            }
            if (unit.checkedInAtMs() != 0) {
                checkIns.add(ticket, r.showId(), unit.unit(), unit.checkedInAtMs());
            }
        }
    }

    private void addMoney(ReservationState r) {
        for (int attempt = 1; attempt <= r.attempt(); attempt++) {
            payments.put(
                    new PartKey(r.reservationId(), attempt),
                    new MoneyRows.State(
                            attempt,
                            r.attemptAmount(),
                            r.currency(),
                            EventNames.REFUND_REASON.of(RefundReason.UNSPECIFIED),
                            EventNames.PAYMENT_STATUS.of(statusOf(r, attempt)),
                            rebuild.timeMs(),
                            rebuild.sequence()));
        }
        for (int number = 1; number <= r.refunds().size(); number++) {
            ReservationState.Refund refund = r.refunds().get(number - 1);
            refunds.put(
                    new PartKey(r.reservationId(), number),
                    new MoneyRows.State(
                            refund.attempt(),
                            refund.amount(),
                            r.currency(),
                            EventNames.REFUND_REASON.of(refund.reason()),
                            EventNames.REFUND_STATUS.of(refund.status()),
                            rebuild.timeMs(),
                            rebuild.sequence()));
        }
    }

    /** As the events would have left it. */
    private static PaymentStatus statusOf(ReservationState r, int attempt) {
        for (ReservationState.Refund refund : r.refunds()) {
            if (refund.attempt() == attempt && EventBatch.boughtNothing(refund.reason())) {
                return PaymentStatus.REFUND_DUE;
            }
        }
        if (attempt < r.attempt()) {
            return PaymentStatus.DECLINED;
        }
        return r.paymentStatus() == PaymentStatus.REFUND_DUE ? PaymentStatus.AUTHORISED : r.paymentStatus();
    }
}
