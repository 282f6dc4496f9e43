package io.boxoffice.services.catalog;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

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

    /** Reads those of a show that does not state its own from the section {@code show-defaults}. */
    public static final ConfigPart<ShowRules> PART =
            new ConfigPart<>("show-defaults", ShowRules.class, ShowRules::read);

    private static final int MAX_UNITS_PER_HOLD = 48;

    private static ShowRules read(Section s) {
        return new ShowRules(
                s.whole("hold-ttl-ms", 1000, 30 * Section.DAY_MS),
                s.integer("max-units-per-hold", 1, MAX_UNITS_PER_HOLD),
                s.integer("max-units-per-customer", 0, 1_000_000),
                s.flag("stranded-seat-rule"));
    }
}
