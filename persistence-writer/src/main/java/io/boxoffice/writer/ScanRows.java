package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.sql.SQLException;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/** {@code sales.scans}: what doors did with tickets, a row an event: let in, taken back, again, or with a ticket that was not valid. */
final class ScanRows implements TableRows {
    /** The last second of the year 9999. */
    private static final long LATEST_MS = 253_402_300_799_000L;

    private static final String INSERT = """
            INSERT INTO sales.scans
                (sequence, event_ordinal, reservation_id, ordinal, show_id, unit, step, device_id, gate, scanned_at, told_at)
            SELECT sequence, event_ordinal, reservation_id, ordinal, show_id, unit, words[step], device_id, gate,
                   to_timestamp(nullif(scanned_ms, 0) / 1000.0::float8), to_timestamp(told_ms / 1000.0::float8)
            FROM unnest(?::int8[], ?::int4[], ?::int8[], ?::int4[], ?::int8[], ?::int4[], ?::int4[], ?::int8[], ?::int4[],
                        ?::int8[], ?::int8[])
                AS scan (sequence, event_ordinal, reservation_id, ordinal, show_id, unit, step, device_id, gate, scanned_ms,
                         told_ms),
                 (SELECT ?::text[] AS words) AS dictionary
            ON CONFLICT (sequence, event_ordinal) DO NOTHING""";

    private final ArrayStatement insert = new ArrayStatement(INSERT);
    private final LongArrayList sequence = insert.longs();
    private final IntArrayList eventOrdinal = insert.ints();
    private final LongArrayList reservationId = insert.longs();
    private final IntArrayList ordinal = insert.ints();
    private final LongArrayList showId = insert.longs();
    private final IntArrayList unit = insert.ints();
    private final ArrayStatement.Words step = insert.words();
    private final LongArrayList deviceId = insert.longs();
    private final IntArrayList gate = insert.ints();
    private final LongArrayList scannedMs = insert.longs();
    private final LongArrayList toldMs = insert.longs();

    void add(long atSequence, int ofEvent, long timeMs, ReservationEventDecoder event, PartKey ticket, int ticketUnit) {
        sequence.addLong(atSequence);
        eventOrdinal.addInt(ofEvent);
        reservationId.addLong(ticket.reservationId());
        ordinal.addInt(ticket.part());
        showId.addLong(event.showId());
        unit.addInt(ticketUnit);
        step.add(EventNames.STEP.of(event.step()));
        // Events of before version 3 say nothing of the scan.
        deviceId.addLong(said(event.deviceId()));
        gate.addInt(said(event.gate()));
        scannedMs.addLong(storable(event.scannedAtMs()));
        toldMs.addLong(timeMs);
    }

    /** A device or gate; 0 for one that nobody said. */
    static long said(long number) {
        return Math.max(0, number);
    }

    /** A device or gate; 0 for one that nobody said. */
    static int said(int number) {
        return Math.max(0, number);
    }

    /** A device's clock may say anything, and PostgreSQL does not take any time. 0: nobody said. */
    static long storable(long scannedAtMs) {
        return Math.min(Math.max(0, scannedAtMs), LATEST_MS);
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
