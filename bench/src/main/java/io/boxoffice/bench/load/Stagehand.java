package io.boxoffice.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.bench.core.Halls;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.CatalogClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts a run's own venue and shows on sale, through the API, as an organizer would. */
public final class Stagehand {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long PRICE = 4_500;
    private static final int SHOWS_OF_AN_EVENT = 5;
    /** The words of an address are those of the name, in small letters. */
    private static final String SITE = "/en/";

    private final CatalogClient client;

    /**
     * @param client of an organizer
     */
    public Stagehand(CatalogClient client) {
        this.client = client;
    }

    /** A new venue with shows on sale; nothing of a former run is used. */
    public OnSale putOnSale(Scenario.Stage stage) {
        SeatMap hall = Halls.hall(stage.rows(), stage.seatsPerRow());
        ObjectNode venue = JSON.objectNode();
        venue.put("name", "Load hall").put("city", "Loopback").put("timezone", "Europe/Vienna");
        String venueId = client.post("/v1/venues", venue).id();
        String hallId = client.post(
                        "/v1/venues/" + venueId + "/halls", JSON.objectNode().put("name", "Hall"))
                .id();
        String mapId = client.postSeatMap(hallId, "Hall", hall).id();
        List<ObjectNode> shows = new ArrayList<>();
        List<String> events = new ArrayList<>();
        String eventId = null;
        for (int number = 0; number < stage.shows(); number++) {
            if (number % SHOWS_OF_AN_EVENT == 0) {
                eventId = client.post("/v1/events", JSON.objectNode().put("title", "Load"))
                        .id();
            }
            events.add(SITE + "e/load-" + eventId);
            shows.add(show(eventId, hallId, mapId, number, stage.holdTtlMs()));
        }
        List<String> ids = client.createShows(shows).stream()
                .map(show -> show.orThrow().id())
                .toList();
        client.publish(ids).forEach(CatalogClient.Outcome::orThrow);
        return new OnSale(ids, hall, SITE + "loopback", SITE + "v/load-hall-" + venueId, events);
    }

    private static ObjectNode show(String eventId, String hallId, String mapId, int number, long holdTtlMs) {
        Instant start = Instant.now().plus(Duration.ofDays(10 + number));
        ObjectNode show = JSON.objectNode();
        show.put("eventId", eventId).put("hallId", hallId).put("seatMapId", mapId);
        show.put("startsAt", start.toString()).put("allowOverlap", true);
        show.put("endsAt", start.plus(Duration.ofHours(3)).toString());
        show.put("cancelUntil", start.minus(Duration.ofDays(1)).toString());
        show.put("currency", "EUR");
        show.putObject("rules")
                .put("holdTtlMs", holdTtlMs)
                .put("maxUnitsPerCustomer", 0)
                .put("strandedSeatRule", false);
        show.putObject("prices").putObject("categories").put(Halls.CATEGORY, PRICE);
        return show;
    }
}
