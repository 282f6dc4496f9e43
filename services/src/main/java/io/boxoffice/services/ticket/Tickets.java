package io.boxoffice.services.ticket;

import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.booking.Reservation;
import io.boxoffice.services.catalog.CatalogCache;
import java.util.List;

/** Makes the tickets of a booking. Needs no PostgreSQL; never blocks; any thread. */
public final class Tickets {
    public Tickets(ShowDirectory directory, CatalogCache cache) {}

    /** One ticket a unit of a confirmed or cancelled booking; none before it is confirmed. */
    public List<Ticket> of(Reservation reservation) {
        throw new UnsupportedOperationException();
    }
}
