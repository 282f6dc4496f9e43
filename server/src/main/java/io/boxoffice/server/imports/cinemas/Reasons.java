package io.boxoffice.server.imports.cinemas;

/** Why rows are refused: the same words everywhere, since people count by them. */
final class Reasons {
    static final String MALFORMED = "malformed";
    static final String ID_TWICE = "the id was there before";
    static final String HALL_UNKNOWN = "the hall is not among its venue's halls";
    static final String HALL_WITHOUT_SEATS = "the hall has no seats";
    static final String MOVIE_UNKNOWN = "names a movie that does not exist";
    static final String SHOWTIME_UNKNOWN = "names a showtime that does not exist";
    static final String SEAT_UNKNOWN = "names a seat that does not exist";
    static final String SEAT_ELSEWHERE = "names a seat of another hall";
    static final String PRICED_TWICE = "the seat has a price for this showtime already";
    static final String WITHOUT_PRICE = "the showtime has no price at all";
    static final String WITHOUT_USABLE_PRICE = "the showtime has no price for any seat of its hall";
    static final String OVERLAPS = "overlaps another showtime in its hall";
    static final String IN_THE_PAST = "would start in the past: move the season with --first-day";
    static final String REFUSED_BY_SERVER = "refused by the server";

    private Reasons() {}
}
