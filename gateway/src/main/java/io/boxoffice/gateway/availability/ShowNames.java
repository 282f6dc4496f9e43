package io.boxoffice.gateway.availability;

/** What the sale asks the catalog: the names that go with shows, at hand without PostgreSQL. Any thread; never blocks. */
@FunctionalInterface
public interface ShowNames {
    /** What is known of a show, or null. */
    ShowCard card(long showId);

    /** The names of a show's ticket types; of a show that is not known, the first's alone. */
    default TicketTypes ticketTypes(long showId) {
        return TicketTypes.of(card(showId));
    }
}
