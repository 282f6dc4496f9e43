/**
 * Prices of a show ({@link io.boxoffice.protocol.pricing.PriceList}) and its blocked seats
 * ({@link io.boxoffice.protocol.pricing.SeatBlocks}), with their upload formats.
 */
package io.boxoffice.protocol.pricing;
