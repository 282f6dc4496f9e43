package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets of several types, prices that change by themselves, and seats that only staff may sell. */
class TicketTypesTest {
    private static final String TYPES = "\"types\":["
            + "{\"name\":\"child\",\"categories\":{\"Stalls\":2000,\"Pit\":1000}},"
            + "{\"name\":\"companion\",\"companion\":true,\"default\":0}]";
    private static final String PRICES =
            "{\"categories\":{\"Stalls\":4500,\"Balcony\":2900,\"Pit\":3300}," + TYPES + "}";

    @TempDir
    private static Path data;

    private static TestServer server;
    private static long lastCustomer = 100;

    private OnSale show;
    private Api organizer;
    private Api staff;
    private Customer ada;

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer().in(data).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void putOnSale() {
        show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
        organizer = server.organizer().api();
        staff = server.as(78, Role.BOX_OFFICE);
        ada = server.customer(++lastCustomer);
    }

    private Answer hold(Api api, String body) {
        return api.post(show.path("/holds"), body);
    }

    private JsonNode availability() {
        return server.anybody().get(show.path("/availability")).expect(200).body();
    }

    private static List<String> texts(JsonNode items, String field) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }

    @Test
    void shouldSellTicketsOfSeveralTypes() {
        organizer.put(show.path("/prices"), PRICES).expect(200);
        Answer held = hold(
                        ada.api(),
                        "{\"seats\":[\"A-1\",{\"id\":\"A-2\",\"type\":\"child\"}],\"areas\":[{\"area\":\"pit\",\"quantity\":2,\"type\":\"child\"}],"
                                + "\"bestAvailable\":{\"types\":[{\"quantity\":1},{\"type\":\"child\",\"quantity\":1},"
                                + "{\"type\":\"companion\",\"quantity\":1}]}}")
                .expect(201);
        assertEquals(
                4_500 + 2_000 + 2 * 1_000 + 4_500 + 2_000,
                held.body().path("amount").asLong());
        List<String> types = List.of("standard", "child", "standard", "child", "companion");
        assertEquals(types, texts(held.body().path("seats"), "type"));
        assertEquals("child", held.body().at("/areas/0/type").asText());

        Answer booking = ada.book(held).expect(201);
        Answer paid = ada.pay(booking, Customer.APPROVE).expect(201);
        assertEquals(types, texts(paid.body().at("/booking/seats"), "type"));
        assertEquals(types, texts(ada.booking(booking.id()).body().path("seats"), "type"));
        JsonNode tickets = ada.tickets(booking.id()).expect(200).body().path("items");
        assertEquals(
                List.of("standard", "child", "child", "child", "standard", "child", "companion"),
                texts(tickets, "type"));
        server.awaitWriter();
        assertEquals(
                4,
                server.sales()
                        .number(
                                "SELECT count(*) FROM sales.booked_seats WHERE reservation_id = ? AND ticket_type = 1",
                                Long.parseLong(booking.id())));
    }

    @Test
    void shouldRefuseTypesThatAreNotSoldAndCompanionsAlone() {
        organizer.put(show.path("/prices"), PRICES).expect(200);
        Answer balcony = hold(ada.api(), "{\"seats\":[{\"id\":\"D-1\",\"type\":\"child\"}]}");
        assertEquals("type_not_sold", balcony.code());
        assertEquals("[\"D-1\"]", balcony.body().path("conflicts").toString());
        assertEquals(
                "too_many_companions",
                hold(ada.api(), "{\"seats\":[{\"id\":\"A-1\",\"type\":\"companion\"}]}")
                        .code());
        Answer unknown = hold(ada.api(), "{\"seats\":[{\"id\":\"A-1\",\"type\":\"senior\"}]}")
                .expect(422);
        assertEquals("unknown_type", unknown.code());
        assertEquals("/seats/0/type", unknown.body().path("pointer").asText());
        JsonNode prices = server.anybody().get(show.path("/prices")).expect(200).body();
        assertEquals(List.of("standard", "child", "companion"), texts(prices.path("types"), "type"));
        assertTrue(prices.at("/types/2/companion").asBoolean());
        assertEquals(
                "child",
                organizer
                        .get(show.path(""))
                        .expect(200)
                        .body()
                        .at("/prices/types/0/name")
                        .asText());
    }

    @Test
    void shouldChangePricesByItselfWhenTheirTimeHasCome() {
        Instant from = Instant.now().plusMillis(1_500);
        organizer
                .put(
                        show.path("/prices"),
                        "{\"default\":1000,\"periods\":[{\"from\":\"" + from + "\",\"default\":700}," + "{\"from\":\""
                                + from.plusSeconds(3_600) + "\",\"default\":900}]}")
                .expect(200);
        Answer before = hold(ada.api(), "{\"seats\":[\"A-1\"]}").expect(201);
        assertEquals(1_000, before.body().path("amount").asLong());
        Await.until(
                "the new prices",
                () -> server.anybody()
                                .get(show.path("/prices"))
                                .body()
                                .at("/classes/0/amount")
                                .asLong()
                        == 700);
        assertTrue(!Instant.now().isBefore(from), "not before their time");
        Answer after = hold(ada.api(), "{\"seats\":[\"A-2\"]}").expect(201);
        assertEquals(700, after.body().path("amount").asLong());
        assertEquals(
                1_000,
                ada.api().get("/v1/holds/" + before.id()).body().path("amount").asLong());
    }

    @Test
    void shouldLetStaffAloneSellOutOfABlock() {
        organizer
                .put(show.path("/seat-blocks"), "{\"blocks\":{\"A-1\":\"house\",\"A-2\":\"house\",\"A-3\":\"press\"}}")
                .expect(200);
        organizer
                .patch(show.path("/seat-blocks"), "{\"block\":{\"A-4\":\"box_office\"},\"unblock\":[\"A-3\"]}")
                .expect(200);
        assertEquals("[\"A-1\",\"A-2\",\"A-4\"]", availability().path("blocked").toString());
        String body = "{\"seats\":[\"A-1\"],\"fromBlock\":\"house\"}";
        hold(ada.api(), body).expect(403);
        assertEquals(
                "seat_unavailable",
                hold(staff, "{\"seats\":[\"A-1\"],\"fromBlock\":\"press\"}").code());
        Answer held = hold(staff, body).expect(201);
        assertEquals("[\"A-1\"]", availability().path("held").toString());
        staff.delete("/v1/holds/" + held.id()).expect(204);
        assertEquals("[\"A-1\",\"A-2\",\"A-4\"]", availability().path("blocked").toString());
    }

    @Test
    void shouldKnowTheNamesOfTypesAfterARestartAndKeepThem() {
        organizer.put(show.path("/prices"), PRICES).expect(200);
        String body = "{\"seats\":[{\"id\":\"A-2\",\"type\":\"child\"}]}";
        Answer held = ada.api().post(show.path("/holds"), body, "one").expect(201);
        assertEquals(
                "invalid_value",
                organizer
                        .put(show.path("/prices"), "{\"default\":1000}")
                        .expect(422)
                        .code());
        organizer
                .put(
                        show.path("/prices"),
                        "{\"default\":1000,\"types\":[{\"name\":\"child\"},{\"name\":\"companion\",\"companion\":true},"
                                + "{\"name\":\"senior\",\"default\":800}]}")
                .expect(200);
        server.restart();
        Customer again = server.customer(lastCustomer);
        Answer repeated = again.api().post(show.path("/holds"), body, "one").expect(201);
        assertEquals(held.body(), repeated.body());
        assertEquals(
                "child",
                again.api()
                        .get("/v1/holds/" + held.id())
                        .body()
                        .at("/seats/0/type")
                        .asText());
        again.api()
                .post(show.path("/holds"), "{\"seats\":[{\"id\":\"A-3\",\"type\":\"senior\"}]}")
                .expect(201);
    }

    @Test
    void shouldBlockAndUnblockPlacesOfAnArea() {
        ada.holdPlaces(show, "pit", 2).expect(201);
        organizer
                .put(show.path("/seat-blocks"), "{\"blocks\":{},\"areas\":[{\"area\":\"pit\",\"places\":15}]}")
                .expect(200);
        assertEquals(3, availability().at("/areas/0/free").asInt());
        assertEquals(15, availability().at("/areas/0/blocked").asInt());
        Answer tooMany = organizer
                .patch(
                        show.path("/seat-blocks"),
                        "{\"block\":{\"A-1\":\"press\"},\"areas\":[{\"area\":\"pit\",\"places\":19}]}")
                .expect(409);
        assertEquals("area_full", tooMany.code());
        assertEquals("[\"pit\"]", tooMany.body().path("conflicts").toString());
        assertEquals(3, availability().at("/areas/0/free").asInt());
        assertEquals("[]", availability().path("blocked").toString());
        assertEquals("area_full", ada.holdPlaces(show, "pit", 4).code());

        organizer
                .patch(show.path("/seat-blocks"), "{\"areas\":[{\"area\":\"pit\",\"places\":14}]}")
                .expect(200);
        ada.holdPlaces(show, "pit", 4).expect(201);
        assertEquals(
                "{\"blocks\":{},\"areas\":[{\"area\":\"pit\",\"places\":14}]}",
                organizer.get(show.path("/seat-blocks")).expect(200).body().toString());
        organizer.put(show.path("/seat-blocks"), "{\"blocks\":{}}").expect(200);
        assertEquals(14, availability().at("/areas/0/free").asInt());
    }

    @Test
    void shouldHaveNothingFreeAfterAShowIsCancelled() {
        ada.holdPlaces(show, "pit", 2).expect(201);
        organizer.post(show.path("/cancel"), "{}").expect(200);
        Await.until(
                "the hold given back",
                () -> availability().at("/areas/0/blocked").asInt() == 20);
        assertEquals(0, availability().at("/counts/free").asInt());
        assertEquals(0, availability().at("/areas/0/free").asInt());
    }
}
