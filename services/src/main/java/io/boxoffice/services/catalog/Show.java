package io.boxoffice.services.catalog;

import java.time.Instant;

/**
 * One performance of an event in a hall. See {@link ShowDraft} for the parts.
 *
 * @param blocks what is not for sale
 */
public record Show(
        long id,
        long ownerId,
        String externalId,
        long venueId,
        long hallId,
        long eventId,
        long seatMapId,
        Instant startsAt,
        Instant endsAt,
        Instant onSaleFrom,
        Instant onSaleUntil,
        Instant cancelUntil,
        CheckInWindow checkIn,
        String currency,
        ShowRules rules,
        Prices prices,
        Blocks blocks,
        ShowState state,
        long version) {
    /** Its parts as they could be sent in again, to change some of them. */
    public ShowDraft draft() {
        return new ShowDraft(
                externalId,
                hallId,
                eventId,
                seatMapId,
                startsAt,
                endsAt,
                onSaleFrom,
                onSaleUntil,
                cancelUntil,
                checkIn,
                currency,
                rules,
                prices);
    }
}
