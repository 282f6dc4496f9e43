package io.boxoffice.server.imports.listings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.server.imports.ImportException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Events of schema.org, in JSON-LD: a list, one, or a {@code @graph}, with {@code subEvent} and the like inside. What is named by
 * {@code @id} alone is looked up in the file. Every object is looked at once, whatever refers to it. For one file; one thread.
 */
final class JsonLdEvents {
    private static final int MAX_DEPTH = 100;
    private static final Set<String> EVENTS = Set.of("Festival", "Hackathon", "CourseInstance", "EventSeries");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build());

    private final ListingsOptions options;
    private final ListingSink sink;
    private final Map<String, JsonNode> byId = new HashMap<>();

    JsonLdEvents(ListingsOptions options, ListingSink sink) {
        this.options = options;
        this.sink = sink;
    }

    /**
     * Reads all events.
     *
     * @throws ImportException when it is not JSON
     */
    void read(String text) {
        JsonNode document;
        try {
            document = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ImportException(
                    "not JSON, line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ": "
                            + e.getOriginalMessage(),
                    e);
        }
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<JsonNode> all = new ArrayDeque<>();
        Deque<JsonNode> events = new ArrayDeque<>();
        all.add(document);
        while (!all.isEmpty()) {
            JsonNode node = all.poll();
            if (!node.isContainerNode() || !seen.add(node)) {
                continue;
            }
            String id = node.path("@id").asText();
            if (!id.isEmpty() && node.size() > 1) {
                byId.putIfAbsent(id, node);
            }
            if (isEvent(node)) {
                events.add(node);
            }
            node.forEach(all::add);
        }
        for (JsonNode event : events) {
            if (event.has("subEvent") && !event.has("startDate")) {
                continue;
            }
            sink.take(name(event), () -> listing(event));
        }
    }

    private static boolean isEvent(JsonNode node) {
        JsonNode type = node.path("@type");
        if (type.isTextual()) {
            return isEvent(type.asText());
        }
        for (JsonNode each : type) {
            if (isEvent(each.asText())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEvent(String type) {
        String name = type.substring(type.lastIndexOf('/') + 1);
        return name.equals("Event") || name.endsWith("Event") || EVENTS.contains(name);
    }

    private static String name(JsonNode event) {
        String id = event.path("@id").asText();
        return id.isEmpty() ? event.path("name").asText() : id;
    }

    private Listing listing(JsonNode event) throws RefusedListingException {
        String status = event.path("eventStatus").asText();
        if (status.endsWith("EventCancelled") || status.endsWith("EventPostponed")) {
            throw new RefusedListingException("is cancelled or postponed", "");
        }
        JsonNode work = one(event.path("workPresented"));
        String title = text(work, "name").isEmpty() ? text(event, "name") : text(work, "name");
        if (title.isEmpty()) {
            throw new RefusedListingException("has no name", "");
        }
        JsonNode place = one(event.path("location"));
        if (place.path("@type").asText().endsWith("VirtualLocation")) {
            throw new RefusedListingException("is on the internet alone", text(place, "url"));
        }
        ListingTimes times = new ListingTimes(options);
        Instant start = times.start(text(event, "startDate"));
        Instant end =
                times.end(start, text(event, "endDate"), firstOf(text(event, "duration"), text(work, "duration")));
        ListingPrice price = ListingPrice.of(event, this::one, options, sink);
        String id = firstOf(text(event, "@id"), firstOf(text(event, "identifier"), text(event, "url")));
        return new Listing(
                id.isEmpty() ? null : id,
                title,
                blankToNull(firstOf(text(work, "description"), text(event, "description"))),
                blankToNull(language(firstOf(text(event, "inLanguage"), text(work, "inLanguage")))),
                venue(place),
                options.timeZone(),
                start,
                end,
                price.amount(),
                price.currency(),
                capacity(event, place));
    }

    private int capacity(JsonNode event, JsonNode place) {
        for (JsonNode node : new JsonNode[] {
            event.path("maximumPhysicalAttendeeCapacity"),
            event.path("maximumAttendeeCapacity"),
            place.path("maximumAttendeeCapacity")
        }) {
            int capacity = node.asInt();
            if (capacity > 0) {
                return capacity;
            }
        }
        return -1;
    }

    private Listing.Venue venue(JsonNode place) {
        if (place.isTextual()) {
            return new Listing.Venue(place.asText(), null, null, null, null, null);
        }
        JsonNode house = one(place.path("containedInPlace"));
        boolean inside = !text(house, "name").isEmpty();
        JsonNode whole = inside ? house : place;
        JsonNode address = one(whole.path("address"));
        JsonNode geo = one(whole.path("geo"));
        return new Listing.Venue(
                blankToNull(text(whole, "name")),
                inside ? blankToNull(text(place, "name")) : null,
                blankToNull(address.isTextual() ? address.asText() : text(address, "streetAddress")),
                blankToNull(text(address, "addressLocality")),
                degrees(geo.path("latitude"), 90),
                degrees(geo.path("longitude"), 180));
    }

    private static Double degrees(JsonNode node, double limit) {
        double value = node.isNumber() ? node.asDouble() : node.asDouble(Double.NaN);
        return Math.abs(value) <= limit ? value : null;
    }

    /** The first of a list, and what an {@code @id} alone refers to. */
    private JsonNode one(JsonNode node) {
        JsonNode first = node;
        if (node.isArray()) {
            Iterator<JsonNode> each = node.elements();
            first = each.hasNext() ? each.next() : node;
        }
        if (first.isObject() && first.size() == 1 && first.has("@id")) {
            return byId.getOrDefault(first.path("@id").asText(), first);
        }
        return first;
    }

    /** A text, or its {@code @value}, or the first of several; empty when there is none. */
    private String text(JsonNode node, String field) {
        JsonNode value = one(node.path(field));
        if (value.isObject()) {
            value = value.has("@value") ? value.path("@value") : value.path("name");
        }
        return value.isValueNode() ? value.asText().strip() : "";
    }

    private static String language(String text) {
        return text.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*") ? text : "";
    }

    private static String firstOf(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    private static String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
