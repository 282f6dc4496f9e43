package io.boxoffice.services.catalog;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One performance of an event in a hall. See {@link ShowDraft} for the parts.
 *
 * @param blocks reason codes 1 to 127 of the seats that are not for sale, by seat id
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
        Map<String, Integer> blocks,
        ShowState state,
        long version) {
    public Show {
        // In the order of names: answers under one ETag must be the same bytes after each start.
        blocks = Collections.unmodifiableMap(new TreeMap<>(blocks));
    }

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
