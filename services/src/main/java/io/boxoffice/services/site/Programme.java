package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** What is on at one moment: the shows that everybody may see and that have not ended, in the order of time. Immutable. */
final class Programme {
    /** Parts of addresses that no city may have. */
    private static final Set<String> TAKEN = Set.of(
            "e",
            "v",
            "s",
            "b",
            "search",
            "near",
            "privacy",
            "terms",
            "checkout",
            "bookings",
            "tickets",
            "account",
            "preview");

    /** A show that is on, with what the core tells of it, and its map as people are told of it. */
    record Entry(ShowCard card, PublishedShow show, SeatMap map) {
        ZoneId zone() {
            return ZoneId.of(card.timezone());
        }
    }

    /** A city where something is on. */
    record City(String slug, String name, List<Entry> shows) {
        ZoneId zone() {
            return shows.get(0).zone();
        }
    }

    private final Map<String, City> cities = new TreeMap<>();
    private final Map<Long, List<Entry>> byEvent = new HashMap<>();
    private final Map<Long, List<Entry>> byVenue = new HashMap<>();
    private final Map<Long, Entry> byId = new HashMap<>();

    Programme(Collection<ShowCard> cards, ShowDirectory directory, ToldMaps maps, long nowMs) {
        this(cards, directory::show, maps, nowMs);
    }

    /**
     * @param shows by id; null from it: there is none
     */
    Programme(Collection<ShowCard> cards, LongFunction<PublishedShow> shows, ToldMaps maps, long nowMs) {
        List<Entry> entries = new ArrayList<>();
        for (ShowCard card : cards) {
            PublishedShow show = shows.apply(card.showId());
            if (show != null && show.definition().status() != ShowStatus.DRAFT && card.endsAtMs() > nowMs) {
                entries.add(new Entry(card, show, maps.of(show).map()));
            }
        }
        entries.sort(Comparator.comparingLong((Entry entry) -> entry.card.startsAtMs())
                .thenComparingLong(entry -> entry.card.showId()));
        for (Entry entry : entries) {
            ShowCard card = entry.card;
            byId.put(card.showId(), entry);
            if (card.notes().unlisted()) {
                continue;
            }
            byEvent.computeIfAbsent(card.eventId(), id -> new ArrayList<>()).add(entry);
            byVenue.computeIfAbsent(card.venueId(), id -> new ArrayList<>()).add(entry);
            cities.computeIfAbsent(slug(card.city()), slug -> new City(slug, card.city(), new ArrayList<>()))
                    .shows
                    .add(entry);
        }
    }

    private static String slug(String city) {
        String slug = Slugs.of(city);
        return TAKEN.contains(slug) ? slug + "-city" : slug;
    }

    /** The cities, in the order of their addresses. */
    Collection<City> cities() {
        return cities.values();
    }

    /** A city by its part of an address, or null. */
    City city(String slug) {
        return cities.get(slug);
    }

    /** The city that a venue's card names. */
    City cityOf(ShowCard card) {
        return cities.get(slug(card.city()));
    }

    /** A show, or null when it is not on. */
    Entry show(long showId) {
        return byId.get(showId);
    }

    /** The shows of an event; empty when none is on. */
    List<Entry> ofEvent(long eventId) {
        return byEvent.getOrDefault(eventId, List.of());
    }

    /** The shows at a venue; empty when none is on. */
    List<Entry> atVenue(long venueId) {
        return byVenue.getOrDefault(venueId, List.of());
    }

    /** The ids of events that are on. */
    Set<Long> events() {
        return byEvent.keySet();
    }

    /** The ids of venues where something is on. */
    Set<Long> venues() {
        return byVenue.keySet();
    }
}
