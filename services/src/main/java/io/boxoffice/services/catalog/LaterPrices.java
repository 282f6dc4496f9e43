package io.boxoffice.services.catalog;

/**
 * Prices from a time on.
 *
 * @param fromMs epoch milliseconds
 * @param prices of the same types, and without periods of their own
 */
public record LaterPrices(long fromMs, Prices prices) {}
