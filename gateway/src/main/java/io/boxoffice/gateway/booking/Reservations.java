package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.GetReservationEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.services.booking.PastBookings;
import io.boxoffice.services.booking.Reservation;
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
        find(call, reservationId, found, () -> call.respond(Problem.of(ProblemCode.UNKNOWN_RESERVATION)));
    }

    /** The same, of a booking that is to be changed: one the core no longer knows cannot be, and that is the answer. */
    void findToChange(Call call, long bookingId, Consumer<Reservation> found) {
        find(call, bookingId, found, () -> past.refuseChange(call, bookingId));
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
            Function<PastBookings.Past, Response> pastAnswer) {
        find(
                call,
                reservationId,
                booking -> {
                    if (booking.reference() == 0) {
                        call.respond(Problem.of(ProblemCode.UNKNOWN_RESERVATION));
                    } else {
                        call.respond(answer.apply(booking));
                    }
                },
                () -> past.answer(call, reservationId, pastAnswer));
    }

    private void find(Call call, long reservationId, Consumer<Reservation> found, Runnable unknown) {
        Principal principal = call.principal();
        // An organizer sees their own shows' reservations: which those are is known only once it was read.
        boolean organizer = principal.role() == Role.ORGANIZER;
        long access = organizer ? 0 : principal.reservationAccess();
        lanes.query(
                call,
                (slot, header) -> {
                    GetReservationEncoder query = new GetReservationEncoder().wrapAndApplyHeader(slot, 0, header);
                    query.reservationId(reservationId).customerId(access);
                    return MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength();
                },
                (buffer, offset) -> {
                    Reservation reservation = decode(buffer, offset);
                    if (organizer && !isTheirs(principal, reservation)) {
                        call.respond(Problem.of(ProblemCode.UNKNOWN_RESERVATION));
                    } else {
                        found.accept(reservation);
                    }
                },
                unknown);
    }

    private boolean isTheirs(Principal organizer, Reservation reservation) {
        PublishedShow show = directory.show(reservation.showId());
        return reservation.customerId() == organizer.subject()
                || (show != null && show.definition().organizerId() == organizer.subject());
    }

    static Reservation decode(DirectBuffer buffer, int offset) {
        return Reservation.of(
                new ReservationReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()));
    }
}
