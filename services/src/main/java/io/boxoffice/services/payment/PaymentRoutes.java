package io.boxoffice.services.payment;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.booking.AnsweredSequences;
import io.boxoffice.gateway.booking.Booking;
import io.boxoffice.gateway.booking.BookingAnswers;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.booking.PastReservations;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.Failures;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.RejectReason;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Paying, and asking how payments stand. */
public final class PaymentRoutes {
    private static final String TAG = "payments";
    private static final int MAX_ATTEMPT = 0xFFFE;
    /** When to look again at what the provider has not decided, seconds. */
    private static final String LOOK_AGAIN = "1";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PaymentService payments;
    private final BookingAnswers bookings;
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
            BookingAnswers bookings,
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
                        .body(PaymentOrder.class)
                        .answerRecord(201, "Paid, and the booking is confirmed", PaymentState.class)
                        .answerRecord(202, "The provider needs longer; ask at Location", PaymentState.class)
                        .header(201, AnswerHeader.LOCATION)
                        .header(202, AnswerHeader.LOCATION)
                        .header(202, AnswerHeader.RETRY_AFTER)
                        .problem(402)
                        .handledBy(this::pay),
                Route.get("/v1/bookings/{bookingId}/payments", "listPayments")
                        .summary(TAG, "All payments of a booking, those that were declined with the reason")
                        .anyRole()
                        .answerRecord(200, "The payments, the last one first", PaymentList.class)
                        .alsoInCrowd()
                        .handledBy(this::list),
                Route.get("/v1/bookings/{bookingId}/payments/{paymentId}", "getPayment")
                        .summary(TAG, "How a payment stands")
                        .anyRole()
                        .answerRecord(200, "The payment", PaymentState.class)
                        .alsoInCrowd()
                        .handledBy(this::get));
    }

    private void pay(Call call) {
        long bookingId = call.id(0);
        PaymentOrder order = call.read(PaymentOrder.class);
        IdempotencyKey key = keyOf(call);
        PaymentRequest request = new PaymentRequest(
                bookingId,
                call.principal().reservationAccess(),
                call.principal().organisationAccess(),
                order.method(),
                order.token(),
                key.hi(),
                key.lo(),
                key.bodyHash());
        payments.pay(request).whenComplete((outcome, failure) -> {
            if (failure != null) {
                call.respond(Failures.problem(failure));
            } else {
                outcome.noteIn(answered);
                answer(call, outcome);
            }
        });
    }

    /** Without a key of the caller's one that nobody knows: the core keeps with the key why an attempt was declined. */
    private static IdempotencyKey keyOf(Call call) {
        IdempotencyKey key = IdempotencyKey.of(call);
        return key.equals(IdempotencyKey.NONE)
                ? new IdempotencyKey(RANDOM.nextLong(), RANDOM.nextLong() | 1, IdempotencyKey.bodyHash(call))
                : key;
    }

    private void answer(Call call, PaymentOutcome outcome) {
        if (outcome instanceof PaymentOutcome.Completed completed) {
            Booking booking = bookings.confirmed(completed.reservation());
            respond(call, 201, PaymentState.completed(completed.payment(), booking));
        } else if (outcome instanceof PaymentOutcome.Processing processing) {
            respond(call, 202, PaymentState.of(processing.payment(), null));
        } else if (outcome instanceof PaymentOutcome.Declined declined) {
            Problem problem = Problem.of(PaymentProblem.PAYMENT_DECLINED)
                    .with("paymentId", declined.payment().id());
            String reason = PaymentState.reason(declined.reason());
            call.respond(reason == null ? problem : problem.with("reason", reason));
        } else if (outcome instanceof PaymentOutcome.SeatsGone gone) {
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

    private static void respond(Call call, int status, PaymentState payment) {
        String location = "/v1/bookings/" + payment.bookingId().text() + "/payments/" + payment.id();
        Response response = Records.answer(status, payment).header("location", location);
        call.respond(status == 202 ? response.header("retry-after", LOOK_AGAIN) : response);
    }

    private void get(Call call) {
        long bookingId = call.id(0);
        int attempt = attempt(call.value(1), bookingId);
        answer(
                call,
                payments.standing(
                        bookingId,
                        call.principal().reservationAccess(),
                        call.principal().organisationAccess(),
                        attempt),
                this::state,
                booking -> pastPayments.of(booking.booking()).stream()
                        .filter(payment -> payment.attempt() == attempt)
                        .findFirst()
                        .map(payment -> state(payment, booking))
                        .orElseThrow(() -> new ProblemException(HttpProblem.NOT_FOUND)));
    }

    private void list(Call call) {
        answer(
                call,
                payments.standings(
                        call.id(0),
                        call.principal().reservationAccess(),
                        call.principal().organisationAccess()),
                standings -> new PaymentList(standings.stream().map(this::state).toList()),
                booking -> new PaymentList(pastPayments.of(booking.booking()).stream()
                        .map(payment -> state(payment, booking))
                        .toList()));
    }

    /**
     * Answers what was asked of the core, or, of a booking that it no longer knows, of PostgreSQL.
     *
     * @param pastAnswer on a thread that may block
     */
    private <T> void answer(
            Call call, CompletionStage<T> asked, Function<T, Object> answer, Function<PastBooking, Object> pastAnswer) {
        long bookingId = call.id(0);
        asked.whenComplete((found, failure) -> {
            if (failure == null) {
                call.respond(Records.answer(200, answer.apply(found)));
            } else if (isUnknown(failure)) {
                unlessAnothers(
                        call,
                        bookingId,
                        () -> past.answerOwner(
                                call, bookingId, booking -> Records.answer(200, pastAnswer.apply(booking))));
            } else {
                call.respond(Failures.problem(failure));
            }
        });
    }

    private PaymentState state(PaymentService.Standing standing) {
        Reservation booking = standing.booking();
        return PaymentState.of(standing.payment(), booking == null ? null : bookings.bought(booking));
    }

    private PaymentState state(Payment payment, PastBooking booking) {
        return PaymentState.of(payment, payment.boughtSeats() ? bookings.bought(booking) : null);
    }

    /**
     * The number of an attempt.
     *
     * @throws ProblemException when there is none of this booking
     */
    private static int attempt(String paymentId, long bookingId) {
        int dash = paymentId.indexOf('-');
        long reservationId = dash < 0 ? -1 : Ids.parse(paymentId.substring(0, dash));
        long attempt = dash < 0 ? -1 : Ids.parse(paymentId.substring(dash + 1));
        if (reservationId != bookingId || attempt < 1 || attempt > MAX_ATTEMPT) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return (int) attempt;
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
                call.respond(Problem.of(HttpProblem.NOT_FOUND));
            }
        });
    }
}
