package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
        Long priceFrom) {}
