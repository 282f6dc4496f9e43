package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a show on a whole server. */
class ShowStepsTest {
    @TempDir
    private Path data;

    private static JsonNode availability(TestServer server, OnSale show) {
        return server.anybody().get(show.path("/availability")).expect(200).body();
    }

    @Test
    void shouldNotReopenSalesByAReplayedPublishAlsoAfterARestart() {
        try (TestServer server = TestServer.aServer().in(data).start()) {
            OnSale show = server.organizer().putOnSale(Organizer.hall(2, 4, 5));
            Api organizer = server.organizer().api();
            organizer.post(show.path("/close"), "{}", "close-1").expect(200);
            Answer published =
                    organizer.post(show.path("/publish"), "{}", "publish-1").expect(200);
            assertEquals("published", published.text("status"));
            assertEquals("on_sale", published.text("saleStatus"));
            organizer.post(show.path("/close"), "{}", "close-2").expect(200);

            for (int life = 0; life < 2; life++) {
                assertEquals(
                        published.body(),
                        organizer
                                .post(show.path("/publish"), "{}", "publish-1")
                                .expect(200)
                                .body());
                assertEquals(
                        "idempotency_key_reused",
                        organizer
                                .post(show.path("/publish"), "{ }", "publish-1")
                                .expect(422)
                                .code());
                assertEquals(
                        "idempotency_key_reused",
                        organizer
                                .post(show.path("/cancel"), "{}", "publish-1")
                                .expect(422)
                                .code());
                assertEquals(
                        "closed", availability(server, show).path("saleStatus").asText());
                Answer refused = server.customer(7).hold(show, "A-1");
                assertEquals("show_not_on_sale", refused.code());
                assertEquals("closed", refused.text("saleStatus"));
                if (life == 0) {
                    server.restart();
                }
            }
        }
    }

    @Test
    void shouldMoveTheSequenceOfAvailabilityWithEachChangeOfAShow() {
        try (TestServer server = TestServer.aServer().in(data).start()) {
            OnSale show = server.organizer().putOnSale(Organizer.hall(2, 4, 5));
            Api organizer = server.organizer().api();
            JsonNode onSale = availability(server, show);
            assertEquals("on_sale", onSale.path("saleStatus").asText());

            organizer
                    .send("PUT", show.path("/prices"), "{\"default\":100}", null)
                    .expect(200);
            JsonNode repriced = moved(server, show, onSale);
            assertNotEquals(onSale.path("pricesVersion"), repriced.path("pricesVersion"));
            organizer
                    .send("PUT", show.path("/seat-blocks"), "{\"blocks\":{\"A-1\":\"house\"}}", null)
                    .expect(200);
            JsonNode blocked = moved(server, show, repriced);
            assertEquals(1, blocked.at("/counts/blocked").asInt());
            organizer.post(show.path("/close"), "{}").expect(200);
            JsonNode closed = moved(server, show, blocked);
            assertEquals("closed", closed.path("saleStatus").asText());
            organizer.post(show.path("/cancel"), "{}").expect(200);
            JsonNode cancelled = moved(server, show, closed);

            assertEquals("cancelled", cancelled.path("saleStatus").asText());
            assertEquals(
                    "{\"free\":0,\"held\":0,\"sold\":0,\"blocked\":8}",
                    cancelled.path("counts").toString());
            assertEquals(0, cancelled.at("/areas/0/free").asInt());
            assertEquals("cancelled", organizer.get(show.path("")).expect(200).text("saleStatus"));
        }
    }

    private static JsonNode moved(TestServer server, OnSale show, JsonNode before) {
        JsonNode now = availability(server, show);
        assertNotEquals(before.path("sequence"), now.path("sequence"), now.toString());
        return now;
    }
}
