package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups larger than a hold may be: all of them near each other, or none. */
class GroupHoldsTest {
    private static final Duration HOLD_TIME = Duration.ofHours(1);

    @TempDir
    private static Path data;

    private static TestServer server;
    private static long lastCustomer = 300;

    @BeforeAll
    static void start() {
        server = TestServer.aServer()
                .in(data)
                .with("http.group-holds.max-seats", 200)
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static OnSale onSale(int rows, int seatsPerRow, int maxUnitsPerCustomer) {
        return server.organizer().putOnSale(Organizer.hall(rows, seatsPerRow, 10), HOLD_TIME, maxUnitsPerCustomer);
    }

    private static Customer customer() {
        return server.customer(++lastCustomer);
    }

    private static Answer group(Api api, OnSale show, int quantity, String key) {
        return api.post(show.path("/group-holds"), "{\"quantity\":" + quantity + "}", key);
    }

    private static List<String> seats(Answer group) {
        List<String> seats = new ArrayList<>();
        for (JsonNode hold : group.body().path("holds")) {
            hold.path("seats").forEach(seat -> seats.add(seat.path("seat").asText()));
        }
        return seats;
    }

    private static int count(OnSale show, String state) {
        return server.anybody()
                .get(show.path("/availability"))
                .expect(200)
                .body()
                .path("counts")
                .path(state)
                .asInt();
    }

    @Test
    void shouldHoldAGroupNearEachOtherAndAnswerTheSameAgain() {
        OnSale show = onSale(16, 20, 0);
        Customer ann = customer();
        Answer group = group(ann.api(), show, 120, "school").expect(201);
        List<String> seats = seats(group);
        assertEquals(120, seats.size());
        assertEquals(120, Set.copyOf(seats).size());
        assertEquals(120, group.body().path("units").asInt());
        assertEquals(120 * Organizer.STALLS_PRICE, group.body().path("amount").asLong());
        assertEquals(120, count(show, "held"));
        Set<Character> rows = seats.stream().map(seat -> seat.charAt(0)).collect(Collectors.toSet());
        assertTrue(rows.size() <= 9, "of rows of twenty: " + rows);
        assertEquals(
                rows.size(),
                rows.stream().max(Character::compare).orElseThrow() - 'A' + 1,
                "from the first on: " + rows);

        assertEquals(
                group.body(), group(ann.api(), show, 120, "school").expect(201).body());
        assertEquals(120, count(show, "held"), "once");
        assertEquals(422, group(ann.api(), show, 121, "school").status());
        assertEquals(120, count(show, "held"));
    }

    @Test
    void shouldLetEachHoldBeBookedAndPaid() {
        OnSale show = onSale(8, 20, 0);
        Customer ann = customer();
        Answer group = group(ann.api(), show, 60, "party").expect(201);
        for (JsonNode hold : group.body().path("holds")) {
            Answer booking = ann.book(
                            hold.path("id").asText(), "book-" + hold.path("id").asText())
                    .expect(201);
            ann.pay(booking, Customer.APPROVE).expect(201);
        }
        server.awaitWriter();
        assertEquals(60, Agreement.with(server.sales(), show).units());
        assertEquals(
                group.body(), group(ann.api(), show, 60, "party").expect(201).body(), "sold since");
    }

    @Test
    void shouldHoldNothingWhereTheGroupIsTooLargeAndTryAfresh() {
        OnSale show = onSale(4, 20, 0);
        Customer ben = customer();
        Answer former = group(ben.api(), show, 30, "ben").expect(201);
        Customer ann = customer();
        Answer refused = group(ann.api(), show, 60, "ann");
        assertEquals(409, refused.status(), refused.body().toString());
        assertEquals("no_adjacent_block", refused.code());
        assertEquals(30, count(show, "held"), "ben's alone");

        former.body().path("holds").forEach(hold -> ben.api()
                .delete("/v1/holds/" + hold.path("id").asText())
                .expect(204));
        Answer group = group(ann.api(), show, 60, "ann").expect(201);
        assertEquals(60, new HashSet<>(seats(group)).size());
        for (JsonNode hold : group.body().path("holds")) {
            assertEquals(
                    "held",
                    ann.api().get("/v1/holds/" + hold.path("id").asText()).text("status"));
        }
        assertEquals(60, count(show, "held"));
    }

    @Test
    void shouldSplitAGroupWhereRowsAreShort() {
        OnSale show = onSale(10, 4, 0);
        Answer group = group(customer().api(), show, 25, "choir").expect(201);
        assertEquals(25, Set.copyOf(seats(group)).size());
        assertEquals(25, count(show, "held"));
    }

    @Test
    void shouldKeepToTheLimitsOfCustomersAndOfTheServer() {
        OnSale show = onSale(16, 20, 20);
        Customer ann = customer();
        Answer refused = group(ann.api(), show, 30, "k").expect(409);
        assertEquals("limit_exceeded", refused.code());
        assertEquals(20, refused.body().path("limit").asInt());
        group(ann.api(), show, 15, "k1").expect(201);
        assertEquals(
                "limit_exceeded", group(ann.api(), show, 15, "k2").expect(409).code());
        assertEquals(15, count(show, "held"), "nothing is left of what was refused");

        Api boxOffice = server.as(79, Role.BOX_OFFICE);
        String onBehalf = "{\"quantity\":30,\"onBehalfOf\":\"" + customer().id() + "\"}";
        assertEquals(
                "limit_exceeded",
                boxOffice.post(show.path("/group-holds"), onBehalf).expect(409).code());
        Answer counter = group(boxOffice, show, 100, "counter").expect(201);
        assertEquals(100, seats(counter).size());
        Answer tooMany = group(boxOffice, show, 201, "more").expect(409);
        assertEquals(200, tooMany.body().path("limit").asInt());
        assertEquals(
                403, customer().api().post(show.path("/group-holds"), onBehalf).status());
        assertEquals(422, group(boxOffice, show, 1, "one").status());
        assertEquals(
                "unknown_category",
                boxOffice
                        .post(show.path("/group-holds"), "{\"quantity\":30,\"category\":\"Roof\"}")
                        .code());
    }
}
