package io.boxoffice.writer;

import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.protocol.port.SalesEvents;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.agrona.collections.LongArrayList;

/** A rebuild of the schema {@code sales} within a connection's open transaction: its statements, in their order. */
final class PostgresRebuild {
    private static final int ROWS_AT_A_TIME = 2_000;

    private static final String LAST_RESERVATION = "SELECT coalesce(max(reservation_id), 0) FROM sales.reservations";

    private static final String COUNT_ROWS =
            "SELECT count(*) FROM sales.reservations WHERE reservation_id > ? AND reservation_id <= ?";

    /** A hold is forgotten, and a show archived, only when nothing is held and no money is under way. */
    private static final String UNFINISHED = """
            SELECT reservation_id FROM sales.reservations
            WHERE last_sequence <= ? AND (status IN ('held', 'paying') OR payment_status IN ('started', 'authorised')
                OR refund_due_amount > 0)""";

    /** The seats of a booking that is over are given back, though the event that said so is lost. */
    private static final String GIVE_BACK = """
            UPDATE sales.booked_seats AS s SET status = 'cancelled' FROM sales.reservations AS r
            WHERE s.reservation_id = r.reservation_id AND s.status = 'booked' AND r.status <> 'booked'
              AND r.last_sequence <= ?""";

    /** The seats of a booking whose confirmation is lost are not known. */
    private static final String COUNT_UNITS = """
            UPDATE sales.reservations AS r SET units = counted.seats, rebuilt_sequence = ?
            FROM (SELECT r.reservation_id, count(s.reservation_id)::int AS seats FROM sales.reservations AS r
                  LEFT JOIN sales.booked_seats AS s ON s.reservation_id = r.reservation_id AND s.status = 'booked'
                  WHERE r.status = 'booked' AND r.last_sequence <= ? GROUP BY r.reservation_id) AS counted
            WHERE r.reservation_id = counted.reservation_id AND r.units IS DISTINCT FROM counted.seats""";

    private static final String MARK_UNFINISHED = """
            UPDATE sales.reservations AS r SET rebuilt_sequence = ?
            FROM unnest(?::int8[]) AS unfinished (reservation_id) WHERE r.reservation_id = unfinished.reservation_id""";

    private static final String MARK = """
            INSERT INTO sales.rebuilds
                (lost_after, lost_through, snapshot_sequence, first_reservation_id, last_reservation_id,
                 missing_reservations, unfinished_reservations)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (lost_after, snapshot_sequence) DO UPDATE SET
                lost_through = excluded.lost_through, first_reservation_id = excluded.first_reservation_id,
                last_reservation_id = excluded.last_reservation_id,
                missing_reservations = excluded.missing_reservations,
                unfinished_reservations = excluded.unfinished_reservations, rebuilt_at = excluded.rebuilt_at""";

    private final Rebuild plan;
    private final PreparedStatements prepared;
    private final StateRows state;
    private long lastReservationId;

    PostgresRebuild(Rebuild plan, PreparedStatements prepared) {
        this.plan = plan;
        this.prepared = prepared;
        state = new StateRows(plan);
    }

    void begin() throws SQLException {
        lastReservationId = number(LAST_RESERVATION);
        TicketRows.removeBookedBeyond(plan.lostThrough(), prepared);
        state.begin(prepared);
    }

    int write(EventBatch batch) throws SQLException {
        return batch.writeOverGap(plan.sequence(), prepared);
    }

    int write(List<ReservationState> reservations) throws SQLException {
        return state.write(reservations, prepared);
    }

    Rebuild.Losses end(SalesState known, long lastLostReservationId) throws SQLException {
        change(GIVE_BACK, plan.sequence());
        change(COUNT_UNITS, plan.sequence(), plan.sequence());
        long[] unfinished = unfinished(known);
        PreparedStatement mark = prepared.get(MARK_UNFINISHED);
        mark.setLong(1, plan.sequence());
        mark.setObject(2, unfinished);
        mark.executeUpdate();
        // Ids are given one after the other.
        long last = Math.max(lastReservationId, lastLostReservationId);
        long missing =
                last - lastReservationId - number(COUNT_ROWS, lastReservationId, last) - countUnwritten(known, last);
        Rebuild.Losses losses = new Rebuild.Losses(lastReservationId + 1, last, missing, unfinished.length);
        change(
                MARK,
                plan.lostAfter(),
                plan.lostThrough(),
                plan.sequence(),
                losses.firstReservationId(),
                losses.lastReservationId(),
                losses.missing(),
                losses.unfinished());
        return losses;
    }

    /** Holds among those that are perhaps lost, of which nothing came yet: they need no row. */
    private long countUnwritten(SalesState known, long last) {
        long found = 0;
        for (long id : known.reservationIds()) {
            if (id > lastReservationId && id <= last) {
                ReservationState r = known.reservation(id);
                found += SalesEvents.isWritten(r.status(), r.paymentStatus()) ? 0 : 1;
            }
        }
        return found;
    }

    private long[] unfinished(SalesState known) throws SQLException {
        LongArrayList ids = new LongArrayList();
        PreparedStatement select = prepared.get(UNFINISHED);
        select.setLong(1, plan.sequence());
        select.setFetchSize(ROWS_AT_A_TIME);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (known.reservation(row.getLong(1)) == null) {
                    ids.addLong(row.getLong(1));
                }
            }
        }
        return ids.toLongArray();
    }

    private long number(String sql, long... parameters) throws SQLException {
        try (ResultSet row = bound(sql, parameters).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void change(String sql, long... parameters) throws SQLException {
        bound(sql, parameters).executeUpdate();
    }

    private PreparedStatement bound(String sql, long... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
        return statement;
    }
}
