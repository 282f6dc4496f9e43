package io.boxoffice.services.ticket;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.availability.TicketTypes;
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
    private final TicketKeys keys;

    public Tickets(ShowDirectory directory, ShowNames names, TicketKeys keys) {
        this.directory = directory;
        this.names = names;
        this.keys = keys;
    }

    @Override
    public List<Ticket> of(Reservation reservation) {
        PublishedShow show = directory.show(reservation.showId());
        SeatMap map = show == null ? null : show.seatMap();
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
                place.section(),
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

    /** Where a unit is on the map; without a map, next to nothing. */
    private record Place(
            String seat, String label, String row, String section, String area, String category, int admits) {
        static Place of(SeatMap map, int unit) {
            if (map == null) {
                return new Place(null, null, null, null, null, null, 1);
            }
            if (unit < 0) {
                SeatMap.Area area = map.area(-(unit + 1));
                return new Place(null, null, null, null, area.id(), map.categoryName(area.category()), 1);
            }
            int row = map.seatRow(unit);
            return new Place(
                    map.seatId(unit),
                    map.seatLabel(unit),
                    map.rowLabel(row),
                    map.sectionName(map.rowSection(row)),
                    null,
                    map.categoryName(map.seatCategory(unit)),
                    map.places(unit));
        }
    }
}
