package io.boxoffice.writer;

import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.ReservationEventType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * {@code sales.scans} as far as the booking core's state has scans whose events are lost, for a rebuild. The state does not say
 * which event told a scan. So of scans that are alike, it writes as many as the table has too few. Not thread-safe.
 *
 * <p>Their events are not known, so they count as further events of the last command that is lost.
 */
final class StateScanRows {
    private static final String NEXT_ORDINAL =
            "SELECT coalesce(max(event_ordinal) + 1, 0) FROM sales.scans WHERE sequence = ?";

    /** Who took an admission back, the state does not say. Old events do not say when a scan was: it was when it was told. */
    private static final String INSERT = """
            INSERT INTO sales.scans
                (sequence, event_ordinal, reservation_id, ordinal, show_id, unit, step, device_id, gate, scanned_at, told_at,
                 rebuilt_sequence)
            SELECT of_all.lost_through, scan.event_ordinal, scan.reservation_id, scan.ordinal, scan.show_id, scan.unit,
                   words[scan.step], scan.device_id, scan.gate, to_timestamp(scan.scanned_ms / 1000.0::float8),
                   to_timestamp(scan.told_ms / 1000.0::float8), of_all.state_sequence
            FROM unnest(?::int4[], ?::int8[], ?::int4[], ?::int8[], ?::int4[], ?::int4[], ?::int8[], ?::int4[], ?::int8[],
                        ?::int8[], ?::int4[])
                AS scan (event_ordinal, reservation_id, ordinal, show_id, unit, step, device_id, gate, scanned_ms, told_ms,
                         alike),
                 (SELECT ?::text[] AS words, ?::int8 AS lost_through, ?::int8 AS state_sequence) AS of_all
            WHERE scan.alike > (
                SELECT count(*) FROM sales.scans AS known
                WHERE known.reservation_id = scan.reservation_id AND known.ordinal = scan.ordinal
                  AND known.step = words[scan.step]
                  AND coalesce(known.scanned_at, known.told_at) = to_timestamp(scan.scanned_ms / 1000.0::float8)
                  AND (known.step = 'check_in_undone'
                       OR known.device_id = scan.device_id AND known.gate = scan.gate))""";

    private final ArrayStatement insert = new ArrayStatement(INSERT);
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
    /** The first of its ticket's scans that say the same is 1, the next 2. */
    private final IntArrayList alike = insert.ints();

    private final Rebuild rebuild;
    private final Map<Told, Integer> toldOfTicket = new HashMap<>();
    private int nextOrdinal;

    /** What a row says of an event. */
    private record Told(ReservationEventType step, long deviceId, int gate, long scannedAtMs) {}

    StateScanRows(Rebuild rebuild) {
        this.rebuild = rebuild;
    }

    /** To be called before the first are written. */
    void begin(PreparedStatements prepared) throws SQLException {
        PreparedStatement select = prepared.get(NEXT_ORDINAL);
        select.setLong(1, rebuild.lostThrough());
        try (ResultSet row = select.executeQuery()) {
            row.next();
            nextOrdinal = row.getInt(1);
        }
    }

    /** Adds the scans of a reservation's ticket. */
    void add(ReservationState r, PartKey ticket, ReservationState.Unit ofTicket) {
        toldOfTicket.clear();
        ReservationState.Scan undone = null;
        for (ReservationState.Scan scan : ofTicket.scans()) {
            ReservationEventType told = stepOf(scan.outcome());
            // An admission was taken back at the latest before the next one; what is told again comes before that.
            if (undone != null && told == ReservationEventType.CHECKED_IN) {
                addUndo(r, ticket, ofTicket.unit(), undone);
                undone = null;
            }
            long device = ScanRows.said(scan.deviceId());
            int atGate = ScanRows.said(scan.gate());
            long scannedAtMs = ScanRows.storable(scan.scannedAtMs());
            add(r, ticket, ofTicket.unit(), new Told(told, device, atGate, scannedAtMs), scan.admittedAtMs());
            undone = scan.outcome() == CheckInOutcome.UNDONE ? scan : undone;
        }
        if (undone != null) {
            addUndo(r, ticket, ofTicket.unit(), undone);
        }
    }

    private void addUndo(ReservationState r, PartKey ticket, int ofUnit, ReservationState.Scan scan) {
        long scannedAtMs = ScanRows.storable(scan.scannedAtMs());
        add(r, ticket, ofUnit, new Told(ReservationEventType.CHECK_IN_UNDONE, 0, 0, scannedAtMs), scan.admittedAtMs());
    }

    private void add(ReservationState r, PartKey ticket, int ofUnit, Told told, long atMs) {
        eventOrdinal.addInt(nextOrdinal++);
        reservationId.addLong(ticket.reservationId());
        ordinal.addInt(ticket.part());
        showId.addLong(r.showId());
        unit.addInt(ofUnit);
        step.add(EventNames.STEP.of(told.step));
        deviceId.addLong(told.deviceId);
        gate.addInt(told.gate);
        scannedMs.addLong(told.scannedAtMs);
        toldMs.addLong(atMs);
        alike.addInt(toldOfTicket.merge(told, 1, Integer::sum));
    }

    /** The event that told a scan. */
    private static ReservationEventType stepOf(CheckInOutcome outcome) {
        return switch (outcome) {
            case ADMITTED_AGAIN -> ReservationEventType.CHECKED_IN_AGAIN;
            case ADMITTED_WHEN_INVALID -> ReservationEventType.CHECKED_IN_INVALID;
            default -> ReservationEventType.CHECKED_IN;
        };
    }

    /**
     * Writes those that the table lacks within the connection's open transaction.
     *
     * @return how many
     */
    int write(PreparedStatements prepared) throws SQLException {
        return ordinal.isEmpty() ? 0 : insert.execute(prepared, rebuild.lostThrough(), rebuild.sequence());
    }

    void clear() {
        insert.clear();
    }
}
