package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ChannelWindows;
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

    /** When a show is sold where; null: everywhere at the same times. */
    ChannelWindows windows() {
        return windows(
                Instant.ofEpochMilli(startsAtMs),
                Instant.ofEpochMilli(endsAtMs),
                instant(onSaleFromMs),
                instant(onSaleUntilMs),
                extras.boxOffice());
    }

    /** The same of parts of a row. */
    static ChannelWindows windows(
            Instant startsAt, Instant endsAt, Instant onSaleFrom, Instant onSaleUntil, SaleWindow boxOffice) {
        if (boxOffice == null) {
            return null;
        }
        long fromMs = onSaleFrom == null ? 0 : onSaleFrom.toEpochMilli();
        long untilMs = Math.min((onSaleUntil == null ? startsAt : onSaleUntil).toEpochMilli(), endsAt.toEpochMilli());
        Instant counterFrom = boxOffice.onSaleFrom();
        Instant counterUntil = boxOffice.onSaleUntil();
        return new ChannelWindows(
                fromMs,
                untilMs,
                counterFrom == null ? fromMs : counterFrom.toEpochMilli(),
                counterUntil == null ? untilMs : Math.min(counterUntil.toEpochMilli(), endsAt.toEpochMilli()));
    }

    /** From when on the core sells it: the first of the channels; epoch milliseconds, 0: at once. */
    long soldFromMs() {
        ChannelWindows windows = windows();
        long fromMs = onSaleFromMs == null ? 0 : onSaleFromMs;
        return windows == null ? fromMs : Math.min(windows.webFromMs(), windows.counterFromMs());
    }

    /** Until when: the last of them, epoch milliseconds; never after the end. */
    long soldUntilMs() {
        ChannelWindows windows = windows();
        long untilMs = Math.min(onSaleUntilMs == null ? startsAtMs : onSaleUntilMs, endsAtMs);
        return windows == null ? untilMs : Math.max(windows.webUntilMs(), windows.counterUntilMs());
    }

    static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static Long millis(Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
