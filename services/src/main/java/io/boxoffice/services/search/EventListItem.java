package io.boxoffice.services.search;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowGlance;

/**
 * An event as lists have it, with how the sale of its next show stands. What is not known is left out.
 *
 * @param freeSeats seats and places of areas
 * @param priceFrom the least that a seat costs, in minor units
 * @param currency  ISO 4217
 */
public record EventListItem(
        @JsonUnwrapped FoundEvent found,
        @JsonPropertyDescription("Of the next show") SaleStatus saleStatus,

        @JsonPropertyDescription("Of the next show: seats and places of areas")
        Long freeSeats,

        @JsonPropertyDescription("Of the next show: the least that a seat costs, in minor units")
        Long priceFrom,

        @JsonPropertyDescription("ISO 4217") String currency) {
    /**
     * @param sale null: there is no next show, or it is not known how its sale stands
     */
    static EventListItem of(FoundEvent found, ShowGlance sale, String currency) {
        return sale == null
                ? new EventListItem(found, null, null, null, null)
                : new EventListItem(
                        found,
                        sale.saleStatus(),
                        sale.freeSeats(),
                        sale.priceFrom(),
                        sale.priceFrom() == null ? null : currency);
    }
}
