package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Making a booking of a hold, and seeing bookings. Cancelling is {@link CancellationRoutes}' part. */
public final class BookingRoutes {
    private static final String TAG = "bookings";

    private final CommandLanes lanes;
    private final ReservationJson json;
    private final BookingHistory lists;
    private final BlockingCalls blocking;
    private final Reservations reservations;
    private final int defaultListLimit;
    private final int maxListLimit;

    public BookingRoutes(
            CommandLanes lanes,
            ShowDirectory directory,
            ReservationJson json,
            BookingHistory lists,
            BlockingCalls blocking,
            PastReservations past,
            int defaultListLimit,
            int maxListLimit) {
        this.lanes = lanes;
        this.json = json;
        this.lists = lists;
        this.blocking = blocking;
        this.defaultListLimit = defaultListLimit;
        this.maxListLimit = maxListLimit;
        reservations = new Reservations(lanes, directory, past);
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/bookings", "createBooking")
                        .summary(
                                TAG,
                                "Make a booking of a hold; it is confirmed by a payment, or at once if it costs nothing")
                        .anyRole()
                        .idempotencyKey()
                        .body("BookingRequest")
                        .answer(201, "The booking", "Booking")
                        .problem(404)
                        .handledBy(this::create),
                Route.get("/v1/bookings", "listBookings")
                        .cost(5)
                        .summary(
                                TAG,
                                "A customer's bookings, newest first: those that a payment was begun for, or that are booked")
                        .anyRole()
                        .paged(defaultListLimit, maxListLimit)
                        .parameter(Parameter.id("onBehalfOf", "Whose, when the box office asks"))
                        .answer(200, "A part of the list; asOf when newer bookings may be missing", "BookingList")
                        .handledBy(this::list),
                Route.get("/v1/bookings/{bookingId}", "getBooking")
                        .summary(
                                TAG,
                                "A booking, also after its show; the seats of one never confirmed are kept for a while only")
                        .anyRole()
                        .answer(200, "The booking", "Booking")
                        .alsoInCrowd()
                        .handledBy(this::get));
    }

    private static final class BookingRequest {
        private long holdId;
        private long onBehalfOf;
    }

    private void create(Call call) {
        BookingRequest request = new BookingRequest();
        call.readJson((name, json) -> {
            if (name.equals("holdId")) {
                request.holdId = JsonFields.id(json, name);
            } else if (name.equals("onBehalfOf")) {
                request.onBehalfOf = JsonFields.id(json, name);
            }
        });
        if (request.holdId == 0) {
            throw JsonFields.invalid("holdId", "is missing");
        }
        long access = access(call, request.onBehalfOf);
        IdempotencyKey key = IdempotencyKey.of(call);
        lanes.command(
                call,
                (slot, header) -> {
                    CreateBookingEncoder command = new CreateBookingEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(request.holdId).customerId(access).reference(TicketCode.newReference());
                    command.credentialNumber(TicketCode.newNumber());
                    command.organisationId(call.principal().organisationAccess());
                    command.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
                    command.confirmIfFree(BooleanType.TRUE).finalPricesCount(0);
                    return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
                },
                0,
                (buffer, offset) -> created(call, buffer, offset));
    }

    private static long access(Call call, long onBehalfOf) {
        if (onBehalfOf == 0 || onBehalfOf == call.principal().subject()) {
            return call.principal().reservationAccess();
        }
        if (!call.principal().isStaff()) {
            throw new ProblemException(HttpProblem.FORBIDDEN, "only the box office acts on behalf of others");
        }
        return onBehalfOf;
    }

    private void created(Call call, DirectBuffer buffer, int offset) {
        Reservation booking = Reservations.decode(buffer, offset);
        lists.noteAnswered(booking.customerId(), booking.sequence());
        Response response = Response.jsonBytes(201, out -> json.booking(out, booking));
        call.respond(response.header("location", "/v1/bookings/" + booking.reservationId()));
    }

    private void get(Call call) {
        reservations.findBooking(
                call,
                call.id(0),
                booking -> Response.jsonBytes(200, out -> json.booking(out, booking)),
                past -> Response.jsonBytes(200, out -> json.booking(out, past)));
    }

    private void list(Call call) {
        long onBehalfOf = call.idParameter("onBehalfOf");
        long customerId = call.principal().subject();
        if (onBehalfOf > 0) {
            if (!call.principal().isStaff()) {
                throw new ProblemException(HttpProblem.FORBIDDEN, "only the box office acts on behalf of others");
            }
            customerId = onBehalfOf;
        }
        long of = customerId;
        long organisationId = call.principal().organisationAccess();
        int limit = call.limit();
        String cursor = call.parameter("cursor");
        if (cursor != null && Ids.parse(cursor) <= 0) {
            throw JsonFields.invalid("cursor", "is not one of this list");
        }
        blocking.run(call, c -> {
            BookingList list = lists.list(of, organisationId, cursor, limit);
            return Response.of(200, Response.JSON, Json.write(json -> write(json, list)));
        });
    }

    private static void write(JsonGenerator json, BookingList list) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (BookingListItem item : list.page().items()) {
            write(json, item);
        }
        json.writeEndArray();
        json.writeStringField("next", list.page().next());
        if (!list.upToDate()) {
            json.writeStringField("asOf", Long.toString(list.asOfSequence()));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, BookingListItem item) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(item.reservationId()));
        if (item.reference() != 0) {
            json.writeStringField("reference", TicketCode.formatReference(item.reference()));
        }
        json.writeStringField("showId", Long.toString(item.showId()));
        ReservationStatus status = ReservationStatus.valueOf(item.status().toUpperCase(Locale.ROOT));
        json.writeStringField("status", ReservationJson.bookingStatus(status));
        json.writeStringField("paymentStatus", item.paymentStatus());
        if (item.units() != null) {
            json.writeNumberField("units", item.units());
        }
        json.writeNumberField("amount", item.amount());
        json.writeStringField("currency", item.currency());
        json.writeNumberField("paidAmount", item.paidAmount());
        json.writeNumberField("refundDueAmount", item.refundDueAmount());
        json.writeNumberField("refundedAmount", item.refundedAmount());
        json.writeStringField("createdAt", item.createdAt().toString());
        if (item.deadlineAt() != null) {
            json.writeStringField("expiresAt", item.deadlineAt().toString());
        }
        json.writeEndObject();
    }
}
