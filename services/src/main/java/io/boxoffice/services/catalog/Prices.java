package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What an organizer says about prices, in minor units of the show's currency. The most precise word counts: a seat's or an
 * area's own price, else its category's, else the default.
 *
 * @param defaultAmount for whatever has no other price, or null
 * @param categories    by category name
 * @param seats         by seat id
 * @param areas         by area id
 * @param types         what further ticket types cost; those above are the first's
 * @param periods       what all of it costs later, in order of time
 */
public record Prices(
        Long defaultAmount,
        Map<String, Long> categories,
        Map<String, Long> seats,
        Map<String, Long> areas,
        List<TypePrices> types,
        List<LaterPrices> periods) {
    public Prices {
        categories = sorted(categories);
        seats = sorted(seats);
        areas = sorted(areas);
        types = types == null ? List.of() : List.copyOf(types);
        periods = periods == null ? List.of() : List.copyOf(periods);
    }

    /** Of one ticket type, and as they are for good. */
    public Prices(Long defaultAmount, Map<String, Long> categories, Map<String, Long> seats, Map<String, Long> areas) {
        this(defaultAmount, categories, seats, areas, List.of(), List.of());
    }

    /** In the order of names: answers under one ETag must be the same bytes after each start. */
    static Map<String, Long> sorted(Map<String, Long> amounts) {
        return amounts == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    private static final int MAX_TYPE_NAME = 60;

    /** One price for everything. */
    public static Prices of(long amount) {
        return new Prices(amount, Map.of(), Map.of(), Map.of());
    }

    /**
     * Spells the prices out for a map.
     *
     * @throws InvalidInputException when a name is not in the map, something has no price, there are too many different ones,
     *                               or periods are out of order or of other types
     */
    public PricePlan forMap(SeatMap map) {
        try {
            return spellOut(map);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("prices", e.getMessage());
        }
    }

    private PricePlan spellOut(SeatMap map) {
        requireTypes();
        List<Prices> columns = new ArrayList<>(columns(map));
        for (LaterPrices period : periods) {
            Check.that(period.prices().periods.isEmpty(), "periods", "of a period");
            Check.that(period.prices().typeNames().equals(typeNames()), "periods", "of other ticket types");
            columns.addAll(period.prices().columns(map));
        }
        Spelling spelling = new Spelling(map, columns, typeNames().size());
        PriceList list = spelling.list(companions());
        PricePeriods.Builder later = new PricePeriods.Builder();
        for (int i = 0; i < periods.size(); i++) {
            later.from(periods.get(i).fromMs()).amounts(spelling.amounts(i + 1));
        }
        return new PricePlan(list, later.build(list));
    }

    /** The names of all ticket types, in the order of their numbers. */
    public List<String> typeNames() {
        List<String> names = new ArrayList<>();
        names.add(TicketTypes.FIRST);
        types.forEach(type -> names.add(type.name()));
        return names;
    }

    private void requireTypes() {
        Check.that(types.size() < PriceList.MAX_TYPES, "types", "are more than " + (PriceList.MAX_TYPES - 1));
        Check.that(periods.size() <= PricePeriods.MAX_PERIODS, "periods", "are more than " + PricePeriods.MAX_PERIODS);
        Set<String> names = new HashSet<>();
        for (String name : typeNames()) {
            Check.text(name, "types", MAX_TYPE_NAME);
            Check.that(names.add(name), "types", "have a name twice: " + name);
        }
    }

    private int companions() {
        int companions = 0;
        for (int i = 0; i < types.size(); i++) {
            companions |= types.get(i).companion() ? 1 << i + 1 : 0;
        }
        return companions;
    }

    /** What each type costs, by names that the map knows. */
    private List<Prices> columns(SeatMap map) {
        List<Prices> columns = new ArrayList<>();
        columns.add(named(map));
        types.forEach(type -> columns.add(type.amounts().named(map)));
        return columns;
    }

    private Prices named(SeatMap map) {
        return new Prices(
                defaultAmount,
                known("categories", categories, name -> map.categoryNamed(name) >= 0),
                known("seats", seats, id -> map.seatIndex(id) >= 0),
                known("areas", areas, id -> map.areaIndex(id) >= 0));
    }

    private long ofSeat(SeatMap map, int seat) {
        Long own = seats.isEmpty() ? null : seats.get(map.seatId(seat));
        return own != null ? own : ofCategory(map, map.seatCategory(seat));
    }

    private long ofArea(SeatMap map, SeatMap.Area area) {
        Long own = areas.get(area.id());
        return own != null ? own : ofCategory(map, area.category());
    }

    private long ofCategory(SeatMap map, int category) {
        Long amount = categories.getOrDefault(map.categoryName(category), defaultAmount);
        return amount == null ? PriceList.UNSOLD : amount;
    }

    /** Classes: what costs the same as every type, now and in all periods. */
    private static final class Spelling {
        private final SeatMap map;
        private final List<Prices> columns;
        private final int types;
        private final Map<List<Long>, Integer> classes = new LinkedHashMap<>();
        private final int[] seatClass;
        private final int[] areaClass;

        Spelling(SeatMap map, List<Prices> columns, int types) {
            this.map = map;
            this.columns = columns;
            this.types = types;
            seatClass = new int[map.seatCount()];
            for (int seat = 0; seat < seatClass.length; seat++) {
                int index = seat;
                seatClass[seat] = classOf(column -> column.ofSeat(map, index), "seats", "seat " + map.seatId(seat));
            }
            areaClass = new int[map.areaCount()];
            for (int area = 0; area < areaClass.length; area++) {
                SeatMap.Area place = map.area(area);
                areaClass[area] = classOf(column -> column.ofArea(map, place), "areas", "area " + place.id());
            }
        }

        private int classOf(ToLongFunction<Prices> amountOf, String field, String what) {
            List<Long> row = columns.stream().mapToLong(amountOf).boxed().toList();
            for (int first = 0; first < row.size(); first += types) {
                boolean sold =
                        row.subList(first, first + types).stream().anyMatch(amount -> amount != PriceList.UNSOLD);
                if (!sold) {
                    throw new InvalidInputException(field, "no price for " + what);
                }
            }
            return classes.computeIfAbsent(row, newRow -> classes.size());
        }

        PriceList list(int companions) {
            PriceList.Builder list = new PriceList.Builder(map.seatCount(), map.areaCount()).types(types, companions);
            long[] amounts = amounts(0);
            for (int first = 0; first < amounts.length; first += types) {
                list.addClass(Arrays.copyOfRange(amounts, first, first + types));
            }
            for (int seat = 0; seat < seatClass.length; seat++) {
                list.seats(seat, seat, seatClass[seat]);
            }
            for (int area = 0; area < areaClass.length; area++) {
                list.area(area, areaClass[area]);
            }
            return list.build();
        }

        /** The amounts of a period, class by class; of what counts before the first when 0. */
        long[] amounts(int period) {
            return classes.keySet().stream()
                    .flatMap(row -> row.subList(period * types, (period + 1) * types).stream())
                    .mapToLong(Long::longValue)
                    .toArray();
        }
    }

    private static Map<String, Long> known(String field, Map<String, Long> stated, Predicate<String> known) {
        Map<String, Long> amounts = Texts.asNamed(stated, field, known);
        amounts.keySet().stream().filter(known.negate()).sorted().findFirst().ifPresent(name -> {
            throw new InvalidInputException(field, "not in the seat map: " + name);
        });
        return amounts;
    }

    /** The ticket types that prices name; without prices, the first alone. */
    static TicketTypes typesOf(Prices prices) {
        return prices == null ? TicketTypes.FIRST_ONLY : new TicketTypes(prices.typeNames());
    }
}
