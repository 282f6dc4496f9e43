package io.boxoffice.gateway.route;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The statuses of the problems that a route may answer: those that follow from what it is, and those it declares. */
final class ExpectedProblems {
    private ExpectedProblems() {}

    static SortedSet<Integer> of(Route route, Collection<Integer> declared) {
        // A token that is not valid, or an organisation that is not the caller's, is refused even where none is needed,
        // and
        // customers' rates hold everywhere.
        SortedSet<Integer> all = new TreeSet<>(List.of(400, 401, 403, 429, 503));
        all.addAll(declared);
        if (route.template().indexOf('{') >= 0) {
            all.add(404);
        }
        if (route.isUnsafe()) {
            all.addAll(List.of(409, 422));
        }
        if (!route.bodyTypes().isEmpty()) {
            all.addAll(List.of(413, 415));
        }
        if (route.demandsIfMatch()) {
            all.addAll(List.of(412, 428));
        }
        return Collections.unmodifiableSortedSet(all);
    }
}
