package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/** {@code sales.reservation_transitions}: every event on a reservation, a row each. */
final class TransitionRows implements TableRows {
    private static final String INSERT = """
            INSERT INTO sales.reservation_transitions
                (sequence, ordinal, reservation_id, show_id, step, status, payment_status, at, amount, paid_amount,
                 refund_due_amount, refunded_amount, step_amount, attempt, refund, decline_reason, refund_reason, units)
            SELECT sequence, ordinal, reservation_id, show_id, step, status, payment_status,
                   to_timestamp(at_ms / 1000.0::float8), amount, paid_amount, refund_due_amount, refunded_amount,
                   step_amount, attempt, refund, decline_reason, refund_reason, units
            FROM unnest(?::int8[], ?::int4[], ?::int8[], ?::int8[], ?::text[], ?::text[], ?::text[], ?::int8[], ?::int8[],
                        ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int4[], ?::int4[], ?::text[], ?::text[], ?::int4[])
                AS event (sequence, ordinal, reservation_id, show_id, step, status, payment_status, at_ms, amount,
                          paid_amount, refund_due_amount, refunded_amount, step_amount, attempt, refund, decline_reason,
                          refund_reason, units)""";

    /**
     * Finds nothing, unless the same events are written again. Once a batch, it costs less than a conflict clause, which
     * every row pays for.
     */
    private static final String DELETE = "DELETE FROM sales.reservation_transitions WHERE sequence BETWEEN ? AND ?";

    private final ArrayStatement insert = new ArrayStatement(INSERT);
    private final LongArrayList sequence = insert.longs();
    private final IntArrayList ordinal = insert.ints();
    private final LongArrayList reservationId = insert.longs();
    private final LongArrayList showId = insert.longs();
    private final List<String> step = insert.texts();
    private final List<String> status = insert.texts();
    private final List<String> paymentStatus = insert.texts();
    private final LongArrayList atMs = insert.longs();
    private final LongArrayList amount = insert.longs();
    private final LongArrayList paidAmount = insert.longs();
    private final LongArrayList refundDueAmount = insert.longs();
    private final LongArrayList refundedAmount = insert.longs();
    private final LongArrayList stepAmount = insert.longs();
    private final IntArrayList attempt = insert.ints();
    private final IntArrayList refund = insert.ints();
    private final List<String> declineReason = insert.texts();
    private final List<String> refundReason = insert.texts();
    private final IntArrayList units = insert.ints();

    void add(long eventSequence, int eventOrdinal, long timeMs, ReservationEventDecoder event, int movedUnits) {
        sequence.addLong(eventSequence);
        ordinal.addInt(eventOrdinal);
        reservationId.addLong(event.reservationId());
        showId.addLong(event.showId());
        step.add(EventNames.STEP.of(event.step()));
        status.add(EventNames.STATUS.of(event.status()));
        paymentStatus.add(EventNames.PAYMENT_STATUS.of(event.paymentStatus()));
        atMs.addLong(timeMs);
        amount.addLong(event.amount());
        paidAmount.addLong(event.paidAmount());
        refundDueAmount.addLong(event.refundDueAmount());
        refundedAmount.addLong(event.refundedAmount());
        stepAmount.addLong(event.stepAmount());
        attempt.addInt(event.attempt());
        refund.addInt(event.refund());
        declineReason.add(EventNames.DECLINE_REASON.of(event.declineReason()));
        refundReason.add(EventNames.REFUND_REASON.of(event.refundReason()));
        units.addInt(movedUnits);
    }

    void forEach(EventBatch.TransitionHandler handler) {
        for (int i = 0; i < sequence.size(); i++) {
            handler.onTransition(
                    sequence.getLong(i),
                    ordinal.getInt(i),
                    reservationId.getLong(i),
                    status.get(i),
                    paidAmount.getLong(i),
                    refundedAmount.getLong(i));
        }
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        if (sequence.isEmpty()) {
            return 0;
        }
        PreparedStatement delete = prepared.get(DELETE);
        delete.setLong(1, sequence.getLong(0));
        delete.setLong(2, sequence.getLong(sequence.size() - 1));
        delete.executeUpdate();
        return insert.execute(prepared);
    }

    @Override
    public void clear() {
        insert.clear();
    }
}
