package io.boxoffice.services.catalog;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Map;

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
        categories = categories == null ? Map.of() : Map.copyOf(categories);
        seats = seats == null ? Map.of() : Map.copyOf(seats);
        areas = areas == null ? Map.of() : Map.copyOf(areas);
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
        throw new UnsupportedOperationException();
    }
}
