package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Rejections;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.CheckInEncoder;
import io.boxoffice.protocol.sbe.CheckInReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.services.booking.Reservation;
import io.boxoffice.services.ticket.Ticket;
import io.boxoffice.services.ticket.TicketCode;
import io.boxoffice.services.ticket.Tickets;
import java.io.IOException;
import java.util.List;

/** Tickets, and letting people in with them. */
public final class TicketRoutes {
    private final CommandLanes lanes;
    private final ShowDirectory directory;
    private final Tickets tickets;
    private final AnsweredSequences answered;
    private final Reservations reservations;

    public TicketRoutes(
            CommandLanes lanes,
            ShowDirectory directory,
            Tickets tickets,
            AnsweredSequences answered,
            PastReservations past) {
        this.lanes = lanes;
        this.directory = directory;
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
                        .handledBy(this::list),
                Route.post("/v1/check-ins", "checkIn")
                        .summary("tickets", "Let someone in with a ticket, once")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE)
                        .idempotencyKey()
                        .body("CheckInRequest")
                        .answer(201, "Let in", "CheckIn")
                        .problem(404)
                        .handledBy(this::checkIn));
    }

    private void list(Call call) {
        reservations.findBooking(
                call,
                call.id(0),
                booking -> list(booking, tickets.of(booking)),
                past -> list(past.booking(), tickets.of(past.booking(), past.map(), past.card())));
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
        text(json, "seat", ticket.seat());
        text(json, "label", ticket.label());
        text(json, "row", ticket.row());
        text(json, "section", ticket.section());
        text(json, "area", ticket.area());
        text(json, "category", ticket.category());
        json.writeNumberField("admits", ticket.admits());
        json.writeNumberField("type", ticket.type());
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

    private void checkIn(Call call) {
        String[] text = {null};
        JsonFields.read(call.body(), (name, json) -> {
            if (name.equals("ticket")) {
                text[0] = JsonFields.string(json, name);
            }
        });
        if (text[0] == null) {
            throw JsonFields.invalid("ticket", "is missing");
        }
        TicketCode code = parse(text[0]);
        IdempotencyKey key = IdempotencyKey.of(call);
        boolean organizer = call.principal().role() == Role.ORGANIZER;
        lanes.command(
                call,
                (slot, header) -> {
                    CheckInEncoder command = new CheckInEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(code.reservationId()).reference(code.reference());
                    command.organizerId(organizer ? call.principal().subject() : 0);
                    command.keyHi(key.hi())
                            .keyLo(key.lo())
                            .bodyHash(key.bodyHash())
                            .ordinal(code.ordinal());
                    return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
                },
                0,
                (buffer, offset) -> {
                    CheckInReplyDecoder reply =
                            new CheckInReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                    answered.note(reply.customerId(), reply.sequence());
                    call.respond(Response.json(201, json -> write(json, code, reply)));
                });
    }

    private static TicketCode parse(String text) {
        try {
            return TicketCode.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.UNKNOWN_TICKET);
        }
    }

    private void write(JsonGenerator json, TicketCode code, CheckInReplyDecoder reply) throws IOException {
        json.writeStartObject();
        json.writeStringField("ticket", code.format());
        json.writeStringField("bookingId", Long.toString(reply.reservationId()));
        json.writeStringField("showId", Long.toString(reply.showId()));
        PublishedShow show = directory.show(reply.showId());
        if (show != null) {
            json.writeStringField(
                    reply.unit() >= 0 ? "seat" : "area", Rejections.unitName(show.seatMap(), reply.unit()));
        }
        json.writeStringField("checkedInAt", ReservationJson.time(reply.checkedInAtMs()));
        json.writeStringField("sequence", Long.toString(reply.sequence()));
        json.writeEndObject();
    }
}
