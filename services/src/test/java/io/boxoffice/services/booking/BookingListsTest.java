package io.boxoffice.services.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.booking.BookingList;
import io.boxoffice.gateway.booking.BookingListItem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class BookingListsTest {
    private static final long ANNA = 42;
    private static final long BERT = 43;
    // As far as lists read it; the persistence writer owns the schema.
    private static final String SCHEMA = """
            CREATE SCHEMA sales;
            CREATE TABLE sales.writer_watermark (journal_id bigint, sequence bigint, updated_at timestamptz DEFAULT now());
            CREATE TABLE sales.reservations (
              reservation_id bigint PRIMARY KEY, show_id bigint, customer_id bigint, status text, payment_status text,
              reference bigint, currency char(3), amount bigint, paid_amount bigint, refund_due_amount bigint,
              refunded_amount bigint, units int, created_at timestamptz, deadline_at timestamptz, updated_at timestamptz,
              last_sequence bigint);""";

    private final AtomicLong lastEventSequence = new AtomicLong();
    private PostgresExtension.Database postgres;
    private SqlDatabase database;

    @BeforeEach
    void open(PostgresExtension.Database fresh) {
        postgres = fresh;
        database = new SqlDatabase(fresh.jdbcUrl(), fresh.user(), fresh.password(), CatalogConfig.DEFAULT.database());
        database.uses(CatalogFeature.SCHEMA);
        database.migrate();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private BookingLists lists(long maxWaitMs) {
        return lists(maxWaitMs, () -> {});
    }

    private BookingLists lists(long maxWaitMs, Runnable hurryWriter) {
        return new BookingLists(
                database, new BookingListConfig(3, maxWaitMs, 2, 100, 100), lastEventSequence::get, hurryWriter);
    }

    private void writer(long sequence) {
        postgres.execute("TRUNCATE sales.writer_watermark");
        postgres.execute("INSERT INTO sales.writer_watermark (journal_id, sequence) VALUES (1, " + sequence + ")");
    }

    private void booking(long id, long customerId, long reference) {
        postgres.execute(
                "INSERT INTO sales.reservations VALUES (" + id + ", 9, " + customerId + ", 'booked', 'captured', "
                        + reference + ", 'EUR', 2500, 2500, 0, 0, 2, now(), NULL, now(), " + id + ")");
    }

    private void schema() {
        postgres.execute(SCHEMA);
    }

    @Test
    void shouldListACustomersBookingsNewestFirstPageByPage() {
        schema();
        writer(100);
        for (int id = 1; id <= 8; id++) {
            booking(id, id == 4 ? BERT : ANNA, id == 5 ? 0 : 77);
        }
        List<Long> ids = new ArrayList<>();
        String cursor = null;
        do {
            BookingList list = lists(1_000).list(ANNA, 0, cursor, 100);
            assertTrue(list.page().items().size() <= 3);
            list.page().items().forEach(item -> ids.add(item.reservationId()));
            cursor = list.page().next();
        } while (cursor != null);

        assertEquals(List.of(8L, 7L, 6L, 3L, 2L, 1L), ids);
    }

    /** The catalog knows no show of the organisation: whatever was booked is another's. */
    @Test
    void shouldTellAnOrganisationNothingOfOthersShows() {
        schema();
        writer(1);
        booking(1, ANNA, 77);

        assertEquals(1, lists(1_000).list(ANNA, 0, null, 10).page().items().size());
        assertEquals(List.of(), lists(1_000).list(ANNA, 7, null, 10).page().items());
    }

    @Test
    void shouldGiveAllThatIsKnownOfABooking() {
        schema();
        writer(1);
        booking(1, ANNA, 77);

        BookingListItem item =
                lists(1_000).list(ANNA, 0, null, 1).page().items().get(0);

        assertEquals("booked", item.status());
        assertEquals("captured", item.paymentStatus());
        assertEquals("EUR", item.currency());
        assertEquals(2_500, item.paidAmount());
        assertEquals(2, item.units());
        assertNull(item.deadlineAt());
    }

    /** 0 would say that all of it was given back. */
    @Test
    void shouldNotCountUnitsThatAreNotKnown() {
        schema();
        writer(1);
        booking(1, ANNA, 77);
        booking(2, ANNA, 78);
        postgres.execute("UPDATE sales.reservations SET units = NULL WHERE reservation_id = 1");
        postgres.execute("UPDATE sales.reservations SET units = 0 WHERE reservation_id = 2");

        List<BookingListItem> items = lists(1_000).list(ANNA, 0, null, 2).page().items();

        assertEquals(0, items.get(0).units());
        assertNull(items.get(1).units());
    }

    @Test
    void shouldWaitForTheWriterToReachWhatTheCustomerWasAnswered() throws Exception {
        schema();
        writer(10);
        lastEventSequence.set(20);
        BookingLists lists = lists(60_000);
        lists.noteAnswered(ANNA, 20);
        lists.noteAnswered(ANNA, 15);

        CompletableFuture<BookingList> list = CompletableFuture.supplyAsync(() -> lists.list(ANNA, 0, null, 10));
        assertThrows(TimeoutException.class, () -> list.get(50, TimeUnit.MILLISECONDS));
        booking(1, ANNA, 77);
        writer(20);

        assertEquals(1, list.get(30, TimeUnit.SECONDS).page().items().size());
        assertTrue(list.join().upToDate());
        assertEquals(20, list.join().asOfSequence());
    }

    @Test
    void shouldSayAsOfWhenTheWriterIsTooFarBehind() {
        schema();
        writer(10);
        lastEventSequence.set(11);
        BookingLists lists = lists(20);
        lists.noteAnswered(ANNA, 11);

        BookingList list = lists.list(ANNA, 0, null, 10);

        assertFalse(list.upToDate());
        assertEquals(10, list.asOfSequence());
    }

    @Test
    void shouldWaitForTheLastEventWhenNothingIsKnownOfTheCustomer() {
        schema();
        writer(10);
        lastEventSequence.set(12);
        BookingLists lists = lists(20);
        lists.noteAnswered(ANNA, 3);

        assertFalse(lists.list(BERT, 0, null, 10).upToDate());
        assertTrue(lists.list(ANNA, 0, null, 10).upToDate());
    }

    @Test
    void shouldNotWaitForCommandsThatHadNoEvents() {
        schema();
        writer(10);
        lastEventSequence.set(10);
        BookingLists lists = lists(60_000);
        lists.noteAnswered(ANNA, 14);

        assertTrue(lists.list(ANNA, 0, null, 10).upToDate());
        assertTrue(lists.list(BERT, 0, null, 10).upToDate());
    }

    @Test
    void shouldHurryTheWriterOnlyWhenItHasToWait() {
        schema();
        writer(10);
        booking(1, ANNA, 77);
        AtomicLong hurried = new AtomicLong();
        BookingLists lists = lists(60_000, () -> {
            hurried.incrementAndGet();
            writer(20);
        });
        lastEventSequence.set(10);
        assertTrue(lists.list(ANNA, 0, null, 10).upToDate());
        assertEquals(0, hurried.get());

        lastEventSequence.set(20);
        assertTrue(lists.list(ANNA, 0, null, 10).upToDate());
        assertEquals(1, hurried.get());
    }

    @Test
    void shouldBeUnavailableBeforeTheWriterWasEverThere() {
        assertThrows(DatabaseUnavailableException.class, () -> lists(20).list(ANNA, 0, null, 10));
    }

    @Test
    void shouldBeUnavailableWithoutPostgres() {
        try (SqlDatabase nowhere =
                new SqlDatabase("jdbc:postgresql://127.0.0.1:1/nowhere", "x", "x", CatalogConfig.DEFAULT.database())) {
            BookingLists lists = new BookingLists(nowhere, BookingListConfig.DEFAULT, () -> 0, () -> {});

            assertThrows(DatabaseUnavailableException.class, () -> lists.list(ANNA, 0, null, 10));
        }
    }

    @Test
    void shouldRefuseACursorThatIsNone() {
        assertThrows(InvalidInputException.class, () -> lists(20).list(ANNA, 0, "x", 10));
    }
}
