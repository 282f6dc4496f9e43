package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a booking in a browser without scripts: its tickets, and giving them back. PostgreSQL is away. */
class BookingPagesTest {
    private static final Pattern QR = Pattern.compile("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");

    private final ManualClock clock = new ManualClock(Instant.now());
    private TestGateway server;
    private PageClient ann;
    private long annId;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        start(directory, 0);
    }

    /**
     * @param admitsFromMs as its organiser said; 0: nobody did
     */
    private void start(Path directory, long admitsFromMs) throws IOException {
        LowTide.in(directory, SHOW, "Asia/Tokyo", admitsFromMs);
        server = TestGateway.aGateway().clock(clock).start(directory);
        ann = browser();
        annId = person(ann);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private PageClient browser() {
        return new PageClient(server.gateway.address());
    }

    private static long person(PageClient browser) throws IOException {
        return new ObjectMapper()
                .readTree(browser.get("/v1/session").body())
                .path("personId")
                .asLong();
    }

    /** Ann has paid for seats, at 12 euros each. */
    private TestReservation paid() {
        return server.show.hold(annId, 0, 1, 2).book().pay();
    }

    private static String own(TestReservation booking) {
        return "/en/bookings/" + booking.id();
    }

    private String link(TestReservation booking) {
        return "/en/b/" + server.accounts.links().make(annId, booking.id());
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    /** What the page on which tickets are marked leads to. */
    private static PageClient.Page checked(PageClient browser, String booking, String... ordinals) throws IOException {
        StringBuilder query = new StringBuilder("?go=1");
        for (String ordinal : ordinals) {
            query.append("&ticket=").append(ordinal);
        }
        return browser.get(booking + "/cancel" + query);
    }

    private static PageClient.Page cancelled(PageClient browser, String booking, String ordinal) throws IOException {
        return browser.submit(booking + "/cancel", checked(browser, booking, ordinal), "");
    }

    private void admit(TestReservation booking, int ordinal) throws IOException {
        try (TestClient owner = server.client().as(TestGateway.token(annId, Role.CUSTOMER));
                TestClient door = server.organizer()) {
            String code = owner.get("/v1/bookings/" + booking.id() + "/tickets")
                    .json()
                    .at("/items/" + ordinal + "/code")
                    .asText();
            Reply in = door.post(
                    "/v1/check-ins",
                    "{\"showId\":\"" + SHOW + "\",\"device\":\"7\",\"gate\":3,\"ticket\":\"" + code + "\"}");
            assertEquals(201, in.status(), in.text());
        }
    }

    @Test
    void shouldShowEachTicketWithItsSeatItsTimesAndItsCode() throws IOException {
        PageClient.Page page = ann.get(own(paid()));
        assertEquals(200, page.status());
        String text = page.text();
        assertTrue(text.contains("Low Tide") && text.contains("Moonbeam, Harbourtown"), text);
        assertTrue(text.contains("Paid and confirmed"), text);
        assertTrue(text.matches("(?s).*Booking <bdi dir=\"ltr\">[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}.*"), text);
        assertTrue(text.contains("<dt>Row</dt><dd><bdi>A</bdi></dd>"), text);
        for (int seat = 1; seat <= 3; seat++) {
            assertTrue(text.contains("<dt>Seat</dt><dd><bdi>" + seat + "</bdi></dd>"), text);
            assertTrue(text.contains("role=\"img\" aria-label=\"Ticket code: Row A, seat " + seat + "\""), text);
        }
        assertTrue(text.contains("<dt>Price</dt><dd><bdi>€12</bdi></dd>"), text);
        assertEquals(3, count(QR, text));
        // The clocks are those of the venue.
        String time = String.format(
                "%tR",
                Instant.ofEpochMilli(server.show.definition().startsAtMs()).atZone(ZoneId.of("Asia/Tokyo")));
        assertTrue(text.contains("See you at " + time), text);
        assertTrue(text.contains("name=\"robots\" content=\"noindex\""));
        assertEquals("no-store", page.header("cache-control"));
        assertTrue(page.header("content-security-policy").contains("default-src 'none'"));
    }

    @Test
    void shouldTellWhenTheDoorsOpenWhereTheOrganiserSaidSo(@TempDir Path directory) throws IOException {
        assertFalse(ann.get(own(paid())).text().contains("doors"), "nobody said so");
        server.close();
        Instant doors = Instant.now().plus(Duration.ofHours(19));
        start(directory, doors.toEpochMilli());
        String time = String.format("%tR", doors.atZone(ZoneId.of("Asia/Tokyo")));
        String text = ann.get(own(paid())).text();
        assertTrue(text.matches("(?s).* · doors [^<]*" + time + ".*"), text);
    }

    @Test
    void shouldOpenByTheLinkOnAnotherDeviceAndNotMakeItAnn() throws IOException {
        TestReservation booking = paid();
        PageClient phone = browser();
        PageClient.Page page = phone.get(link(booking));
        assertEquals(200, page.status(), page.text());
        assertEquals(3, count(QR, page.text()));
        assertEquals("no-store", page.header("cache-control"));
        assertFalse(phone.get(own(booking)).text().contains("Low Tide"), "the link alone opens it");
        assertFalse(person(phone) == annId);
    }

    @Test
    void shouldOfferACodeInsteadOfALinkThatIsOverOrForged() throws IOException {
        TestReservation booking = paid();
        String link = link(booking);
        String forged = link.substring(0, link.length() - 2) + (link.endsWith("AA") ? "BB" : "AA");
        String cut = link.substring(0, link.length() - 9);
        PageClient phone = browser();
        for (String wrong : new String[] {forged, cut, "/en/b/x"}) {
            for (String path : new String[] {"", "/cancel", "/calendar.ics"}) {
                PageClient.Page page = phone.get(wrong + path);
                assertEquals(404, page.status(), wrong + path);
                assertTrue(page.text().contains("href=\"/en/bookings\">Get a code</a>"), page.text());
                assertEquals("no-store", page.header("cache-control"));
            }
        }
        clock.advance(Duration.ofDays(TestGateway.ACCOUNTS.sessions().linkDays() + 1L));
        PageClient.Page late = browser().get(link);
        assertEquals(404, late.status());
        assertTrue(late.text().contains("Get a code"), late.text());
    }

    @Test
    void shouldSayOfAnothersBookingWhatItSaysOfNone() throws IOException {
        TestReservation booking = paid();
        PageClient ben = browser().visit("/en/bookings");
        PageClient.Page page = ben.get(own(booking));
        // It may be one of those that PostgreSQL alone knows, and that is away.
        assertEquals(503, page.status());
        assertTrue(page.text().contains("Come back in a few minutes"), page.text());
        assertFalse(page.text().contains("Low Tide"));
        assertEquals(
                page.text().replace(own(booking), "/en/bookings/99"),
                ben.get("/en/bookings/99").text());
        assertEquals(404, ben.get("/en/bookings/zero").status());
    }

    @Test
    void shouldSayBeforeAndAfterHowMuchComesBackForOneOfThree() throws IOException {
        TestReservation booking = paid();
        assertTrue(ann.get(own(booking)).text().contains("href=\"" + own(booking) + "/cancel\""));
        String choices = ann.get(own(booking) + "/cancel").text();
        assertEquals(3, count(Pattern.compile("type=\"checkbox\" name=\"ticket\""), choices), choices);
        PageClient.Page check = checked(ann, own(booking), "1");
        assertTrue(check.text().contains("Row A, seat 2"), check.text());
        assertFalse(check.text().contains("Row A, seat 1"), check.text());
        assertTrue(check.text().contains("€12 of €36 goes back to the card you paid with."), check.text());
        assertEquals(ReservationStatus.BOOKED, booking.status(), "nothing is done yet");
        assertTrue(booking.refunds().isEmpty());

        PageClient.Page done = ann.submit(own(booking) + "/cancel", check, "");
        assertEquals(303, done.status(), done.text());
        assertEquals(own(booking), done.header("location"));
        PageClient.Page after = ann.get(own(booking));
        assertTrue(after.text().contains("€12 is on its way back to the card you paid with."), after.text());
        assertEquals(2, count(QR, after.text()), "the ticket that is gone opens no door");
        assertEquals(1, booking.refunds().size());
        assertEquals(1_200, booking.refunds().get(0).amount());
        booking.payBack();
        assertTrue(ann.get(own(booking)).text().contains("€12 went back to the card you paid with."));
    }

    @Test
    void shouldCancelForWhoeverHasTheLink() throws IOException {
        TestReservation booking = paid();
        PageClient phone = browser();
        PageClient.Page done = cancelled(phone, link(booking), "0");
        assertEquals(303, done.status(), done.text());
        assertTrue(done.header("location").startsWith("/en/b/"), done.header("location"));
        assertTrue(phone.get(done.header("location")).text().contains("€12 is on its way back"));
        cancelled(phone, link(booking), "1");
        cancelled(phone, link(booking), "2");
        assertEquals(ReservationStatus.CANCELLED, booking.status());
        String after = phone.get(link(booking)).text();
        assertTrue(after.contains("This booking is cancelled") && after.contains("€36 is on its way back"), after);
        assertFalse(after.contains("/cancel\""), after);
    }

    @Test
    void shouldDoOnceWhatIsSentTwice() throws IOException {
        TestReservation booking = paid();
        PageClient.Page check = checked(ann, own(booking), "0");
        for (int i = 0; i < 2; i++) {
            PageClient.Page done = ann.submit(own(booking) + "/cancel", check, "");
            assertEquals(303, done.status(), done.text());
        }
        assertEquals(1, booking.refunds().size());
        PageClient.Page late = ann.submit(own(booking) + "/cancel", checked(ann, own(booking), "1"), "ticket=0");
        assertEquals(409, late.status());
        assertTrue(late.text().contains("One of these tickets is cancelled already."), late.text());
        assertEquals(1, booking.refunds().size());
    }

    @Test
    void shouldSayWhyATicketCannotBeGivenBack() throws IOException {
        TestReservation booking = paid();
        PageClient.Page check = checked(ann, own(booking), "0");
        admit(booking, 0);
        String page = ann.get(own(booking)).text();
        assertTrue(page.contains("Used"), page);
        PageClient.Page used = ann.submit(own(booking) + "/cancel", check, "");
        assertEquals(409, used.status());
        assertTrue(used.text().contains("A ticket that was used cannot be cancelled."), used.text());
        assertTrue(used.text().matches("(?s).*value=\"0\" disabled.*"), used.text());
        assertTrue(checked(ann, own(booking), "0").text().contains("cannot be cancelled any more"));

        PageClient.Page soon = checked(ann, own(booking), "1");
        server.show.cancelUntil(server.core.nowMs() - 1_000);
        PageClient.Page late = ann.submit(own(booking) + "/cancel", soon, "");
        assertEquals(409, late.status());
        assertTrue(late.text().contains("It is too late to cancel."), late.text());
        assertTrue(ann.get(own(booking) + "/cancel").text().contains("It is too late to cancel."));
        assertFalse(ann.get(own(booking)).text().contains("/cancel\""));
        assertTrue(booking.refunds().isEmpty());
    }

    @Test
    void shouldAskForATicketWhereNoneIsMarked() throws IOException {
        TestReservation booking = paid();
        assertTrue(checked(ann, own(booking)).text().contains("Mark at least one ticket."));
        assertTrue(checked(ann, own(booking), "7", "x", "-1").text().contains("Mark at least one ticket."));
        PageClient.Page none = ann.submit(own(booking) + "/cancel", ann.get("/en/bookings"), "ticket=7");
        assertEquals(422, none.status());
        assertTrue(booking.refunds().isEmpty());
    }

    @Test
    void shouldNotCancelForAPageThatCannotProveItself() throws IOException {
        TestReservation booking = paid();
        String form = "ticket=0&nonce=1";
        String origin = ann.origin();
        List<Integer> refused = new ArrayList<>();
        PageClient phone = browser().visit(link(booking));
        for (String path : new String[] {own(booking), link(booking)}) {
            PageClient who = path.equals(own(booking)) ? ann : phone;
            PageClient.Page check = checked(who, path, "0");
            refused.add(
                    who.send("POST", path + "/cancel", form, "origin", origin).status());
            refused.add(who.submit(path + "/cancel", check, "ticket=0", "origin", "https://evil.example")
                    .status());
            refused.add(browser().submit(path + "/cancel", check, "ticket=0").status());
        }
        assertEquals(List.of(403, 403, 401, 403, 403, 401), refused);
        assertTrue(booking.refunds().isEmpty());
    }

    @Test
    void shouldSpeakArabic() throws IOException {
        TestReservation booking = paid();
        String page = ann.get(own(booking).replace("/en/", "/ar/")).text();
        assertTrue(page.contains("dir=\"rtl\"") && page.contains("مدفوعة ومؤكدة"), page);
        assertTrue(page.contains("aria-label=\"رمز التذكرة: الصف \u2068A\u2069، المقعد 1\""), page);
        PageClient.Page check = checked(ann, own(booking).replace("/en/", "/ar/"), "0");
        assertTrue(check.text().contains("إلى البطاقة التي دفعت بها."), check.text());
    }

    @Test
    void shouldGoIntoACalendarWithoutWhatOpensIt() throws IOException {
        TestReservation booking = paid();
        for (String path : new String[] {own(booking), link(booking)}) {
            PageClient.Page file = (path.equals(own(booking)) ? ann : browser()).get(path + "/calendar.ics");
            assertEquals(200, file.status());
            assertTrue(file.header("content-type").startsWith("text/calendar"));
            assertTrue(file.text().contains("SUMMARY:Low Tide"), file.text());
            assertFalse(file.text().replace("\r\n ", "").contains("/b/"), file.text());
            assertEquals("no-store", file.header("cache-control"));
        }
    }

    @Test
    void shouldSayHowABookingStandsThatIsNotPaid() throws IOException {
        TestReservation hold = server.show.hold(annId, 0);
        assertEquals("/en/checkout/" + hold.id(), ann.get(own(hold)).header("location"), "a hold is no booking yet");
        hold.book();
        String pending = ann.get(own(hold)).text();
        assertTrue(pending.contains("Your seats are kept") && pending.contains("/en/checkout/" + hold.id()), pending);
        assertTrue(pending.contains("Row A, seat 1") && pending.contains("€12"), pending);
        assertEquals(0, count(QR, pending));
        assertFalse(browser().get(link(hold)).text().contains("/en/checkout/"), "another browser cannot pay for it");
        hold.giveBack();
        String given = ann.get(own(hold)).text();
        assertTrue(given.contains("Your time was up"), given);
        assertTrue(ann.get(own(hold) + "/cancel").text().contains("This booking has no tickets to cancel."));
        assertEquals(404, ann.get(own(hold) + "/calendar.ics").status());
    }

    @Test
    void shouldSayWhatBecomesOfTheMoneyOfACancelledShow() throws IOException {
        TestReservation booking = paid();
        server.show.cancel();
        String page = ann.get(own(booking)).text();
        assertTrue(page.contains("This booking is cancelled") && page.contains("€36 is on its way back"), page);
        assertEquals(0, count(QR, page));
    }

    @Test
    void shouldCancelWhatCostNothingAndSayThatNothingComesBack() throws IOException {
        TestShow free = server.core.open(300, TestShow.smallHall(), 0);
        TestReservation booking = free.hold(annId, 0, 1).book().pay();
        assertTrue(checked(ann, own(booking), "0").text().contains("Nothing was paid for them"));
        assertEquals(303, cancelled(ann, own(booking), "0").status());
        assertTrue(booking.refunds().isEmpty());
    }

    @Test
    void shouldLeadToMyTicketsFromEveryPage() throws IOException {
        assertTrue(ann.get("/en").text().contains("<a class=\"me\" href=\"/en/bookings\">My tickets</a>"));
        PageClient.Page mine = ann.get("/en/bookings");
        // The list is PostgreSQL's.
        assertEquals(503, mine.status());
        assertTrue(mine.text().contains("Nothing is lost"), mine.text());
        assertEquals("no-store", mine.header("cache-control"));
    }
}
