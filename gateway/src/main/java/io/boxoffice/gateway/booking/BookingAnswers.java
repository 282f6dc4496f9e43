package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How reservations look as bookings, with the names that their show gives seats and ticket types. Any thread. */
public final class BookingAnswers {
    private final ShowDirectory directory;
    private final ShowNames names;

    public BookingAnswers(ShowDirectory directory, ShowNames names) {
        this.directory = directory;
        this.names = names;
    }

    /** How a booking stands. */
    public Booking now(Reservation r) {
        ShowCard card = names.card(r.showId());
        return all(r, Units.of(r, mapOf(r), TicketTypes.of(card), false), card);
    }

    /** How a booking stood when PostgreSQL last heard of it. */
    public Booking now(PastBooking past) {
        return all(past.booking(), units(past), past.card());
    }

    private static Units units(PastBooking past) {
        return past.booking().units().isEmpty()
                ? new Units(null, null, past.units(), past.soldAmount())
                : Units.of(past.booking(), past.map(), TicketTypes.of(past.card()), false);
    }

    /**
     * The answer to the command that made it: nothing but what was journaled with that, so that a repeated request gets the same
     * words. So the show is named by its id alone.
     */
    Booking made(Reservation r) {
        return all(r, Units.of(r, mapOf(r), names.ticketTypes(r.showId()), false), null);
    }

    /**
     * What a payment bought, as it was when the payment confirmed it: the same for as long as it is known, so that a repeated
     * request is answered with the same words whatever came of the booking since.
     */
    public Booking confirmed(Reservation r) {
        return bought(r, BookingStatus.CONFIRMED, Units.of(r, mapOf(r), names.ticketTypes(r.showId()), true));
    }

    /** What a payment bought, as it stands: the fields that {@link #confirmed} has. */
    public Booking bought(Reservation r) {
        return bought(r, BookingStatus.of(r.status()), Units.of(r, mapOf(r), names.ticketTypes(r.showId()), false));
    }

    /** The same, of one that the core no longer knows. */
    public Booking bought(PastBooking past) {
        return bought(past.booking(), BookingStatus.of(past.booking().status()), units(past));
    }

    private static Booking bought(Reservation r, BookingStatus status, Units units) {
        return new Booking(
                new Id(r.reservationId()),
                TicketCode.formatReference(r.reference()),
                new Id(r.showId()),
                null,
                status,
                units.seats,
                units.areas,
                null,
                units.amount,
                null,
                r.currency(),
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.ofEpochMilli(r.createdAtMs()),
                null,
                null);
    }

    private static Booking all(Reservation r, Units units, ShowCard card) {
        boolean paying = r.attempt() > 0 && r.paymentStatus() != PaymentStatus.NONE;
        return new Booking(
                new Id(r.reservationId()),
                TicketCode.formatReference(r.reference()),
                new Id(r.showId()),
                BookedShow.of(card),
                BookingStatus.of(r.status()),
                units.seats,
                units.areas,
                units.count,
                units.amount,
                r.amount(),
                r.currency(),
                MoneyStatus.of(r.paymentStatus()),
                paying ? r.reservationId() + "-" + r.attempt() : null,
                r.paymentStatus() == PaymentStatus.AUTHORISED ? units.amount : 0,
                r.paidAmount(),
                r.refundDueAmount(),
                r.refundedAmount(),
                Instant.ofEpochMilli(r.createdAtMs()),
                r.deadlineMs() > 0 ? Instant.ofEpochMilli(r.deadlineMs()) : null,
                r.sequence() > 0 ? new Id(r.sequence()) : null);
    }

    private SeatMap mapOf(Reservation r) {
        PublishedShow show = directory.show(r.showId());
        return show == null ? null : show.seatMap();
    }

    private record AreaLine(int area, int type, long price, boolean cancelled) {}

    /**
     * What was sold: seats one by one, places of areas counted.
     *
     * @param seats  null without a map, as of a show that was archived just now: nothing can name them here
     * @param count  of those not cancelled, or null
     * @param amount of all
     */
    private record Units(List<HeldSeat> seats, List<HeldArea> areas, Integer count, long amount) {
        /**
         * @param asSold whether what became of them later is left out
         */
        static Units of(Reservation r, SeatMap map, TicketTypes types, boolean asSold) {
            List<HeldSeat> seats = new ArrayList<>();
            Map<AreaLine, Integer> lines = new LinkedHashMap<>();
            int count = 0;
            long amount = 0;
            for (Reservation.Unit unit : r.units()) {
                boolean cancelled = unit.cancelled() && !asSold;
                count += cancelled ? 0 : 1;
                amount += unit.price();
                if (unit.unit() < 0) {
                    AreaLine line = new AreaLine(-(unit.unit() + 1), unit.ticketType(), unit.price(), cancelled);
                    lines.merge(line, 1, Integer::sum);
                } else if (map != null) {
                    seats.add(new HeldSeat(
                            map.seatId(unit.unit()),
                            map.categoryName(map.seatCategory(unit.unit())),
                            types.nameOf(unit.ticketType()),
                            unit.price(),
                            cancelled ? Boolean.TRUE : null,
                            unit.checkedIn() && !asSold ? Boolean.TRUE : null));
                }
            }
            return map == null
                    ? new Units(null, null, count, amount)
                    : new Units(seats, areas(map, types, lines), count, amount);
        }

        private static List<HeldArea> areas(SeatMap map, TicketTypes types, Map<AreaLine, Integer> lines) {
            List<HeldArea> areas = new ArrayList<>();
            lines.forEach((line, quantity) -> areas.add(new HeldArea(
                    map.area(line.area).id(),
                    map.categoryName(map.area(line.area).category()),
                    types.nameOf(line.type),
                    line.price,
                    quantity,
                    line.cancelled ? Boolean.TRUE : null)));
            return areas;
        }
    }
}
