package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogJson.id;
import static io.boxoffice.services.catalog.CatalogJson.text;
import static io.boxoffice.services.catalog.CatalogJson.time;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDefinition;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How shows look. What is not known is left out. Any thread. */
public final class ShowJson implements StepAnswer.Encoder {
    private final ShowSnapshots snapshots;

    /**
     * @param snapshots what the core says of the shows that it knows
     */
    public ShowJson(ShowSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Without prices and blocks, which a step does not change: they may be large, and this is kept. */
    @Override
    public byte[] body(Show show) {
        return Json.bytes(json -> {
            json.writeStartObject();
            showFields(json, show);
            json.writeEndObject();
        });
    }

    /**
     * With the names that go with it.
     *
     * @param card null when it has just gone
     * @param own  with what only its organizer sees
     */
    void named(JsonGenerator json, Show show, ShowCard card, boolean own) throws IOException {
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
    void own(JsonGenerator json, Show show) throws IOException {
        json.writeStartObject();
        showFields(json, show);
        ownFields(json, show);
        json.writeEndObject();
    }

    /** As lists have it. */
    void found(JsonGenerator json, FoundShow found) throws IOException {
        json.writeStartObject();
        showFields(json, found.show());
        names(json, found.eventTitle(), found.venueName(), found.city(), found.timezone(), found.hallName());
        json.writeEndObject();
    }

    /**
     * What is known of a show without PostgreSQL.
     *
     * @param card null when its names are not known either
     */
    void published(JsonGenerator json, PublishedShow published, ShowCard card) throws IOException {
        ShowDefinition show = published.definition();
        json.writeStartObject();
        id(json, "id", show.showId());
        id(json, "eventId", show.eventId());
        id(json, "venueId", show.venueId());
        id(json, "seatMapId", show.seatMapId());
        id(json, "organizerId", show.organizerId());
        text(
                json,
                "status",
                switch (show.status()) {
                    case OPEN -> "published";
                    case CLOSED -> "closed";
                    case CANCELLED -> "cancelled";
                    case ARCHIVED -> "archived";
                    default -> "publishing";
                });
        text(json, "saleStatus", snapshots.saleStatus(published).text());
        times(
                json,
                instant(show.startsAtMs()),
                instant(show.endsAtMs()),
                instant(show.onSaleFromMs()),
                instant(show.onSaleUntilMs()),
                instant(show.cancelUntilMs()));
        checkIn(json, new CheckInWindow(instant(show.checkInFromMs()), instant(show.checkInUntilMs())));
        text(json, "currency", show.currency());
        rules(
                json,
                new ShowRules(
                        show.holdTtlMs(), show.maxUnitsPerHold(), show.maxUnitsPerCustomer(), show.strandedSeatRule()));
        if (card != null) {
            id(json, "hallId", card.hallId());
            names(json, card.eventTitle(), card.venueName(), card.city(), card.timezone(), card.hallName());
        }
        json.writeEndObject();
    }

    private static Instant instant(long epochMs) {
        return epochMs == 0 ? null : Instant.ofEpochMilli(epochMs);
    }

    private void showFields(JsonGenerator json, Show show) throws IOException {
        id(json, "id", show.id());
        id(json, "eventId", show.eventId());
        id(json, "venueId", show.venueId());
        id(json, "hallId", show.hallId());
        id(json, "seatMapId", show.seatMapId());
        id(json, "organizerId", show.ownerId());
        text(json, "externalId", show.externalId());
        text(json, "status", show.state().name().toLowerCase(Locale.ROOT));
        text(json, "saleStatus", saleStatus(show).text());
        times(json, show.startsAt(), show.endsAt(), show.onSaleFrom(), show.onSaleUntil(), show.cancelUntil());
        checkIn(json, show.checkIn());
        text(json, "currency", show.currency());
        if (show.rules() != null) {
            rules(json, show.rules());
        }
        json.writeNumberField("version", show.version());
    }

    private static void times(
            JsonGenerator json, Instant starts, Instant ends, Instant saleFrom, Instant saleUntil, Instant cancelUntil)
            throws IOException {
        time(json, "startsAt", starts);
        time(json, "endsAt", ends);
        time(json, "onSaleFrom", saleFrom);
        time(json, "onSaleUntil", saleUntil);
        time(json, "cancelUntil", cancelUntil);
    }

    private static void checkIn(JsonGenerator json, CheckInWindow window) throws IOException {
        time(json, "checkInFrom", window.from());
        time(json, "checkInUntil", window.until());
    }

    private static void ownFields(JsonGenerator json, Show show) throws IOException {
        if (show.prices() != null) {
            prices(json, show.prices());
        }
        BlocksBody.write(json, show.blocks(), "blocks", "blockedAreas");
    }

    private static void names(JsonGenerator json, String event, String venue, String city, String timezone, String hall)
            throws IOException {
        text(json, "eventTitle", event);
        text(json, "venueName", venue);
        text(json, "city", city);
        text(json, "timezone", timezone);
        text(json, "hallName", hall);
    }

    private static void rules(JsonGenerator json, ShowRules rules) throws IOException {
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

    /** As the core says, where it knows the show. */
    private SaleStatus saleStatus(Show show) {
        SaleStatus known = snapshots.saleStatus(show.id());
        return known != null ? known : show.state().saleStatusWithoutCore();
    }
}
