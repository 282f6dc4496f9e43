package io.boxoffice.gateway.availability;

/**
 * What a list tells of a show's sale.
 *
 * @param freeSeats seats and places of areas
 * @param priceFrom the least that a seat costs as the first ticket type, in minor units; null: none is sold as that
 */
public record ShowGlance(SaleStatus saleStatus, long freeSeats, Long priceFrom) {}
