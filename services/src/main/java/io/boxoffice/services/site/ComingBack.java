package io.boxoffice.services.site;

import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Failures;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.account.PaymentReturns;
import io.boxoffice.services.payment.HostedPage;
import io.boxoffice.services.payment.PaymentOutcome;
import io.boxoffice.services.payment.PaymentRequest;
import io.boxoffice.services.payment.PaymentService;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * People come back from the provider's page with a token, and what they were sent with: the payment begins then, under a key made of both, so
 * that coming back twice pays once. Needs no cookie, and tells nothing but where to go on: the result is for the person's own session.
 */
final class ComingBack {
    private static final String TAG = "pages";
    private static final String PATH = "/{lang}/checkout/return/{state}";
    private static final String METHOD = "card";

    private final Languages languages;
    private final PaymentReturns returns;
    private final HoldDesk desk;
    private final PaymentService payments;

    ComingBack(Languages languages, PaymentReturns returns, HoldDesk desk, PaymentService payments) {
        this.languages = languages;
        this.returns = returns;
        this.desk = desk;
        this.payments = payments;
    }

    /** Where somebody comes back to. */
    static String path(Say say, String state) {
        return '/' + say.code() + "/checkout/return/" + state;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, "pageReturn")
                        .page()
                        .sessionless()
                        .alsoInCrowd()
                        .summary(TAG, "Back from the provider's page by a link: pay")
                        .noContent(303, "See what came of it")
                        .handledBy(call -> pay(call, call.parameter(HostedPage.TOKEN))),
                Route.post(PATH, "formReturn")
                        .form()
                        .sessionless()
                        .summary(TAG, "The same by a form of the provider's page")
                        .noContent(303, "See what came of it")
                        .handledBy(call -> pay(call, sent(call))));
    }

    private static String sent(Call call) {
        List<String> tokens = call.form().getOrDefault(HostedPage.TOKEN, List.of());
        return tokens.size() == 1 && !tokens.get(0).isBlank() ? tokens.get(0) : null;
    }

    private void pay(Call call, String token) {
        Say say = languages.of(call);
        String state = call.value(1);
        PaymentReturns.Return back = returns.open(state);
        if (back == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        if (token == null) {
            seeOther(call, Checkout.path(say, back.reservationId()));
            return;
        }
        if (!token.matches("[!-~]{1," + HostedPage.MAX_TOKEN_CHARS + '}')) {
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "no provider makes such a token");
        }
        String result = ResultPage.path(say, back.reservationId());
        if (back.isOver()) {
            seeOther(call, result);
            return;
        }
        desk.look(back.reservationId(), back.personId())
                .thenCompose(booking -> pay(back, booking, state, token))
                .whenComplete((outcome, failure) -> {
                    if (failure != null) {
                        call.respond(Failures.problem(failure));
                    } else {
                        if (outcome != null) {
                            outcome.noteIn(desk);
                        }
                        seeOther(call, result + refusal(outcome));
                    }
                });
    }

    private static void seeOther(Call call, String address) {
        call.respond(Personal.seeOther(address).header("cache-control", "no-store"));
    }

    /** Ends with null when there is nothing to pay: the result's page says how it stands. */
    private CompletableFuture<PaymentOutcome> pay(
            PaymentReturns.Return back, Reservation booking, String state, String token) {
        boolean isDue = booking != null
                && booking.reference() != 0
                && booking.status() == ReservationStatus.HELD
                && booking.amount() == back.amount();
        if (!isDue) {
            return CompletableFuture.completedFuture(null);
        }
        IdempotencyKey key = IdempotencyKey.of(back.personId(), "payment return", state + ' ' + token);
        return payments.pay(new PaymentRequest(
                back.reservationId(), back.personId(), 0, METHOD, token, key.hi(), key.lo(), key.bodyHash()));
    }

    /** What the booking's state does not tell: why no payment was begun. */
    private static String refusal(PaymentOutcome outcome) {
        if (!(outcome instanceof PaymentOutcome.Rejected rejected)) {
            return "";
        }
        RejectedException e = rejected.rejection();
        return switch (e.reason()) {
            case LIMIT_EXCEEDED, HOLD_LIFE_OVER, SHOW_NOT_ON_SALE ->
                "?" + ResultPage.REFUSED + '=' + e.reason().name();
            default -> "";
        };
    }
}
