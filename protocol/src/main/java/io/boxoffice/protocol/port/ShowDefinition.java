package io.boxoffice.protocol.port;

import io.boxoffice.protocol.sbe.ShowStatus;

/**
 * A show's rules and status. Times are epoch milliseconds; ids as in the SBE schema; {@code maxUnitsPerCustomer} 0 means no
 * limit; {@code cancelUntilMs} 0 means that customers may not cancel; {@code priceVersion} 0 means no prices yet. Tickets admit from
 * {@code checkInFromMs} until {@code checkInUntilMs}; 0 means no bound.
 */
public record ShowDefinition(
        long showId,
        long seatMapId,
        long eventId,
        long venueId,
        long organizerId,
        long startsAtMs,
        long endsAtMs,
        long onSaleFromMs,
        long onSaleUntilMs,
        long cancelUntilMs,
        long checkInFromMs,
        long checkInUntilMs,
        long holdTtlMs,
        int maxUnitsPerHold,
        int maxUnitsPerCustomer,
        String currency,
        boolean strandedSeatRule,
        long priceVersion,
        ShowStatus status) {}
