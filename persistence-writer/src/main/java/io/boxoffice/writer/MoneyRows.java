package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * Payments or refunds: each as it is after the batch's last event on it. Amount, attempt and reason are those of the first
 * event on it, and never change.
 */
final class MoneyRows implements TableRows {
    private static final String PAYMENTS = """
            INSERT INTO sales.payments AS p
                (reservation_id, attempt, amount, currency, status, updated_at, last_sequence)
            SELECT reservation_id, part, amount, words[currency], words[status],
                   to_timestamp(updated_ms / 1000.0::float8), last_sequence""";

    private static final String REFUNDS = """
            INSERT INTO sales.refunds AS p
                (reservation_id, refund, attempt, amount, currency, status, reason, updated_at, last_sequence)
            SELECT reservation_id, part, attempt, amount, words[currency], words[status], words[reason],
                   to_timestamp(updated_ms / 1000.0::float8), last_sequence""";

    private static final String UPSERT = """
            %s
            FROM unnest(?::int8[], ?::int4[], ?::int4[], ?::int8[], ?::int4[], ?::int4[], ?::int4[], ?::int8[], ?::int8[])
                AS state (reservation_id, part, attempt, amount, currency, status, reason, updated_ms, last_sequence),
                 (SELECT ?::text[] AS words) AS dictionary
            ON CONFLICT (reservation_id, %s) DO UPDATE SET
                status = excluded.status, updated_at = excluded.updated_at, last_sequence = excluded.last_sequence
            WHERE p.last_sequence < excluded.last_sequence%s""";

    /** What is known of a part from its own events is not corrected. */
    private static final String OF_STATE = " AND p.last_sequence <= ? AND p.status <> excluded.status";

    private final ArrayStatement upsert;
    private final long[] known;
    private final LongArrayList reservationId;
    private final IntArrayList part;
    private final IntArrayList attempt;
    private final LongArrayList amount;
    private final ArrayStatement.Words currency;
    private final ArrayStatement.Words status;
    private final ArrayStatement.Words reason;
    private final LongArrayList updatedMs;
    private final LongArrayList lastSequence;

    private final Map<PartKey, State> states = new LinkedHashMap<>();

    /** What a row has, but for its key; payments leave attempt and reason be. */
    record State(
            int attempt,
            long amount,
            String currency,
            String reason,
            String status,
            long updatedMs,
            long lastSequence) {}

    private MoneyRows(String insert, String partColumn, long... known) {
        this.known = known;
        upsert = new ArrayStatement(UPSERT.formatted(insert, partColumn, known.length == 0 ? "" : OF_STATE));
        reservationId = upsert.longs();
        part = upsert.ints();
        attempt = upsert.ints();
        amount = upsert.longs();
        currency = upsert.words();
        status = upsert.words();
        reason = upsert.words();
        updatedMs = upsert.longs();
        lastSequence = upsert.longs();
    }

    /** {@code sales.payments}. */
    static MoneyRows payments() {
        return new MoneyRows(PAYMENTS, "attempt");
    }

    /** {@code sales.refunds}. */
    static MoneyRows refunds() {
        return new MoneyRows(REFUNDS, "refund");
    }

    /**
     * {@code sales.payments} of a state, not of events.
     *
     * @param knownAfter events after this sequence were written before: what they say of a payment stays
     */
    static MoneyRows payments(long knownAfter) {
        return new MoneyRows(PAYMENTS, "attempt", knownAfter);
    }

    /** The same of {@code sales.refunds}. */
    static MoneyRows refunds(long knownAfter) {
        return new MoneyRows(REFUNDS, "refund", knownAfter);
    }

    /**
     * @param number of the attempt or refund that the event is about
     * @param now    how that stands after it
     */
    void put(long sequence, long timeMs, ReservationEventDecoder event, int number, String now) {
        PartKey key = new PartKey(event.reservationId(), number);
        State before = states.get(key);
        State after = before == null
                ? new State(
                        event.attempt(),
                        event.stepAmount(),
                        event.currency(),
                        EventNames.REFUND_REASON.of(event.refundReason()),
                        now,
                        timeMs,
                        sequence)
                : new State(before.attempt, before.amount, before.currency, before.reason, now, timeMs, sequence);
        states.put(key, after);
    }

    void put(PartKey key, State state) {
        states.put(key, state);
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        if (states.isEmpty()) {
            return 0;
        }
        upsert.clear();
        states.forEach((key, state) -> {
            reservationId.addLong(key.reservationId());
            part.addInt(key.part());
            attempt.addInt(state.attempt);
            amount.addLong(state.amount);
            currency.add(state.currency);
            status.add(state.status);
            reason.add(state.reason);
            updatedMs.addLong(state.updatedMs);
            lastSequence.addLong(state.lastSequence);
        });
        return upsert.execute(prepared, known);
    }

    @Override
    public void clear() {
        states.clear();
    }
}
