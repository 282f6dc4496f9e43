package io.boxoffice.writer;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * {@code sales.booked_seats}: units that were booked, and whether they were given back since.
 *
 * <p>A seat may be given back by one booking and sold to the next within a batch, and the unique index looks at every
 * statement. So rows of earlier batches are cancelled first, and those of this one enter as they are at its end.
 */
final class TicketRows implements TableRows {
    private static final String CANCEL = """
            UPDATE sales.booked_seats AS s SET status = 'cancelled'
            FROM unnest(?::int8[], ?::int4[]) AS cancelled (reservation_id, ordinal)
            WHERE s.reservation_id = cancelled.reservation_id AND s.ordinal = cancelled.ordinal AND s.status = 'booked'""";

    private static final String INSERT = """
            INSERT INTO sales.booked_seats AS s (reservation_id, ordinal, show_id, unit, price, ticket_type, booked_sequence, status)
            SELECT reservation_id, ordinal, show_id, unit, price, ticket_type, booked_sequence, words[status]
            FROM unnest(?::int8[], ?::int4[], ?::int8[], ?::int4[], ?::int8[], ?::int4[], ?::int8[], ?::int4[])
                AS ticket (reservation_id, ordinal, show_id, unit, price, ticket_type, booked_sequence, status),
                 (SELECT ?::text[] AS words) AS dictionary
            ON CONFLICT (reservation_id, ordinal) DO UPDATE SET status = excluded.status
            WHERE excluded.status = 'cancelled' AND s.status = 'booked'""";

    private static final String COUNT_UNITS = """
            UPDATE sales.reservations AS r
            SET units = (SELECT count(*) FROM sales.booked_seats AS s
                         WHERE s.reservation_id = r.reservation_id AND s.status = 'booked')
            FROM unnest(?::int8[]) AS changed (reservation_id)
            WHERE r.reservation_id = changed.reservation_id""";

    /** Whoever had the seat before has given it back, or it could not have been sold again; the event that said so is lost. */
    private static final String DISPLACE = """
            WITH sold AS (
                SELECT * FROM unnest(?::int8[], ?::int8[], ?::int4[]) AS ticket (reservation_id, show_id, unit)),
            given_back AS (
                UPDATE sales.booked_seats AS s SET status = 'cancelled' FROM sold
                WHERE s.show_id = sold.show_id AND s.unit = sold.unit AND s.unit >= 0 AND s.status = 'booked'
                  AND s.reservation_id <> sold.reservation_id
                RETURNING s.reservation_id)
            UPDATE sales.reservations AS r
            SET units = CASE WHEN r.units IS NOT NULL THEN greatest(0, r.units - counted.seats) END,
                rebuilt_sequence = ?
            FROM (SELECT reservation_id, count(*)::int AS seats FROM given_back GROUP BY reservation_id) AS counted
            WHERE r.reservation_id = counted.reservation_id""";

    private static final String REMOVE = "DELETE FROM sales.booked_seats WHERE booked_sequence > ?";

    private final ArrayStatement cancel = new ArrayStatement(CANCEL);
    private final LongArrayList cancelledReservationId = cancel.longs();
    private final IntArrayList cancelledOrdinal = cancel.ints();

    private final ArrayStatement insert = new ArrayStatement(INSERT);
    private final LongArrayList reservationId = insert.longs();
    private final IntArrayList ordinal = insert.ints();
    private final LongArrayList showId = insert.longs();
    private final IntArrayList unit = insert.ints();
    private final LongArrayList price = insert.longs();
    private final IntArrayList ticketType = insert.ints();
    private final LongArrayList bookedSequence = insert.longs();
    private final ArrayStatement.Words status = insert.words();

    private final ArrayStatement countUnits = new ArrayStatement(COUNT_UNITS);
    private final LongArrayList changedReservationId = countUnits.longs();

    private final ArrayStatement displace = new ArrayStatement(DISPLACE);
    private final LongArrayList soldReservationId = displace.longs();
    private final LongArrayList soldShowId = displace.longs();
    private final IntArrayList soldUnit = displace.ints();

    private final Map<PartKey, Ticket> booked = new LinkedHashMap<>();
    private final Set<PartKey> cancelled = new LinkedHashSet<>();
    private final Set<Long> changed = new LinkedHashSet<>();

    private record Ticket(long showId, int unit, long price, int type, long bookedSequence) {}

    /** Removes what was booked by commands after the given one; it must be written again. Looks at the whole table. */
    static void removeBookedBeyond(long sequence, PreparedStatements prepared) throws SQLException {
        PreparedStatement remove = prepared.get(REMOVE);
        remove.setLong(1, sequence);
        remove.executeUpdate();
    }

    void book(PartKey ticket, long ofShow, int bookedUnit, long paid, int type, long sequence) {
        booked.put(ticket, new Ticket(ofShow, bookedUnit, paid, type, sequence));
    }

    void cancel(PartKey ticket) {
        cancelled.add(ticket);
        changed.add(ticket.reservationId());
    }

    @Override
    public int write(PreparedStatements prepared) throws SQLException {
        cancel.clear();
        insert.clear();
        countUnits.clear();
        int rows = writeCancelled(prepared);
        rows += writeBooked(prepared);
        if (!changed.isEmpty()) {
            changed.forEach(changedReservationId::addLong);
            rows += countUnits.execute(prepared);
        }
        return rows;
    }

    /**
     * Gives back what others still have of the seats that are booked here: before {@link #write}, in a database of which events
     * are lost.
     *
     * @param rebuiltSequence a mark for their reservations
     * @return how many of these there were
     */
    int displace(long rebuiltSequence, PreparedStatements prepared) throws SQLException {
        displace.clear();
        booked.forEach((key, ticket) -> {
            if (ticket.unit >= 0 && !cancelled.contains(key)) {
                soldReservationId.addLong(key.reservationId());
                soldShowId.addLong(ticket.showId);
                soldUnit.addInt(ticket.unit);
            }
        });
        return soldUnit.isEmpty() ? 0 : displace.execute(prepared, rebuiltSequence);
    }

    private int writeCancelled(PreparedStatements prepared) throws SQLException {
        for (PartKey ticket : cancelled) {
            if (!booked.containsKey(ticket)) {
                cancelledReservationId.addLong(ticket.reservationId());
                cancelledOrdinal.addInt(ticket.part());
            }
        }
        return cancelledOrdinal.isEmpty() ? 0 : cancel.execute(prepared);
    }

    private int writeBooked(PreparedStatements prepared) throws SQLException {
        booked.forEach((key, ticket) -> {
            reservationId.addLong(key.reservationId());
            ordinal.addInt(key.part());
            showId.addLong(ticket.showId);
            unit.addInt(ticket.unit);
            price.addLong(ticket.price);
            ticketType.addInt(ticket.type);
            bookedSequence.addLong(ticket.bookedSequence);
            status.add(cancelled.contains(key) ? "cancelled" : "booked");
        });
        return ordinal.isEmpty() ? 0 : insert.execute(prepared);
    }

    @Override
    public void clear() {
        booked.clear();
        cancelled.clear();
        changed.clear();
    }
}
