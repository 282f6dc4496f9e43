package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.services.ManualClock;
import io.boxoffice.services.WriterTables;
import io.boxoffice.services.account.BookingLinks;
import io.boxoffice.services.account.Codes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest sees bookings on another device: a code goes to the address, and whoever enters it gets what opens them. */
class CodesTest {
    private static final String ASK = "/v1/booking-codes";
    private static final String USE = "/v1/booking-codes/use";

    private static EmbeddedPostgres postgres;
    private static TestGateway server;
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-05-01T18:00:00Z"));
    private static final SentCodes SENT = new SentCodes();
    private static long reservations = 4_000;

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

    @AfterEach
    void noMore() {
        assertTrue(SENT.ids.size() <= 3, "limits were held");
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    /** A booking that a browser made, which typed the address for it. */
    private long booked(Browser browser) throws IOException, SQLException {
        long reservation = ++reservations;
        String person = browser.get("/v1/session").json().path("personId").asText();
        sql("INSERT INTO sales.reservations VALUES (" + reservation + ", 100, " + person
                + ", 'booked', 'captured', 5, 'EUR', 100, 100, 0, 0, 1, now(), NULL, now(), 1)");
        Reply put = browser.send(
                "PUT", "/v1/contacts/" + reservation, "{\"email\":\"" + address + "\",\"language\":\"en\"}");
        assertEquals(200, put.status(), put.text());
        return reservation;
    }

    private Reply ask(Browser browser, String email) throws IOException {
        return browser.send("POST", ASK, "{\"email\":\"" + email + "\",\"language\":\"en\"}");
    }

    private Reply use(Browser browser, String code) throws IOException {
        return browser.send("POST", USE, "{\"email\":\"" + address + "\",\"code\":\"" + code + "\"}");
    }

    private static String code(int sent) {
        return server.accounts
                .codes()
                .mail(SENT.ids.get(sent))
                .map(Codes.CodeMail::code)
                .orElseThrow();
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? "0" : "9") + code.substring(1);
    }

    @Test
    void shouldShowTheBookingsOfAnAddressToWhoeverReadsItsMail() throws Exception {
        try (Browser desk = Browser.visitor(server);
                Browser other = Browser.visitor(server);
                Browser phone = Browser.visitor(server)) {
            long first = booked(desk);
            CLOCK.advance(Duration.ofSeconds(1));
            long second = booked(other);
            assertEquals(202, ask(phone, address.toUpperCase()).status());
            String right = code(0);
            JsonNode found = use(phone, right).json().path("items");
            assertEquals(2, found.size());
            assertEquals(Long.toString(second), found.path(0).path("bookingId").asText(), "the newest first");
            assertEquals("booked", found.path(0).path("status").asText());
            BookingLinks.Opened opened =
                    server.accounts.links().open(found.path(1).path("link").asText());
            assertEquals(first, opened.reservationId());
            assertEquals(desk.get("/v1/session").json().path("personId").asText(), Long.toString(opened.personId()));
            assertEquals("code_not_valid", use(phone, right).code(), "it works once");
        }
    }

    @Test
    void shouldTakeACodeFromWhoAskedForItAlone() throws Exception {
        try (Browser ann = Browser.visitor(server);
                Browser thief = Browser.visitor(server)) {
            booked(ann);
            ask(ann, address);
            assertEquals("code_not_valid", use(thief, code(0)).code());
            assertEquals(200, use(ann, code(0)).status());
        }
    }

    @Test
    void shouldTakeNoCodeAfterItsTimeOrTooManyWrongOnes() throws Exception {
        try (Browser ann = Browser.visitor(server)) {
            booked(ann);
            ask(ann, address);
            String late = code(0);
            CLOCK.advance(Duration.ofMinutes(6));
            ann.get("/v1/session");
            CLOCK.advance(Duration.ofMinutes(4));
            assertEquals("code_not_valid", use(ann, late).code());
            ask(ann, address);
            String right = code(1);
            for (int i = 0; i < 3; i++) {
                assertEquals("code_not_valid", use(ann, wrong(right)).code());
            }
            assertEquals("code_not_valid", use(ann, right).code(), "guessed too often");
            ask(ann, address);
            assertEquals("code_not_valid", use(ann, wrong(code(2))).code());
            assertEquals(200, use(ann, code(2)).status());
        }
    }

    @Test
    void shouldSayTheSameOfAnAddressThatHasNoBookings() throws Exception {
        try (Browser ann = Browser.visitor(server)) {
            booked(ann);
            Reply known = ask(ann, address);
            Reply unknown = ask(ann, "nobody" + address);
            assertEquals(known.status(), unknown.status());
            assertEquals(known.text(), unknown.text());
            assertEquals(1, SENT.ids.size());
        }
    }

    @Test
    void shouldSendOneAddressNoMoreCodesThanItMay() throws Exception {
        try (Browser ann = Browser.visitor(server);
                Browser ben = Browser.visitor(server)) {
            booked(ann);
            for (int i = 0; i < 3; i++) {
                assertEquals(202, ask(i == 0 ? ann : ben, address).status());
            }
            assertEquals(429, ask(ann, address).status());
            assertEquals(202, ask(ann, "other" + address).status());
        }
    }

    @Test
    void shouldForgetAPersonsDataWhenAsked() throws Exception {
        try (Browser ann = Browser.visitor(server)) {
            long reservation = booked(ann);
            assertEquals(
                    address,
                    ann.get("/v1/personal-data")
                            .json()
                            .path("addresses")
                            .path(0)
                            .path("email")
                            .asText());
            assertEquals(204, ann.send("DELETE", "/v1/personal-data", null).status());
            assertEquals(404, ann.get("/v1/contacts/" + reservation).status());
            assertFalse(ann.get("/v1/personal-data").text().contains(address));
        }
    }
}
