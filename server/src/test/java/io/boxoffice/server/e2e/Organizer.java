package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.ImportedSeatMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Somebody who has halls and puts shows in them on sale. */
record Organizer(Api api) {
    static final String CURRENCY = "EUR";
    static final long STALLS_PRICE = 4_500;
    static final long BALCONY_PRICE = 2_900;
    static final long PIT_PRICE = 3_300;
    static final String PIT = "pit";

    private static final Duration NEVER = Duration.ofHours(1);

    /** Rows A, B, C, … of seats, …; the last quarter of the rows is the balcony; a pit to stand in. */
    static SeatMap hall(int rows, int seatsPerRow, int places) {
        SeatMap.Builder map =
                new SeatMap.Builder().category("Stalls").category("Balcony").category("Pit");
        map.section("House");
        for (int row = 0; row < rows; row++) {
            String label = Character.toString((char) ('A' + row));
            map.row(label);
            for (int seat = 1; seat <= seatsPerRow; seat++) {
                int category = row < rows - rows / 4 ? 0 : 1;
                map.seat(label + "-" + seat, Integer.toString(seat), seat * 100, row * 100, category, false, false, 1);
            }
        }
        return map.area(new SeatMap.Area(PIT, "Pit", places, 2, 0, 0))
                .focus(seatsPerRow * 50, 0)
                .build();
    }

    /** A show whose holds outlive any test. */
    OnSale putOnSale(SeatMap map) {
        return putOnSale(map, NEVER);
    }

    OnSale putOnSale(SeatMap map, Duration holdTime) {
        return putOnSale(map, holdTime, 0);
    }

    /**
     * @param maxUnitsPerCustomer 0: as many as there are
     */
    OnSale putOnSale(SeatMap map, Duration holdTime, int maxUnitsPerCustomer) {
        // A server sells before its catalog has found PostgreSQL and brought the schema up to date.
        Await.until("the catalog", () -> api.get("/v1/events").status() == 200);
        ObjectNode venue = JsonNodeFactory.instance.objectNode();
        venue.put("name", "Old Mill").put("city", "Millbrook").put("timezone", "Europe/Vienna");
        String venueId = api.post("/v1/venues", venue.toString()).expect(201).id();
        String hallId = api.post("/v1/venues/" + venueId + "/halls", "{\"name\":\"Great hall\"}")
                .expect(201)
                .id();
        String mapId = api.post(
                        "/v1/halls/" + hallId + "/seat-maps",
                        new String(ImportedSeatMap.of(map, "Great hall"), StandardCharsets.UTF_8))
                .expect(201)
                .id();
        String eventId = api.post("/v1/events", "{\"title\":\"The Miller's Daughter\",\"genres\":[\"Opera\"]}")
                .expect(201)
                .id();
        ObjectNode show = show(eventId, hallId, mapId, holdTime);
        ((ObjectNode) show.path("rules")).put("maxUnitsPerCustomer", maxUnitsPerCustomer);
        String showId = api.post("/v1/shows", show.toString()).expect(201).id();
        api.post("/v1/shows/" + showId + "/publish", "{}").expect(200);
        return new OnSale(Long.parseLong(showId), map);
    }

    /** Another show of the same event, in the same hall with the same seat map. */
    OnSale putOnSaleAgain(OnSale former) {
        String showId = draftAgain(former);
        api.post("/v1/shows/" + showId + "/publish", "{}").expect(200);
        return new OnSale(Long.parseLong(showId), former.map());
    }

    /** The id of a draft of the same event, in the same hall with the same seat map. */
    String draftAgain(OnSale former) {
        JsonNode like = api.get(former.path("")).expect(200).body();
        return api.post(
                        "/v1/shows",
                        show(
                                        like.path("eventId").asText(),
                                        like.path("hallId").asText(),
                                        like.path("seatMapId").asText(),
                                        NEVER)
                                .toString())
                .expect(201)
                .id();
    }

    /** Another show like this one, at other times, sold and given back until its end. */
    OnSale putOnSaleAgain(OnSale former, Instant start, Instant end, Duration holdTime) {
        JsonNode like = api.get(former.path("")).expect(200).body();
        ObjectNode show = show(
                like.path("eventId").asText(),
                like.path("hallId").asText(),
                like.path("seatMapId").asText(),
                holdTime);
        show.put("startsAt", start.toString()).put("endsAt", end.toString()).put("allowOverlap", true);
        show.put("onSaleUntil", end.toString()).put("cancelUntil", end.toString());
        String showId = api.post("/v1/shows", show.toString()).expect(201).id();
        api.post("/v1/shows/" + showId + "/publish", "{}").expect(200);
        return new OnSale(Long.parseLong(showId), former.map());
    }

    private static ObjectNode show(String eventId, String hallId, String mapId, Duration holdTime) {
        Instant start = Instant.now().plus(Duration.ofDays(10));
        ObjectNode show = JsonNodeFactory.instance.objectNode();
        show.put("eventId", eventId).put("hallId", hallId).put("seatMapId", mapId);
        show.put("startsAt", start.toString()).put("allowOverlap", true);
        show.put("endsAt", start.plus(Duration.ofHours(3)).toString());
        show.put("cancelUntil", start.minus(Duration.ofDays(1)).toString());
        show.put("currency", CURRENCY);
        show.putObject("rules")
                .put("holdTtlMs", holdTime.toMillis())
                .put("maxUnitsPerCustomer", 0)
                .put("strandedSeatRule", true);
        show.putObject("prices")
                .putObject("categories")
                .put("Stalls", STALLS_PRICE)
                .put("Balcony", BALCONY_PRICE)
                .put("Pit", PIT_PRICE);
        return show;
    }
}
