package io.boxoffice.services.organisation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.services.catalog.CatalogExport.ExportedShow;
import io.boxoffice.services.catalog.EventKind;
import io.boxoffice.services.catalog.EventRequest;
import io.boxoffice.services.catalog.Show;
import io.boxoffice.services.catalog.ShowState;
import io.boxoffice.services.catalog.VenueRequest;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/** The shows that were announced as schema.org's Event and its kinds, one graph of JSON-LD. */
final class SchemaOrgExport extends ExportFormat {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "@type";
    private static final String SCHEMA = "https://schema.org/";

    private final String siteUrl;
    private ObjectNode organizer;
    private boolean first = true;

    SchemaOrgExport(String siteUrl) {
        this.siteUrl = siteUrl;
    }

    /** Whether everybody may see a show, or could once. */
    static boolean isAnnounced(Show show) {
        return show.state() != ShowState.DRAFT && show.state() != ShowState.PUBLISHING;
    }

    @Override
    String type() {
        return "application/ld+json";
    }

    @Override
    String extension() {
        return "jsonld";
    }

    @Override
    List<Run> runs() {
        return List.of(new Run(Things.SHOWS, "shows"));
    }

    @Override
    void begin(Organisation organisation) {
        organizer = JSON.createObjectNode();
        organizer.put(TYPE, "Organization").put("name", organisation.stated().name());
        optional(organizer, "url", organisation.stated().website());
        text("{\"@context\":\"https://schema.org\",\"@graph\":[");
    }

    @Override
    void show(Run run, ExportedShow exported) {
        if (isAnnounced(exported.show())) {
            text(first ? "\n" : ",\n");
            first = false;
            text(json(of(exported)));
        }
    }

    private ObjectNode of(ExportedShow exported) {
        Show show = exported.show();
        EventRequest event = exported.event().stated();
        ZoneId zone = ZoneId.of(exported.labels().timezone());
        ObjectNode node = JSON.createObjectNode();
        node.put("@id", siteUrl + "/v1/shows/" + show.id()).put(TYPE, EventKind.schemaOrgType(event.kind()));
        node.put("identifier", show.externalId() == null ? Long.toString(show.id()) : show.externalId());
        node.put("name", event.title());
        optional(node, "alternateName", event.originalTitle());
        optional(node, "description", event.description());
        optional(node, "inLanguage", event.language());
        node.put("startDate", time(show.startsAt(), zone)).put("endDate", time(show.endsAt(), zone));
        node.put("eventStatus", SCHEMA + (show.state() == ShowState.CANCELLED ? "EventCancelled" : "EventScheduled"));
        node.put("eventAttendanceMode", SCHEMA + "OfflineEventAttendanceMode");
        if (event.kind() == EventKind.FILM) {
            ObjectNode film = node.putObject("workPresented");
            film.put(TYPE, "Movie").put("name", event.title());
            if (event.durationMinutes() != null) {
                film.put("duration", "PT" + event.durationMinutes() + "M");
            }
        }
        node.set("location", place(exported.venue().stated(), exported.labels().hallName()));
        node.set("organizer", organizer);
        ArrayNode images = JSON.createArrayNode();
        exported.event()
                .pictures()
                .forEach(picture -> images.add(siteUrl + picture.largest().url()));
        if (!images.isEmpty()) {
            node.set("image", images);
        }
        offers(node, show, zone);
        return node;
    }

    private static ObjectNode place(VenueRequest venue, String hall) {
        ObjectNode place = JSON.createObjectNode();
        place.put(TYPE, "Place").put("name", venue.name());
        optional(place, "url", venue.website());
        ObjectNode address = place.putObject("address").put(TYPE, "PostalAddress");
        optional(address, "streetAddress", venue.address());
        optional(address, "postalCode", venue.postcode());
        optional(address, "addressLocality", venue.city());
        optional(address, "addressCountry", venue.country());
        if (venue.latitude() != null) {
            place.putObject("geo")
                    .put(TYPE, "GeoCoordinates")
                    .put("latitude", venue.latitude())
                    .put("longitude", venue.longitude());
        }
        place.putObject("containsPlace").put(TYPE, "Place").put("name", hall);
        return place;
    }

    /** What categories cost at first, of the first ticket type. */
    private static void offers(ObjectNode node, Show show, ZoneId zone) {
        if (show.prices() == null) {
            return;
        }
        ArrayNode offers = node.putArray("offers");
        if (show.prices().defaultAmount() != null) {
            offer(offers, null, show.prices().defaultAmount(), show, zone);
        }
        show.prices().categories().forEach((name, amount) -> offer(offers, name, amount, show, zone));
    }

    private static void offer(ArrayNode offers, String category, long amount, Show show, ZoneId zone) {
        int digits = Math.max(0, Currency.getInstance(show.currency()).getDefaultFractionDigits());
        ObjectNode offer = offers.addObject().put(TYPE, "Offer");
        optional(offer, "category", category);
        offer.put("price", BigDecimal.valueOf(amount, digits).toPlainString()).put("priceCurrency", show.currency());
        optional(offer, "validFrom", time(show.onSaleFrom(), zone));
        optional(offer, "validThrough", time(show.onSaleUntil(), zone));
    }

    private static String time(Instant time, ZoneId zone) {
        return time == null ? null : time.atZone(zone).toOffsetDateTime().toString();
    }

    private static void optional(ObjectNode node, String field, String text) {
        if (text != null) {
            node.put(field, text);
        }
    }

    private static String json(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void end() {
        text("]}\n");
    }
}
