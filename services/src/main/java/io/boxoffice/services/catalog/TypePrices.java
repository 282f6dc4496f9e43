package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.protocol.pricing.PriceList;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What a further ticket type costs, in minor units of the show's currency. Where nothing is said, the type is not sold.
 *
 * @param name          unique among the types of a show; the first type, whose prices stand without a name, is {@link TicketTypes#FIRST}
 * @param companion     never null: whether a hold has at most as many of such types as of others
 * @param defaultAmount for whatever has no other price, or null
 * @param categories    by category name
 * @param seats         by seat id
 * @param areas         by area id
 */
public record TypePrices(
        @NotBlank @Size(max = 60) String name,

        @JsonPropertyDescription("A hold has at most as many of companion types as of others; missing: no")
        Boolean companion,

        @JsonProperty("default") @JsonPropertyDescription(Prices.DEFAULT) @Min(0) @Max(PriceList.MAX_AMOUNT)
        Long defaultAmount,

        @JsonPropertyDescription(Prices.CATEGORIES)
        Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> categories,

        @JsonPropertyDescription(Prices.SEATS) Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> seats,
        @JsonPropertyDescription(Prices.AREAS) Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> areas) {
    public TypePrices {
        companion = companion != null && companion;
        categories = Prices.sorted(categories);
        seats = Prices.sorted(seats);
        areas = Prices.sorted(areas);
    }

    Prices amounts() {
        return new Prices(defaultAmount, categories, seats, areas);
    }
}
