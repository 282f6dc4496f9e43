package io.boxoffice.services.ticket;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.booking.Credential;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.gateway.booking.TicketIssuer;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the tickets of a booking. Asks no PostgreSQL; never blocks; any thread. */
public final class Tickets implements TicketIssuer {
    private final ShowDirectory directory;
    private final ShowNames names;
    private final ToldMaps maps;
    private final TicketKeys keys;

    /**
     * Those of a server.
     *
     * @param maps what people are told of seats
     */
    public Tickets(ShowDirectory directory, ShowNames names, ToldMaps maps, TicketKeys keys) {
        this.directory = directory;
        this.names = names;
        this.maps = maps;
        this.keys = keys;
    }

    @Override
    public List<Ticket> of(Reservation reservation) {
        PublishedShow show = directory.show(reservation.showId());
        SeatMap map = show == null ? null : maps.of(show).map();
        return of(reservation, map, names.card(reservation.showId()), true);
    }

    @Override
    public List<Ticket> of(PastBooking past) {
        return of(past.booking(), past.map(), past.card(), false);
    }

    @Override
    public Credential read(String code) {
        return keys.read(code);
    }

    private List<Ticket> of(Reservation reservation, SeatMap map, ShowCard card, boolean withCodes) {
        boolean booked = reservation.status() == ReservationStatus.BOOKED;
        boolean cancelled = reservation.status() == ReservationStatus.CANCELLED && reservation.reference() != 0;
        if (!booked && !cancelled) {
            return List.of();
        }
        List<Ticket> tickets = new ArrayList<>(reservation.units().size());
        for (int ordinal = 0; ordinal < reservation.units().size(); ordinal++) {
            tickets.add(ticket(reservation, ordinal, map, card, withCodes));
        }
        return tickets;
    }

    private Ticket ticket(Reservation reservation, int ordinal, SeatMap map, ShowCard card, boolean withCodes) {
        Reservation.Unit unit = reservation.units().get(ordinal);
        boolean valid = reservation.status() == ReservationStatus.BOOKED && !unit.cancelled();
        // A booking without a reference has nothing its tickets could prove themselves with.
        String code = withCodes && valid && reservation.reference() != 0
                ? keys.code(new Credential(
                        reservation.showId(),
                        reservation.reservationId(),
                        ordinal,
                        unit.generation(),
                        reservation.credentialNumber(),
                        0))
                : null;
        Ticket.Status used = unit.checkedIn() ? Ticket.Status.USED : Ticket.Status.VALID;
        Place place = Place.of(map, unit.unit());
        return new Ticket(
                ordinal,
                withCodes ? unit.generation() : null,
                place.seat(),
                place.label(),
                place.row(),
                place.kind(),
                place.section(),
                place.level(),
                place.entrance(),
                place.note(),
                place.area(),
                place.category(),
                place.admits(),
                TicketTypes.of(card).nameOf(unit.ticketType()),
                unit.price(),
                reservation.currency(),
                card == null ? null : card.eventTitle(),
                card == null ? null : card.venueName(),
                card == null ? null : card.hallName(),
                card == null ? null : card.timezone(),
                startsAt(card, reservation.showId()),
                code,
                valid ? used : Ticket.Status.CANCELLED);
    }

    private Instant startsAt(ShowCard card, long showId) {
        PublishedShow show = card == null ? directory.show(showId) : null;
        long ms = card != null
                ? card.startsAtMs()
                : show == null ? 0 : show.definition().startsAtMs();
        return ms == 0 ? null : Instant.ofEpochMilli(ms);
    }
}
