package io.boxoffice.services.payment;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.booking.AnsweredSequences;
import io.boxoffice.gateway.booking.PastReservations;
import io.boxoffice.gateway.booking.ReservationJson;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.Failures;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/** Paying, and asking how a payment stands. */
public final class PaymentRoutes {
    private static final byte[] ID = JsonBytes.prepared("id");
    private static final byte[] BOOKING_ID = JsonBytes.prepared("bookingId");
    private static final byte[] STATUS = JsonBytes.prepared("status");
    private static final byte[] AMOUNT = JsonBytes.prepared("amount");
    private static final byte[] CURRENCY = JsonBytes.prepared("currency");
    private static final byte[] REASON = JsonBytes.prepared("reason");
    private static final byte[] SEQUENCE = JsonBytes.prepared("sequence");
    private static final byte[] BOOKING = JsonBytes.prepared("booking");

    private static final String TAG = "payments";
    private static final String CARD = "card";

    private final PaymentService payments;
    private final ReservationJson bookings;
    private final AnsweredSequences answered;
    private final PastReservations past;
    private final PastPayments pastPayments;

    /**
     * @param bookings how bookings look
     * @param past     bookings that the core no longer knows
     * @param pastPayments their payments
     */
    public PaymentRoutes(
            PaymentService payments,
            ReservationJson bookings,
            AnsweredSequences answered,
            PastReservations past,
            PastPayments pastPayments) {
        this.past = past;
        this.pastPayments = pastPayments;
        this.payments = payments;
        this.bookings = bookings;
        this.answered = answered;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/bookings/{bookingId}/payments", "payBooking")
                        .summary(TAG, "Pay for a booking, which confirms it")
                        .anyRole()
                        .idempotencyKey()
                        .body("PaymentRequest")
                        .answer(201, "Paid, and the booking is confirmed", "Payment")
                        .answer(202, "The provider needs longer; ask at Location", "Payment")
                        .problem(402)
                        .handledBy(this::pay),
                Route.get("/v1/bookings/{bookingId}/payments/{paymentId}", "getPayment")
                        .summary(TAG, "How a payment stands")
                        .anyRole()
                        .answer(200, "The payment", "Payment")
                        .alsoInCrowd()
                        .handledBy(this::get));
    }

    private void pay(Call call) {
        long bookingId = call.id(0);
        String[] fields = {CARD, null};
        call.readJson((name, json) -> {
            if (name.equals("method")) {
                fields[0] = JsonFields.string(json, name);
            } else if (name.equals("token")) {
                fields[1] = JsonFields.string(json, name);
            }
        });
        if (fields[1] == null || fields[1].isEmpty() || fields[1].length() > 255) {
            throw JsonFields.invalid("token", "must be 1 to 255 characters");
        }
        Texts.line(fields[1], "token");
        if (!fields[0].equals(CARD)) {
            throw new InvalidInputException("method", "must be " + CARD + ", the only one");
        }
        IdempotencyKey key = IdempotencyKey.of(call);
        PaymentRequest request = new PaymentRequest(
                bookingId,
                call.principal().reservationAccess(),
                call.principal().organisationAccess(),
                fields[0],
                fields[1],
                key.hi(),
                key.lo(),
                key.bodyHash());
        payments.pay(request).whenComplete((outcome, failure) -> {
            if (failure != null) {
                call.respond(Failures.problem(failure));
            } else {
                answer(call, outcome);
            }
        });
    }

    private void answer(Call call, PaymentOutcome outcome) {
        if (outcome instanceof PaymentOutcome.Completed completed) {
            note(completed.payment());
            answered.note(
                    completed.reservation().customerId(),
                    completed.reservation().sequence());
            respond(call, 201, completed.payment(), completed.reservation());
        } else if (outcome instanceof PaymentOutcome.Processing processing) {
            note(processing.payment());
            respond(call, 202, processing.payment(), null);
        } else if (outcome instanceof PaymentOutcome.Declined declined) {
            note(declined.payment());
            call.respond(Problem.of(PaymentProblem.PAYMENT_DECLINED)
                    .with("paymentId", declined.payment().id())
                    .with("reason", text(declined.reason())));
        } else if (outcome instanceof PaymentOutcome.SeatsGone gone) {
            note(gone.payment());
            call.respond(Problem.of(CoreProblem.HOLD_EXPIRED, "the seats had gone; the money goes back")
                    .with("paymentId", gone.payment().id())
                    .with("refundDueAmount", gone.payment().amount()));
        } else if (outcome instanceof PaymentOutcome.InProgress inProgress) {
            call.respond(Problem.of(HttpProblem.REQUEST_IN_PROGRESS)
                    .with("paymentId", inProgress.payment().id()));
        } else if (outcome instanceof PaymentOutcome.Rejected rejected && isUnknown(rejected.rejection())) {
            unlessAnothers(call, call.id(0), () -> past.refuseChange(call, call.id(0)));
        } else if (outcome instanceof PaymentOutcome.Rejected rejected) {
            Problem problem = Failures.problem(rejected.rejection());
            // Of a hold that stands, a payment is refused so only when its show was cancelled.
            boolean cancelled = problem.code() == CoreProblem.SHOW_NOT_ON_SALE;
            call.respond(cancelled ? problem.with("saleStatus", SaleStatus.CANCELLED.text()) : problem);
        }
    }

    private void note(Payment payment) {
        answered.note(payment.customerId(), payment.sequence());
    }

    private void respond(Call call, int status, Payment payment, Reservation booking) {
        call.respond(Response.jsonBytes(status, json -> write(json, payment, booking))
                .header("location", "/v1/bookings/" + payment.reservationId() + "/payments/" + payment.id()));
    }

    private void get(Call call) {
        long bookingId = call.id(0);
        String paymentId = call.value(1);
        int dash = paymentId.indexOf('-');
        long reservationId = dash < 0 ? -1 : Ids.parse(paymentId.substring(0, dash));
        long attempt = dash < 0 ? -1 : Ids.parse(paymentId.substring(dash + 1));
        if (reservationId != bookingId || attempt < 1 || attempt > 0xFFFE) {
            throw new ProblemException(CoreProblem.UNKNOWN_PAYMENT);
        }
        payments.payment(
                        bookingId,
                        call.principal().reservationAccess(),
                        call.principal().organisationAccess(),
                        (int) attempt)
                .whenComplete((payment, failure) -> {
                    if (failure == null) {
                        call.respond(Response.jsonBytes(200, json -> write(json, payment, null)));
                    } else if (isUnknown(failure)) {
                        unlessAnothers(call, bookingId, () -> getPast(call, bookingId, (int) attempt));
                    } else {
                        call.respond(Failures.problem(failure));
                    }
                });
    }

    private void getPast(Call call, long bookingId, int attempt) {
        past.answerOwner(call, bookingId, booking -> {
            Payment payment = pastPayments
                    .find(booking.booking(), attempt)
                    .orElseThrow(() -> new ProblemException(CoreProblem.UNKNOWN_PAYMENT));
            return Response.jsonBytes(200, json -> write(json, payment, null));
        });
    }

    private static boolean isUnknown(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RejectedException rejected && rejected.reason() == RejectReason.UNKNOWN_RESERVATION;
    }

    /**
     * Goes on, on the event loop of the call, if the core does not know the booking whoever asks; what is another's must not be
     * asked of PostgreSQL.
     */
    private void unlessAnothers(Call call, long bookingId, Runnable forgotten) {
        payments.payment(bookingId, 0, 0, 1).whenComplete((payment, failure) -> {
            if (failure != null && isUnknown(failure)) {
                call.execute(forgotten);
            } else {
                call.respond(Problem.of(CoreProblem.UNKNOWN_RESERVATION));
            }
        });
    }

    private void write(JsonBytes json, Payment payment, Reservation booking) {
        json.startObject();
        json.name(ID).string(payment.id());
        json.name(BOOKING_ID).id(payment.reservationId());
        json.name(STATUS).string(booking != null ? "completed" : status(payment));
        json.name(AMOUNT).number(payment.amount());
        json.name(CURRENCY).string(payment.currency());
        if (payment.declineReason() != null
                && payment.declineReason() != DeclineReason.UNSPECIFIED
                && payment.declineReason() != DeclineReason.NULL_VAL) {
            json.name(REASON).string(text(payment.declineReason()));
        }
        if (booking == null) {
            json.name(SEQUENCE).id(payment.sequence());
        } else {
            json.name(BOOKING);
            bookings.confirmed(json, booking, payment.amount());
        }
        json.endObject();
    }

    private static String status(Payment payment) {
        return switch (payment.status()) {
            case AUTHORISED -> payment.reservationStatus() == ReservationStatus.BOOKED ? "completed" : "processing";
            case CAPTURED -> "completed";
            case DECLINED -> "declined";
            case CAPTURE_FAILED -> "failed";
            case REFUND_DUE -> "refund_due";
            case REFUNDED -> "refunded";
            case VOIDED -> "voided";
            default -> "processing";
        };
    }

    private static String text(DeclineReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
