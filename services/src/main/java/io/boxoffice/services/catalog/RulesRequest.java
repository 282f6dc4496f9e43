package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The rules of sale of a show, as far as they are stated. See {@link ShowRules} for the parts. */
public record RulesRequest(
        @Min(ShowRules.MIN_HOLD_TTL_MS)
        @Max(ShowRules.MAX_HOLD_TTL_MS)
        @JsonPropertyDescription("How long a hold stands")
        Long holdTtlMs,

        @Min(1) @Max(ShowRules.MAX_UNITS_PER_HOLD) Integer maxUnitsPerHold,

        @Min(0) @Max(ShowRules.MAX_UNITS_PER_CUSTOMER) @JsonPropertyDescription("Held or booked at a time; 0: no limit")
        Integer maxUnitsPerCustomer,

        @JsonPropertyDescription("Refuse holds that leave a single seat alone")
        Boolean strandedSeatRule) {
    /** All of them. */
    static RulesRequest of(ShowRules rules) {
        return new RulesRequest(
                rules.holdTtlMs(), rules.maxUnitsPerHold(), rules.maxUnitsPerCustomer(), rules.strandedSeatRule());
    }

    /** These, and where nothing is stated those. */
    ShowRules or(ShowRules defaults) {
        return new ShowRules(
                holdTtlMs == null ? defaults.holdTtlMs() : holdTtlMs,
                maxUnitsPerHold == null ? defaults.maxUnitsPerHold() : maxUnitsPerHold,
                maxUnitsPerCustomer == null ? defaults.maxUnitsPerCustomer() : maxUnitsPerCustomer,
                strandedSeatRule == null ? defaults.strandedSeatRule() : strandedSeatRule);
    }
}
