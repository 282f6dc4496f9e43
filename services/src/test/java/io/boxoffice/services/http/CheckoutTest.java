package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNotes;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.ManualClock;
import io.boxoffice.services.http.PageClient.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a hold to a booking that is paid for, as a guest in a browser without scripts, at the sandbox's card page. PostgreSQL is away. */
class CheckoutTest {
    private static final long FREE_SHOW = 300;
    private static final String CARD = "/sandbox/card";
    private static final String SECURE = "/sandbox/secure";
    private static final String EMAIL = "email=ann%40example.org";

    @TempDir
    private Path directory;

    private TestGateway server;
    private PageClient ann;

    private static String card(long showId, String title) throws IOException {
        long startsAtMs = System.currentTimeMillis() + 86_400_000L;
        return new ObjectMapper()
                        .writeValueAsString(new ShowCard(
                                showId,
                                7,
                                8,
                                9,
                                showId + 1,
                                900,
                                title,
                                "Moonbeam",
                                "Harbourtown",
                                "Europe/London",
                                "Screen 1",
                                startsAtMs,
                                startsAtMs + 3_600_000,
                                0,
                                new TicketTypes(List.of("standard")),
                                ShowNotes.NONE))
                + "\n";
    }

    private void start(TestGateway.Setup setup) throws IOException {
        Files.writeString(directory.resolve("catalog.json"), card(SHOW, "Low & Tide") + card(FREE_SHOW, "Open Day"));
        server = setup.start(directory);
        ann = new PageClient(server.gateway.address());
    }

    private void start() throws IOException {
        start(TestGateway.aGateway());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The checkout of what somebody took. */
    private static Page taken(PageClient browser, String language, long showId, String form) throws IOException {
        String choose = '/' + language + "/s/" + showId;
        Page answer = browser.submit(choose, browser.get(choose), form);
        assertEquals(303, answer.status(), answer.text());
        return browser.get(answer.header("location"));
    }

    private Page taken(String seat) throws IOException {
        return taken(ann, "en", SHOW, "seat=" + seat + "&how=chosen");
    }

    /** The provider's page, after the address was given. */
    private Page atTheBank(Page checkout) throws IOException {
        Page answer = ann.submit(checkout.path(), checkout, EMAIL);
        assertEquals(303, answer.status(), answer.text());
        return ann.get(answer.header("location"));
    }

    /** What brings the payer back: the address, with the token. */
    private String decided(Page atTheBank, String card, String answer) throws IOException {
        Page chosen = ann.submit(CARD, atTheBank, "card=" + card);
        assertEquals(303, chosen.status(), "going back sends no form again");
        Page secure = ann.get(chosen.header("location"));
        assertEquals(200, secure.status(), secure.text());
        Page back = ann.submit(SECURE, secure, "answer=" + answer);
        assertEquals(303, back.status(), back.text());
        return back.header("location");
    }

    private Page paid(Page atTheBank, String card) throws IOException {
        return ann.follow(ann.get(decided(atTheBank, card, "confirm")));
    }

    private TestReservation reservation(Page checkout) {
        String path = checkout.path();
        return server.core.reservation(Long.parseLong(path.substring(path.lastIndexOf('/') + 1)));
    }

    private static void assertSays(Page page, String... texts) {
        for (String text : texts) {
            assertTrue(page.text().contains(text), text + " is not in " + page.text());
        }
    }

    @Test
    void shouldSellToAGuestWhoTypesAnAddressAndPaysAtTheBanksPage() throws IOException {
        start();
        Page checkout = taken("A-1");
        assertSays(checkout, "Almost yours", "Row A, seat 1", "Yours until ", "Pay €12", "href=\"/en/terms\"");
        assertFalse(checkout.text().contains("checkbox"), "nothing is asked that nobody uses");
        Page bank = atTheBank(checkout);
        assertSays(bank, "This is a test. No money moves", "Pay €12", "Low &amp; Tide, ", "0000 0000 0000 0018");
        assertEquals("no-store", bank.header("cache-control"));
        assertTrue(bank.header("content-security-policy").contains("form-action 'self'"));
        Page result = paid(bank, "approve");
        assertSays(result, "Your seats are booked.", "Paid: €12.", "Row A, seat 1", "A mail follows");
        assertTrue(result.path().endsWith("/result"), result.path());
        assertEquals("no-store", result.header("cache-control"));
        assertEquals(ReservationStatus.BOOKED, reservation(checkout).status());
        String tickets = "/en/bookings/" + reservation(checkout).id();
        assertSays(result, "href=\"" + tickets + "\">Show the tickets");
        assertSays(ann.get(tickets), "Ticket code: Row A, seat 1", "Paid and confirmed");
        long person = reservation(checkout).state().customerId();
        assertEquals(
                "ann@example.org",
                server.accounts
                        .guests()
                        .find(person, reservation(checkout).id())
                        .orElseThrow()
                        .email());
        Page again = ann.get(checkout.path());
        assertEquals(result.path(), again.header("location"), "going back finds what came of it");
        assertEquals(
                404,
                new PageClient(server.gateway.address())
                        .visit("/en/s/" + SHOW)
                        .get(result.path())
                        .status());
    }

    @Test
    void shouldLetADeclinedBuyerTryAgainWithTheSameSeats() throws IOException {
        start();
        Page checkout = taken("A-1");
        Page declined = paid(atTheBank(checkout), "decline");
        assertSays(declined, "The payment was declined.", "nothing was taken", "The same seats are yours until ");
        assertEquals(ReservationStatus.HELD, reservation(checkout).status());
        Page bank = ann.follow(ann.submit(checkout.path() + "/pay", declined, ""));
        Page refused = ann.follow(ann.get(decided(bank, "approve", "refuse")));
        assertSays(refused, "The payment was declined.");
        bank = ann.follow(ann.submit(checkout.path() + "/pay", refused, ""));
        assertSays(paid(bank, "approve"), "Your seats are booked.");
        assertEquals(3, reservation(checkout).attempts());
        Page late = ann.submit(checkout.path() + "/pay", refused, "");
        assertEquals(checkout.path() + "/result", late.header("location"), "what is paid is not paid again");
    }

    @Test
    void shouldSayThatTheBankIsAskedUntilItAnswers() throws IOException {
        start(TestGateway.aGateway().payments(700, 50, 30_000));
        Page checkout = taken("A-1");
        Page asking = paid(atTheBank(checkout), "late");
        assertSays(asking, "We are asking your bank.", "every 3 seconds", "Your seats stay yours meanwhile.");
        String result = checkout.path() + "/result";
        assertEquals("3; url=" + result + "?look=1", asking.header("refresh"));
        assertEquals("3; url=" + result + "?look=6", ann.get(result + "?look=5").header("refresh"));
        Page longer = ann.get(result + "?look=20");
        assertSays(longer, "Your bank needs longer.", "a mail tells you");
        assertNull(longer.header("refresh"), "it does not go on for ever");
        ann.until(result, page -> page.text().contains("Your seats are booked."));
    }

    @Test
    void shouldSayWhenTheBankDidNotAnswerInTime() throws IOException {
        start(TestGateway.aGateway().payments(50, 50, 300));
        Page checkout = taken("A-1");
        assertSays(paid(atTheBank(checkout), "timeout"), "We are asking your bank.");
        Page gaveUp =
                ann.until(checkout.path() + "/result", page -> !page.text().contains("asking"));
        assertSays(gaveUp, "Your bank did not answer in time.", "nothing is taken", "Try again: pay €12");
    }

    @Test
    void shouldSayWhenTheTimeIsUp() throws IOException {
        start();
        server.core.configure(limits -> limits.maxHoldLifeMs(2_000));
        Page checkout = taken("A-1");
        String back = decided(atTheBank(checkout), "approve", "confirm");
        Page tooLate = ann.follow(ann.get(back));
        assertSays(tooLate, "Too little time is left to pay", "Nothing was taken.");
        Page lapsed = ann.until(checkout.path() + "/result", page -> page.text().contains("Your time is up."));
        assertSays(lapsed, "nothing was taken", "Choose again");
        assertSays(ann.follow(ann.get(back)), "Your time is up.");
        Page posted = ann.submit(checkout.path(), checkout, EMAIL);
        assertSays(ann.follow(posted), "Your time is up.");
        assertEquals(0, reservation(checkout).attempts());
    }

    @Test
    void shouldSayWhenItWasTriedTooOften() throws IOException {
        start();
        server.core.configure(limits -> limits.maxPaymentAttempts(1));
        Page checkout = taken("A-1");
        Page declined = paid(atTheBank(checkout), "decline");
        Page bank = ann.follow(ann.submit(checkout.path() + "/pay", declined, ""));
        assertSays(paid(bank, "approve"), "These seats cannot be paid for any more.", "nothing was taken");
        assertEquals(1, reservation(checkout).attempts());
    }

    @Test
    void shouldPayOnceHoweverOftenFormsAreSentAndPeopleComeBack() throws IOException {
        start();
        Page checkout = taken("A-1");
        Page bank = atTheBank(checkout);
        Page sentTwice = atTheBank(checkout);
        Page otherTab = atTheBank(ann.get(checkout.path()));
        assertEquals(1, server.core.count(CreateBookingEncoder.TEMPLATE_ID));
        String back = decided(bank, "decline", "confirm");
        for (int i = 0; i < 3; i++) {
            assertSays(ann.follow(ann.get(back)), "The payment was declined.");
        }
        assertEquals(1, reservation(checkout).attempts(), "the same token is one attempt");
        assertSays(paid(sentTwice, "approve"), "Your seats are booked.");
        assertSays(paid(otherTab, "approve"), "Your seats are booked.");
        assertSays(ann.follow(ann.get(back)), "Your seats are booked.");
        assertEquals(2, reservation(checkout).attempts(), "what is paid is not paid again");
    }

    @Test
    void shouldTakePeopleBackWithoutACookieAndByAForm() throws IOException {
        start();
        Page checkout = taken("A-1");
        String back = decided(atTheBank(checkout), "approve", "confirm");
        String path = back.substring(0, back.indexOf('?'));
        PageClient other = new PageClient(server.gateway.address());
        Page answer = other.send("POST", path, "token=tok_approve", "origin", "https://bank.example");
        assertEquals(303, answer.status(), answer.text());
        assertEquals(checkout.path() + "/result", answer.header("location"));
        assertEquals("no-store", answer.header("cache-control"));
        assertNull(answer.header("set-cookie"));
        assertEquals(ReservationStatus.BOOKED, reservation(checkout).status());
        assertEquals(401, other.get(answer.header("location")).status(), "it tells nothing but where to go on");
        assertSays(ann.get(answer.header("location")), "Your seats are booked.");
    }

    @Test
    void shouldTakeNoWayBackThatIsNotItsOwn() throws IOException {
        start();
        Page checkout = taken("A-1");
        String back = decided(atTheBank(checkout), "approve", "confirm");
        String state = back.substring(back.lastIndexOf('/') + 1, back.indexOf('?'));
        for (int i = 0; i < state.length(); i += 5) {
            char other = state.charAt(i) == 'A' ? 'B' : 'A';
            String changed = state.substring(0, i) + other + state.substring(i + 1);
            assertEquals(404, ann.get(back.replace(state, changed)).status(), changed);
        }
        // A mail's link is signed with the same key, and is no way back.
        String link = server.accounts
                .links()
                .make(
                        reservation(checkout).state().customerId(),
                        reservation(checkout).id());
        assertEquals(404, ann.get(back.replace(state, link)).status());
        assertEquals(404, ann.get(back.replace(state, "x".repeat(2_000))).status());
        String way = back.substring(0, back.indexOf('?'));
        assertEquals(400, ann.get(way + "?token=" + "t".repeat(256)).status());
        assertEquals(400, ann.get(way + "?token=t%0d%0at").status());
        assertEquals(0, reservation(checkout).attempts());
        Page gaveUp = ann.get(way);
        assertEquals(checkout.path(), gaveUp.header("location"));
        assertSays(ann.follow(gaveUp), "Almost yours", "value=\"ann@example.org\"");
        assertEquals(0, reservation(checkout).attempts(), "who gave up pays nothing");
    }

    @Test
    void shouldNotPayForWhoComesBackTooLate() throws IOException {
        ManualClock clock = new ManualClock(Instant.now());
        start(TestGateway.aGateway().clock(clock));
        Page checkout = taken("A-1");
        String back = decided(atTheBank(checkout), "approve", "confirm");
        clock.advance(Duration.ofMinutes(30));
        assertEquals(checkout.path() + "/result", ann.get(back).header("location"));
        assertEquals(0, reservation(checkout).attempts());
    }

    /** Between two clicks, seats are kept for as long, and the bank's answer is awaited for as long, as the configuration has it. */
    @Test
    void shouldKnowABuyerWhoTakesTheirTimeOverFormsAndAtTheBank() throws IOException {
        ManualClock clock = new ManualClock(Instant.now());
        start(TestGateway.aGateway().clock(clock));
        ann.visit("/en/s/" + SHOW);
        // As late as a cookie is not made anew by the next click.
        clock.advance(Duration.ofMinutes(29));
        Page checkout = taken("A-1");
        clock.advance(Duration.ofMinutes(20));
        Page bank = atTheBank(checkout);
        clock.advance(Duration.ofMinutes(29));
        assertSays(paid(bank, "approve"), "Your seats are booked.");
    }

    @Test
    void shouldSayWhatIsWrongWithAnAddressAndKeepWhatWasTyped() throws IOException {
        start();
        Page checkout = taken("A-1");
        Page nothing = ann.submit(checkout.path(), checkout, "email=");
        assertEquals(422, nothing.status());
        assertSays(nothing, "Type the address that the tickets shall go to.", "aria-invalid=\"true\"");
        Page wrong = ann.submit(checkout.path(), nothing, "email=%3Cann%3E%40example");
        assertEquals(422, wrong.status());
        assertSays(
                wrong,
                "This address is not complete.",
                "value=\"&lt;ann>@example\"",
                "aria-describedby=\"email-fault email-why\"");
        assertEquals(0, reservation(checkout).state().reference(), "nothing was booked");
        assertEquals(303, ann.submit(checkout.path(), wrong, EMAIL).status());
        assertNotEquals(0, reservation(checkout).state().reference());
        Page corrected = ann.submit(checkout.path(), ann.get(checkout.path()), "email=anna%40example.org");
        assertEquals(303, corrected.status(), "who goes back may correct it");
        assertSays(ann.get(checkout.path()), "value=\"anna@example.org\"");
    }

    @Test
    void shouldSpeakArabicAllTheWay() throws IOException {
        start();
        Page checkout = taken(ann, "ar", SHOW, "seat=A-1&how=chosen");
        assertSays(checkout, "إلى أين نرسل التذاكر؟", "dir=\"rtl\"");
        Page bank = atTheBank(checkout);
        assertSays(bank, "هذه تجربة. لا يتحرك أي مال", "dir=\"rtl\"");
        assertSays(paid(bank, "decline"), "رُفض الدفع.");
        assertEquals(
                "ar",
                server.accounts
                        .guests()
                        .find(
                                reservation(checkout).state().customerId(),
                                reservation(checkout).id())
                        .orElseThrow()
                        .language());
    }

    @Test
    void shouldBookWhatCostsNothingAtOnce() throws IOException {
        start();
        server.core.open(FREE_SHOW, TestShow.smallHall(), 0);
        LockSupport.parkNanos(1_100_000_000L);
        Page checkout = taken(ann, "en", FREE_SHOW, "seat=A-1&how=chosen");
        assertSays(checkout, "Book, nothing to pay");
        Page result = ann.follow(ann.submit(checkout.path(), checkout, EMAIL));
        assertSays(result, "Your seats are booked.", "There was nothing to pay.");
        assertEquals(0, reservation(checkout).attempts());
    }

    @Test
    void shouldGiveBackWhatIsBookedAndNotPaid() throws IOException {
        start();
        Page checkout = taken("A-1");
        atTheBank(checkout);
        Page form = ann.get(checkout.path());
        assertEquals(
                "/en/s/" + SHOW,
                ann.submit(checkout.path() + "/release", form, "").header("location"));
        assertEquals(ReservationStatus.RELEASED, reservation(checkout).status());
        assertSays(ann.follow(ann.get(checkout.path())), "You gave these seats back.", "Nothing was taken.");
    }

    @Test
    void shouldSayThatNothingCanBePaidWithoutAProvider() throws IOException {
        start(TestGateway.aGateway().withoutPayments());
        Page checkout = taken("A-1");
        assertSays(checkout, "Nothing can be paid here at the moment.");
        Page posted = ann.submit(checkout.path(), checkout, EMAIL);
        assertEquals(503, posted.status());
        assertEquals(0, reservation(checkout).state().reference(), "nothing was booked");
        assertEquals(404, ann.get(CARD).status(), "the sandbox's pages are there with the sandbox alone");
    }

    @Test
    void shouldCompareWhatIsTypedAtTheBankAndDropIt() throws IOException {
        start();
        Page bank = atTheBank(taken("A-1"));
        Page wrong = ann.submit(CARD, bank, "number=4242+4242+4242+4242&expiry=13%2F30&cvc=x");
        assertEquals(422, wrong.status());
        assertSays(wrong, "This is none of the test numbers above.", "Type month and year", "three or four digits");
        assertFalse(wrong.text().contains("4242"), "what was typed is not said again");
        Page chosen = ann.submit(CARD, bank, "number=0000-0000-0000-0018&expiry=12%2F30&cvc=123");
        assertFalse(chosen.header("location").contains("0018"));
        Page secure = ann.follow(chosen);
        assertSays(secure, "Is it you?");
        assertFalse(secure.text().contains("0018"));
    }

    @Test
    void shouldLeadFromTheBankBackToThisSiteAlone() throws IOException {
        start();
        for (String path : List.of(
                "https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "%2Fen%0d%0ax", "", "en")) {
            String query = "?amount=1200&currency=EUR&for=x&lang=en&return=" + path;
            assertEquals(400, ann.get(CARD + query).status(), path);
        }
        String query = "?currency=EUR&for=%3Cscript%3E&lang=en&return=%2Fen%2Fx&amount=";
        assertEquals(400, ann.get(CARD + query + "-1").status());
        assertEquals(400, ann.get(CARD + query.replace("EUR", "EURO") + "1200").status());
        Page page = ann.get(CARD + query + "1200");
        assertEquals(200, page.status());
        assertFalse(page.text().contains("<script>"), "what an address says is text");
    }
}
