package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ReservationMessages;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/**
 * Asks the booking core for reservations, for whoever may see them; and PostgreSQL for bookings that the core no longer knows.
 * On the event loop of the call.
 */
final class Reservations {
    private final CommandLanes lanes;
    private final ShowDirectory directory;
    private final PastReservations past;

    /**
     * @param past null where only what the core knows is asked for
     */
    Reservations(CommandLanes lanes, ShowDirectory directory, PastReservations past) {
        this.lanes = lanes;
        this.directory = directory;
        this.past = past;
    }

    /** Finds a reservation the caller may see; otherwise the call is answered as if there were none. */
    void find(Call call, long reservationId, Consumer<Reservation> found) {
        find(call, reservationId, found, () -> call.respond(Problem.of(HttpProblem.NOT_FOUND)));
    }

    /** The same, of a booking that is to be changed: one the core no longer knows cannot be, and that is the answer. */
    void findToChange(Call call, long bookingId, Consumer<Reservation> found) {
        find(call, bookingId, found, () -> past.refuseChange(call, bookingId));
    }

    /** Answers a call whose booking the core refused to change as unknown: it is another's, past, or never was. */
    void refuseUnknown(Call call, long bookingId) {
        findToChange(call, bookingId, another -> call.respond(Problem.of(HttpProblem.NOT_FOUND)));
    }

    /**
     * Finds a booking the caller may see, also one whose show is archived; otherwise, or when it is a hold, the call is answered
     * as if there were none.
     *
     * @param answer     with one the core knows; on the event loop
     * @param pastAnswer with one it no longer knows; on a thread that may block
     */
    void findBooking(
            Call call,
            long reservationId,
            Function<Reservation, Response> answer,
            Function<PastBooking, Response> pastAnswer) {
        find(
                call,
                reservationId,
                booking -> {
                    if (booking.reference() == 0) {
                        call.respond(Problem.of(HttpProblem.NOT_FOUND));
                    } else {
                        call.respond(answer.apply(booking));
                    }
                },
                () -> past.answer(call, reservationId, pastAnswer));
    }

    private void find(Call call, long reservationId, Consumer<Reservation> found, Runnable unknown) {
        Principal principal = call.principal();
        // Whose it is is looked at here: what is another's must not be asked of PostgreSQL as if the core did not know
        // it.
        lanes.query(
                call,
                ReservationMessages.reservation(reservationId, 0, 0),
                (buffer, offset) -> {
                    Reservation reservation = decode(buffer, offset);
                    if (maySee(principal, reservation)) {
                        found.accept(reservation);
                    } else {
                        call.respond(Problem.of(HttpProblem.NOT_FOUND));
                    }
                },
                unknown);
    }

    private boolean maySee(Principal principal, Reservation reservation) {
        PublishedShow show = directory.show(reservation.showId());
        if (principal.isStaff()) {
            // As the core judges what they change: what they bought for themselves elsewhere is no matter of this
            // token.
            long organisation = principal.organisationAccess();
            return organisation == 0 || show != null && show.definition().organizerId() == organisation;
        }
        return reservation.customerId() == principal.subject()
                || principal.role() == Role.ORGANIZER
                        && show != null
                        && show.definition().organizerId() == principal.owner();
    }

    static Reservation decode(DirectBuffer buffer, int offset) {
        return Reservation.of(
                new ReservationReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()));
    }
}
