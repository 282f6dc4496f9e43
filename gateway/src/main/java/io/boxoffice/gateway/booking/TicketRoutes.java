package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.CheckInReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.ReissueTicketEncoder;
import java.util.List;

/** The tickets of bookings, and making them anew. */
public final class TicketRoutes {
    /** Ed25519 of all tickets of a booking is signed on the event loop. */
    private static final int SIGNATURES_COST = 10;

    private static final int MAX_ORDINAL = 65_534;

    private final CommandLanes lanes;
    private final TicketIssuer tickets;
    private final Reservations reservations;

    public TicketRoutes(CommandLanes lanes, ShowDirectory directory, TicketIssuer tickets, PastReservations past) {
        this.lanes = lanes;
        this.tickets = tickets;
        reservations = new Reservations(lanes, directory, past);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/bookings/{bookingId}/tickets", "listTickets")
                        .summary("tickets", "The tickets of a confirmed booking")
                        .anyRole()
                        .answerRecord(200, "One ticket a seat or place", TicketList.class)
                        .alsoInCrowd()
                        .cost(SIGNATURES_COST)
                        .handledBy(this::list),
                Route.post("/v1/bookings/{bookingId}/tickets/{ordinal}/reissue", "reissueTicket")
                        .summary("tickets", "Make a ticket anew; its former code opens no door any more")
                        .anyRole()
                        .idempotencyKey()
                        .body(ReissueRequest.class)
                        .answerRecord(
                                200, "The new generation; the new code is in the list of tickets", ReissuedTicket.class)
                        .problem(404)
                        .handledBy(this::reissue));
    }

    private void list(Call call) {
        reservations.findBooking(
                call,
                call.id(0),
                booking -> list(booking, tickets.of(booking)),
                past -> list(past.booking(), tickets.of(past)));
    }

    private static Response list(Reservation booking, List<Ticket> ofBooking) {
        return Records.answer(
                200, new TicketList(new Id(booking.reservationId()), new Id(booking.showId()), ofBooking));
    }

    private void reissue(Call call) {
        int generation = call.read(ReissueRequest.class).generation();
        int ordinal = ordinal(call.value(1));
        long bookingId = call.id(0);
        IdempotencyKey key = IdempotencyKey.of(call);
        lanes.command(
                call,
                (slot, header) -> {
                    ReissueTicketEncoder command = new ReissueTicketEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(bookingId).customerId(call.principal().reservationAccess());
                    command.organisationId(call.principal().organisationAccess());
                    command.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
                    command.ordinal(ordinal).generation((short) generation);
                    return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
                },
                0,
                (buffer, offset) -> {
                    CheckInReplyDecoder reply =
                            new CheckInReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                    call.respond(Records.answer(
                            200,
                            new ReissuedTicket(
                                    new Id(reply.reservationId()),
                                    reply.ordinal(),
                                    reply.generation(),
                                    new Id(reply.sequence()))));
                },
                () -> reservations.refuseUnknown(call, bookingId));
    }

    private static int ordinal(String text) {
        long ordinal = text.equals("0") ? 0 : Ids.parse(text);
        if (ordinal < 0 || ordinal > MAX_ORDINAL) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return (int) ordinal;
    }
}
