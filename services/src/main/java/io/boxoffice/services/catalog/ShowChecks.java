package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.NotFoundException;
import java.util.Currency;
import java.util.List;
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

    /**
     * Numbers of places by area id, with the ids as the map has them.
     *
     * @throws InvalidInputException when the map has no such area, or the area not so many places
     */
    static Map<String, Integer> places(Map<String, Integer> stated, SeatMap map) {
        Map<String, Integer> places = Texts.asNamed(stated, "areas", id -> map.areaIndex(id) >= 0);
        places.forEach((id, blocked) -> {
            int area = map.areaIndex(id);
            Check.that(area >= 0, "areas", "no area " + id);
            int capacity = map.area(area).capacity();
            Check.that(blocked >= 0 && blocked <= capacity, "areas", "places of " + id + " are not 0 to " + capacity);
        });
        return places;
    }

    /**
     * What was sold has the number of its type: a type of a published show keeps it, and with it its name.
     *
     * @throws InvalidInputException when a name is missing or stands in another place
     */
    static void requireTypesKept(Prices before, Prices prices) {
        List<String> kept = Prices.typesOf(before).names();
        List<String> names = prices.typeNames();
        boolean same =
                names.size() >= kept.size() && names.subList(0, kept.size()).equals(kept);
        Check.that(
                same,
                "types",
                () -> "of a published show stay, in this order, with or without prices; new ones come last: "
                        + String.join(", ", kept.subList(1, kept.size())));
    }

    /**
     * A show that the actor may change.
     *
     * @throws NotFoundException when it is another's
     */
    static Show own(Actor actor, Show show) {
        if (!actor.owns(show.ownerId())) {
            throw new NotFoundException("no show " + show.id());
        }
        return show;
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
