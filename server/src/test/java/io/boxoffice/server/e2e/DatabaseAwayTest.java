package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.SalesEvents;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is away from the first second, and selling goes on; then it comes, and gets everything once. */
class DatabaseAwayTest {
    private static final int BUYERS = 8;

    @TempDir
    private Path directory;

    private EmbeddedDatabase database;
    private TestServer server;

    @AfterEach
    void stop() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }

    @Test
    void shouldSellWithoutPostgresAndTellItLater() {
        database = startDatabase(0);
        Sales sales = new Sales(database.jdbcUrl(), database.user(), database.password());
        server = startServer(sales);
        OnSale show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
        server.organizer()
                .api()
                .put(
                        show.path("/prices"),
                        "{\"default\":2000,\"types\":[{\"name\":\"child\",\"categories\":{\"Stalls\":900}}]}")
                .expect(200);
        server.awaitWriter();
        awaitFound();
        server.close();
        database.close();

        server.restart();
        Await.until(
                () -> server.readiness().toString(),
                () -> server.readiness().at("/writer/status").asText().equals("backing_off"));
        assertTrue(server.readiness().path("ready").asBoolean(), "ready all the same");
        assertTypesAreKnown(show);
        List<Answer> bookings = sell(show);
        assertListsAreAway();

        int port = Integer.parseInt(sales.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        database = startDatabase(port);
        server.awaitWriter();
        // Asked by somebody else, who may use up their rate with it.
        Await.until("lists", () -> server.customer(BUYERS + 1).bookings().status() == 200);
        for (Answer booking : bookings) {
            Customer customer = server.customer(customerOf(bookings, booking));
            JsonNode items = customer.bookings().expect(200).body().path("items");
            assertEquals(1, items.size());
            assertEquals(booking.id(), items.at("/0/id").asText());
            assertEquals("confirmed", items.at("/0/status").asText());
        }
        awaitFound();
        assertEverythingOnce(sales, show);
    }

    private static long customerOf(List<Answer> bookings, Answer booking) {
        return 1 + bookings.indexOf(booking);
    }

    /** Each customer books two seats, with a payment that is declined before one that is not; the first gives one back. */
    private List<Answer> sell(OnSale show) {
        assertEquals(
                "published",
                server.anybody().get(show.path("")).expect(200).text("status"),
                "the show is known without PostgreSQL");
        server.anybody().get(show.path("/seat-map")).expect(200);
        List<Answer> bookings = new ArrayList<>();
        for (long id = 1; id <= BUYERS; id++) {
            Customer customer = server.customer(id);
            customer.holdPlaces(show, Organizer.PIT, 1).expect(201);
            Answer hold = customer.holdBest(show, 2).expect(201);
            Answer booking = customer.book(hold).expect(201);
            customer.pay(booking, Customer.DECLINE).expect(402);
            customer.pay(booking, Customer.APPROVE).expect(201);
            Answer ticket = customer.tickets(booking.id()).expect(200);
            assertEquals(
                    "The Miller's Daughter",
                    ticket.body().at("/items/0/eventTitle").asText());
            bookings.add(customer.booking(booking.id()).expect(200));
        }
        String seat = bookings.get(0).body().at("/seats/1/seat").asText();
        server.customer(1).cancel(bookings.get(0).id(), seat).expect(200);
        return bookings;
    }

    private void assertTypesAreKnown(OnSale show) {
        Api api = server.customer(BUYERS + 1).api();
        Answer hold = api.post(show.path("/holds"), "{\"seats\":[{\"id\":\"A-1\",\"type\":\"child\"}]}")
                .expect(201);
        assertEquals("child", hold.body().at("/seats/0/type").asText());
        assertEquals(900, hold.body().path("amount").asInt());
        assertEquals(
                "child",
                api.get(show.path("/prices"))
                        .expect(200)
                        .body()
                        .at("/types/1/type")
                        .asText());
        api.delete("/v1/holds/" + hold.id()).expect(204);
    }

    private void assertListsAreAway() {
        Answer list = server.customer(1).bookings().expect(503);
        assertEquals("database_unavailable", list.code());
        assertFalse(list.header("retry-after").isEmpty());
        assertEquals(
                "database_unavailable",
                server.anybody().get("/v1/shows").expect(503).code());
        // Events are found in the index.
        awaitFound();
    }

    private void awaitFound() {
        Await.until("the event is found", () -> {
            Answer found = server.anybody().get("/v1/events?q=miller");
            return found.status() == 200 && !found.body().path("items").isEmpty();
        });
    }

    /** Each event of the log became one transition, and what they add up to is what the engine shows. */
    private void assertEverythingOnce(Sales sales, OnSale show) {
        Await.until("the refund", () -> {
            server.awaitWriter();
            return sales.number("SELECT count(*) FROM sales.refunds WHERE status = 'refunded'") == 1
                    && sales.number("SELECT count(*) FROM sales.payments WHERE status = 'authorised'") == 0;
        });
        List<List<String>> expected = new ArrayList<>();
        ReservationEventDecoder event = new ReservationEventDecoder();
        EventFeed.Handler handler = (sequence, ordinal, timeMs, buffer, offset, length) -> {
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
            if (header.templateId() == ReservationEventDecoder.TEMPLATE_ID) {
                event.wrapAndApplyHeader(buffer, offset, header);
                if (SalesEvents.isWritten(event)) {
                    expected.add(List.of(
                            Long.toString(sequence), Integer.toString(ordinal), Long.toString(event.reservationId())));
                }
            }
        };
        try (EventFeed feed = server.inside().core().events().openAfter(0)) {
            while (feed.poll(handler, 1_000) > 0) {
                // Until there is nothing new.
            }
        }
        assertEquals(
                expected,
                sales.rows("SELECT sequence, ordinal, reservation_id FROM sales.reservation_transitions"
                        + " ORDER BY sequence, ordinal"));
        Agreement agreement = Agreement.with(sales, show);
        assertEquals(BUYERS * 2 - 1, agreement.units());
        agreement.assertShownBy(server.inside().core().shows().show(show.id()));
    }

    private EmbeddedDatabase startDatabase(int port) {
        Path cluster = directory.resolve("database");
        return port == 0 ? PostgresTemplate.MIGRATED.start(cluster) : PostgresTemplate.startAgain(cluster, port);
    }

    private TestServer startServer(Sales sales) {
        return TestServer.aServer()
                .in(directory.resolve("data"))
                .with("database.jdbc-url", sales.jdbcUrl())
                .with("database.user", sales.user())
                .with("database.password", sales.password())
                .start();
    }
}
