package io.boxoffice.services.ticket;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.gateway.booking.TicketIssuer;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ReservationMessages;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tickets as pictures and calendar entries, for those whose booking it is and for staff. */
public final class TicketFeature implements Feature {
    private static final String TAG = "tickets";
    private static final String SVG = "image/svg+xml";
    /** Of a rate: a signature and a drawing. */
    private static final int COST = 5;

    private final BookingClient core;
    private final TicketIssuer tickets;
    private final ShowNames names;
    private final BlockingCalls blocking;

    /**
     * @param core     asked for bookings
     * @param blocking the threads on which what blocks runs
     */
    public TicketFeature(BookingClient core, TicketIssuer tickets, ShowNames names, BlockingCalls blocking) {
        this.core = core;
        this.tickets = tickets;
        this.names = names;
        this.blocking = blocking;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/bookings/{bookingId}/tickets/{ordinal}/qr.svg", "getTicketQr")
                        .cost(COST)
                        .summary(TAG, "A ticket's code as a QR code; of a booking whose show is not archived")
                        .roles(Role.CUSTOMER, Role.BOX_OFFICE)
                        .alsoInCrowd()
                        .answer(200, "An image", SVG, null)
                        .handledBy(blocking.of(this::qr)),
                Route.get("/v1/bookings/{bookingId}/calendar.ics", "getBookingCalendar")
                        .cost(COST)
                        .summary(TAG, "A booking's show for calendars; of a booking whose show is not archived")
                        .roles(Role.CUSTOMER, Role.BOX_OFFICE)
                        .answer(200, "An entry", "text/calendar", null)
                        .handledBy(blocking.of(this::calendar)));
    }

    private Response qr(Call call) {
        long ordinal = Ids.parseFromZero(call.value(1));
        List<Ticket> ofBooking = tickets.of(booking(call));
        if (ordinal < 0 || ordinal >= ofBooking.size()) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        String code = ofBooking.get((int) ordinal).code();
        if (code == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return Response.of(200, SVG, TicketQr.svg(code).getBytes(StandardCharsets.US_ASCII))
                // Opened by itself, it is a document of this site.
                .header("content-security-policy", "default-src 'none'; style-src 'none'; sandbox");
    }

    private Response calendar(Call call) {
        Reservation booking = booking(call);
        ShowCard card = names.card(booking.showId());
        if (tickets.of(booking).isEmpty() || card == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return Response.of(
                        200, CalendarFile.TYPE, CalendarFile.of(booking.reservationId(), card, booking.timeMs(), null))
                .header("content-disposition", "attachment; filename=\"booking.ics\"");
    }

    /** The core judges who may see it. */
    private Reservation booking(Call call) {
        long bookingId = call.id(0);
        return BookingClient.join(core.query(ReservationMessages.reservation(
                        bookingId,
                        call.principal().reservationAccess(),
                        call.principal().organisationAccess()))
                .thenApply(BookingClient::requireNotRejected)
                .thenApply(Reservation::of));
    }
}
