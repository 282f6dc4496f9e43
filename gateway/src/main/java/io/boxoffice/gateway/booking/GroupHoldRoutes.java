package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.gateway.availability.ChannelShow;
import io.boxoffice.gateway.availability.PublicShows;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Rejections;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ReservationMessages;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Seats for a group that is larger than a hold may be: several holds, one command each, each of the best seats that are left, so that they lie
 * around the same point. All or none: when one cannot be had, those before it are released.
 *
 * <p>Caveats: these are several commands, and others buy between them. A server that dies amid them leaves holds that lapse, or that the same
 * request with the same Idempotency-Key takes up again. Each hold is booked, paid and cancelled by itself.
 */
public final class GroupHoldRoutes {
    /** How many of a group sit side by side at first: the smaller, the closer lies the group; a hold of 48 has eight. */
    private static final int PARTY = 6;

    /** How many groups of one key may have come to an end before it is refused. */
    private static final int MAX_ATTEMPTS = 8;

    /** As a request costs so much of its caller's rate, compared to a hold. */
    private static final int COST = 10;

    /** Of it the core gives a key's first answer, and else nothing. */
    private static final long NO_SHOW = 0;

    private static final int MAX_UNDER_WAY = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final byte[] SHOW_ID = JsonBytes.prepared("showId");
    private static final byte[] UNITS = JsonBytes.prepared("units");
    private static final byte[] AMOUNT = JsonBytes.prepared("amount");
    private static final byte[] CURRENCY = JsonBytes.prepared("currency");
    private static final byte[] EXPIRES_AT = JsonBytes.prepared("expiresAt");
    private static final byte[] HOLDS = JsonBytes.prepared("holds");

    private final CommandLanes lanes;
    private final ShowDirectory directory;
    private final LongFunction<TicketTypes> typesOf;
    private final ReservationJson json;
    private final GroupHoldLimits limits;

    /** Keys whose request is not answered yet. */
    private final Cache<IdempotencyKey, Boolean> underWay = Caffeine.newBuilder()
            .maximumSize(MAX_UNDER_WAY)
            .expireAfterWrite(LONGEST)
            .build();

    /**
     * Made once.
     *
     * @param typesOf the ticket types of a show, by its id
     */
    public GroupHoldRoutes(
            CommandLanes lanes,
            ShowDirectory directory,
            LongFunction<TicketTypes> typesOf,
            ReservationJson json,
            GroupHoldLimits limits) {
        this.lanes = lanes;
        this.directory = directory;
        this.typesOf = typesOf;
        this.json = json;
        this.limits = limits;
    }

    /** The one route. */
    public List<Route> routes() {
        return List.of(Route.post("/v1/shows/{showId}/group-holds", "placeGroupHold")
                .summary("holds", "Keep seats for a group near each other, in as many holds as it takes, all or none")
                .anyRole()
                .idempotencyKey()
                .cost(COST)
                .body(GroupHoldRequest.class)
                .answer(201, "The group's holds, each to be booked and paid by itself", "GroupHold")
                .refusedInCrowd()
                .handledBy(this::place));
    }

    private void place(Call call) {
        GroupHoldRequest request = call.read(GroupHoldRequest.class);
        PublishedShow show = PublicShows.require(directory, call.id(0));
        long buyer = OnBehalf.buyer(call.principal(), request.named());
        int perCustomer = show.definition().maxUnitsPerCustomer();
        int most = buyer == 0 || perCustomer == 0 ? limits.maxSeats() : Math.min(perCustomer, limits.maxSeats());
        if (request.quantity() > most) {
            throw new ProblemException(Problem.of(CoreProblem.LIMIT_EXCEEDED).with("limit", most));
        }
        IdempotencyKey key = IdempotencyKey.of(call);
        Group group = new Group(call, show, request, buyer, key);
        HoldRequest first = group.request();
        if (key != IdempotencyKey.NONE && underWay.asMap().putIfAbsent(key, true) != null) {
            throw new ProblemException(HttpProblem.REQUEST_IN_PROGRESS);
        }
        group.hold(first);
    }

    /** One request on its way; on the event loop of its call. */
    private final class Group {
        private final Call call;
        private final PublishedShow show;
        private final GroupHoldRequest asked;
        private final long buyer;
        private final IdempotencyKey key;
        private final List<Reservation> held = new ArrayList<>();
        private int remaining;
        /** So many sit side by side, and at least two. */
        private int party = PARTY;

        private int attempt;
        /** Why the caller cannot buy now; null: they can. A group that was answered before is answered all the same. */
        private final SaleStatus closed;
        /** Whether the first hold is over: then nothing is taken any more, but the first answer is given again if it was one. */
        private boolean over;

        Group(Call call, PublishedShow show, GroupHoldRequest asked, long buyer, IdempotencyKey key) {
            this.call = call;
            this.show = show;
            this.asked = asked;
            this.buyer = buyer;
            this.key = key;
            remaining = asked.quantity();
            closed = ChannelShow.refusal(show, call.principal().isStaff(), lanes.nowMs());
        }

        /** The next hold as the API takes one: as many seats as it may have, in parties of nearly the same size. */
        HoldRequest request() {
            int most = Math.min(show.definition().maxUnitsPerHold(), party * Slot.MAX_BEST_REQUESTS);
            int quantity = Math.min(most, remaining);
            int parties = (quantity + party - 1) / party;
            ObjectNode hold = JsonNodeFactory.instance.objectNode();
            ArrayNode best = hold.putArray("bestAvailable");
            for (int i = 0; i < parties; i++) {
                ObjectNode one = best.addObject().put("quantity", (quantity + i) / parties);
                if (asked.category() != null) {
                    one.put("category", asked.category());
                }
            }
            byte[] body = hold.toString().getBytes(StandardCharsets.UTF_8);
            return HoldRequest.parse(
                    Unpooled.wrappedBuffer(body),
                    show.seatMap(),
                    show.definition().showId(),
                    typesOf);
        }

        void hold(HoldRequest request) {
            lanes.step(
                    call,
                    (slot, header) -> request.encode(
                            slot,
                            header,
                            closed == null ? show.definition().showId() : NO_SHOW,
                            buyer,
                            call.principal().organisationAccess(),
                            keyOfHold()),
                    (buffer, offset) -> placed(Reservations.decode(buffer, offset)),
                    this::refused);
        }

        /** One that does not depend on how many seats the hold gets: the same request finds the hold again. */
        private IdempotencyKey keyOfHold() {
            if (key == IdempotencyKey.NONE) {
                return key;
            }
            String which = key.hi() + " " + key.lo() + ' ' + attempt + ' ' + held.size();
            IdempotencyKey own = IdempotencyKey.of(buyer, "group-hold", which);
            return new IdempotencyKey(own.hi(), own.lo(), key.bodyHash());
        }

        private void placed(Reservation hold) {
            if (!held.isEmpty() || key == IdempotencyKey.NONE) {
                keep(hold);
                return;
            }
            // The answer to a repeated request is the first one again: look whether the group is over.
            lanes.query(
                    call,
                    ReservationMessages.reservation(hold.reservationId(), 0, 0),
                    (buffer, offset) -> {
                        ReservationStatus now =
                                Reservations.decode(buffer, offset).status();
                        over = now == ReservationStatus.RELEASED || now == ReservationStatus.EXPIRED;
                        keep(hold);
                    },
                    this::again);
        }

        /** What was refused before changed nothing, and is tried afresh. */
        private void again() {
            held.clear();
            remaining = asked.quantity();
            over = false;
            if (++attempt == MAX_ATTEMPTS) {
                answer(Problem.of(CoreProblem.WRONG_STATE));
            } else {
                hold(request());
            }
        }

        private HoldRequest next() {
            return over
                    ? HoldRequest.forNothing(show.seatMap(), show.definition().showId())
                    : request();
        }

        private void keep(Reservation hold) {
            held.add(hold);
            remaining -= hold.units().size();
            if (remaining <= 0) {
                answer(Response.jsonBytes(201, this::write));
            } else if (held.size() == limits.maxHolds()) {
                giveUp(Problem.of(CoreProblem.NO_ADJACENT_BLOCK), 0);
            } else {
                hold(next());
            }
        }

        private void refused(RejectReason reason) {
            if (over) {
                again();
            } else if (closed != null && reason == RejectReason.UNKNOWN_SHOW) {
                giveUp(Problem.of(CoreProblem.SHOW_NOT_ON_SALE).with("saleStatus", closed.text()), 0);
            } else if (reason == RejectReason.NO_ADJACENT_BLOCK && party > 2) {
                party = (party + 1) / 2;
                hold(request());
            } else {
                giveUp(Problem.of(Rejections.code(reason)), 0);
            }
        }

        /** Releases what is held, one after the other, and answers then. */
        private void giveUp(Problem problem, int released) {
            if (released == held.size()) {
                answer(problem);
                return;
            }
            lanes.step(
                    call,
                    ReservationMessages.release(
                            held.get(released).reservationId(),
                            call.principal().reservationAccess(),
                            call.principal().organisationAccess()),
                    (buffer, offset) -> giveUp(problem, released + 1),
                    reason -> giveUp(problem, released + 1));
        }

        private void answer(Problem problem) {
            underWay.invalidate(key);
            call.respond(problem);
        }

        private void answer(Response response) {
            underWay.invalidate(key);
            call.respond(response);
        }

        private void write(JsonBytes out) {
            long amount = 0;
            int units = 0;
            long deadlineMs = Long.MAX_VALUE;
            for (Reservation hold : held) {
                amount += hold.amount();
                units += hold.units().size();
                deadlineMs = Math.min(deadlineMs, hold.deadlineMs());
            }
            out.startObject();
            out.name(SHOW_ID).id(show.definition().showId());
            out.name(UNITS).number(units);
            out.name(AMOUNT).number(amount);
            out.name(CURRENCY).string(show.definition().currency());
            out.name(EXPIRES_AT).time(deadlineMs);
            out.name(HOLDS).startArray();
            held.forEach(hold -> json.hold(out, hold));
            out.endArray();
            out.endObject();
        }
    }
}
