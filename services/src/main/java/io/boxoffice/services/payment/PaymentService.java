package io.boxoffice.services.payment;

import io.boxoffice.gateway.route.OverloadedException;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes customers' payments. Never blocks, never touches PostgreSQL; any thread. Futures complete on the core client's, the
 * provider's or the timer's thread: what follows must be short or hop elsewhere.
 *
 * <p>BeginPayment is journaled, then the provider is asked, then its word is journaled, then the seats are booked, then the
 * customer hears of it. What the provider does not decide in time, or fails to answer, is left to {@link SettlementWorker}.
 */
public final class PaymentService {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentService.class);

    private final PaymentProvider provider;
    private final PaymentKeys keys;
    private final SettlementWorker settlement;
    private final PaymentTimer timer;
    private final PaymentConfig config;
    private final MeterRegistry meters;
    private final PaymentCommands commands;
    private final AttemptCloser closer;
    private final Semaphore places;

    public PaymentService(
            BookingClient core,
            PaymentProvider provider,
            PaymentKeys keys,
            SettlementWorker settlement,
            PaymentTimer timer,
            PaymentConfig config,
            MeterRegistry meters) {
        this.provider = provider;
        this.keys = keys;
        this.settlement = settlement;
        this.timer = timer;
        this.config = config;
        this.meters = meters;
        commands = new PaymentCommands(core);
        closer = new AttemptCloser(commands, new CoreRetry(timer, config));
        places = new Semaphore(config.maxInFlight());
        Gauge.builder("boxoffice.payments.in.flight", () -> config.maxInFlight() - places.availablePermits())
                .description("payments whose provider has not decided yet")
                .register(meters);
    }

    /**
     * Pays for a booking and confirms it. A booking that costs nothing needs no payment.
     *
     * @return ends with the outcome; or fails with {@link OverloadedException} or {@link BookingClient.OverloadedException}
     *     when there was no room, or with {@link PaymentsUnavailableException} without a provider, and then nothing happened
     */
    public CompletableFuture<PaymentOutcome> pay(PaymentRequest request) {
        return provider.isConfigured() ? begin(request) : beginWithoutProvider(request);
    }

    /** What would begin an attempt is refused before it is journaled; all else is answered by the core, as ever. */
    private CompletableFuture<PaymentOutcome> beginWithoutProvider(PaymentRequest request) {
        return commands.reservation(request.reservationId(), request.customerId(), request.organisationId())
                .handle((reservation, thrown) -> {
                    Throwable failure = CoreRetry.cause(thrown);
                    if (failure instanceof RejectedException rejected) {
                        return CompletableFuture.<PaymentOutcome>completedFuture(new PaymentOutcome.Rejected(rejected));
                    }
                    if (failure != null) {
                        return CompletableFuture.<PaymentOutcome>failedFuture(failure);
                    }
                    boolean payable = reservation.status() == ReservationStatus.HELD && reservation.amount() > 0;
                    return payable
                            ? CompletableFuture.<PaymentOutcome>failedFuture(new PaymentsUnavailableException())
                            : begin(request);
                })
                .thenCompose(stage -> stage);
    }

    private CompletableFuture<PaymentOutcome> begin(PaymentRequest request) {
        if (!places.tryAcquire()) {
            return CompletableFuture.failedFuture(new OverloadedException("too many payments are under way"));
        }
        Place place = new Place(request.reservationId());
        CompletableFuture<PaymentOutcome> outcome = new CompletableFuture<>();
        commands.begin(request).whenComplete((payment, thrown) -> {
            Throwable failure = CoreRetry.cause(thrown);
            if (failure == null && !payment.duplicate()) {
                new Attempt(payment, request, outcome, place).begin();
                return;
            }
            place.free();
            if (failure == null) {
                pipe(closer.asItStands(payment), outcome);
            } else if (failure instanceof RejectedException rejected) {
                outcome.complete(new PaymentOutcome.Rejected(rejected));
            } else {
                outcome.completeExceptionally(failure);
            }
        });
        outcome.thenAccept(this::count);
        return outcome;
    }

    /**
     * How an attempt stands now.
     *
     * @param customerId of the owner, or 0 for staff
     * @return fails with {@link RejectedException} when it is not known
     */
    public CompletableFuture<Payment> payment(long reservationId, long customerId, long organisationId, int attempt) {
        return commands.payment(reservationId, customerId, organisationId, attempt);
    }

    /**
     * How an attempt stands now, with what it bought.
     *
     * @param customerId of the owner, or 0 for staff
     * @return fails with {@link RejectedException} when it is not known
     */
    public CompletableFuture<Standing> standing(long reservationId, long customerId, long organisationId, int attempt) {
        return payment(reservationId, customerId, organisationId, attempt)
                .thenCompose(payment -> payment.boughtSeats()
                        ? commands.reservation(reservationId, 0).thenApply(booking -> new Standing(payment, booking))
                        : CompletableFuture.completedFuture(new Standing(payment, null)));
    }

    /**
     * All attempts of a booking, the last one first.
     *
     * @param customerId of the owner, or 0 for staff
     * @return fails with {@link RejectedException} when the booking is not known
     */
    public CompletableFuture<List<Standing>> standings(long reservationId, long customerId, long organisationId) {
        return commands.reservation(reservationId, customerId, organisationId).thenCompose(booking -> {
            CompletableFuture<List<Standing>> all = CompletableFuture.completedFuture(new ArrayList<>());
            for (int attempt = booking.attempt(); attempt > 0; attempt--) {
                CompletableFuture<Payment> one = payment(reservationId, customerId, organisationId, attempt);
                all = all.thenCombine(one, (standings, payment) -> {
                    standings.add(new Standing(payment, payment.boughtSeats() ? booking : null));
                    return standings;
                });
            }
            return all;
        });
    }

    /**
     * How an attempt stands.
     *
     * @param booking what it bought, as it stands; null: it bought nothing
     */
    public record Standing(Payment payment, Reservation booking) {}

    private void count(PaymentOutcome outcome) {
        meters.counter("boxoffice.payments", "outcome", outcome.getClass().getSimpleName())
                .increment();
    }

    private static <T> void pipe(CompletableFuture<? extends T> from, CompletableFuture<T> to) {
        from.whenComplete((value, thrown) -> {
            if (thrown == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(CoreRetry.cause(thrown));
            }
        });
    }

    /** One of the bounded number of payments under way; given back once. */
    private final class Place {
        private final long reservationId;
        private final AtomicBoolean free = new AtomicBoolean();

        Place(long reservationId) {
            this.reservationId = reservationId;
            settlement.leaveAlone(reservationId);
        }

        void free() {
            if (free.compareAndSet(false, true)) {
                settlement.release(reservationId);
                places.release();
            }
        }
    }

    /** An attempt that is journaled and on its way to the provider. */
    private final class Attempt {
        private final Payment payment;
        private final PaymentRequest request;
        private final CompletableFuture<PaymentOutcome> outcome;
        private final Place place;
        private final AtomicBoolean decided = new AtomicBoolean();
        private PaymentTimer.Scheduled timeout;

        Attempt(Payment payment, PaymentRequest request, CompletableFuture<PaymentOutcome> outcome, Place place) {
            this.payment = payment;
            this.request = request;
            this.outcome = outcome;
            this.place = place;
        }

        void begin() {
            PaymentTimer.Scheduled respond = timer.after(
                    config.respondWithinMs(), () -> outcome.complete(new PaymentOutcome.Processing(payment)));
            outcome.whenComplete((told, thrown) -> respond.cancel());
            timeout = timer.after(config.attemptTimeoutMs(), this::onTimeout);
            String key = keys.attempt(payment.reservationId(), payment.attempt());
            try {
                provider.authorise(key, payment.amount(), payment.currency(), request.method(), request.token())
                        .whenComplete(this::onDecision);
            } catch (RuntimeException e) {
                onDecision(null, e);
            }
        }

        private void onDecision(PaymentProvider.State state, Throwable thrown) {
            if (!decided.compareAndSet(false, true)) {
                onLateDecision(state);
                return;
            }
            timeout.cancel();
            if (thrown != null) {
                LOG.warn("the provider failed payment {}: {}", payment.id(), String.valueOf(CoreRetry.cause(thrown)));
                leaveToSettlement(timer.nowMs());
                return;
            }
            switch (state) {
                case APPROVED, CAPTURED -> finish(closer.approved(payment));
                case DECLINED, VOIDED -> finish(closer.declined(payment, DeclineReason.DECLINED_BY_PROVIDER));
                default -> leaveToSettlement(timer.nowMs() + config.attemptTimeoutMs());
            }
        }

        private void onTimeout() {
            if (decided.compareAndSet(false, true)) {
                leaveToSettlement(timer.nowMs());
            }
        }

        /** The attempt was given up in the meantime, or is about to be: the money must not stay with the provider. */
        private void onLateDecision(PaymentProvider.State state) {
            if (state == PaymentProvider.State.APPROVED || state == PaymentProvider.State.CAPTURED) {
                settlement.lookInto(payment.reservationId(), payment.attempt());
            }
        }

        private void finish(CompletableFuture<PaymentOutcome> closed) {
            closed.whenComplete((done, thrown) -> {
                place.free();
                if (thrown != null) {
                    LOG.warn("payment {} is left to settlement: {}", payment.id(), thrown.toString());
                    settlement.lookInto(payment.reservationId(), payment.attempt());
                }
            });
            pipe(closed, outcome);
        }

        private void leaveToSettlement(long giveUpAtMs) {
            place.free();
            pipe(settlement.settle(payment, giveUpAtMs), outcome);
        }
    }
}
