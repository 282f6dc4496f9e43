package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.protocol.pricing.PriceList;
import jakarta.validation.constraints.NotNull;

/**
 * What a list tells of a show's sale.
 *
 * @param freeSeats seats and places of areas; null: the core does not know the show
 * @param priceFrom the least that a seat costs as the first ticket type, in minor units; null: none is sold as that
 */
public record ShowGlance(
        @NotNull SaleStatus saleStatus,

        @JsonPropertyDescription("Seats and places of areas; missing: not on sale yet, or any more")
        Long freeSeats,

        @JsonPropertyDescription("The least that a seat costs as the first ticket type, in minor units")
        Long priceFrom) {

    /** The least that a seat costs as the first ticket type, which is what most pay; null: none is sold as that. */
    public static Long priceFrom(PriceList prices) {
        Long least = null;
        for (int i = 0; prices != null && i < prices.classCount(); i++) {
            long amount = prices.amount(i, 0);
            if (amount != PriceList.UNSOLD && (least == null || amount < least)) {
                least = amount;
            }
        }
        return least;
    }
}
