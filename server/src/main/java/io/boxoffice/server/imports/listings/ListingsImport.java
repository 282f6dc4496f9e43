package io.boxoffice.server.imports.listings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.http.Digests;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogClient.Answer;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import io.boxoffice.server.imports.RefusedByServerException;
import io.boxoffice.server.imports.ShowsOnSale;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings the performances of listings to a server and puts them on sale, as places without numbers. Repeated, it finds everything
 * again and doubles nothing. One call at a time.
 */
public final class ListingsImport {
    /** What the report counts shows under that are on sale. */
    public static final String ON_SALE = ShowsOnSale.KIND;

    /** What the report of a dry run counts shows under. */
    public static final String WOULD_BE_ON_SALE = "shows would be on sale";

    private static final int SHOWS_TOGETHER = 100;
    private static final String REFUSED = "the server refused it";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CatalogClient client;
    private final InParallel parallel;
    private final ListingsOptions options;
    private final ImportReport report;
    private final Clock clock = Clock.systemUTC();
    private final Map<List<String>, String> venues = new HashMap<>();
    private final Map<List<String>, Hall> halls = new HashMap<>();
    private final Map<String, String> events = new ConcurrentHashMap<>();
    private final Map<String, RefusedByServerException> refusedEvents = new ConcurrentHashMap<>();

    private record Hall(String id, String seatMapId) {}

    /** A performance with all that it needs. */
    private record Planned(
            String file, Listing listing, String externalId, int capacity, long price, String currency) {}

    /**
     * One import.
     *
     * @param client null: a dry run
     */
    public ListingsImport(CatalogClient client, InParallel parallel, ListingsOptions options, ImportReport report) {
        this.client = client;
        this.parallel = parallel;
        this.options = options;
        this.report = report;
    }

    /**
     * Brings in all performances of files.
     *
     * @throws io.boxoffice.server.imports.ImportException when a file cannot be read, or the server not be reached
     */
    public void run(List<Path> files) {
        Map<String, Planned> planned = new LinkedHashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            List<Listing> listings = new ListingsReader(options, report).read(file);
            Map<String, Integer> called = new HashMap<>();
            listings.forEach(listing -> called.merge(String.valueOf(listing.id()), 1, Integer::sum));
            for (Listing listing : listings) {
                plan(name, listing, called.get(String.valueOf(listing.id())) == 1, planned);
            }
        }
        if (client == null) {
            planned.values().forEach(show -> report.imported(WOULD_BE_ON_SALE, true));
            return;
        }
        List<Planned> shows = new ArrayList<>();
        for (Planned show : planned.values()) {
            attempt(show, () -> {
                hall(show);
                shows.add(show);
            });
        }
        Map<String, Planned> ofTitle = new LinkedHashMap<>();
        shows.forEach(show -> ofTitle.putIfAbsent(show.listing.title(), show));
        parallel.forEach("events", List.copyOf(ofTitle.values()), this::event);
        parallel.inGroups("shows", shows, SHOWS_TOGETHER, this::shows);
    }

    /** @param isOnlyOne whether nothing else in the file has its id */
    private void plan(String file, Listing listing, boolean isOnlyOne, Map<String, Planned> planned) {
        int capacity = listing.capacity() > 0 ? listing.capacity() : options.capacity();
        long price = listing.price() >= 0 ? listing.price() : options.price();
        String venue = venue(listing);
        String lacks = null;
        if (venue == null) {
            lacks = "has no place: name one with --venue";
        } else if (capacity <= 0) {
            lacks = "does not say for how many it is: say so with --capacity";
        } else if (price < 0) {
            lacks = "has no price: name one with --price";
        } else if (!listing.start().isAfter(clock.instant())) {
            lacks = "is in the past";
        }
        if (lacks != null) {
            refuse(file, listing, lacks, "");
            return;
        }
        boolean own = listing.id() != null && isOnlyOne;
        String of = own ? listing.id() : listing.id() + '|' + listing.title() + '|' + venue + '|' + listing.start();
        String externalId = externalId("show", of);
        String currency = listing.price() >= 0 ? listing.currency() : options.currency();
        Planned show = new Planned(file, listing, externalId, capacity, price, currency);
        if (planned.putIfAbsent(externalId, show) != null) {
            refuse(file, listing, "stands there twice", "");
        }
    }

    private String venue(Listing listing) {
        return listing.venue().name() == null
                ? options.venue()
                : listing.venue().name();
    }

    private void refuse(String file, Listing listing, String reason, String detail) {
        report.refused(file, 0, listing.id() == null ? listing.title() : listing.id(), reason, detail);
    }

    private Hall hall(Planned show) {
        Listing.Venue place = show.listing.venue();
        String name = venue(show.listing);
        String hallName = place.hall() == null ? "Hall" : place.hall();
        List<String> key = List.of(name, String.valueOf(place.city()), hallName, Integer.toString(show.capacity));
        Hall known = halls.get(key);
        if (known != null) {
            return known;
        }
        String venueId = venues.computeIfAbsent(key.subList(0, 2), of -> {
            ObjectNode body = JSON.objectNode();
            body.put("name", name).put("timezone", show.listing.zone().getId());
            body.put("externalId", externalId("venue", String.join("|", of)));
            body.put("address", place.address()).put("city", place.city());
            if (place.latitude() != null && place.longitude() != null) {
                body.put("latitude", place.latitude()).put("longitude", place.longitude());
            }
            return report.imported("venues", client.post("/v1/venues", body));
        });
        ObjectNode body = JSON.objectNode();
        body.put("name", hallName).put("externalId", externalId("hall", String.join("|", key.subList(0, 3))));
        String hallId = report.imported("halls", client.post("/v1/venues/" + venueId + "/halls", body));
        SeatMap map = new SeatMap.Builder()
                .category("Admission")
                .area(new SeatMap.Area("admission", "Admission", show.capacity, 0, 0, 0))
                .build();
        Answer placed = client.postSeatMap(hallId, "For " + show.capacity, map);
        Hall hall = new Hall(hallId, report.imported("seat maps", placed));
        halls.put(key, hall);
        return hall;
    }

    private void event(Planned show) {
        Listing listing = show.listing;
        ObjectNode body = JSON.objectNode();
        body.put("title", listing.title()).put("externalId", externalId("event", listing.title()));
        if (listing.description() != null) {
            body.put("description", listing.description());
        }
        if (listing.language() != null) {
            body.put("language", listing.language());
        }
        try {
            events.put(listing.title(), report.imported("events", client.post("/v1/events", body)));
        } catch (RefusedByServerException e) {
            refusedEvents.put(listing.title(), e);
        }
    }

    private void shows(List<Planned> group) {
        List<Planned> planned = new ArrayList<>();
        for (Planned show : group) {
            RefusedByServerException refusedEvent = refusedEvents.get(show.listing.title());
            if (refusedEvent == null) {
                planned.add(show);
            } else {
                refused(show, refusedEvent);
            }
        }
        new ShowsOnSale(client, report).put(planned, this::body, (show, id) -> {}, this::refused);
    }

    private ObjectNode body(Planned show) {
        Hall hall = hall(show);
        ObjectNode body = JSON.objectNode();
        body.put("eventId", events.get(show.listing.title()));
        body.put("hallId", hall.id).put("seatMapId", hall.seatMapId);
        body.put("startsAt", show.listing.start().toString())
                .put("endsAt", show.listing.end().toString());
        body.put("currency", show.currency).put("externalId", show.externalId);
        body.putObject("prices").put("default", show.price);
        return body;
    }

    private void attempt(Planned show, Runnable work) {
        try {
            work.run();
        } catch (RefusedByServerException e) {
            refused(show, e);
        }
    }

    private void refused(Planned show, RefusedByServerException e) {
        refuse(show.file, show.listing, REFUSED, e.getMessage());
    }

    /** However long what it is made of is. */
    private String externalId(String kind, String of) {
        byte[] hash = Digests.sha256(of.getBytes(StandardCharsets.UTF_8));
        return options.prefix() + ':' + kind + ':' + HexFormat.of().formatHex(hash, 0, 16);
    }
}
