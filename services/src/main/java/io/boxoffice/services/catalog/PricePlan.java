package io.boxoffice.services.catalog;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;

/**
 * Prices spelled out for a map: what counts first, and what counts later.
 *
 * @param list    before the first period
 * @param periods of the list's classes and types
 */
public record PricePlan(PriceList list, PricePeriods periods) {
    /** The list in force at a time, epoch milliseconds. */
    PriceList at(long nowMs) {
        PricePeriods.Period begun = periods.begunBy(nowMs);
        return begun == null ? list : list.withAmounts(begun.amounts());
    }
}
