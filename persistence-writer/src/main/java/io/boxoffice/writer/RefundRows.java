package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * {@code sales.refunds}: each refund as it is after the batch's last event on it. Its amount, attempt and reason are those
 * of the event that made it due, and never change.
 */
final class RefundRows implements TableRows {
    private static final String UPSERT = """
            INSERT INTO sales.refunds AS r
                (reservation_id, refund, attempt, amount, currency, status, reason, updated_at, last_sequence)
            SELECT reservation_id, refund, attempt, amount, currency, status, reason,
                   to_timestamp(updated_ms / 1000.0::float8), last_sequence
            FROM unnest(?::int8[], ?::int4[], ?::int4[], ?::int8[], ?::text[], ?::text[], ?::text[], ?::int8[], ?::int8[])
                AS state (reservation_id, refund, attempt, amount, currency, status, reason, updated_ms, last_sequence)
            ON CONFLICT (reservation_id, refund) DO UPDATE SET
                status = excluded.status, updated_at = excluded.updated_at, last_sequence = excluded.last_sequence
            WHERE r.last_sequence < excluded.last_sequence""";

    private final ArrayStatement upsert = new ArrayStatement(UPSERT);
    private final LongArrayList reservationId = upsert.longs();
    private final IntArrayList refund = upsert.ints();
    private final IntArrayList attempt = upsert.ints();
    private final LongArrayList amount = upsert.longs();
    private final List<String> currency = upsert.texts();
    private final List<String> status = upsert.texts();
    private final List<String> reason = upsert.texts();
    private final LongArrayList updatedMs = upsert.longs();
    private final LongArrayList lastSequence = upsert.longs();

    private final Map<PartKey, State> states = new LinkedHashMap<>();

    private record State(
            int attempt,
            long amount,
            String currency,
            String reason,
            String status,
            long updatedMs,
            long lastSequence) {}

    void put(long sequence, long timeMs, ReservationEventDecoder event, RefundStatus now) {
        PartKey key = new PartKey(event.reservationId(), event.refund());
        String name = EventNames.REFUND_STATUS.of(now);
        State before = states.get(key);
        State after = before == null
                ? new State(
                        event.attempt(),
                        event.stepAmount(),
                        event.currency(),
                        EventNames.REFUND_REASON.of(event.refundReason()),
                        name,
                        timeMs,
                        sequence)
                : new State(before.attempt, before.amount, before.currency, before.reason, name, timeMs, sequence);
        states.put(key, after);
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        if (states.isEmpty()) {
            return 0;
        }
        upsert.clear();
        states.forEach((key, state) -> {
            reservationId.addLong(key.reservationId());
            refund.addInt(key.part());
            attempt.addInt(state.attempt);
            amount.addLong(state.amount);
            currency.add(state.currency);
            status.add(state.status);
            reason.add(state.reason);
            updatedMs.addLong(state.updatedMs);
            lastSequence.addLong(state.lastSequence);
        });
        return upsert.execute(prepared);
    }

    @Override
    public void clear() {
        states.clear();
    }
}
