package io.boxoffice.server.imports.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogClient.Answer;
import io.boxoffice.server.imports.CatalogClient.Outcome;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import io.boxoffice.server.imports.ShowsOnSale;
import io.boxoffice.server.imports.demo.DemoProgramme.Event;
import io.boxoffice.server.imports.demo.DemoProgramme.Hall;
import io.boxoffice.server.imports.demo.DemoProgramme.Showing;
import io.boxoffice.server.imports.demo.DemoProgramme.Venue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts the next three weeks of the fictional houses on sale, and sells a part. Repeated on the same day it changes nothing; on a later
 * day it adds the days that have come into view. One call at a time.
 */
public final class DemoCatalogue {
    /** What the report counts shows under. */
    public static final String SHOWS = ShowsOnSale.KIND;

    /** What the report counts what was sold under. */
    public static final String SOLD = "shows of which seats are sold";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CatalogClient client;
    private final DemoSales sales;
    private final InParallel parallel;
    private final ImportReport report;
    private final DemoProgramme programme;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final Map<String, String> eventIds = new ConcurrentHashMap<>();

    /**
     * @param client    an organizer, whose the catalogue is
     * @param boxOffice sells for that organizer
     */
    public DemoCatalogue(
            DemoProgramme programme,
            CatalogClient client,
            CatalogClient boxOffice,
            InParallel parallel,
            ImportReport report) {
        this.programme = programme;
        this.client = client;
        this.sales = new DemoSales(boxOffice);
        this.parallel = parallel;
        this.report = report;
    }

    /** A show to try things with. */
    public record DemoShow(String id, String title, String venue, Instant startsAt) {}

    private record Room(String hallId, String seatMapId, SeatMap map) {}

    /**
     * @param now shows begin after it
     * @return the first show that is on sale
     * @throws RuntimeException as {@link CatalogClient#post} says
     */
    public DemoShow create(Instant now) {
        parallel.forEach("events", programme.events(), this::event);
        List<Showing> showings = programme.showings(now);
        Map<Showing, String> ids = new ConcurrentHashMap<>();
        List<Showing> made = Collections.synchronizedList(new ArrayList<>());
        // What takes longest goes first; where it is done, shows go on sale without waiting for the others.
        List<Venue> largestFirst = programme.venues().stream()
                .sorted(Comparator.comparingInt(this::seats).reversed())
                .toList();
        parallel.forEach("venues with their shows", largestFirst, venue -> {
            venue(venue);
            made.addAll(
                    shows(showings.stream().filter(s -> s.venue().equals(venue)).toList(), ids));
        });
        parallel.forEach(
                "shows that sell already",
                made.stream().filter(DemoCatalogue::hasStory).toList(),
                showing -> story(showing, ids.get(showing)));
        Showing next = showings.stream()
                .filter(showing -> showing.onSaleFrom() == null && showing.run().soldPercent() == 0)
                .findFirst()
                .orElseThrow();
        return new DemoShow(
                ids.get(next),
                next.event().title(),
                next.venue().name(),
                next.start().toInstant());
    }

    private int seats(Venue venue) {
        return venue.halls().values().stream()
                .mapToInt(hall -> programme.drawn(hall).seatCount())
                .sum();
    }

    private void venue(Venue venue) {
        ObjectNode body = JSON.objectNode();
        body.put("name", venue.name()).put("address", venue.address()).put("city", venue.city());
        body.put("latitude", venue.latitude()).put("longitude", venue.longitude());
        body.put("timezone", venue.timezone()).put("externalId", id(venue.key()));
        add(body, venue.more());
        String venueId = report.imported("venues", client.post("/v1/venues", body));
        venue.halls().forEach((key, hall) -> rooms.put(venue.key() + "/" + key, room(venueId, key, hall)));
    }

    private Room room(String venueId, String key, Hall hall) {
        ObjectNode body = JSON.objectNode();
        body.put("name", hall.name()).put("externalId", id(key));
        add(body, hall.more());
        String hallId = report.imported("halls", client.post("/v1/venues/" + venueId + "/halls", body));
        SeatMap map = programme.drawn(hall);
        Answer seatMap = client.postSeatMap(hallId, hall.plan(), map);
        return new Room(hallId, report.imported("seat maps", seatMap), map);
    }

    private void event(Event event) {
        ObjectNode body = JSON.objectNode();
        body.put("title", event.title()).put("description", event.description());
        ArrayNode genres = body.putArray("genres");
        event.genres().forEach(genres::add);
        body.put("durationMinutes", event.minutes()).put("externalId", id(event.key()));
        body.put("language", event.language()).put("ageRating", event.rating());
        add(body, event.more());
        if (event.images() != null) {
            ArrayNode images = body.putArray("images");
            event.images().forEach(image -> images.add(image(event, image)));
        }
        eventIds.put(event.key(), report.imported("events", client.post("/v1/events", body)));
    }

    /** Sends an image that lies beside the programme. */
    private ObjectNode image(Event event, String image) {
        String role = image.substring(0, image.indexOf(':'));
        byte[] file =
                DemoProgramme.image(event.title().toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + role + ".png");
        ObjectNode linked = JSON.objectNode();
        linked.put("id", report.imported("images", client.postImage(file))).put("role", role);
        return linked.put("alt", image.substring(role.length() + 1).strip());
    }

    private static void add(ObjectNode body, ObjectNode more) {
        if (more != null) {
            body.setAll(more);
        }
    }

    /** Puts them on sale, and returns those that this run did so. */
    private List<Showing> shows(List<Showing> ofVenue, Map<Showing, String> ids) {
        List<Outcome> outcomes =
                client.createShows(ofVenue.stream().map(this::body).toList());
        Map<String, Showing> drafts = new LinkedHashMap<>();
        for (int i = 0; i < ofVenue.size(); i++) {
            Answer show = outcomes.get(i).orThrow();
            ids.put(ofVenue.get(i), report.imported(SHOWS, show));
            if (show.isDraft()) {
                drafts.put(show.id(), ofVenue.get(i));
            }
        }
        client.publish(List.copyOf(drafts.keySet())).forEach(Outcome::orThrow);
        return List.copyOf(drafts.values());
    }

    private static boolean hasStory(Showing showing) {
        return showing.run().soldPercent() > 0 || showing.run().cancelled();
    }

    private void story(Showing showing, String showId) {
        if (showing.run().soldPercent() > 0) {
            Room room = rooms.get(showing.run().hall());
            sales.sell(showId, name(showing), room.map(), showing.run().soldPercent());
            report.imported(SOLD, true);
        }
        if (showing.run().cancelled()) {
            client.cancel(showId);
        }
    }

    private static String name(Showing showing) {
        return id(showing.run().hall()) + ":" + showing.start().toInstant();
    }

    private ObjectNode body(Showing showing) {
        Room room = rooms.get(showing.run().hall());
        Instant start = showing.start().toInstant();
        ObjectNode body = JSON.objectNode();
        body.put("eventId", eventIds.get(showing.event().key()));
        body.put("hallId", room.hallId()).put("seatMapId", room.seatMapId());
        body.put("startsAt", start.toString());
        body.put("endsAt", showing.end().toInstant().toString());
        body.put("cancelUntil", start.toString());
        if (showing.onSaleFrom() != null) {
            body.put("onSaleFrom", showing.onSaleFrom().toString());
        }
        if (showing.run().doorsMinutes() > 0) {
            body.put(
                    "doorsAt",
                    start.minusSeconds(60L * showing.run().doorsMinutes()).toString());
        }
        add(body, showing.run().more());
        body.put("currency", showing.venue().currency()).put("externalId", name(showing));
        body.set("prices", programme.prices(showing.run()));
        return body;
    }

    private static String id(String key) {
        return "demo:" + key;
    }
}
