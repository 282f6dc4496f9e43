package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.services.ManualClock;
import io.boxoffice.services.WriterTables;
import io.boxoffice.services.account.Codes;
import io.boxoffice.services.account.ContactBody;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "My tickets" in a browser without scripts: what this browser bought, and what an address did, by a code. */
class MyBookingsTest {
    private static final String MINE = "/en/bookings";
    private static final String CODE = "/en/bookings/code";
    private static final Pattern LINK = Pattern.compile("href=\"(/en/b/[^\"]+)\"");
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-05-01T18:00:00Z"));
    private static final SentCodes SENT = new SentCodes();

    private static EmbeddedPostgres postgres;
    private static TestGateway server;

    private final PageClient ann = browser();
    private String address;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        server = TestGateway.aGateway()
                .unlimitedCallers()
                .postgres(postgres.getJdbcUrl("postgres", "postgres"))
                .mailer(SENT)
                .clock(CLOCK)
                .start(directory);
        server.database.migrate();
        sql(WriterTables.CREATE);
        sql("INSERT INTO sales.writer_watermark VALUES (1, 1000000)");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        postgres.close();
    }

    @BeforeEach
    void begin() {
        address = "ann" + System.nanoTime() + "@example.org";
        // What counts for limits is long ago.
        CLOCK.advance(Duration.ofDays(1));
        SENT.ids.clear();
    }

    private static PageClient browser() {
        return new PageClient(server.gateway.address());
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private static long person(PageClient browser) throws IOException {
        return new ObjectMapper()
                .readTree(browser.get("/v1/session").body())
                .path("personId")
                .asLong();
    }

    /** A booking of a place in the pit, which a browser made and typed the address for. */
    private TestReservation booked(PageClient browser) throws IOException, SQLException {
        long person = person(browser);
        TestReservation booking = server.show.hold(person, -1).book().pay();
        server.accounts.guests().put(person, booking.id(), new ContactBody(address, "en", null));
        sql("INSERT INTO sales.reservations VALUES (" + booking.id() + ", " + SHOW + ", " + person
                + ", 'booked', 'captured', 5, 'EUR', 1200, 1200, 0, 0, 1, now(), NULL, now(), 1)");
        return booking;
    }

    private PageClient.Page ask(PageClient browser, String email) throws IOException {
        return browser.submit(MINE, browser.get(MINE), "email=" + email.replace("@", "%40"));
    }

    private static PageClient.Page enter(PageClient browser, String code) throws IOException {
        return browser.submit(CODE, browser.get(CODE), "code=" + code);
    }

    private static String sent(int number) {
        return server.accounts
                .codes()
                .mail(SENT.ids.get(number))
                .map(Codes.CodeMail::code)
                .orElseThrow();
    }

    private static List<String> links(PageClient.Page page) {
        Matcher matcher = LINK.matcher(page.text());
        List<String> links = new ArrayList<>();
        while (matcher.find()) {
            links.add(matcher.group(1));
        }
        return links;
    }

    @Test
    void shouldListWhatThisBrowserBoughtAndNothingOfOthers() throws Exception {
        TestReservation booking = booked(ann);
        PageClient.Page mine = ann.get(MINE);
        assertEquals(200, mine.status(), mine.text());
        assertTrue(mine.text().contains("href=\"" + MINE + '/' + booking.id() + '"'), mine.text());
        assertEquals("no-store", mine.header("cache-control"));
        PageClient ben = browser();
        PageClient.Page his = ben.get(MINE);
        assertTrue(his.text().contains("No bookings are known in this browser."), his.text());
        PageClient.Page hers = ben.get(MINE + '/' + booking.id());
        assertEquals(404, hers.status());
        assertEquals(hers.text(), ben.get(MINE + "/987654").text(), "as one that is not there");
        assertTrue(hers.text().contains("Get a code"), hers.text());
    }

    @Test
    void shouldShowTheBookingsOfAnAddressToWhoeverReadsItsMail() throws Exception {
        TestReservation first = booked(ann);
        CLOCK.advance(Duration.ofSeconds(1));
        TestReservation second = booked(browser());
        PageClient phone = browser();
        PageClient.Page asked = ask(phone, address.toUpperCase());
        assertEquals(303, asked.status(), asked.text());
        assertEquals(CODE, asked.header("location"));
        assertTrue(phone.get(CODE).text().contains("Look at your mail"));
        assertTrue(links(phone.get(MINE)).isEmpty(), "not yet");
        String code = sent(0);
        PageClient.Page entered = enter(phone, code.substring(0, 4) + "+" + code.substring(4));
        assertEquals(303, entered.status(), entered.text());
        assertEquals(MINE, entered.header("location"));
        List<String> links = links(phone.get(MINE));
        assertEquals(2, links.size());
        List<Long> opened = new ArrayList<>();
        for (String link : links) {
            assertEquals(200, browser().get(link).status());
            opened.add(server.accounts
                    .links()
                    .open(link.substring("/en/b/".length()))
                    .reservationId());
        }
        assertEquals(List.of(second.id(), first.id()), opened, "the newest first");
        assertEquals(303, enter(phone, code).status(), "sent twice");
        assertTrue(links(browser().get(MINE)).isEmpty(), "only where the code was entered");
        CLOCK.advance(Duration.ofMinutes(5));
        phone.get(MINE);
        CLOCK.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertTrue(links(phone.get(MINE)).isEmpty(), "not for ever");
    }

    @Test
    void shouldTakeNoCodeThatIsWrongLateOrAnothers() throws Exception {
        booked(ann);
        ask(ann, address);
        String right = sent(0);
        String wrong = (right.charAt(0) == '9' ? "0" : "9") + right.substring(1);
        PageClient.Page refused = enter(ann, wrong);
        assertEquals(422, refused.status());
        assertTrue(refused.text().contains("This code is wrong, or too old."), refused.text());
        assertTrue(refused.text().contains("aria-invalid=\"true\""), refused.text());
        assertEquals(422, enter(browser(), right).status(), "asked for by another browser");
        enter(ann, wrong);
        enter(ann, "");
        assertEquals(422, enter(ann, right).status(), "guessed too often");
        ask(ann, address);
        CLOCK.advance(Duration.ofMinutes(6));
        ann.get(MINE);
        CLOCK.advance(Duration.ofMinutes(4));
        assertEquals(422, enter(ann, wrong).status());
    }

    @Test
    void shouldSayTheSameOfAnAddressThatHasNoBookings() throws Exception {
        booked(ann);
        PageClient ben = browser();
        PageClient.Page known = ask(ben, address);
        PageClient.Page unknown = ask(ben, "nobody" + address);
        assertEquals(known.status(), unknown.status());
        assertEquals(known.header("location"), unknown.header("location"));
        assertEquals(1, SENT.ids.size());
    }

    @Test
    void shouldSayWhatIsNoAddressAndThatTooManyCodesWereAskedFor() throws Exception {
        PageClient.Page wrong = ask(ann, "nonsense");
        assertEquals(422, wrong.status());
        assertTrue(wrong.text().contains("This is no e-mail address."), wrong.text());
        assertTrue(wrong.text().contains("value=\"nonsense\""), wrong.text());
        for (int i = 0; i < 3; i++) {
            assertEquals(303, ask(ann, address).status());
        }
        PageClient.Page tooMany = ask(ann, address);
        assertEquals(429, tooMany.status());
        assertTrue(tooMany.text().contains("Too many codes were asked for."), tooMany.text());
    }

    @Test
    void shouldShowABookingThatTheCoreHasForgotten() throws Exception {
        long person = person(ann);
        sql("INSERT INTO sales.reservations VALUES (777, 55, " + person
                + ", 'cancelled', 'captured', 5, 'EUR', 1200, 1200, 0, 1200, 1, now(), NULL, now(), 1)");
        PageClient.Page page = ann.get(MINE + "/777");
        assertEquals(200, page.status(), page.text());
        assertTrue(page.text().contains("This booking is cancelled"), page.text());
        assertTrue(page.text().contains("€12 went back to the card you paid with."), page.text());
        assertFalse(page.text().contains("/cancel\""), page.text());
    }
}
