package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/** {@code sales.payments}: each attempt as it is after the batch's last event on it. Its amount never changes. */
final class PaymentRows implements TableRows {
    private static final String UPSERT = """
            INSERT INTO sales.payments AS p
                (reservation_id, attempt, amount, currency, status, updated_at, last_sequence)
            SELECT reservation_id, attempt, amount, currency, status, to_timestamp(updated_ms / 1000.0::float8), last_sequence
            FROM unnest(?::int8[], ?::int4[], ?::int8[], ?::text[], ?::text[], ?::int8[], ?::int8[])
                AS state (reservation_id, attempt, amount, currency, status, updated_ms, last_sequence)
            ON CONFLICT (reservation_id, attempt) DO UPDATE SET
                status = excluded.status, updated_at = excluded.updated_at, last_sequence = excluded.last_sequence
            WHERE p.last_sequence < excluded.last_sequence""";

    private final ArrayStatement upsert = new ArrayStatement(UPSERT);
    private final LongArrayList reservationId = upsert.longs();
    private final IntArrayList attempt = upsert.ints();
    private final LongArrayList amount = upsert.longs();
    private final List<String> currency = upsert.texts();
    private final List<String> status = upsert.texts();
    private final LongArrayList updatedMs = upsert.longs();
    private final LongArrayList lastSequence = upsert.longs();

    private final Map<PartKey, State> states = new LinkedHashMap<>();

    private record State(long amount, String currency, String status, long updatedMs, long lastSequence) {}

    void put(long sequence, long timeMs, ReservationEventDecoder event, PaymentStatus now) {
        PartKey key = new PartKey(event.reservationId(), event.attempt());
        State before = states.get(key);
        long attemptAmount = before == null ? event.stepAmount() : before.amount;
        String name = EventNames.PAYMENT_STATUS.of(now);
        states.put(key, new State(attemptAmount, event.currency(), name, timeMs, sequence));
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        if (states.isEmpty()) {
            return 0;
        }
        upsert.clear();
        states.forEach((key, state) -> {
            reservationId.addLong(key.reservationId());
            attempt.addInt(key.part());
            amount.addLong(state.amount);
            currency.add(state.currency);
            status.add(state.status);
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
