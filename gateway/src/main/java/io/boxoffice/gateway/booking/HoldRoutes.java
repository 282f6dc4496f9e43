package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.availability.ChannelShow;
import io.boxoffice.gateway.availability.PublicShows;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Rejections;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ReservationMessages;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.ExtendHoldEncoder;
import io.boxoffice.protocol.sbe.FoundReservationsDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RejectReason;
import java.util.List;
import java.util.function.LongFunction;

/** Placing, seeing, extending and releasing holds. */
public final class HoldRoutes {
    private static final String TAG = "holds";

    private final CommandLanes lanes;
    private final ShowDirectory directory;
    private final LongFunction<TicketTypes> typesOf;
    private final ReservationJson json;
    private final Reservations reservations;

    /**
     * @param typesOf the ticket types of a show, by its id
     */
    public HoldRoutes(
            CommandLanes lanes, ShowDirectory directory, LongFunction<TicketTypes> typesOf, ReservationJson json) {
        this.typesOf = typesOf;
        this.json = json;
        this.lanes = lanes;
        this.directory = directory;
        reservations = new Reservations(lanes, directory, null);
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/shows/{showId}/holds", "placeHold")
                        .summary(TAG, "Keep seats and area places, all or none")
                        .anyRole()
                        .idempotencyKey()
                        .body("HoldRequest")
                        .answer(201, "The hold", "Hold")
                        .header(201, AnswerHeader.LOCATION)
                        .refusedInCrowd()
                        .handledBy(this::place),
                Route.get("/v1/holds", "listHolds")
                        .summary(TAG, "What I hold or have booked of a show, newest first, at most 15")
                        .anyRole()
                        .parameter(Parameter.id("showId", "The show").required())
                        .parameter(Parameter.id("onBehalfOf", "Whose, when the box office asks"))
                        .answer(200, "more: there are more than these", "HoldList")
                        .problem(404)
                        .alsoInCrowd()
                        .handledBy(this::list),
                Route.get("/v1/holds/{holdId}", "getHold")
                        .summary(TAG, "A hold")
                        .anyRole()
                        .answer(200, "The hold", "Hold")
                        .handledBy(call -> reservations.find(call, call.id(0), r -> respond(call, 200, r))),
                Route.post("/v1/holds/{holdId}/extend", "extendHold")
                        .summary(TAG, "A fresh hold time from now, a limited number of times")
                        .anyRole()
                        .idempotencyKey()
                        .answer(200, "The hold with its new deadline", "Hold")
                        .handledBy(this::extend),
                Route.delete("/v1/holds/{holdId}", "releaseHold")
                        .summary(TAG, "Give the seats back")
                        .anyRole()
                        .noContent(204, "Given back, now or before")
                        .handledBy(this::release));
    }

    private void place(Call call) {
        long showId = call.id(0);
        PublishedShow show = PublicShows.require(directory, showId);
        HoldRequest request = HoldRequest.parse(call.exchange().body(), show.seatMap(), showId, typesOf);
        long customerId = OnBehalf.buyer(call.principal(), request.onBehalfOf());
        if (request.fromBlock() != 0 && !call.principal().isStaff()) {
            throw new ProblemException(HttpProblem.FORBIDDEN, "only the box office sells out of blocks");
        }
        IdempotencyKey key = IdempotencyKey.of(call);
        SaleStatus refusal = ChannelShow.refusal(show, call.principal().isStaff(), lanes.nowMs());
        if (refusal != null) {
            refuse(call, request, customerId, key, refusal);
            return;
        }
        lanes.command(
                call,
                (slot, header) -> request.encode(
                        slot, header, showId, customerId, call.principal().organisationAccess(), key),
                showId,
                (buffer, offset) -> respond(call, 201, Reservations.decode(buffer, offset)));
    }

    /** It is not sold to the caller now. With a key the core may have answered before: it is asked for that, of a show that is none. */
    private void refuse(Call call, HoldRequest request, long customerId, IdempotencyKey key, SaleStatus status) {
        Problem problem = Problem.of(CoreProblem.SHOW_NOT_ON_SALE).with("saleStatus", status.text());
        if (key.equals(IdempotencyKey.NONE)) {
            throw new ProblemException(problem);
        }
        lanes.step(
                call,
                (slot, header) -> request.encode(
                        slot, header, 0, customerId, call.principal().organisationAccess(), key),
                (buffer, offset) -> respond(call, 201, Reservations.decode(buffer, offset)),
                reason -> call.respond(
                        reason == RejectReason.UNKNOWN_SHOW
                                ? problem
                                : Rejections.problem(reason, 0, new int[0], null)));
    }

    private void extend(Call call) {
        long holdId = call.id(0);
        IdempotencyKey key = IdempotencyKey.of(call);
        lanes.command(
                call,
                (slot, header) -> {
                    ExtendHoldEncoder command = new ExtendHoldEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(holdId).customerId(call.principal().reservationAccess());
                    command.organisationId(call.principal().organisationAccess());
                    command.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
                    return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
                },
                0,
                (buffer, offset) -> respond(call, 200, Reservations.decode(buffer, offset)));
    }

    private void release(Call call) {
        lanes.command(
                call,
                ReservationMessages.release(
                        call.id(0),
                        call.principal().reservationAccess(),
                        call.principal().organisationAccess()),
                0,
                (buffer, offset) -> call.respond(Response.empty(204)));
    }

    private void list(Call call) {
        long showId = call.idParameter("showId");
        long customerId = OnBehalf.whose(call.principal(), call.idParameter("onBehalfOf"));
        lanes.query(
                call,
                ReservationMessages.reservationsOf(
                        showId, customerId, call.principal().organisationAccess()),
                (buffer, offset) -> {
                    FoundReservationsDecoder found = new FoundReservationsDecoder()
                            .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                    call.respond(Response.jsonBytes(200, out -> json.list(out, showId, found)));
                });
    }

    private void respond(Call call, int status, Reservation hold) {
        Response response = Response.jsonBytes(status, out -> json.hold(out, hold));
        if (status == 201) {
            response.header("location", "/v1/holds/" + hold.reservationId());
        }
        call.respond(response);
    }
}
