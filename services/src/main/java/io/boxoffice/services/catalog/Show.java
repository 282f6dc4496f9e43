package io.boxoffice.services.catalog;

import java.time.Instant;

/**
 * One performance of an event in a hall. See {@link ShowRequest} for the parts.
 *
 * @param blocks what is not for sale
 * @param extras what the booking core need not know
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
        ShowExtras extras,
        ShowState state,
        long version) {
    /** The same at another time. */
    Show at(Instant start, Instant end) {
        return new Show(
                id,
                ownerId,
                externalId,
                venueId,
                hallId,
                eventId,
                seatMapId,
                start,
                end,
                onSaleFrom,
                onSaleUntil,
                cancelUntil,
                checkIn,
                currency,
                rules,
                prices,
                blocks,
                extras,
                state,
                version);
    }
}
