package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.TicketTypes;
import java.util.Map;

/**
 * What a further ticket type costs, in minor units of the show's currency. Where nothing is said, the type is not sold.
 *
 * @param name          unique among the types of a show; the first type, whose prices stand without a name, is {@link TicketTypes#FIRST}
 * @param companion     whether a hold has at most as many of such types as of others
 * @param defaultAmount for whatever has no other price, or null
 * @param categories    by category name
 * @param seats         by seat id
 * @param areas         by area id
 */
public record TypePrices(
        String name,
        boolean companion,
        Long defaultAmount,
        Map<String, Long> categories,
        Map<String, Long> seats,
        Map<String, Long> areas) {
    public TypePrices {
        categories = Prices.sorted(categories);
        seats = Prices.sorted(seats);
        areas = Prices.sorted(areas);
    }

    Prices amounts() {
        return new Prices(defaultAmount, categories, seats, areas);
    }
}
