package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

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
