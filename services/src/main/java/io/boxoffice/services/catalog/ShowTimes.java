package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Judges the times of shows: against the clock, against each other, and against what is in force. Any thread; blocks nowhere.
 * What it refuses is an {@link InvalidInputException} that names the field.
 */
public final class ShowTimes {
    private final CatalogConfig config;
    private final Clock clock;

    public ShowTimes(CatalogConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The times of a show that is made, or put on sale for the first time. */
    void checkNew(ShowDraft draft) {
        checkTogether(draft);
        requireFuture(draft.startsAt(), "startsAt");
    }

    /**
     * Times that replace others. What stays as it is may be past; what changes may not become past.
     *
     * @param before of the show as it is
     */
    void checkChange(Show before, ShowDraft after) {
        checkTogether(after);
        boolean startChanges = !same(before.startsAt(), after.startsAt());
        boolean begun = before.state() != ShowState.DRAFT && !clock.instant().isBefore(before.startsAt());
        Check.that(!begun || !startChanges, "startsAt", "cannot be changed: the show has begun");
        if (startChanges) {
            requireFuture(after.startsAt(), "startsAt");
        }
        if (!same(before.endsAt(), after.endsAt())) {
            requireFuture(after.endsAt(), "endsAt");
        }
    }

    /** A show that was closed and is to be sold again. */
    void checkReopened(Show show) {
        requireFuture(show.endsAt(), "endsAt");
    }

    /**
     * From when on a show that sold tickets may be archived.
     *
     * @param latestEnd the latest that was ever in force
     */
    Instant archivableFrom(Instant latestEnd) {
        return latestEnd.plusMillis(config.archiveAfterMs());
    }

    /**
     * Until when devices may tell of scans of a show: it is not archived before, unless it is cancelled.
     *
     * @param end its end, or the latest that was in force while any ticket was sold
     */
    Instant scansToldUntil(Instant end, CheckInWindow checkIn) {
        Instant until = checkIn.until();
        Instant last = until != null && until.isAfter(end) ? until : end;
        return last.plusMillis(config.checkInUploadWindowMs());
    }

    /** The time by this clock. */
    Instant now() {
        return clock.instant();
    }

    /** Whether a time has come. */
    boolean isPast(Instant time) {
        return !clock.instant().isBefore(time);
    }

    private void checkTogether(ShowDraft draft) {
        Instant starts = draft.startsAt();
        Instant ends = draft.endsAt();
        Check.that(ends.isAfter(starts), "endsAt", "is not after startsAt");
        Check.that(
                Duration.between(starts, ends).toMillis() <= config.maxShowDurationMs(),
                "endsAt",
                "is more than " + Duration.ofMillis(config.maxShowDurationMs()).toHours() + " hours after startsAt");
        Check.that(
                !starts.isAfter(clock.instant().plusMillis(config.maxShowAheadMs())),
                "startsAt",
                "is more than " + Duration.ofMillis(config.maxShowAheadMs()).toDays() + " days ahead");
        Instant onSaleUntil = draft.onSaleUntil() == null ? starts : draft.onSaleUntil();
        boolean window = draft.onSaleFrom() == null || onSaleUntil.isAfter(draft.onSaleFrom());
        Check.that(window, "onSaleUntil", "is not after onSaleFrom");
        Check.that(!onSaleUntil.isAfter(ends), "onSaleUntil", "is after endsAt");
        boolean cancelled = draft.cancelUntil() != null && draft.cancelUntil().isAfter(ends);
        Check.that(!cancelled, "cancelUntil", "is after endsAt");
        checkWindow(draft);
    }

    private void checkWindow(ShowDraft draft) {
        Instant starts = draft.startsAt();
        Instant from = draft.checkIn().from();
        Instant until = draft.checkIn().until();
        Check.that(from == null || !from.isAfter(starts), "checkInFrom", "is after startsAt");
        if (until != null) {
            Check.that(!until.isBefore(starts), "checkInUntil", "is before startsAt");
            Check.that(from == null || until.isAfter(from), "checkInUntil", "is not after checkInFrom");
            Check.that(
                    !until.isAfter(draft.endsAt().plusMillis(config.maxCheckInAfterEndMs())),
                    "checkInUntil",
                    "is more than "
                            + Duration.ofMillis(config.maxCheckInAfterEndMs()).toMinutes() + " minutes after endsAt");
        }
    }

    private void requireFuture(Instant time, String field) {
        Check.that(time.isAfter(clock.instant()), field, "is in the past");
    }

    /** To the millisecond, as they are kept. */
    private static boolean same(Instant a, Instant b) {
        return a.toEpochMilli() == b.toEpochMilli();
    }

    /** From when on a show admits, epoch milliseconds; 0: no bound. */
    long checkInFromMs(ShowTerms terms) {
        if (terms.checkInFromMs() != null) {
            return terms.checkInFromMs();
        }
        long beforeMs = config.checkInBeforeStartMs();
        return beforeMs == 0 ? 0 : Math.max(0, terms.startsAtMs() - beforeMs);
    }

    /** From when on it admits nobody any more, epoch milliseconds. */
    long checkInUntilMs(ShowTerms terms) {
        return terms.checkInUntilMs() != null ? terms.checkInUntilMs() : terms.endsAtMs();
    }
}
