package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a hold stands, and what is remembered of it when there is little room. */
class HoldLifeTest {
    private static final long LIFE_MS = 50_000;
    private static final int MOST_RESERVATIONS = 6;

    @TempDir
    private static Path data;

    private static TestServer server;
    private static OnSale show;

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer()
                .in(data)
                .with("booking.max-hold-life-ms", LIFE_MS)
                .with("booking.max-reservations", MOST_RESERVATIONS)
                .start();
        show = server.organizer().putOnSale(Organizer.hall(2, 10, 10), Duration.ofMinutes(5));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void shouldEndAHoldWithItsLifeHoweverLongTheShowWouldHoldIt() {
        Customer customer = server.customer(1);
        Answer hold = customer.hold(show, "A-1").expect(201);
        assertTrue(Instant.parse(hold.text("expiresAt")).isBefore(Instant.now().plusMillis(LIFE_MS + 1_000)));
        customer.release(hold);
    }

    @Test
    void shouldRefuseAPaymentThatTheHoldsLifeLeavesNoTimeFor() {
        Customer customer = server.customer(2);
        Answer hold = customer.hold(show, "A-2").expect(201);
        Answer booking = customer.book(hold).expect(201);
        Answer refused = customer.pay(booking, Customer.APPROVE).expect(409);
        assertEquals("hold_life_over", refused.text("code"));
        assertEquals(hold.text("expiresAt"), refused.text("until"));
        customer.release(hold);
    }

    /** Holds that were placed and given up ended all selling, for as long as they were remembered. */
    @Test
    void shouldServeHoldsThatArePlacedAndReleasedWithoutEnd() {
        Customer customer = server.customer(3);
        String firstKey = UUID.randomUUID().toString();
        String seat = Customer.seats("A-3");
        Answer first = customer.api().post(show.path("/holds"), seat, firstKey).expect(201);
        customer.release(first);
        for (int i = 0; i < 5 * MOST_RESERVATIONS; i++) {
            customer.release(customer.hold(show, "A-3").expect(201));
        }
        customer.api().get("/v1/holds/" + first.id()).expect(404);
        Answer afresh = customer.api().post(show.path("/holds"), seat, firstKey).expect(201);
        assertTrue(Long.parseLong(afresh.id()) > Long.parseLong(first.id()));
        customer.release(afresh);
    }
}
