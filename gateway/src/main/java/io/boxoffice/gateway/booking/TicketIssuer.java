package io.boxoffice.gateway.booking;

import io.boxoffice.protocol.port.Reservation;
import java.util.List;

/** What the sale asks of tickets. Never blocks; any thread. */
public interface TicketIssuer {
    /** One ticket a unit of a confirmed or cancelled booking; none before it is confirmed. */
    List<Ticket> of(Reservation booking);

    /** The same, of a booking whose show is archived: its tickets open no door any more, and have no code. */
    List<Ticket> of(PastBooking booking);

    /**
     * What the code of a genuine ticket says.
     *
     * @throws IllegalArgumentException when it is none
     */
    Credential read(String code);
}
