package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Answers calls about bookings that the booking core no longer knows, from PostgreSQL, for those who might see them when it
 * did. From the event loop of the call; the answer is made on a thread that may block.
 */
public final class PastReservations {
    private static final int UNAVAILABLE = 503;

    private final BookingHistory bookings;
    private final BlockingCalls blocking;

    public PastReservations(BookingHistory bookings, BlockingCalls blocking) {
        this.bookings = bookings;
        this.blocking = blocking;
    }

    /** Answers about a booking the caller may see: their own, one of their shows, or any for staff. Otherwise there is none. */
    public void answer(Call call, long bookingId, Function<PastBooking, Response> answer) {
        answer(call, bookingId, answer, PastBooking::isVisibleTo);
    }

    /** Answers about a booking the caller may pay for and cancel: their own, or any for staff. Otherwise there is none. */
    public void answerOwner(Call call, long bookingId, Function<PastBooking, Response> answer) {
        answer(call, bookingId, answer, PastBooking::mayBeChangedBy);
    }

    /**
     * Refuses to change a booking that the caller might have changed: 409. Otherwise there is none; nor is there without
     * PostgreSQL, which changes must not wait for.
     */
    public void refuseChange(Call call, long bookingId) {
        blocking.run(call, c -> {
            throw new ProblemException(
                    isPast(c.principal(), bookingId)
                            ? Problem.of(
                                    CoreProblem.WRONG_STATE, "the show is archived, or the booking lapsed long ago")
                            : Problem.of(HttpProblem.NOT_FOUND));
        });
    }

    private boolean isPast(Principal principal, long bookingId) {
        try {
            return bookings.find(bookingId)
                    .filter(found -> found.mayBeChangedBy(principal))
                    .isPresent();
        } catch (ProblemException e) {
            if (e.problem().code().status() == UNAVAILABLE) {
                return false;
            }
            throw e;
        }
    }

    private void answer(
            Call call,
            long bookingId,
            Function<PastBooking, Response> answer,
            BiPredicate<PastBooking, Principal> allowed) {
        blocking.run(call, c -> {
            PastBooking past = bookings.find(bookingId)
                    .filter(found -> allowed.test(found, c.principal()))
                    .orElseThrow(() -> new ProblemException(HttpProblem.NOT_FOUND));
            return answer.apply(past);
        });
    }
}
