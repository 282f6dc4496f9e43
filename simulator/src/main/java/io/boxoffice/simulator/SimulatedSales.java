package io.boxoffice.simulator;

import io.boxoffice.simulator.Oracle.Happening;
import io.boxoffice.writer.EventBatch;
import io.boxoffice.writer.SalesConnection;
import io.boxoffice.writer.Watermark;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * The database: the watermark, and a row for each event on a reservation. It may fail before, during and after a commit, and be
 * put back to an older state. What it holds is compared with what ought to be at every commit.
 */
final class SimulatedSales {
    /** What a row says. */
    private record Row(long sequence, int ordinal, long reservationId, String status, long paid, long refunded) {
        String key() {
            return key(sequence, ordinal);
        }

        static String key(long sequence, int ordinal) {
            return String.format("%012d.%06d", sequence, ordinal);
        }
    }

    private record Contents(Watermark watermark, TreeMap<String, Row> rows) {
        Contents copy() {
            return new Contents(watermark, new TreeMap<>(rows));
        }
    }

    private final Random random;
    private final Oracle oracle;
    private final Trace trace;
    private final List<Contents> backups = new ArrayList<>();
    private Contents contents = new Contents(null, new TreeMap<>());
    private Contents beforeRestore;
    private Runnable underWay;
    private boolean down;
    private boolean flaky;
    private long disturbances;
    private Violation found;

    SimulatedSales(Random random, Oracle oracle, Trace trace) {
        this.random = random;
        this.oracle = oracle;
        this.trace = trace;
    }

    SalesConnection open() throws SQLException {
        failSometimes("connect");
        return new Session();
    }

    void setDown(boolean isDown) {
        down = isDown;
    }

    boolean isDown() {
        return down;
    }

    void setFlaky(boolean isFlaky) {
        flaky = isFlaky;
    }

    void backUp() {
        backups.add(contents.copy());
    }

    /** Puts an older state back; whoever is connected finds out when he writes. */
    boolean restoreOlder() {
        if (backups.isEmpty()) {
            return false;
        }
        underWay = null;
        beforeRestore = contents;
        contents = backups.get(random.nextInt(backups.size())).copy();
        backups.clear();
        disturbances++;
        return true;
    }

    /**
     * When it was put back to what the event log no longer reaches, somebody has to make it again from a snapshot: it is as it
     * was before.
     *
     * @param keptAfter the last sequence that the event log no longer keeps
     */
    void rebuildIfBefore(long keptAfter) {
        if (beforeRestore != null && watermark() < keptAfter) {
            underWay = null;
            contents = beforeRestore;
            beforeRestore = null;
            disturbances++;
            trace.say(watermark(), () -> "database: made again, watermark " + watermark());
        }
    }

    /** Grows whenever something happens that a writer may rightly be fenced off by. */
    long disturbances() {
        return disturbances;
    }

    /** A second writer will be at work. */
    void disturb() {
        disturbances++;
    }

    long watermark() {
        return contents.watermark == null ? 0 : contents.watermark.sequence();
    }

    /** What was found wrong at a commit. */
    void requireNothingFound() {
        if (found != null) {
            throw found;
        }
    }

    /** Compares everything up to the watermark with what ought to be there. */
    void check() {
        settle();
        int at = 0;
        List<Row> rows = new ArrayList<>(contents.rows.values());
        for (Happening happening : oracle.happenings(0, watermark())) {
            if (happening.isOfReservation()) {
                Violation.unless(
                        at < rows.size()
                                && rows.get(at).sequence == happening.sequence()
                                && rows.get(at).ordinal == happening.ordinal(),
                        "the database has not event " + happening.sequence() + "." + happening.ordinal()
                                + ", though its watermark is at " + watermark());
                at++;
            }
        }
        Violation.unless(
                at == rows.size(),
                "the database has " + rows.size() + " events, " + at + " were up to its watermark " + watermark());
    }

    private void failSometimes(String what) throws SQLException {
        if (down || flaky && random.nextInt(6) == 0) {
            throw new SQLException("simulated: " + what + " failed", "08006");
        }
    }

    /** A commit whose answer was lost is done, or undone, by now. */
    private void settle() {
        if (underWay != null) {
            Runnable commit = underWay;
            underWay = null;
            commit.run();
        }
    }

    private final class Session implements SalesConnection {
        private Watermark moved;
        private Watermark movedFrom;
        private final List<Row> written = new ArrayList<>();
        private boolean closed;

        @Override
        public Watermark lockWatermark(long journalId) throws SQLException {
            begin("lock");
            settle();
            if (contents.watermark == null) {
                moved = new Watermark(journalId, 0);
                return moved;
            }
            return contents.watermark;
        }

        @Override
        public boolean moveWatermark(Watermark from, long toSequence) throws SQLException {
            begin("move");
            settle();
            if (!from.equals(contents.watermark)) {
                return false;
            }
            movedFrom = from;
            moved = new Watermark(from.journalId(), toSequence);
            return true;
        }

        @Override
        public int write(EventBatch batch) throws SQLException {
            begin("write");
            batch.forEachTransition((sequence, ordinal, reservationId, status, paid, refunded) ->
                    written.add(new Row(sequence, ordinal, reservationId, status, paid, refunded)));
            failSometimes("write");
            return written.size();
        }

        @Override
        public void check() throws SQLException {
            begin("check");
        }

        @Override
        public void commit() throws SQLException {
            begin("commit");
            int fate = flaky && moved != null ? random.nextInt(8) : 7;
            trace.say(
                    fate,
                    () -> "database: commit " + (fate == 0 ? "undone" : fate < 3 ? "unanswered" : "done") + " of "
                            + written.size() + " rows, watermark " + moved);
            if (fate == 0) {
                throw new SQLException("simulated: the commit failed", "08006");
            }
            Watermark to = moved;
            List<Row> rows = List.copyOf(written);
            Watermark from = movedFrom;
            if (fate == 1) {
                underWay = () -> store(from, to, rows);
                throw new SQLException("simulated: no answer to the commit yet", "08006");
            }
            store(from, to, rows);
            moved = null;
            movedFrom = null;
            written.clear();
            if (fate == 2) {
                throw new SQLException("simulated: the answer to the commit was lost", "08006");
            }
        }

        @Override
        public void close() {
            closed = true;
        }

        private void begin(String what) throws SQLException {
            if (closed) {
                throw new SQLException("closed", "08003");
            }
            failSometimes(what);
        }

        private void store(Watermark from, Watermark to, List<Row> rows) {
            if (from != null && !from.equals(contents.watermark)) {
                // Somebody else had the row's lock before; this commit was never possible.
                return;
            }
            for (Row row : rows) {
                if (contents.rows.put(row.key(), row) != null && found == null) {
                    found = new Violation("event " + row.key() + " was written to the database twice");
                }
            }
            if (to != null) {
                contents = new Contents(to, contents.rows);
            }
            try {
                SimulatedSales.this.check();
            } catch (Violation e) {
                // The writer would take it for a failure of the database.
                found = found == null ? e : found;
            }
        }
    }
}
