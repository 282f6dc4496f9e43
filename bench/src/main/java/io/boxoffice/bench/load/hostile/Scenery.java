package io.boxoffice.bench.load.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.bench.load.LoadFailedException;
import io.boxoffice.bench.load.OnSale;
import io.boxoffice.bench.load.Scenario;
import io.boxoffice.bench.load.Stagehand;
import io.boxoffice.bench.load.Target;
import io.boxoffice.server.imports.CatalogClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * What attackers find on a server, and who they are: one customer, and one organizer. The victims' shows are others.
 *
 * @param small the attackers' own show
 * @param large a show of 60,000 seats, every second one blocked; null: none was asked for
 * @param huge  a show of 100,000 seats, likewise
 */
record Scenery(String customer, String organizer, Show small, Show large, Show huge) {
    private static final long CUSTOMER = 5_000_001;
    private static final long HOLD_TTL_MS = 480_000;

    /** A show that is on sale. */
    record Show(String id, String eventId, String seatMapId, String hallId, OnSale onSale) {
        /** A path below it. */
        String path(String rest) {
            return "/v1/shows/" + id + rest;
        }
    }

    /**
     * Puts it on sale.
     *
     * @param withLargeMaps whether large and huge are there
     * @throws LoadFailedException when it cannot be had
     */
    static Scenery build(Target target, boolean withLargeMaps) {
        return new Scenery(
                target.customerToken().apply(CUSTOMER),
                target.organizerToken(),
                show(target, 100, 50, false),
                withLargeMaps ? show(target, 240, 250, true) : null,
                withLargeMaps ? show(target, 400, 250, true) : null);
    }

    private static Show show(Target target, int rows, int seatsPerRow, boolean everySecondBlocked) {
        CatalogClient client = new CatalogClient(target.api(), target.organizerToken());
        OnSale onSale = new Stagehand(client).putOnSale(new Scenario.Stage(1, rows, seatsPerRow, HOLD_TTL_MS));
        String id = onSale.shows().get(0);
        if (everySecondBlocked) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ObjectNode blocks = body.putObject("blocks");
            for (int seat = 0; seat < onSale.hall().seatCount(); seat += 2) {
                blocks.put(onSale.hall().seatId(seat), "house");
            }
            client.put("/v1/shows/" + id + "/seat-blocks", body);
        }
        JsonNode told = get(target, "/v1/shows/" + id);
        return new Show(
                id,
                told.path("eventId").asText(),
                told.path("seatMapId").asText(),
                told.path("hallId").asText(),
                onSale);
    }

    private static JsonNode get(Target target, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(target.api().resolve(path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofByteArray())
                            .body());
        } catch (IOException e) {
            throw new LoadFailedException("cannot read " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        }
    }
}
