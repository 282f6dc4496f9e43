package io.boxoffice.services.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.booking.CrockfordBase32;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.WriterTables;
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
                database,
                new BookingListConfig(3, maxWaitMs, 2, 100, 100),
                lastEventSequence::get,
                hurryWriter,
                show -> null);
    }

    private static BookingQuery of(long customerId, long organisationId, String cursor, int limit) {
        return new BookingQuery(customerId, 0, organisationId, null, cursor, limit);
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
        postgres.execute(WriterTables.CREATE);
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
            BookingLists.Found list = lists(1_000).list(of(ANNA, 0, cursor, 100));
            assertTrue(list.page().items().size() <= 3);
            list.page().items().forEach(item -> ids.add(item.booking().reservationId()));
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

        assertEquals(1, lists(1_000).list(of(ANNA, 0, null, 10)).page().items().size());
        assertEquals(List.of(), lists(1_000).list(of(ANNA, 7, null, 10)).page().items());
    }

    @Test
    void shouldGiveAllThatIsKnownOfABooking() {
        schema();
        writer(1);
        booking(1, ANNA, 77);

        PastBooking item =
                lists(1_000).list(of(ANNA, 0, null, 1)).page().items().get(0);

        assertEquals(ReservationStatus.BOOKED, item.booking().status());
        assertEquals(PaymentStatus.CAPTURED, item.booking().paymentStatus());
        assertEquals("EUR", item.booking().currency());
        assertEquals(2_500, item.booking().paidAmount());
        assertEquals(2, item.units());
        assertEquals(0, item.booking().deadlineMs());
    }

    @Test
    void shouldTellWhatWasSoldAlsoWhenTicketsWereGivenBack() {
        schema();
        writer(1);
        booking(1, ANNA, 77);
        booking(2, ANNA, 78);
        booking(3, ANNA, 79);
        postgres.execute(
                "INSERT INTO sales.booked_seats VALUES (1, 0, 0, 2500, 'booked'), (1, 1, 1, 1500, 'cancelled')");
        postgres.execute("INSERT INTO sales.payments VALUES (2, 1, 3000)");

        List<PastBooking> items = lists(1_000).list(of(ANNA, 0, null, 3)).page().items();

        assertEquals(
                List.of(2_500L, 3_000L, 4_000L),
                items.stream().map(PastBooking::soldAmount).toList());
        assertEquals(1, items.get(1).booking().attempt());
        assertEquals(2_500, items.get(2).booking().amount());
    }

    @Test
    void shouldFindBookingsByReferenceAndByShow() {
        schema();
        writer(1);
        booking(1, ANNA, 77);
        booking(2, BERT, 78);
        postgres.execute("UPDATE sales.reservations SET show_id = 10 WHERE reservation_id = 2");

        assertEquals(List.of(1L), ids(new BookingQuery(0, 0, 0, new References(77, 77), null, 10)));
        assertEquals(List.of(), ids(new BookingQuery(BERT, 0, 0, new References(77, 77), null, 10)));
        assertEquals(List.of(2L), ids(new BookingQuery(0, 10, 0, null, null, 10)));
        assertEquals(List.of(2L, 1L), ids(new BookingQuery(0, 0, 0, null, null, 10)));
    }

    /** As somebody reads them out at the counter, with hyphens or not, in small letters, with a letter for a digit. */
    @Test
    void shouldFindBookingsByTheBeginningOfTheirReferences() {
        schema();
        writer(1);
        booking(1, ANNA, CrockfordBase32.parse("7F30AQXM2B4T"));
        booking(2, BERT, CrockfordBase32.parse("7F30ZZZZZZZZ"));
        booking(3, ANNA, CrockfordBase32.parse("7F3100000000"));

        assertEquals(List.of(2L, 1L), beginningWith("7F30"));
        assertEquals(List.of(1L), beginningWith(" 7f3o-a"));
        assertEquals(List.of(2L), beginningWith("7F30-ZZZZ-ZZZZ"));
        assertEquals(List.of(3L), beginningWith("7F3L"));
        assertEquals(List.of(), beginningWith("7F30-0"));
        for (String none : List.of("7F3", "---", "7F30-ZZZZ-ZZZZ-Z", "7F3U", "7F3%")) {
            assertThrows(IllegalArgumentException.class, () -> References.beginningWith(none), none);
        }
    }

    private List<Long> beginningWith(String text) {
        return ids(new BookingQuery(0, 0, 0, References.beginningWith(text), null, 10));
    }

    private List<Long> ids(BookingQuery query) {
        return lists(1_000).list(query).page().items().stream()
                .map(item -> item.booking().reservationId())
                .toList();
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

        List<PastBooking> items = lists(1_000).list(of(ANNA, 0, null, 2)).page().items();

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

        CompletableFuture<BookingLists.Found> list = CompletableFuture.supplyAsync(
                () -> lists.list(of(ANNA, 0, null, 10)), task -> new Thread(task, "reader").start());
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

        BookingLists.Found list = lists.list(of(ANNA, 0, null, 10));

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

        assertFalse(lists.list(of(BERT, 0, null, 10)).upToDate());
        assertTrue(lists.list(of(ANNA, 0, null, 10)).upToDate());
    }

    @Test
    void shouldNotWaitForCommandsThatHadNoEvents() {
        schema();
        writer(10);
        lastEventSequence.set(10);
        BookingLists lists = lists(60_000);
        lists.noteAnswered(ANNA, 14);

        assertTrue(lists.list(of(ANNA, 0, null, 10)).upToDate());
        assertTrue(lists.list(of(BERT, 0, null, 10)).upToDate());
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
        assertTrue(lists.list(of(ANNA, 0, null, 10)).upToDate());
        assertEquals(0, hurried.get());

        lastEventSequence.set(20);
        assertTrue(lists.list(of(ANNA, 0, null, 10)).upToDate());
        assertEquals(1, hurried.get());
    }

    @Test
    void shouldBeUnavailableBeforeTheWriterWasEverThere() {
        assertThrows(DatabaseUnavailableException.class, () -> lists(20).list(of(ANNA, 0, null, 10)));
    }

    @Test
    void shouldBeUnavailableWithoutPostgres() {
        try (SqlDatabase nowhere =
                new SqlDatabase("jdbc:postgresql://127.0.0.1:1/nowhere", "x", "x", CatalogConfig.DEFAULT.database())) {
            BookingLists lists = new BookingLists(nowhere, BookingListConfig.DEFAULT, () -> 0, () -> {}, show -> null);

            assertThrows(DatabaseUnavailableException.class, () -> lists.list(of(ANNA, 0, null, 10)));
        }
    }

    @Test
    void shouldRefuseACursorThatIsNone() {
        assertThrows(InvalidInputException.class, () -> lists(20).list(of(ANNA, 0, "x", 10)));
    }
}
