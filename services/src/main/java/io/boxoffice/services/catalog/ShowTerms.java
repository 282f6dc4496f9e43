package io.boxoffice.services.catalog;

import java.time.Instant;

/** What of a show may change after it is made, besides prices and blocks: its times and rules. Kept as JSON in an intent. */
record ShowTerms(
        long startsAtMs,
        long endsAtMs,
        Long onSaleFromMs,
        Long onSaleUntilMs,
        Long cancelUntilMs,
        Long checkInFromMs,
        Long checkInUntilMs,
        ShowRules rules,
        ShowExtras extras) {
    ShowTerms {
        // What an older version intended has none.
        extras = extras == null ? ShowExtras.NONE : extras;
    }

    /**
     * @param draft with an end
     */
    static ShowTerms of(ShowRequest draft, ShowRules rules, ShowExtras extras) {
        return new ShowTerms(
                draft.startsAt().toEpochMilli(),
                draft.endsAt().toEpochMilli(),
                millis(draft.onSaleFrom()),
                millis(draft.onSaleUntil()),
                millis(draft.cancelUntil()),
                millis(draft.checkInFrom()),
                millis(draft.checkInUntil()),
                rules,
                extras);
    }

    /** Those of a show. */
    static ShowTerms of(Show show) {
        return of(ShowRequest.of(show).withEnd(show.endsAt()), show.rules(), show.extras());
    }

    static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static Long millis(Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
