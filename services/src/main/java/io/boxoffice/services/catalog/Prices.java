package io.boxoffice.services.catalog;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What an organizer says about prices, in minor units of the show's currency. The most precise word counts: a seat's or an
 * area's own price, else its category's, else the default.
 *
 * @param defaultAmount for whatever has no other price, or null
 * @param categories    by category name
 * @param seats         by seat id
 * @param areas         by area id
 */
public record Prices(
        Long defaultAmount, Map<String, Long> categories, Map<String, Long> seats, Map<String, Long> areas) {
    public Prices {
        categories = sorted(categories);
        seats = sorted(seats);
        areas = sorted(areas);
    }

    /** In the order of names: answers under one ETag must be the same bytes after each start. */
    private static Map<String, Long> sorted(Map<String, Long> amounts) {
        return amounts == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    /** One price for everything. */
    public static Prices of(long amount) {
        return new Prices(amount, Map.of(), Map.of(), Map.of());
    }

    /**
     * Spells the prices out for a map.
     *
     * @throws InvalidInputException when a name is not in the map, something has no price, or there are too many different ones
     */
    public PriceList forMap(SeatMap map) {
        Prices named = new Prices(
                defaultAmount,
                known("categories", categories, name -> map.categoryNamed(name) >= 0),
                known("seats", seats, id -> map.seatIndex(id) >= 0),
                known("areas", areas, id -> map.areaIndex(id) >= 0));
        try {
            return named.spellOut(map);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("prices", e.getMessage());
        }
    }

    private PriceList spellOut(SeatMap map) {
        PriceList.Builder list = new PriceList.Builder(map.seatCount(), map.areaCount());
        Long[] byCategory = new Long[map.categoryCount()];
        for (int i = 0; i < byCategory.length; i++) {
            byCategory[i] = categories.getOrDefault(map.categoryName(i), defaultAmount);
        }
        for (int seat = 0; seat < map.seatCount(); seat++) {
            Long own = seats.isEmpty() ? null : seats.get(map.seatId(seat));
            Long amount = own != null ? own : byCategory[map.seatCategory(seat)];
            if (amount == null) {
                throw new InvalidInputException("seats", "no price for seat " + map.seatId(seat));
            }
            list.seats(seat, seat, list.classOf(amount));
        }
        for (int i = 0; i < map.areaCount(); i++) {
            SeatMap.Area area = map.area(i);
            Long amount = areas.getOrDefault(area.id(), byCategory[area.category()]);
            if (amount == null) {
                throw new InvalidInputException("areas", "no price for area " + area.id());
            }
            list.area(i, list.classOf(amount));
        }
        return list.build();
    }

    private static Map<String, Long> known(String field, Map<String, Long> stated, Predicate<String> known) {
        Map<String, Long> amounts = Texts.asNamed(stated, field, known);
        amounts.keySet().stream().filter(known.negate()).sorted().findFirst().ifPresent(name -> {
            throw new InvalidInputException(field, "not in the seat map: " + name);
        });
        return amounts;
    }
}
