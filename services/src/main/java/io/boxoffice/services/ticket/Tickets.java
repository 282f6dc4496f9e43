package io.boxoffice.services.ticket;

import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.booking.Reservation;
import io.boxoffice.services.catalog.CatalogCache;
import io.boxoffice.services.catalog.ShowCard;
import io.boxoffice.services.catalog.TicketTypes;
import java.util.ArrayList;
import java.util.List;

/** Makes the tickets of a booking. Asks no PostgreSQL; never blocks; any thread. */
public final class Tickets {
    private final ShowDirectory directory;
    private final CatalogCache cache;
    private final TicketKeys keys;

    public Tickets(ShowDirectory directory, CatalogCache cache, TicketKeys keys) {
        this.directory = directory;
        this.cache = cache;
        this.keys = keys;
    }

    /** Makes and reads their codes. */
    public TicketKeys keys() {
        return keys;
    }

    /** One ticket a unit of a confirmed or cancelled booking; none before it is confirmed. */
    public List<Ticket> of(Reservation reservation) {
        PublishedShow show = directory.show(reservation.showId());
        SeatMap map = show == null ? null : show.seatMap();
        return of(reservation, map, cache.card(reservation.showId()), true);
    }

    /**
     * The same, of a booking whose show is archived: its tickets open no door any more, and have no code.
     *
     * @param map  names the units, or null
     * @param card the names that go with the show, or null
     */
    public List<Ticket> of(Reservation reservation, SeatMap map, ShowCard card) {
        return of(reservation, map, card, false);
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
        String status = !valid ? "cancelled" : unit.checkedIn() ? "used" : "valid";
        Place place = Place.of(map, unit.unit());
        return new Ticket(
                ordinal,
                place.seat(),
                place.label(),
                place.row(),
                place.section(),
                place.area(),
                place.category(),
                place.admits(),
                unit.price(),
                reservation.currency(),
                card == null ? null : card.eventTitle(),
                card == null ? null : card.venueName(),
                card == null ? null : card.hallName(),
                card == null ? null : card.timezone(),
                card == null ? startsAtMs(reservation.showId()) : card.startsAtMs(),
                code,
                withCodes ? unit.generation() : -1,
                status,
                TicketTypes.of(card).nameOf(unit.ticketType()));
    }

    private long startsAtMs(long showId) {
        PublishedShow show = directory.show(showId);
        return show == null ? 0 : show.definition().startsAtMs();
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
