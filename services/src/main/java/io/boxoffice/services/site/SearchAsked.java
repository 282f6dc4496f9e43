package io.boxoffice.services.site;

import io.boxoffice.gateway.route.Call;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    static final String AT = "at";
    /** All parts. */
    static final List<String> NAMES = List.of(TEXT, CITY, DATE, GENRE, LANGUAGE, AT);

    /** What narrows a search besides its words and its city. */
    static final List<String> FILTERS = List.of(LANGUAGE, GENRE, DATE);

    private static final int MAX_CHARS = 200;
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
