package io.boxoffice.writer;

import java.sql.SQLException;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/** Writes rows of {@code sales.reservations}, those of events and those of a state alike. Not thread-safe. */
final class ReservationStatement {
    private static final String UPSERT = """
            INSERT INTO sales.reservations AS r
                (reservation_id, show_id, customer_id, status, payment_status, reference, currency, amount, paid_amount,
                 refund_due_amount, refunded_amount, units, created_at, deadline_at, updated_at, last_sequence,
                 rebuilt_sequence)
            SELECT reservation_id, show_id, customer_id, words[status], words[payment_status], reference, words[currency],
                   amount, paid_amount, refund_due_amount, refunded_amount, nullif(units, -1),
                   to_timestamp(created_ms / 1000.0::float8), to_timestamp(nullif(deadline_ms, 0) / 1000.0::float8),
                   to_timestamp(updated_ms / 1000.0::float8), last_sequence, %s
            FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int4[], ?::int4[], ?::int8[], ?::int4[], ?::int8[], ?::int8[],
                        ?::int8[], ?::int8[], ?::int4[], ?::int8[], ?::int8[], ?::int8[], ?::int8[])
                AS state (reservation_id, show_id, customer_id, status, payment_status, reference, currency, amount,
                          paid_amount, refund_due_amount, refunded_amount, units, created_ms, deadline_ms, updated_ms,
                          last_sequence),
                 (SELECT ?::text[] AS words) AS dictionary
            ON CONFLICT (reservation_id) DO UPDATE SET
                customer_id = excluded.customer_id, status = excluded.status, payment_status = excluded.payment_status,
                reference = excluded.reference, amount = excluded.amount, paid_amount = excluded.paid_amount,
                refund_due_amount = excluded.refund_due_amount, refunded_amount = excluded.refunded_amount,
                deadline_at = excluded.deadline_at, %s""";

    private final ArrayStatement upsert;
    private final LongArrayList reservationId;
    private final LongArrayList showId;
    private final LongArrayList customerId;
    private final ArrayStatement.Words status;
    private final ArrayStatement.Words paymentStatus;
    private final LongArrayList reference;
    private final ArrayStatement.Words currency;
    private final LongArrayList amount;
    private final LongArrayList paidAmount;
    private final LongArrayList refundDueAmount;
    private final LongArrayList refundedAmount;
    private final IntArrayList units;
    private final LongArrayList createdMs;
    private final LongArrayList deadlineMs;
    private final LongArrayList updatedMs;
    private final LongArrayList lastSequence;

    /**
     * @param rebuiltSequence an expression, of a row that is new
     * @param furtherChanges  of a row that is there, and when it changes; may have parameters
     */
    ReservationStatement(String rebuiltSequence, String furtherChanges) {
        upsert = new ArrayStatement(UPSERT.formatted(rebuiltSequence, furtherChanges));
        reservationId = upsert.longs();
        showId = upsert.longs();
        customerId = upsert.longs();
        status = upsert.words();
        paymentStatus = upsert.words();
        reference = upsert.longs();
        currency = upsert.words();
        amount = upsert.longs();
        paidAmount = upsert.longs();
        refundDueAmount = upsert.longs();
        refundedAmount = upsert.longs();
        units = upsert.ints();
        createdMs = upsert.longs();
        deadlineMs = upsert.longs();
        updatedMs = upsert.longs();
        lastSequence = upsert.longs();
    }

    void add(ReservationRow row) {
        reservationId.addLong(row.reservationId());
        showId.addLong(row.showId());
        customerId.addLong(row.customerId());
        status.add(row.status());
        paymentStatus.add(row.paymentStatus());
        reference.addLong(row.reference());
        currency.add(row.currency());
        amount.addLong(row.amount());
        paidAmount.addLong(row.paidAmount());
        refundDueAmount.addLong(row.refundDueAmount());
        refundedAmount.addLong(row.refundedAmount());
        units.addInt(row.units());
        createdMs.addLong(row.createdMs());
        deadlineMs.addLong(row.deadlineMs());
        updatedMs.addLong(row.updatedMs());
        lastSequence.addLong(row.lastSequence());
    }

    /**
     * Writes what was added.
     *
     * @param further the parameters of the further changes
     * @return how many rows PostgreSQL changed
     */
    int execute(PreparedStatements prepared, long... further) throws SQLException {
        return reservationId.isEmpty() ? 0 : upsert.execute(prepared, further);
    }

    void clear() {
        upsert.clear();
    }
}
