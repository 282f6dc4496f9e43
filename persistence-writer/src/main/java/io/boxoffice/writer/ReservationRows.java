package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * {@code sales.reservations}: each reservation as it is after the batch's last event on it. An event says all of it but the
 * number of units, which only events that move all units say; what cancellations leave is counted by {@link TicketRows}.
 */
final class ReservationRows implements TableRows {
    private static final String UPSERT = """
            INSERT INTO sales.reservations AS r
                (reservation_id, show_id, customer_id, status, payment_status, reference, currency, amount, paid_amount,
                 refund_due_amount, refunded_amount, units, created_at, deadline_at, updated_at, last_sequence)
            SELECT reservation_id, show_id, customer_id, words[status], words[payment_status], reference, words[currency],
                   amount, paid_amount, refund_due_amount, refunded_amount, units, to_timestamp(created_ms / 1000.0::float8),
                   to_timestamp(nullif(deadline_ms, 0) / 1000.0::float8), to_timestamp(updated_ms / 1000.0::float8),
                   last_sequence
            FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int4[], ?::int4[], ?::int8[], ?::int4[], ?::int8[], ?::int8[],
                        ?::int8[], ?::int8[], ?::int4[], ?::int8[], ?::int8[], ?::int8[], ?::int8[])
                AS state (reservation_id, show_id, customer_id, status, payment_status, reference, currency, amount,
                          paid_amount, refund_due_amount, refunded_amount, units, created_ms, deadline_ms, updated_ms,
                          last_sequence),
                 (SELECT ?::text[] AS words) AS dictionary
            ON CONFLICT (reservation_id) DO UPDATE SET
                customer_id = excluded.customer_id, status = excluded.status, payment_status = excluded.payment_status, reference = excluded.reference,
                amount = excluded.amount, paid_amount = excluded.paid_amount,
                refund_due_amount = excluded.refund_due_amount, refunded_amount = excluded.refunded_amount,
                units = CASE WHEN excluded.units > 0 THEN excluded.units ELSE r.units END,
                deadline_at = excluded.deadline_at, updated_at = excluded.updated_at,
                last_sequence = excluded.last_sequence
            WHERE r.last_sequence < excluded.last_sequence""";

    private final ArrayStatement upsert = new ArrayStatement(UPSERT);
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

    private final Map<Long, State> states = new LinkedHashMap<>();

    private static final class State {
        long showId;
        long customerId;
        String status;
        String paymentStatus;
        long reference;
        String currency;
        long amount;
        long paidAmount;
        long refundDueAmount;
        long refundedAmount;
        int units;
        long createdMs;
        long deadlineMs;
        long updatedMs;
        long lastSequence;
    }

    /**
     * @param allUnits how many units the reservation has, or 0 when the event does not say
     */
    void put(long sequence, long timeMs, ReservationEventDecoder event, int allUnits) {
        State state = states.computeIfAbsent(event.reservationId(), id -> new State());
        state.showId = event.showId();
        state.customerId = event.customerId();
        state.status = EventNames.STATUS.of(event.status());
        state.paymentStatus = EventNames.PAYMENT_STATUS.of(event.paymentStatus());
        state.reference = event.reference();
        state.currency = event.currency();
        state.amount = event.amount();
        state.paidAmount = event.paidAmount();
        state.refundDueAmount = event.refundDueAmount();
        state.refundedAmount = event.refundedAmount();
        state.units = allUnits > 0 ? allUnits : state.units;
        state.createdMs = event.createdAtMs();
        state.deadlineMs = event.deadlineMs();
        state.updatedMs = timeMs;
        state.lastSequence = sequence;
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        if (states.isEmpty()) {
            return 0;
        }
        upsert.clear();
        states.forEach(this::fill);
        return upsert.execute(prepared);
    }

    private void fill(Long id, State state) {
        reservationId.addLong(id);
        showId.addLong(state.showId);
        customerId.addLong(state.customerId);
        status.add(state.status);
        paymentStatus.add(state.paymentStatus);
        reference.addLong(state.reference);
        currency.add(state.currency);
        amount.addLong(state.amount);
        paidAmount.addLong(state.paidAmount);
        refundDueAmount.addLong(state.refundDueAmount);
        refundedAmount.addLong(state.refundedAmount);
        units.addInt(state.units);
        createdMs.addLong(state.createdMs);
        deadlineMs.addLong(state.deadlineMs);
        updatedMs.addLong(state.updatedMs);
        lastSequence.addLong(state.lastSequence);
    }

    @Override
    public void clear() {
        upsert.clear();
        states.clear();
    }
}
