package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.RowWords;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.Neighbours;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What one language says of a show's seats, places and ticket types. For one page. */
final class SeatWords {
    private final Say say;
    private final SeatMap map;
    private final TicketTypes types;
    private final String currency;
    /** How many rows of more than one section there are of a label; null: not counted yet. */
    private Map<String, Integer> rowsCalled;

    /** Places of one kind, for the sum. */
    private record Line(String text, long price) {}

    SeatWords(Say say, SeatMap map, TicketTypes types, String currency) {
        this.say = say;
        this.map = map;
        this.types = types;
        this.currency = currency;
    }

    /** A seat with its row, as the plan calls both; with its section where that has such a row too. */
    String seat(int seat) {
        int row = map.seatRow(seat);
        String name = say.text("seat.name", "kind", kind(row), "row", map.rowLabel(row), "seat", map.seatLabel(seat));
        return rowsElsewhere(row) == 0
                ? name
                : say.text("seat.inSection", "section", map.sectionName(map.rowSection(row)), "name", name);
    }

    /** Both halves of a seat for two. */
    String pair(int seat, int half) {
        int row = map.seatRow(seat);
        return say.text(
                "seat.pair",
                "kind",
                kind(row),
                "row",
                map.rowLabel(row),
                "first",
                map.seatLabel(seat),
                "second",
                map.seatLabel(half));
    }

    /** The same with all that is to be known of it. */
    String pairWithAll(int seat, int half, PriceList prices) {
        String text = and(pair(seat, half), say.text("seat.forTwo"));
        text = and(text, price(prices, prices.seatClass(seat)));
        String note = map.guide().seat(seat).note();
        return note == null ? text : and(text, note);
    }

    /** All chairs of a table. */
    String whole(int chairs) {
        return say.text("seat.whole", "count", chairs);
    }

    /** A row, table or box as the plan calls it. */
    String row(int row) {
        return say.text("seat.row", "kind", kind(row), "row", map.rowLabel(row));
    }

    private String kind(int row) {
        return RowWords.of(map.guide().row(row).kind(), map.rowLabel(row));
    }

    /** How many rows of other sections are called the same. */
    private int rowsElsewhere(int row) {
        if (rowsCalled == null) {
            rowsCalled = new HashMap<>();
            Map<String, Integer> lastSection = new HashMap<>();
            for (int other = 0; other < map.rowCount(); other++) {
                Integer before = lastSection.put(map.rowLabel(other), map.rowSection(other));
                int more = before != null && before != map.rowSection(other) ? 1 : 0;
                rowsCalled.merge(map.rowLabel(other), more, Integer::sum);
            }
        }
        return rowsCalled.get(map.rowLabel(row));
    }

    /** The floor of a section; null: none is told. */
    String level(int section) {
        SeatGuide.Level level = map.guide().level(map.guide().section(section));
        return level == null ? null : level.name();
    }

    /** What is to be known of a section: its floor, the way in, and more. */
    List<String> about(int section) {
        SeatGuide.Where where = map.guide().section(section);
        SeatGuide.Level level = map.guide().level(where);
        return texts(level == null ? null : level.note(), entrance(where), where.note());
    }

    /** What is to be known of a row beside that. */
    String aboutRow(int row) {
        SeatGuide.Where where = map.guide().row(row).where();
        return String.join(" · ", texts(entrance(where), where.note()));
    }

    /** What is to be known of an area. */
    List<String> aboutArea(int area) {
        SeatGuide.Where where = map.guide().area(area).where();
        SeatGuide.Level level = map.guide().level(where);
        return texts(level == null ? null : level.name(), entrance(where), where.note());
    }

    private String entrance(SeatGuide.Where where) {
        SeatGuide.Entrance entrance = map.guide().entrance(where);
        if (entrance == null) {
            return null;
        }
        String way = say.text("seat.entrance", "entrance", entrance.name());
        return entrance.note() == null ? way : and(way, entrance.note());
    }

    private static List<String> texts(String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).toList();
    }

    /** A seat with all that is to be known of it before it is chosen. */
    String seatWithAll(int seat, PriceList prices, boolean free) {
        if (!free) {
            return and(seat(seat), say.text("seat.taken"));
        }
        String text = and(seat(seat), price(prices, prices.seatClass(seat)));
        for (String kind : kinds(seat)) {
            text = and(text, kind);
        }
        int half = new Neighbours(map).otherHalf(seat);
        if (half >= 0) {
            text = and(text, say.text("seat.couple", "seat", map.seatLabel(half)));
        }
        String note = map.guide().seat(seat).note();
        if (note != null) {
            text = and(text, note);
        }
        if (map.places(seat) > 1) {
            text = and(text, say.text("seat.places", "count", map.places(seat)));
        }
        return text;
    }

    /** What a seat is beside a seat: accessible, for a companion, without the whole view. */
    List<String> kinds(int seat) {
        SeatGuide.About about = map.guide().seat(seat);
        return texts(
                map.accessible(seat) ? say.text("seat.accessible") : null,
                about.companion() ? say.text("seat.companion") : null,
                about.restricted() ? say.text("seat.restricted") : null);
    }

    /** A seat or area with what its buyer should know before paying, as best available may have chosen it. */
    private String unitWithKinds(int unit) {
        String text = unit(unit);
        if (unit >= 0) {
            for (String kind : kinds(unit)) {
                text = and(text, kind);
            }
            String note = map.guide().seat(unit).note();
            text = note == null ? text : and(text, note);
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
            String name = unitWithKinds(unit.unit());
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
