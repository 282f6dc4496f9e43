package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookingFlowTest extends HttpSale {
    @Test
    void shouldHoldNamedSeats() throws IOException {
        Reply reply = ann.post(HOLDS, "{\"seats\":[\"A-1\",\"A-2\"]}");
        assertEquals(201, reply.status());
        assertEquals("/v1/holds/" + reply.id(), reply.header("location"));
        JsonNode hold = reply.json();
        assertEquals("held", hold.path("status").asText());
        assertEquals(2_400, hold.path("amount").asLong());
        assertEquals("EUR", hold.path("currency").asText());
        assertEquals("A-2", hold.at("/seats/1/seat").asText());
        assertEquals("Stalls", hold.at("/seats/1/category").asText());
        assertEquals(hold, ann.get("/v1/holds/" + reply.id()).json());
    }

    @Test
    void shouldNameTheSeatsInTheWay() throws IOException {
        hold(ann, "{\"seats\":[\"A-2\"]}");
        Reply reply = ben.post(HOLDS, "{\"seats\":[\"A-1\",\"A-2\"]}");
        assertEquals(409, reply.status());
        assertEquals("seat_unavailable", reply.code());
        assertEquals("[\"A-2\"]", reply.json().path("conflicts").toString());
    }

    @Test
    void shouldHoldBestAvailableAndAreasTogether() throws IOException {
        Reply reply = ann.post(
                HOLDS,
                "{\"bestAvailable\":{\"quantity\":2,\"category\":\"Stalls\"},\"areas\":[{\"area\":\"Pit\",\"quantity\":3}]}");
        assertEquals(201, reply.status(), reply.text());
        assertEquals(2, reply.json().path("seats").size());
        assertEquals(3, reply.json().at("/areas/0/quantity").asInt());
        Reply accessible = ann.post(HOLDS, "{\"bestAvailable\":[{\"quantity\":1,\"accessible\":true}]}");
        assertEquals("B-4", accessible.json().at("/seats/0/seat").asText());
    }

    private void assertRefused(String code, String hold) throws IOException {
        assertEquals(code, ann.post(HOLDS, hold).code());
    }

    @Test
    void shouldTellTheProblemsOfHolds() throws IOException {
        assertRefused("unknown_seat", "{\"seats\":[\"Z-9\",\"A-1\"]}");
        assertRefused("unknown_area", "{\"areas\":[{\"area\":\"Moon\"}]}");
        assertRefused("unknown_category", "{\"bestAvailable\":{\"quantity\":1,\"category\":\"X\"}}");
        assertRefused("empty_request", "{}");
        server.show.hold(3, TestShow.places(0, 48));
        server.show.hold(4, TestShow.places(0, 48));
        assertRefused("area_full", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":5}]}");
        assertRefused("limit_exceeded", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":49}]}");
        Reply changed = ann.post(HOLDS, "{\"seats\":[\"A-1\"],\"expectedAmount\":1}");
        assertEquals("price_changed", changed.code());
        assertEquals(1_200, changed.json().path("amount").asLong());
        assertEquals(
                "not_found",
                ann.post("/v1/shows/5/holds", "{\"seats\":[\"A-1\"]}").code());
        assertEquals(
                "not_found",
                ann.post("/v1/shows/x/holds", "{\"seats\":[\"A-1\"]}").code());
        assertRefused("invalid_request", "{\"seats\":\"A-1\"}");
        assertRefused("invalid_value", "{\"bestAvailable\":{}}");
        assertRefused("too_large", "{\"seats\":[" + "\"A-1\",".repeat(100) + "\"A-1\"]}");
    }

    @Test
    void shouldSayThatABodyIsAnObject() throws IOException {
        for (String body : new String[] {"[]", "7", "\"seats\"", "null"}) {
            Reply refused = ann.post(HOLDS, body);
            assertEquals(400, refused.status(), body);
            assertEquals("invalid_request", refused.code());
            assertEquals(
                    "the body must be a JSON object",
                    refused.json().path("detail").asText());
            assertFalse(refused.json().has("errors"));
        }
    }

    @Test
    void shouldRefuseHalfCharacters() throws IOException {
        for (String half : new String[] {"a\\ud83d", "\\ud83db", "\\ude00", "\\ude00\\ud83d"}) {
            Reply refused = ann.post(HOLDS, "{\"seats\":[\"" + half + "\"]}");
            assertEquals(400, refused.status(), half);
            assertEquals("invalid_request", refused.code());
            assertEquals("/seats/0", refused.json().at("/errors/0/pointer").asText());
            assertEquals(400, ann.post(HOLDS, "{\"" + half + "\":1}").status(), "as a name");
        }
        Reply whole = ann.post(HOLDS, "{\"seats\":[\"\\ud83d\\ude00\"]}");
        assertEquals("unknown_seat", whole.code());
        assertEquals("\ud83d\ude00", whole.json().at("/conflicts/0").asText());
    }

    @Test
    void shouldAnswerARetryLikeTheFirstAndRefuseAnotherBody() throws IOException {
        Reply first = ann.post(HOLDS, "{\"seats\":[\"A-1\"]}", "Idempotency-Key: k1");
        Reply again = ann.post(HOLDS, "{\"seats\":[\"A-1\"]}", "Idempotency-Key: k1");
        assertEquals(201, again.status());
        assertEquals(first.id(), again.id());
        Reply other = ann.post(HOLDS, "{\"seats\":[\"A-2\"]}", "Idempotency-Key: k1");
        assertEquals(422, other.status());
        assertEquals("idempotency_key_reused", other.code());
        assertEquals(
                409,
                ben.post(HOLDS, "{\"seats\":[\"A-1\"]}", "Idempotency-Key: k1").status());
        assertEquals(
                "invalid_request",
                ann.post(HOLDS, "{\"seats\":[\"A-1\"]}", "Idempotency-Key: ").code());
    }

    @Test
    void shouldExtendOnceAndRelease() throws IOException {
        String id = hold(ann, "{\"seats\":[\"A-1\"]}");
        assertEquals(200, ann.post("/v1/holds/" + id + "/extend", null).status());
        assertEquals(
                "extensions_used_up",
                ann.post("/v1/holds/" + id + "/extend", null).code());
        assertEquals(204, ann.request("DELETE", "/v1/holds/" + id, null).status());
        assertEquals(204, ann.request("DELETE", "/v1/holds/" + id, null).status());
        assertEquals(
                "released", ann.get("/v1/holds/" + id).json().path("status").asText());
        hold(ben, "{\"seats\":[\"A-1\"]}");
    }

    @Test
    void shouldHideWhatIsAnothers() throws IOException {
        String id = hold(ann, "{\"seats\":[\"A-1\"]}");
        assertEquals(404, ben.get("/v1/holds/" + id).status());
        assertEquals(404, ben.request("DELETE", "/v1/holds/" + id, null).status());
        assertEquals(
                404, ben.post("/v1/bookings", "{\"holdId\":\"" + id + "\"}").status());
        assertEquals(404, ann.get("/v1/bookings/" + id).status(), "not a booking yet");
        try (TestClient office = server.client().as(TestGateway.token(50, Role.BOX_OFFICE));
                TestClient organizer = server.organizer();
                TestClient stranger = server.client().as(TestGateway.token(901, Role.ORGANIZER))) {
            assertEquals(200, office.get("/v1/holds/" + id).status());
            assertEquals(200, organizer.get("/v1/holds/" + id).status());
            assertEquals(404, stranger.get("/v1/holds/" + id).status());
        }
    }

    @Test
    void shouldLetTheBoxOfficeActOnBehalfOfACustomer() throws IOException {
        try (TestClient office = server.client().as(TestGateway.token(50, Role.BOX_OFFICE))) {
            String id = hold(office, "{\"seats\":[\"A-1\"],\"onBehalfOf\":\"1\"}");
            assertEquals(200, ann.get("/v1/holds/" + id).status());
            Reply booking = office.post("/v1/bookings", "{\"holdId\":\"" + id + "\",\"onBehalfOf\":\"1\"}");
            assertEquals(201, booking.status());
        }
        assertEquals(
                "forbidden",
                ann.post(HOLDS, "{\"seats\":[\"A-3\"],\"onBehalfOf\":\"2\"}").code());
    }

    private static String scan(String code) {
        return "{\"showId\":\"" + SHOW + "\",\"device\":\"7\",\"gate\":3,\"ticket\":\"" + code + "\"}";
    }

    private String firstCode(String id) throws IOException {
        return ann.get("/v1/bookings/" + id + "/tickets")
                .json()
                .at("/items/0/code")
                .asText();
    }

    @Test
    void shouldTellWhatBecameOfEachScanOfAnUpload() throws IOException {
        String id = paid(ann, "{\"seats\":[\"A-1\"]}");
        String body = """
                {"showId": "%1$d", "device": "7", "scans": [
                  {"ticket": "%2$s", "scannedAt": "2026-01-01T00:00:00Z"},
                  {"ticket": "nonsense", "scannedAt": "2026-01-01T00:00:00Z"},
                  {"ticket": "%2$s", "scannedAt": "2026-01-01T00:00:07Z"},
                  {"ticket": "%2$s", "scannedAt": "2026-01-01T00:00:00Z"}]}""".formatted(SHOW, firstCode(id));
        try (TestClient organizer = server.organizer()) {
            Reply told = organizer.post("/v1/check-ins", body);
            assertEquals(201, told.status(), told.text());
            assertEquals("admitted", told.json().at("/scans/0/outcome").asText());
            assertEquals("not_found", told.json().at("/scans/1/code").asText());
            assertEquals("admitted_again", told.json().at("/scans/2/outcome").asText());
            assertEquals("admitted", told.json().at("/scans/3/outcome").asText(), "told twice");
            assertEquals(
                    "invalid_value",
                    organizer.post("/v1/check-ins", "{\"scans\":[]}").code());
            for (String never :
                    List.of("+10000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "+1000000000-01-01T00:00:00Z")) {
                Reply refused = organizer.post("/v1/check-ins", body.replace("2026-01-01T00:00:00Z", never));
                assertEquals(422, refused.status(), refused.text());
            }
        }
    }

    @Test
    void shouldLookAtATicketAndTakeAnAdmissionBack() throws IOException {
        String code = firstCode(paid(ann, "{\"seats\":[\"A-1\"]}"));
        try (TestClient organizer = server.organizer()) {
            Reply look = organizer.post("/v1/check-ins/look", scan(code));
            assertEquals("valid", look.json().path("outcome").asText(), look.text());
            Reply in = organizer.post("/v1/check-ins", scan(code));
            assertEquals(3, in.json().path("gate").asInt(), in.text());
            String undo = scan(code)
                    .replace(
                            "}",
                            ",\"checkedInAt\":\""
                                    + in.json().path("checkedInAt").asText() + "\"}");
            Reply undone = organizer.post("/v1/check-ins/undo", undo);
            assertEquals("undone", undone.json().path("outcome").asText(), undone.text());
            Reply again = organizer.post("/v1/check-ins/undo", undo);
            assertEquals("undone", again.json().path("outcome").asText(), again.text());
            String never = scan(code).replace("}", ",\"checkedInAt\":\"2026-01-01T00:00:00Z\"}");
            assertEquals(
                    "not_checked_in",
                    organizer.post("/v1/check-ins/undo", never).code());
            String elsewhere = scan(code).replace("\"" + SHOW + "\"", "\"999\"");
            assertEquals(
                    "wrong_show", organizer.post("/v1/check-ins", elsewhere).code());
        }
    }

    @Test
    void shouldMakeATicketAnewSoThatItsFormerCodeIsRefused() throws IOException {
        String id = paid(ann, "{\"seats\":[\"A-1\"]}");
        String before = firstCode(id);
        String path = "/v1/bookings/" + id + "/tickets/0/reissue";
        Reply made = ann.post(path, "{\"generation\":0}");
        assertEquals(1, made.json().path("generation").asInt(), made.text());
        assertEquals("ticket_reissued", ann.post(path, "{\"generation\":0}").code());
        assertEquals("not_found", ben.post(path, "{\"generation\":1}").code());
        try (TestClient organizer = server.organizer()) {
            assertEquals(
                    "ticket_reissued",
                    organizer.post("/v1/check-ins", scan(before)).code());
            assertEquals(
                    201, organizer.post("/v1/check-ins", scan(firstCode(id))).status());
        }
    }

    @Test
    void shouldListWhatIsMineOfAShow() throws IOException {
        String first = hold(ann, "{\"seats\":[\"A-1\"]}");
        String second = booking(ann, "{\"seats\":[\"A-2\"]}");
        hold(ben, "{\"seats\":[\"A-3\"]}");
        Reply mine = ann.get("/v1/holds?showId=" + SHOW);
        assertEquals(200, mine.status(), mine.text());
        assertEquals(2, mine.json().path("items").size());
        assertEquals(second, mine.json().at("/items/0/bookingId").asText());
        assertEquals(first, mine.json().at("/items/1/id").asText());
        assertEquals("held", mine.json().at("/items/1/status").asText());
        assertEquals(
                "forbidden",
                ann.get("/v1/holds?showId=" + SHOW + "&onBehalfOf=2").code());
    }

    @Test
    void shouldSellAndShowTicketsAndLetInOnce() throws IOException {
        String id = paid(ann, "{\"seats\":[\"A-1\",\"A-2\"]}");
        Reply booking = ann.get("/v1/bookings/" + id);
        assertEquals("confirmed", booking.json().path("status").asText());
        JsonNode tickets = ann.get("/v1/bookings/" + id + "/tickets").json().path("items");
        assertEquals(2, tickets.size());
        String code = tickets.at("/0/code").asText();
        assertEquals("forbidden", ann.post("/v1/check-ins", scan(code)).code());
        try (TestClient organizer = server.organizer();
                TestClient stranger = server.client().as(TestGateway.token(901, Role.ORGANIZER))) {
            assertEquals("not_found", stranger.post("/v1/check-ins", scan(code)).code());
            Reply in = organizer.post("/v1/check-ins", scan(code));
            assertEquals(201, in.status(), in.text());
            assertEquals("A-1", in.json().path("seat").asText());
            assertEquals(
                    "already_checked_in",
                    organizer.post("/v1/check-ins", scan(code)).code());
            assertEquals(
                    "not_found",
                    organizer.post("/v1/check-ins", scan("nonsense")).code());
        }
        assertEquals(
                "[\"A-1\",\"A-2\"]",
                ben.get("/v1/shows/" + SHOW + "/availability")
                        .json()
                        .path("sold")
                        .toString());
    }

    /** Fields nobody knows are refused where money or seats depend on them, and all errors come at once. */
    @Test
    void shouldRefuseUnknownAndRepeatedFieldsOfTheSale() throws IOException {
        Reply hold = ann.post(
                HOLDS,
                "{\"bestAvailable\":{\"quantity\":1,\"categroy\":\"Stalls\"},\"seat\":[],\"areas\":[{\"quantity\":0}]}");
        assertEquals(400, hold.status(), hold.text());
        assertEquals(
                List.of("/bestAvailable/categroy", "/seat", "/areas/0/quantity", "/areas/0/area"),
                pointers(hold),
                hold.text());
        assertEquals(List.of("/seats"), pointers(ann.post(HOLDS, "{\"seats\":[\"A-1\"],\"seats\":[\"A-2\"]}")));
        assertEquals(List.of("/bestAvailable/quantity"), pointers(ann.post(HOLDS, "{\"bestAvailable\":{}}")));
        String id = hold(ann, "{\"seats\":[\"A-1\"]}");
        assertEquals(
                List.of("/onBehalfOf", "/holdID"),
                pointers(ann.post("/v1/bookings", "{\"holdID\":\"" + id + "\",\"onBehalfOf\":7}")));
        Reply missing = ann.post("/v1/bookings", "{}");
        assertEquals(422, missing.status(), missing.text());
        assertEquals(List.of("/holdId"), pointers(missing));
        try (TestClient organizer = server.organizer()) {
            Reply scan = organizer.post("/v1/check-ins", "{\"scan\":[]}");
            assertEquals(400, scan.status(), scan.text());
            Reply some = organizer.post("/v1/check-ins", "{\"device\":\"7\",\"scans\":[{\"ticket\":\"x\"}]}");
            assertEquals(422, some.status(), some.text());
            assertEquals(List.of("/scans/0/scannedAt", "/scans/0/showId"), pointers(some));
        }
    }

    @Test
    void shouldAnswerListsWithDatabaseUnavailableAndSellOn() throws IOException {
        Reply list = ann.get("/v1/bookings");
        assertEquals(503, list.status());
        assertEquals("database_unavailable", list.code());
        assertEquals("5", list.header("retry-after"));
        assertEquals(503, ann.get("/v1/events").status());
        paid(ann, "{\"seats\":[\"B-1\"]}");
        Reply show = ann.get("/v1/shows/" + SHOW);
        assertEquals(200, show.status(), show.text());
        assertEquals("published", show.json().path("status").asText());
        assertFalse(show.json().has("prices"));
    }

    /** Whether a booking is past, or never was, only PostgreSQL knows; what the core knows needs none. */
    @Test
    void shouldSayThatPostgresIsAwayWhenTheCoreKnowsNoSuchBooking() throws IOException {
        for (String path : new String[] {
            "/v1/bookings/123456", "/v1/bookings/123456/tickets", "/v1/bookings/123456/payments/123456-1"
        }) {
            Reply away = ann.get(path);
            assertEquals(503, away.status(), path);
            assertEquals("database_unavailable", away.code(), path);
        }
        String id = booking(ann, "{\"seats\":[\"A-1\"]}");
        assertEquals("not_found", ben.get("/v1/bookings/" + id).code());
        assertEquals("not_found", ben.get("/v1/bookings/" + id + "/tickets").code());
        assertEquals(
                "not_found", ben.post("/v1/bookings/" + id + "/cancel", ALL).code());
        assertEquals(
                "not_found",
                ben.post("/v1/bookings/" + id + "/payments", "{\"token\":\"tok_approve\"}")
                        .code());
    }
}
