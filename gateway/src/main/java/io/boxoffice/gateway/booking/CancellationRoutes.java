package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Rejections;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.CancelBookingEncoder;
import io.boxoffice.protocol.sbe.CancelReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Giving tickets back, in whole or seat by seat. */
public final class CancellationRoutes {
    private static final int MAX_SEATS = HoldRequest.MAX_SEATS;
    /** In the command: no ticket named, which means all of them. */
    private static final int[] ALL_TICKETS = {};

    private static final int[] NOT_FOUND = {};

    /** In the command: a ticket that no booking has. */
    private static final int[] NO_TICKET = {0xFFFE};

    private final CommandLanes lanes;
    private final ShowDirectory directory;
    private final AnsweredSequences answered;
    private final Reservations reservations;

    public CancellationRoutes(
            CommandLanes lanes, ShowDirectory directory, AnsweredSequences answered, PastReservations past) {
        this.lanes = lanes;
        this.directory = directory;
        this.answered = answered;
        reservations = new Reservations(lanes, directory, past);
    }

    public List<Route> routes() {
        return List.of(Route.post("/v1/bookings/{bookingId}/cancel", "cancelBooking")
                .summary(
                        "bookings",
                        "Give tickets back: the seats and area places named, or all without a body or with an empty object")
                .anyRole()
                .idempotencyKey()
                .body("CancelRequest")
                .answer(200, "What was cancelled, and the refunds", "Cancellation")
                .handledBy(this::cancel));
    }

    /**
     * What is to be given back.
     *
     * @param whole everything: there was no body, or an empty object. A body that says anything else must name tickets, so that
     *              a misspelt field or a list that happens to be empty does not give everything back
     */
    private record Selection(boolean whole, List<String> seats, Map<String, Integer> areas) {
        static Selection parse(ByteBuf body) {
            List<String> seats = new ArrayList<>();
            Map<String, Integer> areas = new LinkedHashMap<>();
            boolean[] whole = {true};
            if (body.isReadable()) {
                JsonFields.read(body, (name, json) -> {
                    whole[0] = false;
                    if (name.equals("seats")) {
                        JsonFields.array(json, name, seat -> seats.add(JsonFields.string(seat, "seats")));
                    } else if (name.equals("areas")) {
                        JsonFields.array(json, name, element -> {
                            String[] area = {null};
                            int[] quantity = {1};
                            JsonFields.object(element, "areas", (field, value) -> {
                                if (field.equals("area")) {
                                    area[0] = JsonFields.string(value, "areas.area");
                                } else if (field.equals("quantity")) {
                                    quantity[0] = (int) JsonFields.integer(value, "areas.quantity", 1, MAX_SEATS);
                                }
                            });
                            if (area[0] == null) {
                                throw JsonFields.invalid("areas.area", "is missing");
                            }
                            areas.merge(area[0], quantity[0], Integer::sum);
                        });
                    }
                });
            }
            if (seats.size() > MAX_SEATS) {
                throw JsonFields.invalid("seats", "has more than " + MAX_SEATS);
            }
            if (!whole[0] && seats.isEmpty() && areas.isEmpty()) {
                throw new ProblemException(
                        CoreProblem.EMPTY_REQUEST, "name seats or areas, or send no body to cancel the whole booking");
            }
            return new Selection(whole[0], seats, areas);
        }
    }

    private void cancel(Call call) {
        long bookingId = call.id(0);
        Selection selection = Selection.parse(call.exchange().body());
        IdempotencyKey key = IdempotencyKey.of(call);
        if (selection.whole) {
            submit(call, bookingId, ALL_TICKETS, key);
            return;
        }
        reservations.findToChange(call, bookingId, booking -> {
            PublishedShow show = directory.show(booking.showId());
            int[] ordinals = show == null ? NOT_FOUND : ordinals(booking, selection, show.seatMap());
            if (ordinals.length > 0) {
                submit(call, bookingId, ordinals, key);
            } else if (!key.equals(IdempotencyKey.NONE)) {
                // Only the core knows whether the key was used with another body, which comes before all else.
                submit(call, bookingId, NO_TICKET, key);
            } else {
                call.respond(Problem.of(CoreProblem.UNKNOWN_TICKET));
            }
        });
    }

    /** The tickets that are meant, or none when one of them is not in the booking. */
    private static int[] ordinals(Reservation booking, Selection selection, SeatMap map) {
        List<Integer> ordinals = new ArrayList<>();
        for (String seat : selection.seats) {
            int unit = map.seatIndex(seat);
            int ordinal = unit < 0 ? -1 : find(booking, unit, ordinals);
            if (ordinal < 0) {
                return NOT_FOUND;
            }
            ordinals.add(ordinal);
        }
        for (Map.Entry<String, Integer> area : selection.areas.entrySet()) {
            int index = map.areaIndex(area.getKey());
            for (int i = 0; i < area.getValue(); i++) {
                int ordinal = index < 0 ? -1 : find(booking, -(index + 1), ordinals);
                if (ordinal < 0) {
                    return NOT_FOUND;
                }
                ordinals.add(ordinal);
            }
        }
        return ordinals.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A ticket for the unit that is not taken yet, one that still stands if there is any. */
    private static int find(Reservation booking, int unit, List<Integer> taken) {
        int cancelled = -1;
        for (int ordinal = 0; ordinal < booking.units().size(); ordinal++) {
            Reservation.Unit candidate = booking.units().get(ordinal);
            if (candidate.unit() == unit && !taken.contains(ordinal)) {
                if (!candidate.cancelled()) {
                    return ordinal;
                }
                cancelled = cancelled < 0 ? ordinal : cancelled;
            }
        }
        return cancelled;
    }

    private void submit(Call call, long bookingId, int[] ordinals, IdempotencyKey key) {
        Principal principal = call.principal();
        lanes.command(
                call,
                (slot, header) -> {
                    CancelBookingEncoder command = new CancelBookingEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(bookingId).customerId(principal.reservationAccess());
                    command.organisationId(principal.organisationAccess());
                    command.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
                    CancelBookingEncoder.TicketsEncoder tickets = command.ticketsCount(ordinals.length);
                    for (int ordinal : ordinals) {
                        tickets.next().ordinal(ordinal);
                    }
                    return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
                },
                0,
                (buffer, offset) -> {
                    CancelReplyDecoder reply =
                            new CancelReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                    answered.note(reply.customerId(), reply.sequence());
                    call.respond(Response.json(200, json -> write(json, reply)));
                },
                () -> reservations.refuseUnknown(call, bookingId));
    }

    private void write(JsonGenerator json, CancelReplyDecoder reply) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(reply.reservationId()));
        json.writeStringField("showId", Long.toString(reply.showId()));
        json.writeStringField("status", ReservationJson.bookingStatus(reply.reservationStatus()));
        json.writeArrayFieldStart("refunds");
        if (reply.refund() > 0) {
            json.writeStartObject();
            json.writeStringField("id", reply.reservationId() + "-r" + reply.refund());
            json.writeNumberField("amount", reply.refundAmount());
            json.writeStringField("currency", reply.currency());
            json.writeStringField("status", reply.refundStatus().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("sequence", Long.toString(reply.sequence()));
        PublishedShow show = directory.show(reply.showId());
        json.writeArrayFieldStart("cancelled");
        for (CancelReplyDecoder.UnitsDecoder unit : reply.units()) {
            json.writeStartObject();
            if (show != null) {
                json.writeStringField(
                        unit.unit() >= 0 ? "seat" : "area", Rejections.unitName(show.seatMap(), unit.unit()));
            }
            json.writeNumberField("price", unit.price());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
