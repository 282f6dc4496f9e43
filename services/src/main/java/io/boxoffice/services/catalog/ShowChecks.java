package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.database.NotFoundException;
import java.util.List;

/** Judges what is said about shows, but for how their times go together ({@link ShowTimes}), and whether a show's state allows it. */
final class ShowChecks {
    private ShowChecks() {}

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
}
