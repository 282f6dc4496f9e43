package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.RowWords;
import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.List;

/** What one language says of a booking's tickets; of a show whose map is not known, next to nothing. For one page. */
final class TicketWords {
    private final Say say;
    private final OpenBooking open;
    /** Null without a map. */
    private final SeatWords seats;

    TicketWords(Say say, OpenBooking open) {
        this.say = say;
        this.open = open;
        seats = open.map() == null
                ? null
                : new SeatWords(say, open.map(), open.types(), open.booking().currency());
    }

    private Reservation.Unit unit(int ordinal) {
        return open.booking().units().get(ordinal);
    }

    /** Seat or area of a ticket. */
    String name(int ordinal) {
        return seats == null
                ? say.text("ticket.number", "number", ordinal + 1)
                : seats.unit(unit(ordinal).unit());
    }

    /** The same with the ticket's type, where there are several. */
    String nameAndType(int ordinal) {
        return seats == null || seats.typeCount() == 1
                ? name(ordinal)
                : say.text(
                        "sum.unit",
                        "name",
                        name(ordinal),
                        "type",
                        seats.type(unit(ordinal).ticketType()));
    }

    /** What a ticket costs. */
    String price(int ordinal) {
        return say.money(unit(ordinal).price(), open.booking().currency());
    }

    /** What is booked, line by line. Only with a map. */
    List<View.SumLine> lines() {
        return seats.lines(open.booking());
    }

    private void add(List<View.Fact> facts, String key, String text) {
        if (text != null) {
            facts.add(new View.Fact(say.text(key), text));
        }
    }

    private void seatFacts(List<View.Fact> facts, SeatMap map, int seat) {
        int row = map.seatRow(seat);
        if (map.rowSection(0) != map.rowSection(map.rowCount() - 1)) {
            facts.add(new View.Fact(say.text("ticket.section"), map.sectionName(map.rowSection(row))));
        }
        String kind = RowWords.of(map.guide().row(row).kind(), map.rowLabel(row));
        facts.add(new View.Fact(say.text("ticket.row", "kind", kind), map.rowLabel(row)));
        facts.add(new View.Fact(say.text("ticket.seat", "kind", kind), map.seatLabel(seat)));
        String kinds = String.join(", ", seats.kinds(seat));
        add(facts, "ticket.about", kinds.isEmpty() ? null : kinds);
    }

    /** Hall, place, type and price of a ticket. */
    List<View.Fact> facts(Ticket ticket) {
        List<View.Fact> facts = new ArrayList<>();
        SeatMap map = open.map();
        int unit = unit(ticket.ordinal()).unit();
        if (open.card() != null && open.card().hallName() != null) {
            facts.add(new View.Fact(say.text("ticket.hall"), open.card().hallName()));
        }
        if (map == null) {
            facts.add(new View.Fact(say.text("ticket.place"), name(ticket.ordinal())));
        } else {
            add(facts, "ticket.level", ticket.level());
            add(facts, "ticket.entrance", ticket.entrance());
            if (unit < 0) {
                facts.add(new View.Fact(say.text("ticket.place"), seats.unit(unit)));
            } else {
                seatFacts(facts, map, unit);
            }
            add(facts, "ticket.note", ticket.note());
        }
        if (ticket.admits() > 1) {
            facts.add(new View.Fact(say.text("ticket.admits"), Integer.toString(ticket.admits())));
        }
        if (seats != null) {
            facts.add(new View.Fact(
                    say.text("ticket.type"), seats.type(unit(ticket.ordinal()).ticketType())));
        }
        facts.add(new View.Fact(say.text("ticket.price"), price(ticket.ordinal())));
        return facts;
    }
}
