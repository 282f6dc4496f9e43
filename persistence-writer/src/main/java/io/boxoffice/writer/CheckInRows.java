package io.boxoffice.writer;

import java.sql.SQLException;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/** {@code sales.check_ins}: tickets that were used, a row each. */
final class CheckInRows implements TableRows {
    private static final String INSERT = """
            INSERT INTO sales.check_ins (reservation_id, ordinal, show_id, unit, checked_in_at)
            SELECT reservation_id, ordinal, show_id, unit, to_timestamp(at_ms / 1000.0::float8)
            FROM unnest(?::int8[], ?::int4[], ?::int8[], ?::int4[], ?::int8[])
                AS used (reservation_id, ordinal, show_id, unit, at_ms)
            ON CONFLICT (reservation_id, ordinal) DO NOTHING""";

    private final ArrayStatement insert = new ArrayStatement(INSERT);
    private final LongArrayList reservationId = insert.longs();
    private final IntArrayList ordinal = insert.ints();
    private final LongArrayList showId = insert.longs();
    private final IntArrayList unit = insert.ints();
    private final LongArrayList atMs = insert.longs();

    void add(PartKey ticket, long ofShow, int usedUnit, long timeMs) {
        reservationId.addLong(ticket.reservationId());
        ordinal.addInt(ticket.part());
        showId.addLong(ofShow);
        unit.addInt(usedUnit);
        atMs.addLong(timeMs);
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        return ordinal.isEmpty() ? 0 : insert.execute(prepared);
    }

    @Override
    public void clear() {
        insert.clear();
    }
}
