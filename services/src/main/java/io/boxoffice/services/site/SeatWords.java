package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one language says of a show's seats, places and ticket types. For one page. */
final class SeatWords {
    private final Say say;
    private final SeatMap map;
    private final TicketTypes types;
    private final String currency;

    /** Places of one kind, for the sum. */
    private record Line(String text, long price) {}

    SeatWords(Say say, SeatMap map, TicketTypes types, String currency) {
        this.say = say;
        this.map = map;
        this.types = types;
        this.currency = currency;
    }

    /** A seat with its row, as the plan calls both. */
    String seat(int seat) {
        return say.text("seat.name", "row", map.rowLabel(map.seatRow(seat)), "seat", map.seatLabel(seat));
    }

    /** A seat with all that is to be known of it before it is chosen. */
    String seatWithAll(int seat, PriceList prices, boolean free) {
        if (!free) {
            return and(seat(seat), say.text("seat.taken"));
        }
        String text = and(seat(seat), price(prices, prices.seatClass(seat)));
        if (map.accessible(seat)) {
            text = and(text, say.text("seat.accessible"));
        }
        if (map.places(seat) > 1) {
            text = and(text, say.text("seat.places", "count", map.places(seat)));
        }
        return text;
    }

    private String and(String text, String more) {
        return say.text("format.and", "text", text, "more", more);
    }

    /** What a class costs: its one amount, or from the least. */
    String price(PriceList prices, int priceClass) {
        long least = PriceList.UNSOLD;
        boolean several = false;
        for (int type = 0; type < prices.typeCount(); type++) {
            long amount = prices.amount(priceClass, type);
            if (amount != PriceList.UNSOLD && !prices.isCompanion(type)) {
                several |= least != PriceList.UNSOLD && least != amount;
                least = least == PriceList.UNSOLD ? amount : Math.min(least, amount);
            }
        }
        if (least == PriceList.UNSOLD) {
            return say.text("show.noPrice");
        }
        return several ? say.text("show.from", "price", money(least)) : money(least);
    }

    String money(long amount) {
        return say.money(amount, currency);
    }

    /** A ticket type as people call it: the first has a name of the language's own. */
    String type(int type) {
        String name = types.nameOf(type);
        return name == null || name.equals(TicketTypes.FIRST) ? say.text("type.standard") : name;
    }

    /** How many ticket types there are names for. */
    int typeCount() {
        return types.names().size();
    }

    /** A seat or area by its unit, as the core numbers units. */
    String unit(int unit) {
        return unit >= 0 ? seat(unit) : map.area(-(unit + 1)).name();
    }

    /** What a reservation has, line by line with amounts; places that read the same are counted. */
    List<View.SumLine> lines(Reservation reservation) {
        Map<Line, Integer> counted = new LinkedHashMap<>();
        boolean typed = typeCount() > 1;
        for (Reservation.Unit unit : reservation.units()) {
            String name = unit(unit.unit());
            String text = typed ? say.text("sum.unit", "name", name, "type", type(unit.ticketType())) : name;
            counted.merge(new Line(text, unit.price()), 1, Integer::sum);
        }
        List<View.SumLine> lines = new ArrayList<>();
        counted.forEach((line, count) -> lines.add(new View.SumLine(
                count == 1 ? line.text : say.text("sum.times", "count", count, "name", line.text),
                money(line.price * count))));
        return lines;
    }
}
