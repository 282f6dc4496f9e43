package io.boxoffice.services.catalog;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.database.SalesTables;
import io.boxoffice.services.database.SqlDatabase;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * What was sold of shows: as the booking core publishes it, and from PostgreSQL's schema {@code sales}, which lags a moment
 * behind, where the core no longer knows the show. Any thread; blocks.
 */
public final class ShowSales {
    private static final long MAX_WAIT_MS = 2_000;
    private static final long POLL_INTERVAL_MS = 20;

    private final SqlDatabase database;
    private final ShowDirectory directory;
    private final LongSupplier lastSalesSequence;
    private final Runnable hurryWriter;

    /**
     * @param lastSalesSequence the core's last command that had an event which PostgreSQL gets
     * @param hurryWriter       asks the persistence writer not to wait for more to write; called again while something waits for it
     */
    public ShowSales(
            SqlDatabase database, ShowDirectory directory, LongSupplier lastSalesSequence, Runnable hurryWriter) {
        this.database = database;
        this.directory = directory;
        this.lastSalesSequence = lastSalesSequence;
        this.hurryWriter = hurryWriter;
    }

    /** Whether somebody has a seat or place of the show now, held or sold; money that is owed counts where the core is not asked. */
    boolean anyStanding(long showId) {
        PublishedShow show = directory.show(showId);
        return show == null
                ? exists(
                        showId,
                        "(status = 'booked' OR refund_due_amount > 0 OR payment_status IN ('started', 'authorised'))")
                : anyTaken(show);
    }

    /** Whether PostgreSQL has anything of the show: a booking, or a hold that a payment was begun for, whatever became of it. */
    boolean anyKnown(long showId) {
        return exists(showId, "true");
    }

    /** Waits, for two seconds at most, for PostgreSQL to have all bookings and money until now. */
    boolean awaitWritten() {
        long wanted = lastSalesSequence.getAsLong();
        long deadlineNs = System.nanoTime() + MAX_WAIT_MS * 1_000_000;
        while (watermark() < wanted) {
            if (System.nanoTime() - deadlineNs >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            hurryWriter.run();
            LockSupport.parkNanos(POLL_INTERVAL_MS * 1_000_000);
        }
        return true;
    }

    private static boolean anyTaken(PublishedShow show) {
        AvailabilitySnapshot now = new AvailabilitySnapshot();
        show.availability().copyTo(now);
        for (int area = 0; area < now.areas; area++) {
            if (now.areaHeld[area] > 0 || now.areaSold[area] > 0) {
                return true;
            }
        }
        for (int seat = 0; seat < now.seats; seat++) {
            int state = now.seatState(seat);
            if (state == SeatState.HELD || state == SeatState.SOLD) {
                return true;
            }
        }
        return false;
    }

    private boolean exists(long showId, String condition) {
        return ask(
                handle -> handle.createQuery(
                                "SELECT EXISTS (SELECT 1 FROM sales.reservations WHERE show_id = :show AND " + condition
                                        + ")")
                        .bind("show", showId)
                        .mapTo(Boolean.class)
                        .one(),
                false);
    }

    private long watermark() {
        return ask(SalesTables::watermark, 0L);
    }

    /** Before the persistence writer was ever there, there are no tables, and nothing in them. */
    private <T> T ask(java.util.function.Function<Handle, T> question, T withoutTables) {
        try {
            return database.withHandle(question);
        } catch (UnableToExecuteStatementException e) {
            if (SalesTables.areMissing(e)) {
                return withoutTables;
            }
            throw e;
        }
    }
}
