package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are sent about their bookings: the real server, with a PostgreSQL that can be stopped, and a folder of mails. */
class MailsTest {
    @TempDir
    private Path directory;

    private EmbeddedDatabase database;
    private TestServer server;
    private Mails mails;
    private Organizer organizer;

    @BeforeEach
    void start() {
        database = PostgresTemplate.MIGRATED.start(directory.resolve("database"));
        server = aServer("mails");
        mails = new Mails(directory.resolve("data").resolve("mails"));
        organizer = server.organizer();
    }

    private TestServer aServer(String folder) {
        return TestServer.aServer()
                .in(directory.resolve("data"))
                .with("database.jdbc-url", database.jdbcUrl())
                .with("database.user", database.user())
                .with("database.password", database.password())
                .with("mail.folder", folder)
                .with("mail.poll-interval-ms", 50)
                .with("mail.retry-min-ms", 200)
                .with("public.url", "https://tickets.example")
                .start();
    }

    @AfterEach
    void stop() {
        try {
            server.close();
        } finally {
            database.close();
        }
    }

    private static void typed(Customer buyer, Answer hold, String address, String language) {
        buyer.api()
                .put(
                        "/v1/contacts/" + hold.id(),
                        "{\"email\":\"" + address + "\",\"language\":\"" + language
                                + "\",\"consents\":[{\"kind\":\"terms\",\"given\":true}]}")
                .expect(200);
    }

    private static Answer bought(Customer buyer, OnSale show, String address, String language, String... seats) {
        Answer hold = buyer.hold(show, seats).expect(201);
        typed(buyer, hold, address, language);
        Answer booking = buyer.book(hold).expect(201);
        buyer.pay(booking, Customer.APPROVE).expect(201);
        return booking;
    }

    @Test
    void shouldTellBuyersWhatBecomesOfTheirBookings() {
        OnSale show = organizer.putOnSale(Organizer.hall(4, 10, 20));
        Customer ann = server.customer(1);
        Answer booking = bought(ann, show, "ann@example.org", "en", "A-1", "A-2", "A-3");
        Mails.Mail confirmed = mails.await("ann@example.org", "Your tickets: The Miller's Daughter");
        assertTrue(confirmed.plain().contains("House, row A, seat 2"), confirmed.plain());
        assertTrue(confirmed.plain().contains("€135"), confirmed.plain());
        assertTrue(confirmed.plain().contains("https://tickets.example/en/b/"), confirmed.plain());
        ann.tickets(booking.id())
                .body()
                .path("items")
                .forEach(ticket -> assertFalse(
                        confirmed.raw().contains(ticket.path("code").asText()), "what opens doors is in no mail"));

        ann.cancel(booking.id(), "A-2").expect(200);
        Mails.Mail cancelled = mails.await("ann@example.org", "Tickets cancelled");
        assertTrue(cancelled.plain().contains("€45 will be paid back"), cancelled.plain());
        assertTrue(cancelled.plain().contains("seat 2") && !cancelled.plain().contains("seat 1"), cancelled.plain());
        mails.await("ann@example.org", "Paid back: €45");

        Customer ben = server.customer(2);
        bought(ben, show, "ben@example.org", "ar", "B-1");
        assertTrue(mails.await("ben@example.org", "تذاكرك").html().contains("dir=\"rtl\""));
        moved(show);
        assertTrue(mails.await("ann@example.org", "New time").plain().contains("It now begins"));
        mails.await("ben@example.org", "موعد جديد");

        organizer.api().post(show.path("/cancel"), "{}").expect(200);
        assertTrue(mails.await("ann@example.org", "Cancelled:").plain().contains("€90 will be paid back"));
        mails.await("ben@example.org", "أُلغي العرض");
        mails.await("ann@example.org", "Paid back: €90");
        assertEquals(6, mails.to("ann@example.org").size(), "each once");
    }

    private void moved(OnSale show) {
        Instant start = Instant.now().plus(Duration.ofDays(12));
        organizer
                .api()
                .patch(
                        show.path(""),
                        "{\"startsAt\":\"" + start + "\",\"endsAt\":\"" + start.plus(Duration.ofHours(3)) + "\"}")
                .expect(200);
    }

    @Test
    void shouldTellOfPaymentsThatCameToNothingOnlyWhatStillHolds() {
        OnSale show = organizer.putOnSale(Organizer.hall(4, 10, 20), Duration.ofSeconds(3));
        Customer ann = server.customer(1);
        Answer hold = ann.hold(show, "A-1").expect(201);
        typed(ann, hold, "ann@example.org", "en");
        Answer booking = ann.book(hold).expect(201);
        ann.pay(booking, Customer.DECLINE);
        Mails.Mail declined = mails.await("ann@example.org", "Payment declined");
        assertTrue(declined.plain().contains("Your seats are kept until"), declined.plain());

        Customer ben = server.customer(2);
        Answer lapsing = ben.hold(show, "B-1").expect(201);
        typed(ben, lapsing, "ben@example.org", "en");
        ben.book(lapsing).expect(201);
        assertFalse(mails.await("ben@example.org", "Your seats were given back")
                .plain()
                .contains("/b/"));

        Customer silent = server.customer(3);
        silent.buy(show, "C-1");
        mails.await("ann@example.org", "Payment declined");
        assertEquals(List.of(), mails.to("silent@example.org"));
        assertEquals(2, mails.all().size(), "who typed no address is sent nothing");
    }

    @Test
    void shouldSellToGuestsWithoutPostgreSqlAndSendTheMailWhenItIsBack() throws Exception {
        OnSale show = organizer.putOnSale(Organizer.hall(4, 10, 20));
        int port = database.port();
        database.close();
        Customer ann = server.customer(1);
        bought(ann, show, "ann@example.org", "en", "A-1");
        Path spool = directory.resolve("data").resolve("guest-spool");
        assertNotEquals(0, Files.size(spool), "the address waits");
        assertFalse(Files.readString(spool, StandardCharsets.ISO_8859_1).contains("example.org"));
        TimeUnit.MILLISECONDS.sleep(500);
        server.restart();
        assertEquals(List.of(), mails.all());
        database = PostgresTemplate.startAgain(directory.resolve("database"), port);
        Mails.Mail mail = mails.await("ann@example.org", "Your tickets");
        assertTrue(mail.plain().contains("seat 1"), mail.plain());
        Await.until("the spool is empty", () -> sizeOf(spool) == 0);
    }

    @Test
    void shouldSendWhatNobodySentWhileMailsWereOff() {
        OnSale show = organizer.putOnSale(Organizer.hall(4, 10, 20));
        server.close();
        server = aServer("");
        bought(server.customer(1), show, "ann@example.org", "en", "A-1");
        server.close();
        server = aServer("mails");
        mails.await("ann@example.org", "Your tickets");
        server.restart();
        bought(server.customer(2), show, "ben@example.org", "en", "A-2");
        mails.await("ben@example.org", "Your tickets");
        assertEquals(1, mails.to("ann@example.org").size(), "once");
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }
}
