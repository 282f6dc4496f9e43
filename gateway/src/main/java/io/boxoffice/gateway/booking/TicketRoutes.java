package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.CheckInReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.ReissueTicketEncoder;
import java.io.IOException;
import java.util.List;

/** The tickets of bookings, and making them anew. */
public final class TicketRoutes {
    /** Ed25519 of up to 48 tickets is signed on the event loop. */
    private static final int SIGNATURES_COST = 10;

    private static final int MAX_ORDINAL = 65_534;
    private static final int MAX_GENERATION = 254;

    private final CommandLanes lanes;
    private final TicketIssuer tickets;
    private final AnsweredSequences answered;
    private final Reservations reservations;

    public TicketRoutes(
            CommandLanes lanes,
            ShowDirectory directory,
            TicketIssuer tickets,
            AnsweredSequences answered,
            PastReservations past) {
        this.lanes = lanes;
        this.tickets = tickets;
        this.answered = answered;
        reservations = new Reservations(lanes, directory, past);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/bookings/{bookingId}/tickets", "listTickets")
                        .summary("tickets", "The tickets of a confirmed booking")
                        .anyRole()
                        .answer(200, "One ticket a seat or place", "TicketList")
                        .alsoInCrowd()
                        .cost(SIGNATURES_COST)
                        .handledBy(this::list),
                Route.post("/v1/bookings/{bookingId}/tickets/{ordinal}/reissue", "reissueTicket")
                        .summary("tickets", "Make a ticket anew; its former code opens no door any more")
                        .anyRole()
                        .idempotencyKey()
                        .body("ReissueRequest")
                        .answer(200, "The new generation; the new code is in the list of tickets", "ReissuedTicket")
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
        return Response.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("bookingId", Long.toString(booking.reservationId()));
            json.writeStringField("showId", Long.toString(booking.showId()));
            json.writeArrayFieldStart("items");
            for (Ticket ticket : ofBooking) {
                write(json, ticket);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Ticket ticket) throws IOException {
        json.writeStartObject();
        json.writeNumberField("ordinal", ticket.ordinal());
        if (ticket.generation() >= 0) {
            json.writeNumberField("generation", ticket.generation());
        }
        text(json, "seat", ticket.seat());
        text(json, "label", ticket.label());
        text(json, "row", ticket.row());
        text(json, "section", ticket.section());
        text(json, "area", ticket.area());
        text(json, "category", ticket.category());
        json.writeNumberField("admits", ticket.admits());
        text(json, "type", ticket.type());
        json.writeNumberField("price", ticket.price());
        json.writeStringField("currency", ticket.currency());
        text(json, "eventTitle", ticket.eventTitle());
        text(json, "venue", ticket.venue());
        text(json, "hall", ticket.hall());
        text(json, "timezone", ticket.timezone());
        text(json, "startsAt", ticket.startsAtMs() == 0 ? null : ReservationJson.time(ticket.startsAtMs()));
        text(json, "code", ticket.code());
        json.writeStringField("status", ticket.status());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void reissue(Call call) {
        long ordinal = Ids.parse(call.value(1).equals("0") ? "1" : call.value(1))
                - (call.value(1).equals("0") ? 1 : 0);
        if (ordinal < 0 || ordinal > MAX_ORDINAL) {
            throw new ProblemException(CoreProblem.UNKNOWN_TICKET);
        }
        long[] generation = {-1};
        call.readJson((name, json) -> {
            if (name.equals("generation")) {
                generation[0] = JsonFields.integer(json, name, 0, MAX_GENERATION);
            }
        });
        if (generation[0] < 0) {
            throw JsonFields.invalid("generation", "is missing");
        }
        long bookingId = call.id(0);
        IdempotencyKey key = IdempotencyKey.of(call);
        lanes.command(
                call,
                (slot, header) -> {
                    ReissueTicketEncoder command = new ReissueTicketEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(bookingId).customerId(call.principal().reservationAccess());
                    command.organisationId(call.principal().organisationAccess());
                    command.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
                    command.ordinal((int) ordinal).generation((short) generation[0]);
                    return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
                },
                0,
                (buffer, offset) -> {
                    CheckInReplyDecoder reply =
                            new CheckInReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                    answered.note(reply.customerId(), reply.sequence());
                    call.respond(Response.json(200, json -> {
                        json.writeStartObject();
                        json.writeStringField("bookingId", Long.toString(reply.reservationId()));
                        json.writeNumberField("ordinal", reply.ordinal());
                        json.writeNumberField("generation", reply.generation());
                        json.writeStringField("sequence", Long.toString(reply.sequence()));
                        json.writeEndObject();
                    }));
                },
                () -> reservations.refuseUnknown(call, bookingId));
    }
}
