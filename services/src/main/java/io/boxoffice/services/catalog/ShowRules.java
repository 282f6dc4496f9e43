package io.boxoffice.services.catalog;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import jakarta.validation.constraints.NotNull;

/**
 * The rules of sale of a show.
 *
 * @param holdTtlMs           how long a hold stands, milliseconds, 1,000 or more
 * @param maxUnitsPerHold     1 to 48
 * @param maxUnitsPerCustomer held or booked at a time; 0 means no limit
 * @param strandedSeatRule    whether holds that leave a single free seat are refused
 */
public record ShowRules(
        @NotNull long holdTtlMs,
        @NotNull int maxUnitsPerHold,
        @NotNull int maxUnitsPerCustomer,
        @NotNull boolean strandedSeatRule) {
    /** Eight minutes, ten units a hold, no limit a customer, no stranded-seat rule. */
    public static final ShowRules DEFAULT = new ShowRules(480_000, 10, 0, false);

    /** Reads those of a show that does not state its own from the section {@code show-defaults}. */
    public static final ConfigPart<ShowRules> PART =
            new ConfigPart<>("show-defaults", ShowRules.class, ShowRules::read);

    /** The shortest and the longest that a hold may stand, milliseconds. */
    public static final long MIN_HOLD_TTL_MS = 1_000;

    /** See there. */
    public static final long MAX_HOLD_TTL_MS = 86_400_000;

    /** The most seats and places of one hold. */
    public static final int MAX_UNITS_PER_HOLD = Slot.MAX_UNITS;

    /** The most that a limit a customer may be. */
    public static final int MAX_UNITS_PER_CUSTOMER = 1_000_000;

    private static ShowRules read(Section s) {
        return new ShowRules(
                s.whole("hold-ttl-ms", MIN_HOLD_TTL_MS, MAX_HOLD_TTL_MS),
                s.integer("max-units-per-hold", 1, MAX_UNITS_PER_HOLD),
                s.integer("max-units-per-customer", 0, MAX_UNITS_PER_CUSTOMER),
                s.flag("stranded-seat-rule"));
    }
}
