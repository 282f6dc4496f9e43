package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import java.util.List;
import org.agrona.DirectBuffer;

/** Making a booking of a hold, and seeing one. Cancelling is {@link CancellationRoutes}' part; lists are a feature's. */
public final class BookingRoutes {
    private static final String TAG = "bookings";

    private final CommandLanes lanes;
    private final BookingAnswers answers;
    private final Reservations reservations;

    public BookingRoutes(CommandLanes lanes, ShowDirectory directory, BookingAnswers answers, PastReservations past) {
        this.lanes = lanes;
        this.answers = answers;
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
                        .body(BookingRequest.class)
                        .answerRecord(201, "The booking", Booking.class)
                        .header(201, AnswerHeader.LOCATION)
                        .problem(404)
                        .handledBy(this::create),
                Route.get("/v1/bookings/{bookingId}", "getBooking")
                        .summary(
                                TAG,
                                "A booking, also after its show; the seats of one never confirmed are kept for a while only")
                        .anyRole()
                        .answerRecord(200, "The booking", Booking.class)
                        .alsoInCrowd()
                        .handledBy(this::get));
    }

    private void create(Call call) {
        BookingRequest request = call.read(BookingRequest.class);
        long buyer = OnBehalf.buyer(call.principal(), request.named());
        IdempotencyKey key = IdempotencyKey.of(call);
        lanes.command(
                call,
                (slot, header) ->
                        request.encode(slot, header, buyer, call.principal().organisationAccess(), key),
                0,
                (buffer, offset) -> created(call, buffer, offset));
    }

    private void created(Call call, DirectBuffer buffer, int offset) {
        Reservation booking = Reservations.decode(buffer, offset);
        Response response = Records.answer(201, answers.made(booking));
        call.respond(response.header("location", "/v1/bookings/" + booking.reservationId()));
    }

    private void get(Call call) {
        reservations.findBooking(
                call,
                call.id(0),
                booking -> Records.answer(200, answers.now(booking)),
                past -> Records.answer(200, answers.now(past)));
    }
}
