package io.boxoffice.services.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.services.catalog.CatalogDetails.VenueDetails;
import io.boxoffice.services.site.Glances.Glance;
import io.boxoffice.services.site.Programme.Entry;
import java.math.BigDecimal;
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

    /** Shows of one event. */
    String shows(
            List<Entry> shows, Map<Long, VenueDetails> venues, String description, String picture, String language) {
        ArrayNode all = JSON.createArrayNode();
        shows.stream()
                .limit(MAX_SHOWS)
                .forEach(entry ->
                        all.add(show(entry, venues, description, language).put("image", picture)));
        return text(all);
    }

    /** A venue. */
    String venue(ShowCard card, VenueDetails details, String address) {
        ObjectNode place = place(card, details);
        place.put(CONTEXT, SCHEMA).put("url", siteUrl + address);
        return text(place);
    }

    private ObjectNode show(Entry entry, Map<Long, VenueDetails> venues, String description, String language) {
        ShowCard card = entry.card();
        Glance glance = glances.of(entry.show());
        ObjectNode event = JSON.createObjectNode();
        event.put(CONTEXT, SCHEMA).put(TYPE, "Event").put("name", card.eventTitle());
        event.put("startDate", time(card.startsAtMs(), entry));
        event.put("endDate", time(card.endsAtMs(), entry));
        event.put("eventAttendanceMode", SCHEMA + "/OfflineEventAttendanceMode");
        event.put(
                "eventStatus",
                SCHEMA + (glance.status() == SaleStatus.CANCELLED ? "/EventCancelled" : "/EventScheduled"));
        if (description != null) {
            event.put("description", description);
        }
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
            offer.put("url", siteUrl + '/' + language + "/s/" + card.showId());
        }
        return event;
    }

    private static ObjectNode place(ShowCard card, VenueDetails details) {
        ObjectNode place = JSON.createObjectNode();
        place.put(TYPE, "Place").put("name", card.venueName());
        ObjectNode address = place.putObject("address");
        address.put(TYPE, "PostalAddress").put("addressLocality", card.city());
        if (details != null && details.stated().address() != null) {
            address.put("streetAddress", details.stated().address());
        }
        if (details != null && details.stated().latitude() != null) {
            place.putObject("geo")
                    .put(TYPE, "GeoCoordinates")
                    .put("latitude", details.stated().latitude())
                    .put("longitude", details.stated().longitude());
        }
        return place;
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
