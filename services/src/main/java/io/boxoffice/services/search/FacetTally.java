package io.boxoffice.services.search;

import io.boxoffice.gateway.availability.ShowFeature;
import io.boxoffice.gateway.availability.ShowGlance;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.protocol.port.PublishedShow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts events by what they have, segment by segment. For one search, by one thread. */
final class FacetTally {
    /** The most values that a facet tells. */
    private static final int MOST_VALUES = 50;

    /** The first days that are counted. */
    private static final int DAYS = 60;

    private final Set<EventQuery.Facet> asked;
    private final ShowViews views;
    private final int today;
    private final Map<EventQuery.Facet, Map<String, Long>> counts = new HashMap<>();
    private final long[] days = new long[DAYS];
    private final long[] features = new long[ShowFeature.values().length];
    private final Map<String, Long> prices = new HashMap<>();
    private SegmentColumns columns;
    private Tally cities;
    private Tally genres;
    private Tally languages;
    private Tally formats;

    /** What the event at hand has of these. */
    private final boolean[] dayOfEvent = new boolean[DAYS];

    private int featuresOfEvent;
    private final Set<String> pricesOfEvent = new HashSet<>();

    /** Counts by number; the event that was counted last is known, so that it counts once. */
    private static final class Tally {
        private final int[] counts;
        private final int[] last;

        private Tally(int size) {
            counts = new int[size];
            last = new int[size];
        }

        private void add(int number, int document) {
            if (last[number] != document + 1) {
                last[number] = document + 1;
                counts[number]++;
            }
        }
    }

    /**
     * @param firstDay from which days are counted, since 1970
     */
    FacetTally(Set<EventQuery.Facet> asked, ShowViews views, int firstDay) {
        this.asked = asked;
        this.views = views;
        today = firstDay;
    }

    boolean isAsked() {
        return !asked.isEmpty();
    }

    private boolean counts(EventQuery.Facet facet, int bit, int lacks) {
        return (lacks & ~bit) == 0 && asked.contains(facet);
    }

    void begin(SegmentColumns segment) {
        columns = segment;
        cities = new Tally(segment.cities.size());
        genres = new Tally(segment.genres.size());
        languages = new Tally(segment.languages.size());
        formats = new Tally(segment.formats.size());
    }

    /** Counts a show; {@code lacks} says what it and its event do not have. */
    void show(int document, int show, int lacks) {
        if (Integer.bitCount(lacks) > 1 || (lacks & ShowChoice.OTHER) != 0) {
            return;
        }
        if (counts(EventQuery.Facet.CITY, ShowChoice.CITY, lacks)) {
            cities.add(columns.city[columns.place[show]], document);
        }
        if (counts(EventQuery.Facet.LANGUAGE, ShowChoice.LANGUAGE, lacks)) {
            languages.add(columns.spoken[show], document);
            languages.add(columns.language[document], document);
        }
        if (counts(EventQuery.Facet.FORMAT, ShowChoice.FORMAT, lacks)) {
            formats.add(columns.format[show], document);
        }
        genre(document, lacks);
        if (counts(EventQuery.Facet.DATE, ShowChoice.DATE, lacks)) {
            int last = Math.min(columns.lastDay[show] - today, DAYS - 1);
            for (int day = Math.max(0, columns.firstDay[show] - today); day <= last; day++) {
                dayOfEvent[day] = true;
            }
        }
        if (counts(EventQuery.Facet.ACCESSIBLE, ShowChoice.ACCESSIBLE, lacks)) {
            featuresOfEvent |= columns.features[show];
        }
        if (counts(EventQuery.Facet.PRICE, ShowChoice.PRICE, lacks)) {
            PublishedShow published = views.find(columns.showId[show]);
            Long price = published == null ? null : ShowGlance.priceFrom(published.prices());
            if (price != null) {
                pricesOfEvent.add(PriceBands.of(published.definition().currency(), price));
            }
        }
    }

    /** Counts an event that has no show. */
    void withoutShow(int document, int lacks) {
        genre(document, lacks);
        if (counts(EventQuery.Facet.LANGUAGE, ShowChoice.LANGUAGE, lacks)) {
            languages.add(columns.language[document], document);
        }
    }

    private void genre(int document, int lacks) {
        if (counts(EventQuery.Facet.GENRE, ShowChoice.GENRE, lacks)) {
            for (int each : columns.genre[document]) {
                genres.add(each, document);
            }
        }
    }

    /** All shows of an event were counted. */
    void endOfEvent() {
        if (asked.contains(EventQuery.Facet.DATE)) {
            for (int day = 0; day < DAYS; day++) {
                days[day] += dayOfEvent[day] ? 1 : 0;
                dayOfEvent[day] = false;
            }
        }
        for (int feature = 0; featuresOfEvent != 0; feature++, featuresOfEvent >>>= 1) {
            features[feature] += featuresOfEvent & 1;
        }
        if (!pricesOfEvent.isEmpty()) {
            pricesOfEvent.forEach(band -> prices.merge(band, 1L, Long::sum));
            pricesOfEvent.clear();
        }
    }

    void end() {
        add(EventQuery.Facet.CITY, cities, columns.cities);
        add(EventQuery.Facet.GENRE, genres, columns.genres);
        add(EventQuery.Facet.LANGUAGE, languages, columns.languages);
        add(EventQuery.Facet.FORMAT, formats, columns.formats);
    }

    private void add(EventQuery.Facet facet, Tally tally, SegmentColumns.Names names) {
        Map<String, Long> all = counts.computeIfAbsent(facet, f -> new HashMap<>());
        for (int i = 0; i < names.size(); i++) {
            if (tally.counts[i] > 0 && !names.name(i).isEmpty()) {
                all.merge(names.name(i), (long) tally.counts[i], Long::sum);
            }
        }
    }

    List<FacetCounts> result() {
        List<FacetCounts> all = new ArrayList<>();
        for (EventQuery.Facet facet : EventQuery.Facet.values()) {
            if (asked.contains(facet)) {
                all.add(new FacetCounts(facet.name().toLowerCase(Locale.ROOT), values(facet)));
            }
        }
        return all;
    }

    private List<FacetCounts.Value> values(EventQuery.Facet facet) {
        List<FacetCounts.Value> values = new ArrayList<>();
        if (facet == EventQuery.Facet.DATE) {
            for (int day = 0; day < DAYS; day++) {
                add(values, LocalDate.ofEpochDay(today + (long) day).toString(), days[day]);
            }
            return values;
        }
        if (facet == EventQuery.Facet.ACCESSIBLE) {
            for (ShowFeature feature : ShowFeature.values()) {
                add(values, feature.text(), features[feature.ordinal()]);
            }
        } else {
            Map<String, Long> found = facet == EventQuery.Facet.PRICE ? prices : counts.getOrDefault(facet, Map.of());
            found.forEach((name, count) -> add(values, name, count));
        }
        values.sort(
                Comparator.comparingLong(FacetCounts.Value::count).reversed().thenComparing(FacetCounts.Value::value));
        return values.size() > MOST_VALUES ? List.copyOf(values.subList(0, MOST_VALUES)) : values;
    }

    private static void add(List<FacetCounts.Value> values, String name, long count) {
        if (count > 0) {
            values.add(new FacetCounts.Value(name, count));
        }
    }
}
