package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;

/**
 * For whom somebody acts, the one rule of {@code onBehalfOf}: staff may name a customer, and then act as that customer in the shows
 * of their organisation; everybody may name themselves; nobody else may name anyone. Staff who name nobody sell at a counter, which
 * is nobody's, and may change every reservation of their organisation's shows. Any thread.
 */
public final class OnBehalf {
    private OnBehalf() {}

    /**
     * What goes as {@code customerId} into a command on reservations.
     *
     * @param named the customer's id; 0: nobody is named
     * @return 0: staff who name nobody
     * @throws ProblemException forbidden
     */
    public static long buyer(Principal principal, long named) {
        return named == 0 ? principal.reservationAccess() : named(principal, named);
    }

    /**
     * Whose holds or bookings are asked for.
     *
     * @param named the customer's id; 0: nobody is named, which is the caller's own
     * @throws ProblemException forbidden
     */
    public static long whose(Principal principal, long named) {
        return named == 0 ? principal.subject() : named(principal, named);
    }

    private static long named(Principal principal, long customerId) {
        if (customerId != principal.subject() && !principal.isStaff()) {
            throw new ProblemException(HttpProblem.FORBIDDEN, "only the box office acts on behalf of others");
        }
        return customerId;
    }
}
