package io.boxoffice.services.booking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.database.Cursor;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SalesTables;
import io.boxoffice.services.database.SqlDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Lists of bookings, from the rows the persistence writer keeps: those that are booked or cancelled, or that a payment
 * was begun for ({@link io.boxoffice.protocol.port.SalesEvents}). {@link #list} blocks and belongs on the {@link
 * io.boxoffice.gateway.route.ServiceExecutor}; {@link #noteAnswered} is cheap, for any thread.
 */
final class BookingLists {
    private final SqlDatabase database;
    private final BookingListConfig config;
    private final LongSupplier lastSalesSequence;
    private final Runnable hurryWriter;
    private final LongFunction<ShowCard> cards;
    private final Cache<Long, AtomicLong> lastAnswered;

    /**
     * A part of a list.
     *
     * @param asOfSequence the last command the list is sure to contain
     * @param upToDate     whether it contains all that was answered; else the reader should be told {@code asOf}
     */
    record Found(Page<PastBooking> page, long asOfSequence, boolean upToDate) {}

    /**
     * @param lastSalesSequence the core's last command that had an event which PostgreSQL gets: what to wait for when it is not
     *                          known what a customer was answered, and never more than that, since the rest leaves no row
     * @param hurryWriter       asks the writer not to wait for more to write; called from any thread, and again while a list waits
     * @param cards             the names that go with a show, or null; may block
     */
    BookingLists(
            SqlDatabase database,
            BookingListConfig config,
            LongSupplier lastSalesSequence,
            Runnable hurryWriter,
            LongFunction<ShowCard> cards) {
        this.cards = cards;
        this.database = database;
        this.config = config;
        this.lastSalesSequence = lastSalesSequence;
        this.hurryWriter = hurryWriter;
        lastAnswered =
                Caffeine.newBuilder().maximumSize(config.maxKnownCustomers()).build();
    }

    /** Remembers that a customer was answered by a command, so that lists contain it. */
    void noteAnswered(long customerId, long sequence) {
        Long customer = customerId;
        AtomicLong known = lastAnswered.getIfPresent(customer);
        while (true) {
            if (known == null) {
                known = lastAnswered.get(customer, id -> new AtomicLong(sequence));
            }
            known.accumulateAndGet(sequence, Math::max);
            // Forgotten and known anew in between: what was noted would be lost.
            AtomicLong now = lastAnswered.getIfPresent(customer);
            if (now == null || now == known) {
                return;
            }
            known = now;
        }
    }

    /**
     * Bookings, newest first. Waits for the writer, for a bounded time.
     *
     * @throws DatabaseUnavailableException without PostgreSQL, or before the writer has ever been there
     * @throws InvalidInputException       when the cursor is not one
     */
    Found list(BookingQuery query) {
        long before = beforeId(query.cursor());
        int size = Math.max(1, Math.min(query.limit(), config.maxPageSize()));
        AtomicLong answered = query.customerId() == 0 ? null : lastAnswered.getIfPresent(query.customerId());
        long newest = lastSalesSequence.getAsLong();
        long wanted = answered == null ? newest : Math.min(answered.get(), newest);
        try {
            long reached = awaitWriter(wanted);
            List<PastBooking> found = database.withHandle(handle -> rows(handle, query, before, size + 1));
            String next = found.size() <= size
                    ? null
                    : String.valueOf(found.get(size - 1).booking().reservationId());
            Page<PastBooking> page = new Page<>(found.size() <= size ? found : found.subList(0, size), next);
            return new Found(page, reached, reached >= wanted);
        } catch (UnableToExecuteStatementException e) {
            throw unavailable(e);
        }
    }

    /**
     * Waits, for a bounded time, until the rows contain all that has happened by now.
     *
     * @throws DatabaseUnavailableException without PostgreSQL, or before the writer has ever been there
     */
    void catchUp() {
        try {
            awaitWriter(lastSalesSequence.getAsLong());
        } catch (UnableToExecuteStatementException e) {
            throw unavailable(e);
        }
    }

    private static RuntimeException unavailable(UnableToExecuteStatementException e) {
        return SalesTables.areMissing(e)
                ? new DatabaseUnavailableException("the persistence writer was not there yet", e)
                : e;
    }

    private long awaitWriter(long wanted) {
        long deadlineNs = System.nanoTime() + config.maxWaitMs() * 1_000_000;
        long reached = database.withHandle(SalesTables::watermark);
        while (reached < wanted && System.nanoTime() - deadlineNs < 0) {
            hurryWriter.run();
            LockSupport.parkNanos(config.pollIntervalMs() * 1_000_000);
            if (Thread.currentThread().isInterrupted()) {
                return reached;
            }
            reached = database.withHandle(SalesTables::watermark);
        }
        return reached;
    }

    /** Reservation ids are a sequence, so newest first is highest first. */
    private List<PastBooking> rows(Handle handle, BookingQuery query, long before, int limit) {
        Map<Long, ShowCard> known = new HashMap<>();
        return handle.createQuery(BookingRows.SELECT
                        + (query.customerId() == 0 ? "" : "r.customer_id = :customer AND ")
                        + (query.showId() == 0 ? "" : "r.show_id = :show AND ")
                        + (query.references() == null ? "" : "r.reference BETWEEN :first AND :last AND ")
                        + (query.organisationId() == 0
                                ? ""
                                : "r.show_id IN (SELECT id FROM catalog.shows WHERE owner_id = :organisation) AND ")
                        + "r.reservation_id < :before ORDER BY r.reservation_id DESC LIMIT :limit")
                .bind("customer", query.customerId())
                .bind("show", query.showId())
                .bind(
                        "first",
                        query.references() == null ? 0 : query.references().first())
                .bind(
                        "last",
                        query.references() == null ? 0 : query.references().last())
                .bind("organisation", query.organisationId())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> BookingRows.booking(
                        row, List.of(), known.computeIfAbsent(row.getLong("show_id"), cards::apply), null))
                .list();
    }

    private static long beforeId(String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : Ids.parse(cursor);
        if (before <= 0) {
            throw Cursor.refused();
        }
        return before;
    }
}
