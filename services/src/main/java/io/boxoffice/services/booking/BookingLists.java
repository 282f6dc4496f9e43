package io.boxoffice.services.booking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.gateway.booking.BookingList;
import io.boxoffice.gateway.booking.BookingListItem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SalesTables;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Lists of a customer's bookings, from the rows the persistence writer keeps: those that are booked or cancelled, or that a payment
 * was begun for ({@link io.boxoffice.protocol.port.SalesEvents}). {@link #list} blocks and belongs on the {@link
 * io.boxoffice.gateway.route.ServiceExecutor}; {@link #noteAnswered} is cheap, for any thread.
 */
public final class BookingLists {

    private final SqlDatabase database;
    private final BookingListConfig config;
    private final LongSupplier lastSalesSequence;
    private final Runnable hurryWriter;
    private final Cache<Long, AtomicLong> lastAnswered;

    /**
     * @param lastSalesSequence the core's last command that had an event which PostgreSQL gets: what to wait for when it is not
     *                          known what a customer was answered, and never more than that, since the rest leaves no row
     * @param hurryWriter       asks the writer not to wait for more to write; called from any thread, and again while a list waits
     */
    public BookingLists(
            SqlDatabase database, BookingListConfig config, LongSupplier lastSalesSequence, Runnable hurryWriter) {
        this.database = database;
        this.config = config;
        this.lastSalesSequence = lastSalesSequence;
        this.hurryWriter = hurryWriter;
        lastAnswered =
                Caffeine.newBuilder().maximumSize(config.maxKnownCustomers()).build();
    }

    /** Remembers that a customer was answered by a command, so that lists contain it. */
    public void noteAnswered(long customerId, long sequence) {
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
     * A customer's bookings, newest first. Waits for the writer, for a bounded time.
     *
     * @param organisationId whose shows alone are told of; 0: all
     * @param cursor         or null
     * @throws DatabaseUnavailableException without PostgreSQL, or before the writer has ever been there
     * @throws InvalidInputException       when the cursor is not one
     */
    public BookingList list(long customerId, long organisationId, String cursor, int limit) {
        long before = beforeId(cursor);
        int size = Math.max(1, Math.min(limit, config.maxPageSize()));
        AtomicLong answered = lastAnswered.getIfPresent(customerId);
        long newest = lastSalesSequence.getAsLong();
        long wanted = answered == null ? newest : Math.min(answered.get(), newest);
        try {
            long reached = awaitWriter(wanted);
            List<BookingListItem> found =
                    database.withHandle(handle -> rows(handle, customerId, organisationId, before, size + 1));
            String next = found.size() <= size
                    ? null
                    : String.valueOf(found.get(size - 1).reservationId());
            Page<BookingListItem> page = new Page<>(found.size() <= size ? found : found.subList(0, size), next);
            return new BookingList(page, reached, reached >= wanted);
        } catch (UnableToExecuteStatementException e) {
            if (SalesTables.areMissing(e)) {
                throw new DatabaseUnavailableException("the persistence writer was not there yet", e);
            }
            throw e;
        }
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
    private static List<BookingListItem> rows(
            Handle handle, long customerId, long organisationId, long before, int limit) {
        String ofOrganisation = organisationId == 0
                ? ""
                : "AND show_id IN (SELECT id FROM catalog.shows WHERE owner_id = " + organisationId + ")";
        return handle.createQuery(("""
                        SELECT * FROM sales.reservations
                        WHERE customer_id = :customer AND reference <> 0 AND reservation_id < :before %s
                        ORDER BY reservation_id DESC LIMIT :limit""").formatted(ofOrganisation))
                .bind("customer", customerId)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> item(row))
                .list();
    }

    private static BookingListItem item(ResultSet row) throws SQLException {
        return new BookingListItem(
                row.getLong("reservation_id"),
                row.getLong("show_id"),
                row.getString("status"),
                row.getString("payment_status"),
                row.getLong("reference"),
                row.getString("currency"),
                row.getLong("amount"),
                row.getLong("paid_amount"),
                row.getLong("refund_due_amount"),
                row.getLong("refunded_amount"),
                row.getObject("units", Integer.class),
                instant(row, "created_at"),
                instant(row, "deadline_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static long beforeId(String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("cursor", "is not one of this list");
        }
    }
}
