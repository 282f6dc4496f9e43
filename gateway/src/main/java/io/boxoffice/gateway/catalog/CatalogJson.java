package io.boxoffice.gateway.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.FoundEvent;
import io.boxoffice.services.catalog.FoundShow;
import io.boxoffice.services.catalog.Hall;
import io.boxoffice.services.catalog.Prices;
import io.boxoffice.services.catalog.SeatMapInfo;
import io.boxoffice.services.catalog.Show;
import io.boxoffice.services.catalog.ShowCard;
import io.boxoffice.services.catalog.ShowRules;
import io.boxoffice.services.catalog.Venue;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How the things of the catalog look. What is not known is left out. */
final class CatalogJson {
    private CatalogJson() {}

    static void venue(JsonGenerator json, Venue venue) throws IOException {
        json.writeStartObject();
        id(json, "id", venue.id());
        id(json, "organizerId", venue.ownerId());
        text(json, "externalId", venue.externalId());
        text(json, "name", venue.name());
        text(json, "address", venue.address());
        text(json, "city", venue.city());
        if (venue.latitude() != null && venue.longitude() != null) {
            json.writeNumberField("latitude", venue.latitude());
            json.writeNumberField("longitude", venue.longitude());
        }
        text(json, "timezone", venue.timezone().getId());
        json.writeNumberField("version", venue.version());
        json.writeEndObject();
    }

    static void hall(JsonGenerator json, Hall hall) throws IOException {
        json.writeStartObject();
        id(json, "id", hall.id());
        id(json, "venueId", hall.venueId());
        text(json, "externalId", hall.externalId());
        text(json, "name", hall.name());
        json.writeNumberField("version", hall.version());
        json.writeEndObject();
    }

    static void seatMap(JsonGenerator json, SeatMapInfo map) throws IOException {
        json.writeStartObject();
        id(json, "id", map.id());
        id(json, "hallId", map.hallId());
        text(json, "name", map.name());
        json.writeNumberField("seats", map.seats());
        json.writeNumberField("areas", map.areas());
        text(json, "sha256", map.sha256());
        json.writeEndObject();
    }

    static void event(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        eventFields(json, event);
        json.writeEndObject();
    }

    static void foundEvent(JsonGenerator json, FoundEvent found) throws IOException {
        json.writeStartObject();
        eventFields(json, found.event());
        time(json, "nextShowAt", found.nextShowAt());
        if (found.distanceMetres() != null) {
            json.writeNumberField("distanceMetres", Math.round(found.distanceMetres()));
        }
        json.writeEndObject();
    }

    private static void eventFields(JsonGenerator json, Event event) throws IOException {
        id(json, "id", event.id());
        id(json, "organizerId", event.ownerId());
        text(json, "externalId", event.externalId());
        text(json, "title", event.title());
        text(json, "description", event.description());
        json.writeArrayFieldStart("genres");
        for (String genre : event.genres()) {
            json.writeString(genre);
        }
        json.writeEndArray();
        text(json, "language", event.language());
        if (event.durationMinutes() != null) {
            json.writeNumberField("durationMinutes", event.durationMinutes());
        }
        text(json, "ageRating", event.ageRating());
        json.writeNumberField("version", event.version());
    }

    /**
     * With the names that go with it.
     *
     * @param card null when it has just gone
     * @param own  with what only its organizer sees
     */
    static void namedShow(JsonGenerator json, Show show, ShowCard card, boolean own) throws IOException {
        json.writeStartObject();
        showFields(json, show);
        if (card != null) {
            names(json, card.eventTitle(), card.venueName(), card.city(), card.timezone(), card.hallName());
        }
        if (own) {
            ownFields(json, show);
        }
        json.writeEndObject();
    }

    /** With what only its organizer sees. */
    static void ownShow(JsonGenerator json, Show show) throws IOException {
        json.writeStartObject();
        showFields(json, show);
        ownFields(json, show);
        json.writeEndObject();
    }

    private static void ownFields(JsonGenerator json, Show show) throws IOException {
        if (show.prices() != null) {
            prices(json, show.prices());
        }
        json.writeObjectFieldStart("blocks");
        for (Map.Entry<String, Integer> block : show.blocks().entrySet()) {
            json.writeNumberField(block.getKey(), block.getValue());
        }
        json.writeEndObject();
    }

    static void foundShow(JsonGenerator json, FoundShow found) throws IOException {
        json.writeStartObject();
        showFields(json, found.show());
        names(json, found.eventTitle(), found.venueName(), found.city(), found.timezone(), found.hallName());
        json.writeEndObject();
    }

    private static void showFields(JsonGenerator json, Show show) throws IOException {
        id(json, "id", show.id());
        id(json, "eventId", show.eventId());
        id(json, "venueId", show.venueId());
        id(json, "hallId", show.hallId());
        id(json, "seatMapId", show.seatMapId());
        id(json, "organizerId", show.ownerId());
        text(json, "externalId", show.externalId());
        text(json, "status", show.state().name().toLowerCase(Locale.ROOT));
        time(json, "startsAt", show.startsAt());
        time(json, "endsAt", show.endsAt());
        time(json, "onSaleFrom", show.onSaleFrom());
        time(json, "onSaleUntil", show.onSaleUntil());
        time(json, "cancelUntil", show.cancelUntil());
        text(json, "currency", show.currency());
        if (show.rules() != null) {
            rules(json, show.rules());
        }
        json.writeNumberField("version", show.version());
    }

    static void names(JsonGenerator json, String event, String venue, String city, String timezone, String hall)
            throws IOException {
        text(json, "eventTitle", event);
        text(json, "venueName", venue);
        text(json, "city", city);
        text(json, "timezone", timezone);
        text(json, "hallName", hall);
    }

    static void rules(JsonGenerator json, ShowRules rules) throws IOException {
        json.writeObjectFieldStart("rules");
        json.writeNumberField("holdTtlMs", rules.holdTtlMs());
        json.writeNumberField("maxUnitsPerHold", rules.maxUnitsPerHold());
        json.writeNumberField("maxUnitsPerCustomer", rules.maxUnitsPerCustomer());
        json.writeBooleanField("strandedSeatRule", rules.strandedSeatRule());
        json.writeEndObject();
    }

    private static void prices(JsonGenerator json, Prices prices) throws IOException {
        json.writeObjectFieldStart("prices");
        if (prices.defaultAmount() != null) {
            json.writeNumberField("default", prices.defaultAmount());
        }
        amounts(json, "categories", prices.categories());
        amounts(json, "seats", prices.seats());
        amounts(json, "areas", prices.areas());
        TypedPricesJson.write(json, prices);
        json.writeEndObject();
    }

    private static void amounts(JsonGenerator json, String name, Map<String, Long> amounts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> amount : amounts.entrySet()) {
            json.writeNumberField(amount.getKey(), amount.getValue());
        }
        json.writeEndObject();
    }

    static void id(JsonGenerator json, String name, long id) throws IOException {
        json.writeStringField(name, Long.toString(id));
    }

    static void text(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    static void time(JsonGenerator json, String name, Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(name, time.toString());
        }
    }
}
