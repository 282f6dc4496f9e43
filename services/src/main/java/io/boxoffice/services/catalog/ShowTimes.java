package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Judges the times of shows: against the clock, against each other, and against what is in force. Any thread; blocks nowhere.
 * It tells all that it refuses.
 */
public final class ShowTimes {
    private final CatalogConfig config;
    private final Clock clock;

    public ShowTimes(CatalogConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * The same with an end: where nobody says one, as long after its start as its event is long.
     *
     * @param minutes the event's length; null: not known, and shows are as long as configured
     */
    ShowRequest timed(ShowRequest stated, Integer minutes) {
        if (stated.endsAt() != null) {
            return stated;
        }
        long lengthMs = minutes == null ? config.defaultShowDurationMs() : minutes * 60_000L;
        return stated.withEnd(stated.startsAt().plusMillis(lengthMs));
    }

    /** The times of a show that is made, or put on sale for the first time. */
    void checkNew(ShowRequest stated, FieldErrors errors) {
        checkTogether(stated, errors);
        checkFuture(stated.startsAt(), "startsAt", errors);
    }

    /**
     * Times that replace others. What stays as it is may be past; what changes may not become past.
     *
     * @param before of the show as it is
     */
    void checkChange(Show before, ShowRequest after, FieldErrors errors) {
        checkTogether(after, errors);
        boolean startChanges = !same(before.startsAt(), after.startsAt());
        boolean begun = before.state() != ShowState.DRAFT && !clock.instant().isBefore(before.startsAt());
        ShowRequest.check(errors, !begun || !startChanges, "startsAt", "cannot be changed: the show has begun");
        if (startChanges) {
            checkFuture(after.startsAt(), "startsAt", errors);
        }
        if (!same(before.endsAt(), after.endsAt())) {
            checkFuture(after.endsAt(), "endsAt", errors);
        }
    }

    /** A show that was closed and is to be sold again. */
    void checkReopened(Show show, FieldErrors errors) {
        checkFuture(show.endsAt(), "endsAt", errors);
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

    private void checkTogether(ShowRequest stated, FieldErrors errors) {
        stated.check(errors);
        Instant starts = stated.startsAt();
        Instant ends = stated.endsAt();
        Duration longest = Duration.ofMillis(config.maxShowDurationMs());
        ShowRequest.check(
                errors,
                Duration.between(starts, ends).compareTo(longest) <= 0,
                "endsAt",
                "is more than " + longest.toHours() + " hours after startsAt");
        Duration ahead = Duration.ofMillis(config.maxShowAheadMs());
        ShowRequest.check(
                errors,
                !starts.isAfter(clock.instant().plus(ahead)),
                "startsAt",
                "is more than " + ahead.toDays() + " days ahead");
        Duration after = Duration.ofMillis(config.maxCheckInAfterEndMs());
        ShowRequest.check(
                errors,
                stated.checkInUntil() == null || !stated.checkInUntil().isAfter(ends.plus(after)),
                "checkInUntil",
                "is more than " + after.toMinutes() + " minutes after endsAt");
    }

    private void checkFuture(Instant time, String field, FieldErrors errors) {
        ShowRequest.check(errors, time.isAfter(clock.instant()), field, "is in the past");
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
