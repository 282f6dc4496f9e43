package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A booking that somebody may see, with what is known of its show.
 *
 * @param path    of its page, without the language: it says by what it was opened
 * @param isOwn   whether it is the session's own; else it was opened by a link
 * @param tickets none before it was confirmed
 * @param card    the names that go with its show; null: not known
 * @param show    as the core tells it; null: the core does not know it any more
 * @param map     names its seats; null: not known
 */
record OpenBooking(
        String path,
        boolean isOwn,
        Reservation booking,
        List<Ticket> tickets,
        ShowCard card,
        PublishedShow show,
        SeatMap map) {
    /** Of the venue. */
    ZoneId zone() {
        return card == null ? ZoneOffset.UTC : ZoneId.of(card.timezone());
    }

    /** When its show begins, in milliseconds since 1970; 0: not known. */
    long startsAtMs() {
        return card != null
                ? card.startsAtMs()
                : show == null ? 0 : show.definition().startsAtMs();
    }

    TicketTypes types() {
        return TicketTypes.of(card);
    }

    /** Until when its tickets can be given back, in milliseconds since 1970; 0: they cannot. */
    long cancelUntilMs() {
        return show == null ? 0 : show.definition().cancelUntilMs();
    }

    /** Whether tickets of it can be given back now. */
    boolean canBeCancelled(long nowMs) {
        return booking.status() == ReservationStatus.BOOKED
                && nowMs < cancelUntilMs()
                && tickets.stream().anyMatch(OpenBooking::isValid);
    }

    static boolean isValid(Ticket ticket) {
        return ticket.status() == Ticket.Status.VALID;
    }

    /** What all its tickets cost, those that were given back included, in minor units. */
    long soldAmount() {
        return booking.units().stream().mapToLong(Reservation.Unit::price).sum();
    }

    /** Whether its money was set aside or taken: what is given back then goes back. */
    boolean isPaid() {
        return switch (booking.paymentStatus()) {
            case AUTHORISED, CAPTURED -> true;
            default -> false;
        };
    }
}
