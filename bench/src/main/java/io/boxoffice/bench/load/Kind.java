package io.boxoffice.bench.load;

/** What a request is about. */
public enum Kind {
    /** Reads what a show is: answered by PostgreSQL. */
    BROWSE("browse"),
    /** Opens the page of the city. */
    CITY_PAGE("city-page"),
    /** Looks for events by a text. */
    SEARCH_PAGE("search-page"),
    /** Opens the page of an event with its shows. */
    EVENT_PAGE("event-page"),
    /** Opens the page of the venue. */
    VENUE_PAGE("venue-page"),
    /** Reads which seats are free. */
    AVAILABILITY("availability"),
    /** Holds two seats by name. */
    HOLD("hold"),
    /** Holds the best seats there are. */
    BEST_AVAILABLE("best-available"),
    /** Holds two seats that somebody has. */
    CONFLICT("conflict"),
    /** Makes a booking of a hold. */
    BOOK("book"),
    /** Pays for a booking, which confirms it. */
    PAY("pay"),
    /** Gives a hold back. */
    RELEASE("release"),
    /** Cancels a confirmed booking. */
    CANCEL("cancel"),
    /** Reads a hold or booking, through the ring. */
    READ("read"),
    /** From the answer that said seats are held to a live stream that says so. */
    STREAM("stream");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /** As reports write it. */
    public String text() {
        return text;
    }
}
