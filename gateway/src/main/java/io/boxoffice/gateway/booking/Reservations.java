package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.GetReservationEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.services.booking.Reservation;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** Asks the booking core for reservations, for whoever may see them. On the event loop of the call. */
final class Reservations {
    private final CommandLanes lanes;
    private final ShowDirectory directory;

    Reservations(CommandLanes lanes, ShowDirectory directory) {
        this.lanes = lanes;
        this.directory = directory;
    }

    /** Finds a reservation the caller may see; otherwise the call is answered as if there were none. */
    void find(Call call, long reservationId, Consumer<Reservation> found) {
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
                });
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
