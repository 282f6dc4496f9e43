package io.boxoffice.simulator;

import io.boxoffice.gateway.route.OverloadedException;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.services.follow.FollowedLog;
import io.boxoffice.services.payment.Payment;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.PaymentKeys;
import io.boxoffice.services.payment.PaymentOutcome;
import io.boxoffice.services.payment.PaymentRequest;
import io.boxoffice.services.payment.PaymentService;
import io.boxoffice.services.payment.SettlementWorker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletionException;

/** The production payment services of one life: what customers pay, and what is settled behind their backs. */
final class SimulatedPayments {
    private static final PaymentConfig CONFIG =
            new PaymentConfig(6, 2_000, 4_000, 100, 2_000, 6, 3, 50, 120_000, 3_000);

    private final SimulatedTimer timer;
    private final SettlementWorker settlement;
    private final PaymentService service;
    private final Bank.Line line;
    private final Ledger ledger;
    private final Trace trace;
    private int waiting;
    private Violation found;

    SimulatedPayments(World world, BookingClient core, long journalId, FollowedLog events) {
        ledger = world.ledger();
        trace = world.trace();
        timer = new SimulatedTimer(world.clock());
        line = world.bank().open();
        PaymentKeys keys = new PaymentKeys(journalId);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        settlement = new SettlementWorker(core, line, keys, new LedgerBooks(ledger), timer, CONFIG, meters);
        service = new PaymentService(core, line, keys, settlement, timer, CONFIG, meters);
        settlement.start(events);
    }

    /** A customer pays. */
    void pay(PaymentRequest request) {
        waiting++;
        trace.say(request.reservationId(), () -> "client: pays " + request.reservationId());
        service.pay(request).whenComplete((outcome, thrown) -> {
            waiting--;
            trace.say(
                    waiting,
                    () -> "client: paying " + request.reservationId() + " came to "
                            + (thrown == null ? outcome.getClass().getSimpleName() : thrown));
            boolean honest = thrown == null ? isTrue(outcome) : isRefusal(thrown);
            if (!honest && found == null) {
                found = new Violation(
                        "who paid for " + request.reservationId() + " was told " + (thrown == null ? outcome : thrown),
                        thrown);
            }
        });
    }

    /** The payments' thread runs what is due. */
    int runDue(int limit) {
        int ran = timer.runDue(limit);
        requireNothingFound();
        return ran;
    }

    void requireNothingFound() {
        if (found != null) {
            throw found;
        }
    }

    /** Whether everybody who paid has been told something. */
    boolean isAtRest() {
        return waiting == 0;
    }

    /** Every attempt that was open at the start has been asked about. */
    void checkStart() {
        Violation.unless(
                line.neverAsked().isEmpty(),
                "open when the server started, and the provider was never asked: " + line.neverAsked());
    }

    /** Stops with its process, cleanly. */
    void stop() {
        settlement.close();
        timer.runDue(Integer.MAX_VALUE);
        line.die();
    }

    /** Ends with its process. */
    void die() {
        line.die();
    }

    private boolean isTrue(PaymentOutcome outcome) {
        if (outcome instanceof PaymentOutcome.Completed completed) {
            return attempt(completed.payment()).seatsGiven;
        }
        if (outcome instanceof PaymentOutcome.Declined declined) {
            return attempt(declined.payment()).wasDeclined;
        }
        if (outcome instanceof PaymentOutcome.SeatsGone gone) {
            return attempt(gone.payment()).seatsWereGone;
        }
        return true;
    }

    private Ledger.Attempt attempt(Payment payment) {
        return ledger.account(payment.reservationId()).attempts.get(payment.attempt());
    }

    private static boolean isRefusal(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof OverloadedException
                || cause instanceof BookingClient.OverloadedException
                || cause instanceof RejectedException;
    }
}
