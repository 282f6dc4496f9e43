package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.TestClient.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Money: paying, what payments and bookings say of it, and giving tickets back. */
class PayAndCancelTest extends HttpSale {
    @Test
    void shouldSayWhenAPaymentIsDeclined() throws IOException {
        String id = booking(ann, "{\"seats\":[\"A-1\"]}");
        Reply reply = ann.post("/v1/bookings/" + id + "/payments", "{\"token\":\"tok_decline\"}");
        assertEquals(402, reply.status());
        assertEquals("payment_declined", reply.code());
        String paymentId = reply.json().path("paymentId").asText();
        Reply payment = ann.get("/v1/bookings/" + id + "/payments/" + paymentId);
        assertEquals("declined", payment.json().path("status").asText());
        assertEquals(reply.json().path("reason"), payment.json().path("reason"));
        assertEquals(
                "not_found", ann.get("/v1/bookings/" + id + "/payments/9-9").code());
        assertEquals(
                404, ben.get("/v1/bookings/" + id + "/payments/" + paymentId).status());
        Reply missing = ann.post("/v1/bookings/" + id + "/payments", "{}");
        assertEquals(422, missing.status(), missing.text());
        assertEquals(List.of("/token"), pointers(missing));
    }

    @Test
    void shouldAnswerProcessingWhenTheProviderNeedsTime() throws IOException {
        String id = booking(ann, "{\"seats\":[\"A-1\"]}");
        Reply reply = ann.post("/v1/bookings/" + id + "/payments", "{\"token\":\"tok_timeout\"}");
        assertEquals(202, reply.status());
        assertEquals("1", reply.header("retry-after"));
        assertEquals(reply.json(), ann.get(reply.header("location")).json());
        assertEquals(
                "processing",
                ann.get(reply.header("location")).json().path("status").asText());
        assertEquals(
                "payment_in_progress",
                ann.post("/v1/bookings/" + id + "/payments", "{\"token\":\"tok_approve\"}")
                        .code());
    }

    @Test
    void shouldConfirmWhatCostsNothingAtOnce() throws IOException {
        server.core.open(300, TestShow.smallHall(), 0);
        Reply hold = ann.post("/v1/shows/300/holds", "{\"seats\":[\"A-1\"],\"expectedAmount\":0}");
        Reply booking = ann.post("/v1/bookings", "{\"holdId\":\"" + hold.id() + "\"}");
        assertEquals(201, booking.status());
        assertEquals("confirmed", booking.json().path("status").asText());
    }

    @Test
    void shouldRefuseACancellationsKeyWithAnotherBodyAlsoWhenThatNamesSeatsOfNobody() throws IOException {
        String id = paid(ann, "{\"seats\":[\"A-1\",\"A-2\"]}");
        String path = "/v1/bookings/" + id + "/cancel";
        String key = "Idempotency-Key: c1";
        ann.write("POST", path, "{\"seats\":[\"A-1\"]}", key);
        assertEquals(200, ann.read().status());
        for (String other :
                new String[] {"{\"seats\":[\"B-1\"]}", "{\"seats\":[\"Z-99\"]}", "{\"seats\":[\"A-2\"]}", ALL}) {
            ann.write("POST", path, other, key);
            Reply refused = ann.read();
            assertEquals(422, refused.status(), other);
            assertEquals("idempotency_key_reused", refused.code(), other);
        }
        ann.write("POST", path, "{\"seats\":[\"B-1\"]}", "Idempotency-Key: c2");
        assertEquals("not_found", ann.read().code());
    }

    @Test
    void shouldCancelSeatBySeatAndInWhole() throws IOException {
        String id = paid(ann, "{\"seats\":[\"A-1\",\"A-2\"],\"areas\":[{\"area\":\"Pit\",\"quantity\":2}]}");
        String path = "/v1/bookings/" + id + "/cancel";
        assertEquals("not_found", ann.post(path, "{\"seats\":[\"B-1\"]}").code());
        Reply one = ann.post(path, "{\"seats\":[\"A-2\"],\"areas\":[{\"area\":\"Pit\",\"quantity\":1}]}");
        assertEquals(200, one.status(), one.text());
        assertEquals("confirmed", one.json().path("status").asText());
        assertEquals(2_400, one.json().at("/refunds/0/amount").asLong());
        assertEquals("due", one.json().at("/refunds/0/status").asText());
        assertTrue(ann.get("/v1/bookings/" + id).json().at("/seats/1/cancelled").asBoolean());
        assertEquals(404, ben.post(path, ALL).status());
        Reply rest = ann.post(path, ALL);
        assertEquals("cancelled", rest.json().path("status").asText());
        assertEquals(2, rest.json().path("cancelled").size());
        assertEquals("wrong_state", ann.post(path, ALL).code());
    }

    /** A variable that a client forgot to fill must give nothing back. */
    @Test
    void shouldCancelNothingUnlessTheBodySaysWhat() throws IOException {
        String id = paid(ann, "{\"seats\":[\"A-1\",\"A-2\"]}");
        String path = "/v1/bookings/" + id + "/cancel";
        for (String body : new String[] {
            "{}",
            "{\"all\":false}",
            "{\"all\":null}",
            "{\"seats\":[]}",
            "{\"seats\":null}",
            "{\"seats\":[],\"areas\":[]}"
        }) {
            Reply refused = ann.post(path, body);
            assertEquals(422, refused.status(), body);
            assertEquals("empty_request", refused.code());
        }
        for (String body :
                new String[] {null, "[]", "{\"seat\":[\"A-1\"]}", "{\"all\":\"true\"}", "{\"all\":true,\"all\":true}"
                }) {
            assertEquals(400, ann.post(path, body).status(), body);
        }
        Reply both = ann.post(path, "{\"all\":true,\"seats\":[\"A-1\"]}");
        assertEquals(422, both.status(), both.text());
        assertEquals("/all", both.json().at("/errors/0/pointer").asText());
        assertEquals(
                "confirmed", ann.get("/v1/bookings/" + id).json().path("status").asText());
        Reply whole = ann.post(path, ALL);
        assertEquals(200, whole.status(), whole.text());
        assertEquals("cancelled", whole.json().path("status").asText());
    }

    @Test
    void shouldTellWhatWasSoldWhatRemainsAndWhatGoesBack() throws IOException {
        String id = booking(ann, "{\"seats\":[\"A-1\",\"A-2\"]}");
        String path = "/v1/bookings/" + id;
        JsonNode pending = ann.get(path).json();
        assertEquals(2_400, pending.path("amount").asInt());
        assertEquals(2_400, pending.path("remainingAmount").asInt());
        assertEquals("none", pending.path("paymentStatus").asText());
        assertEquals(0, pending.path("authorisedAmount").asInt());
        ann.post(path + "/payments", "{\"token\":\"tok_approve\"}");
        JsonNode paid = ann.get(path).json();
        assertEquals("authorised", paid.path("paymentStatus").asText());
        assertEquals(2_400, paid.path("authorisedAmount").asInt(), "set aside, to be taken");
        ann.post(path + "/cancel", "{\"seats\":[\"A-2\"]}");
        JsonNode less = ann.get(path).json();
        assertEquals(2_400, less.path("amount").asInt(), "what was sold stays");
        assertEquals(1_200, less.path("remainingAmount").asInt());
        assertEquals(1, less.path("units").asInt());
        assertEquals(2_400, ann.get("/v1/holds/" + id).json().path("amount").asInt());
    }

    @Test
    void shouldNameTheShowOfABookingButNotInTheAnswerThatARetryRepeats() throws IOException {
        String id = hold(ann, "{\"seats\":[\"A-1\"]}");
        String body = "{\"holdId\":\"" + id + "\"}";
        Reply first = ann.post("/v1/bookings", body, "Idempotency-Key: b1");
        assertFalse(first.json().has("show"), first.text());
        assertEquals(
                first.text(),
                ann.post("/v1/bookings", body, "Idempotency-Key: b1").text());
    }

    /** What POST says of a payment, GET says, and so does the list. */
    @Test
    void shouldSayOfAPaymentByGetWhatPostSaid() throws IOException {
        String id = booking(ann, "{\"seats\":[\"A-1\"],\"areas\":[{\"area\":\"Pit\",\"quantity\":2}]}");
        String path = "/v1/bookings/" + id + "/payments";
        Reply declined = ann.post(path, "{\"token\":\"tok_decline\"}");
        assertEquals("declined_by_provider", declined.json().path("reason").asText(), declined.text());
        Reply paid = ann.post(path, "{\"token\":\"tok_approve\"}", "Idempotency-Key: p1");
        assertEquals(201, paid.status(), paid.text());
        assertEquals(paid.json(), ann.get(paid.header("location")).json());
        assertEquals(
                paid.text(),
                ann.post(path, "{\"token\":\"tok_approve\"}", "Idempotency-Key: p1")
                        .text());
        JsonNode all = ann.get(path).json().path("items");
        assertEquals(2, all.size());
        assertEquals(paid.json(), all.get(0));
        assertEquals("declined", all.at("/1/status").asText());
        assertEquals("declined_by_provider", all.at("/1/reason").asText());
        ann.post("/v1/bookings/" + id + "/cancel", "{\"seats\":[\"A-1\"]}");
        JsonNode now = ann.get(paid.header("location")).json();
        assertTrue(now.at("/booking/seats/0/cancelled").asBoolean(), "as it stands");
        assertEquals(paid.json().at("/booking/amount"), now.at("/booking/amount"));
        assertEquals(404, ben.get(path).status());
    }

    @Test
    void shouldTakeNoPaymentMethodButCards() throws IOException {
        String id = booking(ann, "{\"seats\":[\"A-1\"]}");
        String path = "/v1/bookings/" + id + "/payments";
        for (String method : new String[] {"cash", "", "CARD"}) {
            Reply refused = ann.post(path, "{\"method\":\"" + method + "\",\"token\":\"tok_approve\"}");
            assertEquals(422, refused.status(), method);
            assertEquals("invalid_value", refused.code());
            assertEquals("/method", refused.json().at("/errors/0/pointer").asText());
        }
        assertEquals(201, ann.post(path, "{\"token\":\"tok_approve\"}").status());
    }
}
