package io.boxoffice.services.search;

import io.boxoffice.gateway.availability.ShowFeature;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * What to find events by; each part may be null. Several narrow the search together: an event is found when one show of it has all
 * that is asked of shows.
 *
 * @param text      words of titles, people, genres, venues, cities and description; {@code -word} excludes
 * @param city      has an upcoming show there
 * @param date      has a show on that day, in the venue's time zone
 * @param language  of the event, or of a show's version; of a BCP 47 tag the language counts
 * @param latitude  with longitude: has an upcoming show somewhere, and distances are told
 * @param shows     what else is asked of shows, never null
 * @param sort      null: by relevance when there is text, by distance when there is a place, else by time
 * @param facets    what is to be counted, never null
 * @param cursor    where to go on with the same query, or null
 * @param limit     how many at most; the configured limit caps it
 */
public record EventQuery(
        String text,
        String city,
        LocalDate date,
        String genre,
        String language,
        Double latitude,
        Double longitude,
        Wanted shows,
        Sort sort,
        Set<Facet> facets,
        String cursor,
        int limit) {

    /** By what events come. */
    public enum Sort {
        RELEVANCE,
        TIME,
        DISTANCE,
        PRICE
    }

    /** What of the events found is counted. */
    public enum Facet {
        CITY,
        DATE,
        GENRE,
        LANGUAGE,
        FORMAT,
        PRICE,
        ACCESSIBLE
    }

    /**
     * What is asked of shows besides.
     *
     * @param until         with date: the last day; null: that day alone
     * @param weekdays      empty: any
     * @param fromMinute    of the day at which it starts, at the venue; 0: any
     * @param untilMinute   the same, exclusive; 1440: any
     * @param minPrice      the least price is not below, in minor units of the show's currency; null: any
     * @param maxPrice      the least price is not above
     * @param currency      of its prices; null: any
     * @param format        such as 3D, in any case; null: any
     * @param features      all of these
     * @param seatsTogether so many free seats side by side; 0: not asked
     * @param withinMetres  of the place; null: any distance
     */
    public record Wanted(
            LocalDate until,
            Set<DayOfWeek> weekdays,
            int fromMinute,
            int untilMinute,
            Long minPrice,
            Long maxPrice,
            String currency,
            String format,
            Set<ShowFeature> features,
            int seatsTogether,
            Long withinMetres) {
        /** Nothing. */
        public static final Wanted ANY =
                new Wanted(null, Set.of(), 0, 1_440, null, null, null, null, Set.of(), 0, null);
    }

    /** Nothing more is asked of shows, and nothing counted. */
    public EventQuery(
            String text,
            String city,
            LocalDate date,
            String genre,
            String language,
            Double latitude,
            Double longitude,
            String cursor,
            int limit) {
        this(text, city, date, genre, language, latitude, longitude, Wanted.ANY, null, Set.of(), cursor, limit);
    }

    /** Whether distances are asked. */
    boolean near() {
        return latitude != null;
    }

    /** The order asked for, or the one that fits. */
    Sort order() {
        if (sort != null) {
            return sort;
        }
        return text != null && !text.isBlank() ? Sort.RELEVANCE : near() ? Sort.DISTANCE : Sort.TIME;
    }

    /** Whether an event without such a show is not found. */
    boolean needsShow() {
        return city != null || date != null || near() || !shows.equals(Wanted.ANY);
    }

    /** The same from another place on. */
    public EventQuery from(String otherCursor) {
        return new EventQuery(
                text, city, date, genre, language, latitude, longitude, shows, sort, facets, otherCursor, limit);
    }

    /** The same, and these are counted. */
    public EventQuery counting(Set<Facet> counted) {
        return new EventQuery(
                text, city, date, genre, language, latitude, longitude, shows, sort, counted, cursor, limit);
    }

    /** The same in another order. */
    public EventQuery by(Sort order) {
        return new EventQuery(
                text, city, date, genre, language, latitude, longitude, shows, order, facets, cursor, limit);
    }

    /** The same of other shows. */
    public EventQuery of(Wanted wanted) {
        return new EventQuery(
                text, city, date, genre, language, latitude, longitude, wanted, sort, facets, cursor, limit);
    }
}
