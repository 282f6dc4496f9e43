package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code sales.reservations}: each reservation as it is after the batch's last event on it. An event says all of it but the
 * number of units once some may be cancelled; what cancellations leave is counted by {@link TicketRows}.
 */
final class ReservationRows implements TableRows {
    private static final String CHANGES = """
            units = coalesce(excluded.units, r.units), updated_at = excluded.updated_at,
            last_sequence = excluded.last_sequence
            WHERE r.last_sequence < excluded.last_sequence""";

    private final ReservationStatement upsert = new ReservationStatement("0", CHANGES);
    private final Map<Long, ReservationRow> rows = new LinkedHashMap<>();

    /**
     * @param units that are not cancelled, or {@link ReservationRow#UNKNOWN}
     */
    void put(long sequence, long timeMs, ReservationEventDecoder event, int units) {
        ReservationRow row = new ReservationRow(
                event.reservationId(),
                event.showId(),
                event.customerId(),
                EventNames.STATUS.of(event.status()),
                EventNames.PAYMENT_STATUS.of(event.paymentStatus()),
                event.reference(),
                event.currency(),
                event.amount(),
                event.paidAmount(),
                event.refundDueAmount(),
                event.refundedAmount(),
                units,
                event.createdAtMs(),
                event.deadlineMs(),
                timeMs,
                sequence);
        rows.merge(row.reservationId(), row, ReservationRows::after);
    }

    private static ReservationRow after(ReservationRow before, ReservationRow now) {
        return now.units() == ReservationRow.UNKNOWN ? now.withUnits(before.units()) : now;
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        upsert.clear();
        rows.values().forEach(upsert::add);
        return upsert.execute(prepared);
    }

    @Override
    public void clear() {
        upsert.clear();
        rows.clear();
    }
}
