package io.boxoffice.gateway.availability;

import jakarta.validation.constraints.NotNull;

/**
 * What a list tells of a show's sale.
 *
 * @param freeSeats seats and places of areas; null: the core does not know the show
 * @param priceFrom the least that a seat costs as the first ticket type, in minor units; null: none is sold as that
 */
public record ShowGlance(@NotNull SaleStatus saleStatus, Long freeSeats, Long priceFrom) {}
