package io.boxoffice.simulator;

import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.simulator.Oracle.Happening;
import io.boxoffice.writer.EventBatch;
import io.boxoffice.writer.Rebuild;
import io.boxoffice.writer.SalesConnection;
import io.boxoffice.writer.SalesState;
import io.boxoffice.writer.Watermark;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The database: the watermark, a row for each event that is written, and how each reservation stands. It may fail before, during
 * and after a commit, and be put back to an older state, even to one that has to be rebuilt from a snapshot. What it holds is
 * compared with what ought to be at every commit.
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

    /** How a reservation stands. */
    private record Standing(String status, long paid, long refunded) {
        static Standing of(ReservationState r) {
            return new Standing(r.status().name().toLowerCase(Locale.ROOT), r.paidAmount(), r.refundedAmount());
        }
    }

    /**
     * @param gaps of which a rebuild said that their events are lost
     * @param lost reservations with events in there that no state had, so that nobody knows how they stand
     */
    private record Contents(
            Watermark watermark,
            TreeMap<String, Row> rows,
            TreeMap<Long, Standing> standings,
            List<Rebuild> gaps,
            Set<Long> lost) {
        static Contents empty() {
            return new Contents(null, new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new HashSet<>());
        }

        Contents at(Watermark to) {
            return new Contents(to, rows, standings, gaps, lost);
        }

        Contents copy() {
            return new Contents(
                    watermark,
                    new TreeMap<>(rows),
                    new TreeMap<>(standings),
                    new ArrayList<>(gaps),
                    new HashSet<>(lost));
        }

        boolean isInGap(long sequence) {
            return gaps.stream().anyMatch(gap -> sequence > gap.lostAfter() && sequence <= gap.lostThrough());
        }
    }

    private final Random random;
    private final Oracle oracle;
    private final Trace trace;
    private final List<Contents> backups = new ArrayList<>();
    private Contents first = Contents.empty();
    private Contents contents = Contents.empty();
    private Runnable underWay;
    private boolean down;
    private boolean flaky;
    private long disturbances;
    private int rebuilds;
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
        first = first.watermark == null ? contents.copy() : first;
    }

    /** Puts an older state back; whoever is connected finds out when he writes. */
    boolean restoreOlder() {
        if (backups.isEmpty()) {
            return false;
        }
        underWay = null;
        contents = backups.get(random.nextInt(backups.size())).copy();
        backups.clear();
        disturbances++;
        return true;
    }

    /**
     * Puts the first backup back, or an empty database, when that is older than what the event log keeps.
     *
     * @param keptAfter the last sequence that the event log no longer keeps
     */
    boolean restoreBefore(long keptAfter) {
        Contents old = random.nextBoolean() ? first : Contents.empty();
        long sequence = old.watermark == null ? 0 : old.watermark.sequence();
        if (sequence >= keptAfter) {
            return false;
        }
        underWay = null;
        contents = old.copy();
        rebuilds = 0;
        disturbances++;
        return true;
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

    /** How often it was rebuilt from a snapshot. */
    int rebuilds() {
        return rebuilds;
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
        TreeMap<String, Row> left = new TreeMap<>(contents.rows);
        for (Happening happening : oracle.happenings(0, watermark())) {
            if (happening.isOfSales()) {
                Row row = left.remove(Row.key(happening.sequence(), happening.ordinal()));
                Violation.unless(
                        row != null || contents.isInGap(happening.sequence()),
                        "the database has not event " + happening.sequence() + "." + happening.ordinal()
                                + ", though its watermark is at " + watermark());
            }
        }
        Violation.unless(
                left.isEmpty(),
                "the database has events " + left.keySet() + ", which it should not have at its watermark "
                        + watermark());
        if (!contents.gaps.isEmpty()) {
            checkStandings();
        }
    }

    /** After a rebuild too each reservation is as its last step left it, but for those that are lost. */
    private void checkStandings() {
        ExpectedReservations expected = new ExpectedReservations(oracle, watermark());
        Map<Long, ReservationState> all = expected.ofSales();
        all.forEach((id, state) -> {
            Standing due = Standing.of(state);
            Standing found = contents.standings.get(id);
            Violation.unless(
                    due.equals(found) || contents.lost.contains(id),
                    "in the rebuilt database reservation " + id + " is " + found + ", not " + due);
        });
        Violation.unless(
                all.keySet().containsAll(contents.standings.keySet()),
                "the rebuilt database has reservations that never were, or that came to nothing");
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
        private final Map<Long, ReservationState> states = new TreeMap<>();
        private Rebuild rebuild;
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
        public void beginRebuild(Rebuild plan) throws SQLException {
            begin("rebuild");
            rebuild = plan;
        }

        @Override
        public int writeState(List<ReservationState> reservations) throws SQLException {
            begin("write the state");
            reservations.forEach(reservation -> states.put(reservation.reservationId(), reservation));
            failSometimes("write the state");
            return reservations.size();
        }

        @Override
        public Rebuild.Losses endRebuild(SalesState state, long lastLostReservationId) throws SQLException {
            begin("end the rebuild");
            return new Rebuild.Losses(1, lastLostReservationId, 0, 0);
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
            Commit made = new Commit(movedFrom, moved, List.copyOf(written), rebuild, Map.copyOf(states));
            if (fate == 1) {
                underWay = () -> store(made);
                throw new SQLException("simulated: no answer to the commit yet", "08006");
            }
            store(made);
            moved = null;
            movedFrom = null;
            rebuild = null;
            written.clear();
            states.clear();
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
    }

    private record Commit(
            Watermark from, Watermark to, List<Row> rows, Rebuild rebuild, Map<Long, ReservationState> states) {}

    private void store(Commit commit) {
        if (commit.from != null && !commit.from.equals(contents.watermark)) {
            // Somebody else had the row's lock before; this commit was never possible.
            return;
        }
        for (Row row : commit.rows) {
            if (contents.rows.put(row.key(), row) != null && found == null) {
                found = new Violation("event " + row.key() + " was written to the database twice");
            }
            contents.standings.put(row.reservationId, new Standing(row.status, row.paid, row.refunded));
        }
        if (commit.to != null) {
            contents = contents.at(commit.to);
        }
        try {
            if (commit.rebuild != null) {
                rebuild(commit.rebuild, commit.states);
            }
            check();
        } catch (Violation e) {
            // The writer would take it for a failure of the database.
            found = found == null ? e : found;
        }
    }

    /** The state must be the model's, whole; what is in a gap and not in the state is lost. */
    private void rebuild(Rebuild plan, Map<Long, ReservationState> states) {
        rebuilds++;
        trace.say(plan.sequence(), () -> "database: rebuilt: " + plan + ", " + states.size() + " reservations");
        ExpectedReservations expected = new ExpectedReservations(oracle, plan.sequence());
        contents.gaps.add(plan);
        Map<Long, ReservationState> all = expected.ofSales();
        states.forEach((id, state) -> {
            ReservationState due = all.get(id);
            Violation.unless(
                    state.equals(due), "reservation " + id + " is rebuilt as " + state + ", the model says " + due);
            contents.standings.put(id, Standing.of(state));
        });
        for (long id : all.keySet()) {
            Violation.unless(
                    states.containsKey(id) || expected.mayBeForgotten(id),
                    "reservation " + id + " is not in the state that the database is rebuilt from");
        }
        for (Happening happening : oracle.happenings(plan.lostAfter(), plan.lostThrough())) {
            if (happening.isOfSales()) {
                long id = ExpectedReservations.idOf(happening);
                if (!states.containsKey(id)) {
                    contents.lost.add(id);
                }
            }
        }
    }
}
