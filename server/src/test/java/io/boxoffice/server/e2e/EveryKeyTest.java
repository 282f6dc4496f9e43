package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.ImportedSeatMap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that takes an Idempotency-Key, taken from the API's own document: the same key and body get the first answer byte
 * for byte, whatever was changed in between and over a restart; the same key with another body is refused.
 */
class EveryKeyTest {
    private static final Set<String> HEADERS = Set.of("content-type", "location", "etag", "cache-control");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HOLD_TIME = Duration.ofMillis(1_500);

    /**
     * @param otherBody what the key is refused with
     * @param ifMatch   the version it was asked for at first, which is stale later; null: none
     */
    private record Keyed(
            String operation, String token, String path, String body, String otherBody, String key, String ifMatch) {}

    private record Reply(int status, Map<String, String> headers, String body) {
        String text(String pointer) {
            try {
                return JSON.readTree(body).at(pointer).asText();
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String id() {
            return text("/id");
        }
    }

    @TempDir
    private static Path data;

    private static TestServer server;

    private final HttpClient http = Api.newClient();
    private final Map<Keyed, Reply> first = new LinkedHashMap<>();
    private final Organizer organizer = server.organizer();
    private final String organizers = server.token(77, Role.ORGANIZER);
    private final String buyers = server.token(1, Role.CUSTOMER);
    private final Customer buyer = server.customer(1);

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer()
                .in(data)
                .with("booking.payment-window-ms", HOLD_TIME.toMillis())
                .with("payment.respond-within-ms", 30_000)
                .with("sandbox.late-approval-ms", 5_000)
                .start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void shouldAnswerEveryKeyAsFirstWhateverHappenedSince() {
        OnSale show = organizer.putOnSale(Organizer.hall(4, 10, 20));
        CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> payForSeatsThatAreGone(show), ownThread());
        makeCatalog();
        takeStepsOfAShow(show);
        sell(show);
        sellForNothing(show);
        gone.join();
        everyKeyedRouteWasAsked();
        repeatAll("at once");

        assertEquals(200, organizer.api().post(show.path("/close"), "{}").status());
        repeatAll("after the show was closed");
        assertEquals(200, organizer.api().post(show.path("/cancel"), "{}").status());
        Await.until("all money to be back", () -> server.sales()
                .text("SELECT count(*) FROM sales.refunds WHERE status = 'due'")
                .equals("0"));
        server.awaitWriter();
        repeatAll("after the show was cancelled and everything was paid back");
        server.restart();
        repeatAll("after a restart");
        refuseOtherBodies();
    }

    private void makeCatalog() {
        begin(
                "createOrganisation",
                server.token(78, Role.ADMIN),
                "/v1/organisations",
                "{\"name\":\"Lantern\"}",
                "{\"name\":\"Other\"}");
        Reply venue = ask("createVenue", "/v1/venues", """
                {"name":"Mill","city":"Millbrook","timezone":"Europe/Vienna"}""", """
                {"name":"Other","city":"Millbrook","timezone":"Europe/Vienna"}""");
        Reply hall =
                ask("createHall", "/v1/venues/" + venue.id() + "/halls", "{\"name\":\"Hall\"}", "{\"name\":\"H\"}");
        SeatMap small = Organizer.hall(2, 4, 5);
        Reply map = ask(
                "createSeatMap",
                "/v1/halls/" + hall.id() + "/seat-maps",
                new String(ImportedSeatMap.of(small, "Small"), StandardCharsets.UTF_8),
                new String(ImportedSeatMap.of(small, "Other"), StandardCharsets.UTF_8));
        Reply event = ask("createEvent", "/v1/events", "{\"title\":\"First\"}", "{\"title\":\"Other\"}");
        String draft = """
                {"allowOverlap":true,"eventId":"%s","hallId":"%s","seatMapId":"%s","startsAt":"%s","endsAt":"%s","currency":"EUR",
                 "prices":{"categories":{"Stalls":5,"Balcony":4,"Pit":3}}}""";
        String body = draft.formatted(event.id(), hall.id(), map.id(), in(Duration.ofDays(9)), in(Duration.ofDays(10)));
        String batch = "{\"shows\":[" + body + "]}";
        Reply drafts = ask("createShows", "/v1/show-batches", batch, batch.replace("\"EUR\"", "\"USD\""));
        String drafted = drafts.text("/items/0/id");
        String publication = "{\"shows\":[{\"id\":\"" + drafted + "\",\"ifMatch\":\"*\"}]}";
        ask("publishShows", "/v1/show-publications", publication, publication.replace("*", "1"));
        String day = in(Duration.ofDays(12)).toString().substring(0, 10);
        String season = """
                {"eventId":"%s","halls":[{"hallId":"%s","seatMapId":"%s"}],"from":"%s","until":"%s","times":["20:15"],
                 "allowOverlap":true,"currency":"EUR"}""".formatted(event.id(), hall.id(), map.id(), day, day);
        ask("createSeason", "/v1/show-seasons", season, season.replace("\"EUR\"", "\"USD\""));
        String change = "{\"shows\":[{\"id\":\"" + drafted + "\",\"ifMatch\":\"*\"}],\"moveMinutes\":5}";
        ask("changeShows", "/v1/show-changes", change, change.replace("5}", "6}"));
        Reply show = ask("createShow", "/v1/shows", body, body.replace("\"EUR\"", "\"USD\""));
        organizer
                .api()
                .patch("/v1/venues/" + venue.id(), "{\"name\":\"Renamed\"}")
                .expect(200);
        organizer
                .api()
                .patch("/v1/halls/" + hall.id(), "{\"name\":\"Renamed\"}")
                .expect(200);
        organizer
                .api()
                .patch("/v1/events/" + event.id(), "{\"title\":\"Renamed\"}")
                .expect(200);
        organizer.api().delete("/v1/shows/" + show.id()).expect(204);
    }

    /** From draft to archive; each step is asked for at the version that the one before answered. */
    private void takeStepsOfAShow(OnSale like) {
        String draft = organizer.draftAgain(like);
        String version = organizer.api().get("/v1/shows/" + draft).header("etag");
        for (String step : List.of("publish", "close", "cancel", "archive")) {
            String path = "/v1/shows/" + draft + "/" + step;
            Keyed keyed = new Keyed(step + "Show", organizers, path, null, "{}", "step-" + step, version);
            // The core may still be at work on the step before.
            Await.until(step, () -> send(keyed, keyed.body).status() == 200);
            Reply reply = send(keyed, keyed.body);
            synchronized (first) {
                first.put(keyed, reply);
            }
            version = reply.headers().get("etag");
        }
    }

    private void sell(OnSale show) {
        Reply released = buy("placeHold", show.path("/holds"), Customer.seats("A-1"), Customer.seats("A-2"));
        buy("extendHold", "/v1/holds/" + released.id() + "/extend", null, "{}");
        buyer.api().delete("/v1/holds/" + released.id()).expect(204);

        buy("placeGroupHold", show.path("/group-holds"), "{\"quantity\":3}", "{\"quantity\":2}");
        Reply hold = buy("placeHold", show.path("/holds"), Customer.seats("B-1", "B-2"), Customer.seats("B-3"));
        String holdId = "{\"holdId\":\"" + hold.id() + "\"}";
        String otherHold = buyer.hold(show, "B-3").expect(201).id();
        String otherHoldId = "{\"holdId\":\"" + otherHold + "\"}";
        buy("createBooking", "/v1/bookings", holdId, otherHoldId);
        buy("createBooking", "/v1/bookings", holdId, otherHoldId);
        assertEquals("held", buyer.api().get("/v1/holds/" + otherHold).text("status"), "a key makes no second booking");
        String payments = "/v1/bookings/" + hold.id() + "/payments";
        assertEquals(
                402,
                buy("payBooking", payments, Customer.payment(Customer.DECLINE), Customer.payment("tok_other"))
                        .status());
        assertEquals(
                201,
                buy("payBooking", payments, Customer.payment(Customer.APPROVE), Customer.payment("tok_other"))
                        .status());
        buy(
                "reissueTicket",
                "/v1/bookings/" + hold.id() + "/tickets/0/reissue",
                "{\"generation\":0}",
                "{\"generation\":1}");
        String cancel = "/v1/bookings/" + hold.id() + "/cancel";
        buy("cancelBooking", cancel, Customer.seats("B-2"), Customer.seats("C-9"));
        buy("cancelBooking", cancel, Customer.ALL, Customer.seats("B-2"));
    }

    private void sellForNothing(OnSale like) {
        OnSale free = organizer.putOnSaleAgain(like);
        organizer
                .api()
                .put(free.path("/prices"), "{\"categories\":{\"Stalls\":0,\"Balcony\":0,\"Pit\":0}}")
                .expect(200);
        Reply hold = buy("placeHold", free.path("/holds"), Customer.seats("A-1"), Customer.seats("A-2"));
        Reply booking =
                buy("createBooking", "/v1/bookings", "{\"holdId\":\"" + hold.id() + "\"}", "{\"holdId\":\"1\"}");
        assertEquals("confirmed", booking.text("/status"));
        buy("cancelBooking", "/v1/bookings/" + hold.id() + "/cancel", Customer.ALL, Customer.seats("A-1"));
    }

    /** The provider approves after the hold has lapsed and its seat was blocked. */
    private void payForSeatsThatAreGone(OnSale like) {
        OnSale show = organizer.putOnSaleAgain(like, in(Duration.ofDays(9)), in(Duration.ofDays(10)), HOLD_TIME);
        Reply hold = buy("placeHold", show.path("/holds"), Customer.seats("A-1"), Customer.seats("A-2"));
        buy("createBooking", "/v1/bookings", "{\"holdId\":\"" + hold.id() + "\"}", "{\"holdId\":\"2\"}");
        CompletableFuture<Reply> paid = CompletableFuture.supplyAsync(
                () -> buy(
                        "payBooking",
                        "/v1/bookings/" + hold.id() + "/payments",
                        Customer.payment(Customer.LATE_APPROVE),
                        Customer.payment("tok_other")),
                ownThread());
        // One command, which needs no hold that could lapse in its turn.
        Await.until(
                "the seat to be blocked",
                () -> paid.isDone()
                        || organizer
                                        .api()
                                        .put(show.path("/seat-blocks"), "{\"blocks\":{\"A-1\":\"house\"}}")
                                        .status()
                                == 200);
        Reply answer = paid.join();
        assertEquals(409, answer.status(), answer.body());
        assertEquals(Long.toString(Organizer.STALLS_PRICE), answer.text("/refundDueAmount"), answer.body());
    }

    /** In a pool of one thread, the payment would run on the thread that must block its seat meanwhile. */
    private static Executor ownThread() {
        return task -> new Thread(task, "beside").start();
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
    }

    private Reply ask(String operation, String path, String body, String otherBody) {
        return begin(operation, organizers, path, body, otherBody);
    }

    private Reply buy(String operation, String path, String body, String otherBody) {
        return begin(operation, buyers, path, body, otherBody);
    }

    /** Asks with a key of its own. */
    private Reply begin(String operation, String token, String path, String body, String otherBody) {
        Keyed keyed;
        synchronized (first) {
            keyed = new Keyed(operation, token, path, body, otherBody, "key-" + first.size(), null);
            first.put(keyed, new Reply(0, Map.of(), ""));
        }
        Reply reply = send(keyed, body);
        boolean seatsGone = Customer.payment(Customer.LATE_APPROVE).equals(body)
                && reply.text("/code").equals("hold_expired");
        assertTrue(reply.status() < 300 || reply.status() == 402 || seatsGone, operation + ": " + reply);
        synchronized (first) {
            first.put(keyed, reply);
        }
        return reply;
    }

    private void repeatAll(String when) {
        first.forEach((keyed, reply) ->
                assertEquals(reply, send(keyed, keyed.body), keyed.operation + " " + keyed.path + ", " + when));
    }

    private void refuseOtherBodies() {
        first.keySet().forEach(keyed -> {
            Reply refused = send(keyed, keyed.otherBody);
            assertEquals(422, refused.status(), keyed.operation + ": " + refused);
            assertEquals("idempotency_key_reused", refused.text("/code"), keyed.operation);
        });
    }

    private void everyKeyedRouteWasAsked() {
        Set<String> missing = new TreeSet<>();
        JsonNode paths =
                server.anybody().get("/openapi.json").expect(200).body().path("paths");
        assertTrue(paths.size() > 10, "the document names the routes");
        paths.forEach(
                path -> path.forEach(operation -> operation.path("parameters").forEach(parameter -> {
                    if (parameter.path("name").asText().equalsIgnoreCase("Idempotency-Key")) {
                        missing.add(operation.path("operationId").asText());
                    }
                })));
        assertTrue(missing.size() > 5, "the document names who takes keys: " + missing);
        first.keySet().forEach(keyed -> missing.remove(keyed.operation));
        assertEquals(Set.of(), missing, "routes that take a key and that this test does not know how to call");
    }

    private Reply send(Keyed keyed, String body) {
        URI base = URI.create("http://127.0.0.1:" + server.inside().address().getPort());
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(keyed.path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + keyed.token)
                .header("Idempotency-Key", keyed.key)
                .POST(body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (keyed.ifMatch != null) {
            request.header("If-Match", keyed.ifMatch);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            Map<String, String> headers = new LinkedHashMap<>();
            HEADERS.stream()
                    .sorted()
                    .forEach(name -> headers.put(
                            name, response.headers().firstValue(name).orElse("")));
            return new Reply(response.statusCode(), headers, new String(response.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(keyed.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
