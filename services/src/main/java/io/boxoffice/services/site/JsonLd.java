package io.boxoffice.services.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowPresentation;
import io.boxoffice.services.catalog.CatalogDetails.VenueDetails;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.EventKind;
import io.boxoffice.services.catalog.EventRequest;
import io.boxoffice.services.catalog.VenueRequest;
import io.boxoffice.services.site.Glances.Glance;
import io.boxoffice.services.site.Programme.Entry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** Data for search engines, as schema.org names it. */
final class JsonLd {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "@type";
    private static final String CONTEXT = "@context";
    private static final String SCHEMA = "https://schema.org";
    private static final int MAX_SHOWS = 20;

    private final String siteUrl;
    private final Glances glances;

    JsonLd(String siteUrl, Glances glances) {
        this.siteUrl = siteUrl;
        this.glances = glances;
    }

    /** The site, and how to search it. */
    String site(String name, String language) {
        ObjectNode site = JSON.createObjectNode();
        site.put(CONTEXT, SCHEMA).put(TYPE, "WebSite").put("name", name).put("url", siteUrl + '/' + language);
        ObjectNode search = site.putObject("potentialAction");
        search.put(TYPE, "SearchAction").put("query-input", "required name=q");
        search.put("target", siteUrl + '/' + language + "/search?q={q}");
        return text(site);
    }

    /**
     * What is told of the event of shows.
     *
     * @param event   null: not known
     * @param picture address of what stands for it
     */
    record Told(Event event, String description, String picture, String language) {}

    /** Shows of one event. */
    String shows(List<Entry> shows, Map<Long, VenueDetails> venues, Told told) {
        ArrayNode all = JSON.createArrayNode();
        shows.stream().limit(MAX_SHOWS).forEach(entry -> all.add(show(entry, venues, told)));
        return text(all);
    }

    /** A venue. */
    String venue(ShowCard card, VenueDetails details, String address) {
        ObjectNode place = place(card, details);
        place.put(CONTEXT, SCHEMA).put("url", siteUrl + address);
        return text(place);
    }

    private ObjectNode show(Entry entry, Map<Long, VenueDetails> venues, Told told) {
        ShowCard card = entry.card();
        Glance glance = glances.of(entry.show());
        ObjectNode event = JSON.createObjectNode();
        event.put(CONTEXT, SCHEMA)
                .put(
                        TYPE,
                        EventKind.schemaOrgType(
                                told.event == null ? null : told.event.stated().kind()))
                .put("name", card.eventTitle());
        event.put("startDate", time(card.startsAtMs(), entry));
        if (!card.notes().endIsEstimated()) {
            event.put("endDate", time(card.endsAtMs(), entry));
        }
        if (card.notes().doorsAtMs() > 0) {
            event.put("doorTime", time(card.notes().doorsAtMs(), entry));
        }
        addVersion(event, card.notes().presentation());
        addEvent(event, told);
        event.put("eventAttendanceMode", SCHEMA + "/OfflineEventAttendanceMode");
        event.put(
                "eventStatus",
                SCHEMA + (glance.status() == SaleStatus.CANCELLED ? "/EventCancelled" : "/EventScheduled"));
        event.set("location", place(card, venues.get(card.venueId())));
        if (glance.priceFrom() != null) {
            String currency = entry.show().definition().currency();
            int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
            ObjectNode offer = event.putObject("offers");
            offer.put(TYPE, "AggregateOffer").put("priceCurrency", currency);
            offer.put("lowPrice", BigDecimal.valueOf(glance.priceFrom(), digits).toPlainString());
            offer.put(
                    "availability",
                    SCHEMA
                            + (glance.status() == SaleStatus.ON_SALE
                                    ? "/InStock"
                                    : glance.status() == SaleStatus.NOT_YET ? "/PreOrder" : "/SoldOut"));
            offer.put("validFrom", time(entry.show().definition().onSaleFromMs(), entry));
            offer.put("url", siteUrl + '/' + told.language + "/s/" + card.showId());
        }
        return event;
    }

    private static void addVersion(ObjectNode event, ShowPresentation version) {
        if (version.language() != null) {
            event.put("inLanguage", version.language());
        }
        if (!version.subtitles().isEmpty()) {
            ArrayNode subtitles = event.putArray("subtitleLanguage");
            version.subtitles().forEach(subtitles::add);
        }
        if (version.format() != null) {
            event.put("videoFormat", version.format());
        }
    }

    private void addEvent(ObjectNode show, Told told) {
        ArrayNode images = show.putArray("image");
        show.put("description", told.description);
        if (told.event == null) {
            images.add(told.picture);
            return;
        }
        EventRequest stated = told.event.stated();
        told.event
                .pictures()
                .forEach(picture -> images.add(siteUrl + picture.largest().url()));
        if (images.isEmpty()) {
            images.add(told.picture);
        }
        boolean film = stated.kind() == EventKind.FILM;
        ObjectNode work =
                film ? show.putObject("workPresented").put(TYPE, "Movie").put("name", stated.title()) : show;
        ArrayNode people = JSON.createArrayNode();
        stated.credits().forEach(credit -> people.addObject()
                .put(TYPE, "Role")
                .put("roleName", credit.role())
                .putObject(film ? "contributor" : "performer")
                .put(TYPE, "Person")
                .put("name", credit.name()));
        if (!people.isEmpty()) {
            work.set(film ? "contributor" : "performer", people);
        }
        if (!stated.otherTitles().isEmpty() || stated.originalTitle() != null) {
            ArrayNode names = work.putArray("alternateName");
            if (stated.originalTitle() != null) {
                names.add(stated.originalTitle());
            }
            stated.otherTitles().forEach(other -> names.add(other.title()));
        }
        if (film && stated.durationMinutes() != null) {
            work.put("duration", Duration.ofMinutes(stated.durationMinutes()).toString());
        }
        if (film && stated.trailer() != null) {
            work.putObject("trailer")
                    .put(TYPE, "VideoObject")
                    .put("name", stated.title())
                    .put("url", stated.trailer());
        }
    }

    private static ObjectNode place(ShowCard card, VenueDetails details) {
        ObjectNode place = JSON.createObjectNode();
        place.put(TYPE, "Place").put("name", card.venueName());
        ObjectNode address = place.putObject("address");
        address.put(TYPE, "PostalAddress").put("addressLocality", card.city());
        if (details == null) {
            return place;
        }
        VenueRequest stated = details.stated();
        putIfKnown(address, "streetAddress", stated.address());
        putIfKnown(address, "postalCode", stated.postcode());
        putIfKnown(address, "addressCountry", stated.country());
        putIfKnown(place, "sameAs", stated.website());
        if (stated.latitude() != null) {
            place.putObject("geo")
                    .put(TYPE, "GeoCoordinates")
                    .put("latitude", stated.latitude())
                    .put("longitude", stated.longitude());
        }
        if (!stated.amenities().isEmpty()) {
            ArrayNode amenities = place.putArray("amenityFeature");
            stated.amenities().forEach(amenity -> amenities
                    .addObject()
                    .put(TYPE, "LocationFeatureSpecification")
                    .put("name", amenity.text())
                    .put("value", true));
        }
        return place;
    }

    private static void putIfKnown(ObjectNode node, String name, String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static String time(long epochMs, Entry entry) {
        return Instant.ofEpochMilli(epochMs)
                .atZone(entry.zone())
                .toOffsetDateTime()
                .toString();
    }

    /** As it may stand in a page: nothing in it ends the element. */
    private static String text(Object node) {
        try {
            return JSON.writeValueAsString(node)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
