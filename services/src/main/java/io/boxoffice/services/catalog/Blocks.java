package io.boxoffice.services.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a show is not for sale. In the order of names: answers under one ETag must be the same bytes after each start.
 * Immutable.
 *
 * @param seats  reason codes 1 to 127 by seat id
 * @param places how many are blocked, 1 or more, by area id
 */
public record Blocks(Map<String, Integer> seats, Map<String, Integer> places) {
    /** Nothing. */
    public static final Blocks NONE = new Blocks(Map.of(), Map.of());

    public Blocks {
        seats = sorted(seats);
        places = sorted(places);
    }

    private static Map<String, Integer> sorted(Map<String, Integer> numbers) {
        return numbers == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(numbers));
    }
}
