package io.boxoffice.services.catalog;

import java.time.Instant;

/**
 * What an organizer says about a show. Hall, event, seat map, currency and external id are fixed once created.
 *
 * @param externalId  unique in the event, or null
 * @param onSaleFrom  null: at once
 * @param onSaleUntil null: until the show starts
 * @param cancelUntil until when customers may cancel, or null: they may not
 * @param checkIn     when it lets people in
 * @param currency    ISO 4217
 * @param rules       null: those configured for shows that do not state theirs
 * @param prices      may be null in a draft, but not once it is published
 */
public record ShowDraft(
        String externalId,
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
        Prices prices) {
    /** The same, with its external id cleaned. */
    ShowDraft cleaned() {
        return new ShowDraft(
                Check.externalId(externalId),
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

    /** The same, with rules if it has none. */
    ShowDraft withRulesOr(ShowRules defaults) {
        return rules != null
                ? this
                : new ShowDraft(
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
                        defaults,
                        prices);
    }
}
