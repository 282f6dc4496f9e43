package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ShowFeature;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.services.search.EventQuery;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody looks for: what a search's address says, part by part, so that an address can be shared and changed by a part. What
 * says nothing that can be is left out, as a page is there all the same. Immutable.
 *
 * @param values by name, in the order of {@link #NAMES}
 * @param cursor where to go on, or null
 */
record SearchAsked(Map<String, String> values, String cursor) {
    static final String TEXT = "q";
    static final String CITY = "city";
    static final String DATE = "date";
    static final String GENRE = "genre";
    static final String LANGUAGE = "language";
    static final String FORMAT = "format";
    static final String ACCESSIBLE = "accessible";
    static final String PRICE = "price";
    static final String SEATS = "seats";
    static final String SORT = "sort";
    static final String AT = "at";
    /** All parts. */
    static final List<String> NAMES =
            List.of(TEXT, CITY, DATE, GENRE, LANGUAGE, FORMAT, ACCESSIBLE, PRICE, SEATS, SORT, AT);

    /** What narrows a search besides its words and its city. */
    static final List<String> FILTERS = List.of(LANGUAGE, GENRE, DATE, FORMAT, ACCESSIBLE, PRICE, SEATS);

    /** Of these, what one show of an event must have. */
    private static final List<String> OF_SHOWS = List.of(LANGUAGE, FORMAT, ACCESSIBLE, PRICE, SEATS);

    private static final int MAX_CHARS = 200;
    private static final Pattern BAND = Pattern.compile("([A-Z]{3}) (\\d{1,15})-(\\d{0,15})");
    private static final Pattern SEAT_COUNT = Pattern.compile("[1-9]|[1-4]\\d|50");
    private static final Pattern DAY = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d");
    private static final Pattern PLACE = Pattern.compile("-?\\d{1,2}(\\.\\d{1,6})?,-?\\d{1,3}(\\.\\d{1,6})?");

    /** As an address says it. */
    static SearchAsked of(Call call) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, TEXT, call.parameter(TEXT));
        put(values, CITY, call.parameter(CITY));
        put(values, DATE, call.parameter(DATE));
        put(values, GENRE, call.parameter(GENRE));
        put(values, LANGUAGE, call.parameter(LANGUAGE));
        put(values, FORMAT, call.parameter(FORMAT));
        put(values, ACCESSIBLE, call.parameter(ACCESSIBLE));
        put(values, PRICE, call.parameter(PRICE));
        put(values, SEATS, call.parameter(SEATS));
        put(values, SORT, call.parameter(SORT));
        put(values, AT, call.parameter(AT));
        return new SearchAsked(Collections.unmodifiableMap(values), call.parameter("cursor"));
    }

    private static void put(Map<String, String> values, String name, String value) {
        String text = value == null ? "" : value.strip();
        String cut = text.substring(0, Math.min(text.length(), MAX_CHARS));
        if (!cut.isEmpty() && can(name, cut)) {
            values.put(name, cut);
        }
    }

    private static boolean can(String name, String value) {
        return switch (name) {
            case DATE -> day(value) != null;
            case AT -> place(value) != null;
            case ACCESSIBLE ->
                Arrays.stream(ShowFeature.values())
                        .anyMatch(feature -> feature.text().equals(value));
            case PRICE -> BAND.matcher(value).matches();
            case SEATS -> SEAT_COUNT.matcher(value).matches();
            case SORT ->
                Arrays.stream(EventQuery.Sort.values())
                        .anyMatch(sort -> sort.name().equals(value.toUpperCase(Locale.ROOT)));
            default -> true;
        };
    }

    private static LocalDate day(String text) {
        try {
            return DAY.matcher(text).matches() ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static double[] place(String text) {
        if (!PLACE.matcher(text).matches()) {
            return null;
        }
        String[] parts = text.split(",");
        double[] place = {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
        return Math.abs(place[0]) <= 90 && Math.abs(place[1]) <= 180 ? place : null;
    }

    /** A part; empty when it is not said. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The day, or null. */
    LocalDate date() {
        return day(get(DATE));
    }

    /** Latitude and longitude from where distances count, or null. */
    double[] place() {
        return place(get(AT));
    }

    /** What is asked of shows besides city, day and language. */
    EventQuery.Wanted wanted() {
        Matcher band = BAND.matcher(get(PRICE));
        boolean hasBand = band.matches();
        return new EventQuery.Wanted(
                null,
                Set.of(),
                0,
                1_440,
                hasBand ? Long.valueOf(band.group(2)) : null,
                hasBand && !band.group(3).isEmpty() ? Long.valueOf(band.group(3)) : null,
                hasBand ? band.group(1) : null,
                has(FORMAT) ? get(FORMAT) : null,
                has(ACCESSIBLE) ? Set.of(ShowFeature.valueOf(get(ACCESSIBLE).toUpperCase(Locale.ROOT))) : Set.of(),
                has(SEATS) ? Integer.parseInt(get(SEATS)) : 0,
                null);
    }

    /** In which order; null: in the one that fits. One that cannot be is left out. */
    EventQuery.Sort sort() {
        EventQuery.Sort sort = has(SORT) ? EventQuery.Sort.valueOf(get(SORT).toUpperCase(Locale.ROOT)) : null;
        boolean cannot =
                sort == EventQuery.Sort.DISTANCE && place() == null || sort == EventQuery.Sort.RELEVANCE && !has(TEXT);
        return cannot ? null : sort;
    }

    /** Whether other shows of an event than the one that is told may not be what is asked for. */
    boolean narrowsShows() {
        return OF_SHOWS.stream().anyMatch(this::has);
    }

    /** The same with another part, from its beginning on. */
    SearchAsked with(String name, String value) {
        Map<String, String> other = new LinkedHashMap<>();
        for (String each : NAMES) {
            if (each.equals(name)) {
                other.put(name, value);
            } else if (has(each)) {
                other.put(each, get(each));
            }
        }
        return new SearchAsked(Collections.unmodifiableMap(other), null);
    }

    /** The same without some parts, from its beginning on. */
    SearchAsked without(List<String> names) {
        Map<String, String> left = new LinkedHashMap<>(values);
        left.keySet().removeAll(names);
        return new SearchAsked(Collections.unmodifiableMap(left), null);
    }

    /** The end of an address, from the question mark on, without where to go on; empty when all is asked for. */
    String query() {
        StringBuilder query = new StringBuilder();
        values.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(Slugs.encode(value)));
        return query.toString();
    }
}
