package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/** {@code sales.reservation_transitions}: every event on a reservation, a row each. */
final class TransitionRows implements TableRows {
    private static final String COPY = """
            COPY sales.reservation_transitions
                (sequence, ordinal, reservation_id, show_id, step, status, payment_status, at, amount, paid_amount,
                 refund_due_amount, refunded_amount, step_amount, attempt, refund, decline_reason, refund_reason, units)
            FROM STDIN (FORMAT binary)""";

    /**
     * Finds nothing, unless the same events are written again. COPY has no conflict clause; and once a
     * batch, this costs less than one, which every row pays for.
     */
    private static final String DELETE = "DELETE FROM sales.reservation_transitions WHERE sequence BETWEEN ? AND ?";

    private final CopyStatement copy = new CopyStatement(COPY);
    private final LongArrayList sequence = copy.longs();
    private final IntArrayList ordinal = copy.ints();
    private final LongArrayList reservationId = copy.longs();
    private final LongArrayList showId = copy.longs();
    private final List<String> step = copy.texts();
    private final List<String> status = copy.texts();
    private final List<String> paymentStatus = copy.texts();
    private final LongArrayList atMs = copy.times();
    private final LongArrayList amount = copy.longs();
    private final LongArrayList paidAmount = copy.longs();
    private final LongArrayList refundDueAmount = copy.longs();
    private final LongArrayList refundedAmount = copy.longs();
    private final LongArrayList stepAmount = copy.longs();
    private final IntArrayList attempt = copy.ints();
    private final IntArrayList refund = copy.ints();
    private final List<String> declineReason = copy.texts();
    private final List<String> refundReason = copy.texts();
    private final IntArrayList units = copy.ints();

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
        return copy.execute(prepared, sequence.size());
    }

    @Override
    public void clear() {
        copy.clear();
    }
}
