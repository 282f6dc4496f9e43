package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Rejections;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.CancelBookingEncoder;
import io.boxoffice.protocol.sbe.CancelReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.List;

/** Giving tickets back, in whole or seat by seat. */
public final class CancellationRoutes {
    /** In the command: no ticket named, which means all of them. */
    private static final int[] ALL_TICKETS = {};

    private static final int[] NOT_FOUND = {};

    /** In the command: a ticket that no booking has. */
    private static final int[] NO_TICKET = {0xFFFE};

    private final CommandLanes lanes;
    private final ShowDirectory directory;
    private final Reservations reservations;

    public CancellationRoutes(CommandLanes lanes, ShowDirectory directory, PastReservations past) {
        this.lanes = lanes;
        this.directory = directory;
        reservations = new Reservations(lanes, directory, past);
    }

    public List<Route> routes() {
        return List.of(Route.post("/v1/bookings/{bookingId}/cancel", "cancelBooking")
                .summary(
                        "bookings",
                        "Give tickets back: the seats and area places named, or, if the body says so, all of them")
                .anyRole()
                .idempotencyKey()
                .body(CancelRequest.class)
                .answerRecord(200, "What was cancelled, and the refunds", Cancellation.class)
                .handledBy(this::cancel));
    }

    private void cancel(Call call) {
        long bookingId = call.id(0);
        CancelRequest request = call.read(CancelRequest.class);
        if (!request.wantsAll() && !request.namesTickets()) {
            throw new ProblemException(CoreProblem.EMPTY_REQUEST, "name seats or areas, or say {\"all\":true}");
        }
        IdempotencyKey key = IdempotencyKey.of(call);
        if (request.wantsAll()) {
            submit(call, bookingId, ALL_TICKETS, key);
            return;
        }
        reservations.findToChange(call, bookingId, booking -> {
            PublishedShow show = directory.show(booking.showId());
            int[] ordinals = show == null ? NOT_FOUND : ordinals(booking, request, show.seatMap());
            if (ordinals.length > 0) {
                submit(call, bookingId, ordinals, key);
            } else if (!key.equals(IdempotencyKey.NONE)) {
                // Only the core knows whether the key was used with another body, which comes before all else.
                submit(call, bookingId, NO_TICKET, key);
            } else {
                call.respond(Problem.of(HttpProblem.NOT_FOUND));
            }
        });
    }

    /** The tickets that are meant, or none when one of them is not in the booking. */
    private static int[] ordinals(Reservation booking, CancelRequest request, SeatMap map) {
        List<Integer> ordinals = new ArrayList<>();
        for (String seat : request.seats()) {
            int unit = map.seatIndex(seat);
            int ordinal = unit < 0 ? -1 : find(booking, unit, ordinals);
            if (ordinal < 0) {
                return NOT_FOUND;
            }
            ordinals.add(ordinal);
        }
        for (CancelRequest.AreaTickets area : request.areas()) {
            int index = map.areaIndex(area.area());
            for (int i = 0; i < area.count(); i++) {
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
                command(bookingId, principal.reservationAccess(), principal.organisationAccess(), ordinals, key),
                0,
                (buffer, offset) -> {
                    CancelReplyDecoder reply =
                            new CancelReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                    call.respond(Records.answer(200, answer(reply)));
                },
                () -> reservations.refuseUnknown(call, bookingId));
    }

    /**
     * The command.
     *
     * @param customerId     whose the booking must be; 0: anybody's
     * @param organisationId whose shows the sender may act on; 0: any
     * @param ordinals       of the tickets that are given back; none: all of them
     */
    static BookingClient.Encoder command(
            long bookingId, long customerId, long organisationId, int[] ordinals, IdempotencyKey key) {
        return (slot, header) -> {
            CancelBookingEncoder command = new CancelBookingEncoder().wrapAndApplyHeader(slot, 0, header);
            command.reservationId(bookingId).customerId(customerId).organisationId(organisationId);
            command.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
            CancelBookingEncoder.TicketsEncoder tickets = command.ticketsCount(ordinals.length);
            for (int ordinal : ordinals) {
                tickets.next().ordinal(ordinal);
            }
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        };
    }

    private Cancellation answer(CancelReplyDecoder reply) {
        Id booking = new Id(reply.reservationId());
        Id show = new Id(reply.showId());
        List<Refund> refunds = reply.refund() == 0
                ? List.of()
                : List.of(new Refund(
                        Refund.id(reply.reservationId(), reply.refund()),
                        booking,
                        show,
                        null,
                        reply.refundAmount(),
                        reply.currency(),
                        Refund.Status.valueOf(reply.refundStatus().name()),
                        null,
                        null));
        PublishedShow published = directory.show(reply.showId());
        List<Cancellation.CancelledTicket> cancelled = new ArrayList<>();
        for (CancelReplyDecoder.UnitsDecoder unit : reply.units()) {
            String name = published == null ? null : Rejections.unitName(published.seatMap(), unit.unit());
            cancelled.add(new Cancellation.CancelledTicket(
                    unit.unit() >= 0 ? name : null, unit.unit() >= 0 ? null : name, unit.price(), unit.ordinal()));
        }
        return new Cancellation(
                booking,
                show,
                BookingStatus.of(reply.reservationStatus()),
                refunds,
                cancelled,
                new Id(reply.sequence()));
    }
}
