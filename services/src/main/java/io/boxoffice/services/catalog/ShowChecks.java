package io.boxoffice.services.catalog;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;

/** Judges what is said about shows, but for how their times go together ({@link ShowTimes}), and whether a show's state allows it. */
final class ShowChecks {
    private static final long MIN_HOLD_TTL_MS = 1_000;
    private static final long MAX_HOLD_TTL_MS = 86_400_000;
    private static final int MAX_UNITS_PER_HOLD = 48;

    private ShowChecks() {}

    static void check(ShowDraft draft) {
        Check.that(draft.startsAt() != null, "startsAt", "is missing");
        Check.that(draft.endsAt() != null, "endsAt", "is missing");
        Check.time(draft.startsAt(), "startsAt");
        Check.time(draft.endsAt(), "endsAt");
        Check.time(draft.onSaleFrom(), "onSaleFrom");
        Check.time(draft.onSaleUntil(), "onSaleUntil");
        Check.time(draft.cancelUntil(), "cancelUntil");
        Check.time(draft.checkIn().from(), "checkInFrom");
        Check.time(draft.checkIn().until(), "checkInUntil");
        checkCurrency(draft.currency());
        ShowRules rules = draft.rules();
        Check.that(
                rules.holdTtlMs() >= MIN_HOLD_TTL_MS && rules.holdTtlMs() <= MAX_HOLD_TTL_MS,
                "holdTtlMs",
                "is out of range");
        boolean units = rules.maxUnitsPerHold() >= 1 && rules.maxUnitsPerHold() <= MAX_UNITS_PER_HOLD;
        Check.that(units, "maxUnitsPerHold", "is not 1 to " + MAX_UNITS_PER_HOLD);
        Check.that(rules.maxUnitsPerCustomer() >= 0, "maxUnitsPerCustomer", "is negative");
    }

    static void check(Map<String, Integer> blocks, SeatMap map) {
        blocks.forEach((seat, reason) -> {
            Check.that(map.seatIndex(seat) >= 0, "blocks", "no seat " + seat);
            Check.that(
                    reason != null && reason >= 1 && reason <= 127, "blocks", "reason of " + seat + " is not 1 to 127");
        });
    }

    static void requireFixedPartsSame(Show show, ShowDraft draft) {
        Check.that(show.hallId() == draft.hallId(), "hallId", "cannot be changed");
        Check.that(show.eventId() == draft.eventId(), "eventId", "cannot be changed");
        Check.that(show.seatMapId() == draft.seatMapId(), "seatMapId", "cannot be changed");
        Check.that(show.currency().equals(draft.currency()), "currency", "cannot be changed");
        Check.that(Objects.equals(show.externalId(), draft.externalId()), "externalId", "cannot be changed");
    }

    static void requireNotOver(Show show) {
        if (show.state() == ShowState.CANCELLED || show.state() == ShowState.ARCHIVED) {
            throw new WrongStateException("the show is " + show.state());
        }
    }

    static void requirePublished(Show show) {
        if (show.state() != ShowState.PUBLISHED && show.state() != ShowState.CLOSED) {
            throw new WrongStateException("the show is " + show.state());
        }
    }

    private static void checkCurrency(String currency) {
        try {
            Check.that(currency != null, "currency", "is missing");
            Currency.getInstance(currency);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("currency", "is not an ISO 4217 code: " + currency);
        }
    }
}
