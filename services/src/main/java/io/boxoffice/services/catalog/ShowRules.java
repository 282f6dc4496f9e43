package io.boxoffice.services.catalog;

/**
 * The rules of sale of a show.
 *
 * @param holdTtlMs           how long a hold stands, milliseconds, 1,000 or more
 * @param maxUnitsPerHold     1 to 48
 * @param maxUnitsPerCustomer held or booked at a time; 0 means no limit
 * @param strandedSeatRule    whether holds that leave a single free seat are refused
 */
public record ShowRules(long holdTtlMs, int maxUnitsPerHold, int maxUnitsPerCustomer, boolean strandedSeatRule) {
    /** Eight minutes, ten units a hold, no limit a customer, no stranded-seat rule. */
    public static final ShowRules DEFAULT = new ShowRules(480_000, 10, 0, false);
}
