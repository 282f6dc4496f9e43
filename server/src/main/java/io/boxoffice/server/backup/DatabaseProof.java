package io.boxoffice.server.backup;

import io.boxoffice.journal.EventLogSource;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SalesEvents;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.server.core.JournalReplay;
import io.boxoffice.writer.SalesSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;

/**
 * Whether the rows of the schema {@code sales} are what the events say, through the watermark: each event that is written
 * ({@link SalesEvents}; of a backup of before that rule, each event on a reservation) is one row of its history, in order and field
 * by field; each reservation is as its last step left it, unless that step was lost and
 * the row made from a snapshot; and the seats booked of
 * each show are those that a replay of the journal to the watermark shows as sold, seat by seat. For one thread.
 */
final class DatabaseProof {
    private static final int ROWS_AT_A_TIME = 2_000;
    private static final int EVENTS_AT_A_TIME = 512;

    private static final String TRANSITIONS = """
            SELECT sequence, ordinal, reservation_id, show_id, step, status, payment_status,
                   round(extract(epoch FROM at) * 1000)::bigint, amount, paid_amount, refund_due_amount, refunded_amount,
                   step_amount, attempt, refund, decline_reason, refund_reason, units
            FROM sales.reservation_transitions WHERE sequence > ? ORDER BY sequence, ordinal""";

    private static final Map<String, String> CONTRADICTIONS = Map.of(
            "reservations are not as their last step left them", """
            SELECT count(*) FROM sales.reservations r LEFT JOIN LATERAL (
                SELECT * FROM sales.reservation_transitions t WHERE t.reservation_id = r.reservation_id
                ORDER BY t.sequence DESC, t.ordinal DESC LIMIT 1) AS last ON true
            WHERE %s < r.last_sequence
              AND (r.show_id, r.status, r.payment_status, r.amount, r.paid_amount, r.refund_due_amount, r.refunded_amount,
                   r.last_sequence, round(extract(epoch FROM r.updated_at) * 1000))
                IS DISTINCT FROM (last.show_id, last.status, last.payment_status, last.amount, last.paid_amount,
                   last.refund_due_amount, last.refunded_amount, last.sequence,
                   round(extract(epoch FROM last.at) * 1000))""",
            "reservations have a history and no row", """
            SELECT count(*) FROM (SELECT DISTINCT reservation_id FROM sales.reservation_transitions
                EXCEPT SELECT reservation_id FROM sales.reservations) AS lost""",
            "bookings have another number of seats than they say", """
            SELECT count(*) FROM sales.reservations r WHERE r.status = 'booked' AND r.units IS DISTINCT FROM (
                SELECT count(*) FROM sales.booked_seats s
                WHERE s.reservation_id = r.reservation_id AND s.status = 'booked')""",
            "seats are booked by reservations that are not bookings", """
            SELECT count(*) FROM sales.booked_seats s WHERE s.status = 'booked' AND NOT EXISTS (
                SELECT FROM sales.reservations r WHERE r.reservation_id = s.reservation_id AND r.status = 'booked')""");

    private final Connection connection;
    private final Path dataDirectory;
    private final DatabaseContent content;

    /**
     * What was found to agree.
     *
     * @param lastReservation     the highest id of a reservation in the rows; 0: none
     * @param showsWithoutCatalog ids of shows that the journal has and the catalog, which was copied before it, has not
     */
    record Result(long transitions, int shows, long bookedUnits, long lastReservation, long[] showsWithoutCatalog) {}

    DatabaseProof(Connection connection, Path dataDirectory, DatabaseContent content) {
        this.connection = connection;
        this.dataDirectory = dataDirectory;
        this.content = content;
    }

    /**
     * Compares.
     *
     * @throws BackupException that says what does not agree
     */
    Result run(JournalProof journal) throws SQLException {
        if (content.watermark() == DatabaseContent.NO_WATERMARK) {
            return new Result(0, 0, 0, 0, showsWithoutCatalog(journal.replay()));
        }
        requireWatermarkOf(journal);
        long transitions = compareHistory(journal.eventSequence());
        for (Map.Entry<String, String> contradiction : CONTRADICTIONS.entrySet()) {
            long found = number(contradiction.getValue().formatted(rebuiltSequence()));
            if (found > 0) {
                throw disagree(found + " " + contradiction.getKey());
            }
        }
        JournalReplay replay = journal.replay();
        if (content.watermark() < journal.sequence()) {
            replay = new JournalReplay(0);
            replay.run(dataDirectory, content.watermark(), Long.MAX_VALUE, (commands, percent, rate) -> {});
        }
        long units = 0;
        for (long showId : replay.showIds()) {
            units += compareSeats(replay.show(showId));
        }
        return new Result(
                transitions,
                replay.showIds().length,
                units,
                number("SELECT coalesce(max(reservation_id), 0) FROM sales.reservations"),
                showsWithoutCatalog(journal.replay()));
    }

    private boolean hasOnlyWritten() {
        return content.schemas().stream()
                .anyMatch(schema ->
                        schema.name().equals(SalesSchema.NAME) && SalesSchema.hasOnlyWritten(schema.version()));
    }

    /** Tables of an older version have not heard of rebuilding. */
    private String rebuiltSequence() {
        boolean known = content.tables().stream()
                .anyMatch(table -> table.sqlName().equals("\"sales\".\"reservations\"")
                        && table.columns().contains("rebuilt_sequence"));
        return known ? "r.rebuilt_sequence" : "0";
    }

    private long[] showsWithoutCatalog(JournalReplay replay) throws SQLException {
        if (content.tables().stream().noneMatch(table -> table.sqlName().equals("\"catalog\".\"shows\""))) {
            return replay.showIds();
        }
        Set<Long> known = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM catalog.shows")) {
            while (row.next()) {
                known.add(row.getLong(1));
            }
        }
        return Arrays.stream(replay.showIds()).filter(id -> !known.contains(id)).toArray();
    }

    private void requireWatermarkOf(JournalProof journal) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT journal_id, sequence FROM sales.writer_watermark")) {
            if (!row.next() || row.getLong(2) != content.watermark()) {
                throw disagree("the watermark is not " + content.watermark());
            }
            if (row.getLong(1) != journal.journalId()) {
                throw disagree("the rows come from journal " + Long.toHexString(row.getLong(1)) + ", and this is "
                        + Long.toHexString(journal.journalId()));
            }
        }
        if (!journal.covers(content.watermark())) {
            throw disagree("the rows go to sequence " + content.watermark() + ", the journal to " + journal.sequence()
                    + " and the event log only to " + journal.eventSequence());
        }
    }

    /** Row by row in step with the event log, so that neither is ever in memory as a whole. */
    private long compareHistory(long eventSequence) throws SQLException {
        connection.setAutoCommit(false);
        // What the event log no longer keeps has only its rows.
        long keptAfter = new EventLogSource(dataDirectory).keptAfter();
        try (LoggedEvents events = new LoggedEvents(dataDirectory, keptAfter, eventSequence);
                PreparedStatement statement = connection.prepareStatement(TRANSITIONS)) {
            statement.setLong(1, keptAfter);
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery()) {
                History history = new History(rows);
                while (!history.complete && events.next(history, EVENTS_AT_A_TIME)) {
                    continue;
                }
                if (rows.next()) {
                    throw disagree("there is a row for event " + rows.getLong(1) + "." + rows.getInt(2)
                            + ", which the event log does not have");
                }
                return history.compared;
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Compares each event through the watermark with the next row. */
    private final class History implements EventFeed.Handler {
        private final ResultSet rows;
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final ReservationEventDecoder event = new ReservationEventDecoder();
        private final boolean onlyWritten = hasOnlyWritten();
        private long compared;
        private boolean complete;

        History(ResultSet rows) {
            this.rows = rows;
        }

        @Override
        public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            if (sequence > content.watermark()) {
                complete = true;
                return;
            }
            header.wrap(buffer, offset);
            if (header.templateId() != ReservationEventDecoder.TEMPLATE_ID) {
                return;
            }
            event.wrapAndApplyHeader(buffer, offset, header);
            if (onlyWritten && !SalesEvents.isWritten(event)) {
                return;
            }
            List<String> expected = fields(sequence, ordinal, timeMs);
            try {
                List<String> found = rows.next() ? row() : List.of("nothing");
                if (!found.equals(expected)) {
                    throw disagree(
                            "for event " + sequence + "." + ordinal + " there is " + found + " and not " + expected);
                }
            } catch (SQLException e) {
                throw new BackupException("PostgreSQL cannot be read: " + e.getMessage(), e);
            }
            compared++;
        }

        private List<String> fields(long sequence, int ordinal, long timeMs) {
            return Stream.of(
                            sequence,
                            ordinal,
                            event.reservationId(),
                            event.showId(),
                            event.step(),
                            event.status(),
                            event.paymentStatus(),
                            timeMs,
                            event.amount(),
                            event.paidAmount(),
                            event.refundDueAmount(),
                            event.refundedAmount(),
                            event.stepAmount(),
                            event.attempt(),
                            event.refund(),
                            event.declineReason(),
                            event.refundReason(),
                            event.units().count())
                    .map(field -> field.toString().toLowerCase(Locale.ROOT))
                    .toList();
        }

        private List<String> row() throws SQLException {
            String[] row = new String[rows.getMetaData().getColumnCount()];
            for (int column = 0; column < row.length; column++) {
                row[column] = rows.getString(column + 1);
            }
            return List.of(row);
        }
    }

    private long compareSeats(PublishedShow show) throws SQLException {
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        show.availability().copyTo(snapshot);
        Map<Integer, Integer> sold = new TreeMap<>();
        for (int seat = 0; seat < snapshot.seats; seat++) {
            if (snapshot.seatState(seat) == SeatState.SOLD) {
                sold.put(seat, 1);
            }
        }
        for (int area = 0; area < snapshot.areas; area++) {
            if (snapshot.areaSold[area] > 0) {
                sold.put(-(area + 1), snapshot.areaSold[area]);
            }
        }
        long showId = show.definition().showId();
        Map<Integer, Integer> booked = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT unit, count(*) FROM sales.booked_seats"
                + " WHERE show_id = ? AND status = 'booked' GROUP BY unit")) {
            statement.setLong(1, showId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    booked.put(row.getInt(1), row.getInt(2));
                }
            }
        }
        if (!sold.equals(booked)) {
            throw disagree("of show " + showId + " the journal has sold " + difference(sold, booked)
                    + " that the rows do not have, and the rows have " + difference(booked, sold)
                    + " that the journal has not (seats by index, areas below 0, each with how many)");
        }
        return sold.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static Map<Integer, Integer> difference(Map<Integer, Integer> these, Map<Integer, Integer> those) {
        Map<Integer, Integer> difference = new TreeMap<>(these);
        difference.entrySet().removeAll(those.entrySet());
        return difference;
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static BackupException disagree(String what) {
        return new BackupException("PostgreSQL and the event log do not agree: " + what);
    }
}
