package io.boxoffice.server.imports.cinemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the files say, as far as it fits together.
 *
 * @param venues    by id, in the order of the file
 * @param halls     the seats of each hall, in the order of the file
 * @param movies    by id
 * @param showtimes in the order of the file; some may have no prices, or overlap
 * @param prices    of each showtime: by seat id, in minor units
 * @param priceless showtimes that no row of prices names
 */
record Cinemas(
        Map<String, Venue> venues,
        Map<HallKey, List<Seat>> halls,
        Map<String, Movie> movies,
        List<Showtime> showtimes,
        Map<String, Map<String, Long>> prices,
        Set<String> priceless) {

    /** One cinema. */
    record Venue(String id, String name, String address, double latitude, double longitude, Set<String> halls) {}

    /** A hall is known by its name within a venue. */
    record HallKey(String venueId, String name) {}

    /**
     * One seat: x and y are positions in a grid that has aisles as gaps; a sofa spans as many columns as it has places.
     *
     * @param section    of the hall; empty: the hall has none
     * @param category   what it is priced as; empty: by its places
     * @param accessible for people in wheelchairs
     */
    record Seat(
            String id,
            HallKey hall,
            String section,
            String row,
            String column,
            String category,
            boolean accessible,
            int places,
            int x,
            int y) {}

    /** One film. */
    record Movie(String id, String title, String overview, int durationMinutes, String language, List<String> genres) {}

    /** One showing, with its line in the file. */
    record Showtime(long line, String id, String movieId, HallKey hall, Instant start, Instant end) {}
}
