package io.boxoffice.writer;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * {@code sales.check_ins}: tickets that are used, a row each. An admission may be undone and come again within a batch, and again
 * what was written may be written once more: so the rows say what stands at the batch's end.
 */
final class CheckInRows implements TableRows {
    private static final String DELETE = """
            DELETE FROM sales.check_ins AS c USING unnest(?::int8[], ?::int4[]) AS undone (reservation_id, ordinal)
            WHERE c.reservation_id = undone.reservation_id AND c.ordinal = undone.ordinal""";

    private static final String INSERT = """
            INSERT INTO sales.check_ins (reservation_id, ordinal, show_id, unit, checked_in_at)
            SELECT reservation_id, ordinal, show_id, unit, to_timestamp(at_ms / 1000.0::float8)
            FROM unnest(?::int8[], ?::int4[], ?::int8[], ?::int4[], ?::int8[])
                AS used (reservation_id, ordinal, show_id, unit, at_ms)
            ON CONFLICT (reservation_id, ordinal) DO NOTHING""";

    private final ArrayStatement delete = new ArrayStatement(DELETE);
    private final LongArrayList undoneReservationId = delete.longs();
    private final IntArrayList undoneOrdinal = delete.ints();

    private final ArrayStatement insert = new ArrayStatement(INSERT);
    private final LongArrayList reservationId = insert.longs();
    private final IntArrayList ordinal = insert.ints();
    private final LongArrayList showId = insert.longs();
    private final IntArrayList unit = insert.ints();
    private final LongArrayList atMs = insert.longs();

    private record Used(long showId, int unit, long timeMs) {}

    private final Map<PartKey, Used> standing = new LinkedHashMap<>();
    private final Set<PartKey> undone = new LinkedHashSet<>();

    void add(PartKey ticket, long ofShow, int usedUnit, long timeMs) {
        standing.putIfAbsent(ticket, new Used(ofShow, usedUnit, timeMs));
    }

    /** The admission is taken back. */
    void undo(PartKey ticket) {
        standing.remove(ticket);
        undone.add(ticket);
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        delete.clear();
        insert.clear();
        undone.forEach(ticket -> {
            undoneReservationId.addLong(ticket.reservationId());
            undoneOrdinal.addInt(ticket.part());
        });
        standing.forEach((ticket, used) -> {
            reservationId.addLong(ticket.reservationId());
            ordinal.addInt(ticket.part());
            showId.addLong(used.showId);
            unit.addInt(used.unit);
            atMs.addLong(used.timeMs);
        });
        int rows = undoneOrdinal.isEmpty() ? 0 : delete.execute(prepared);
        return rows + (ordinal.isEmpty() ? 0 : insert.execute(prepared));
    }

    @Override
    public void clear() {
        standing.clear();
        undone.clear();
    }
}
