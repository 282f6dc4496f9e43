package io.boxoffice.services.notification;

import java.util.List;

/**
 * What an event said that nobody can ask for later.
 *
 * @param showId     of the reservation
 * @param amount     in minor units, that the step was about
 * @param untilMs    how long seats are kept; 0: not
 * @param ordinals   of tickets that were cancelled
 * @param startedAtMs when a show that was moved was to begin before
 */
record Facts(long showId, long amount, String currency, long untilMs, List<Integer> ordinals, long startedAtMs) {
    static final Facts NONE = new Facts(0, 0, "", 0, List.of(), 0);

    Facts {
        ordinals = ordinals == null ? List.of() : List.copyOf(ordinals);
    }
}
