package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The next step of a settlement, by what the core says of it now and what the provider says. Each step asks first, so that
 * steps may be repeated, come twice, or be taken up after a crash at any point.
 */
final class SettlementSteps {
    /** What a step led to. */
    enum Progress {
        /** There is nothing left to do. */
        DONE,
        /** There is more to do at once. */
        MORE,
        /** Nothing could be done now: try again later. */
        LATER
    }

    private static final Logger LOG = LoggerFactory.getLogger(SettlementSteps.class);

    private final PaymentCommands commands;
    private final AttemptCloser closer;
    private final CoreRetry retry;
    private final PaymentProvider provider;
    private final PaymentKeys keys;
    private final StrayMoney stray;
    private final PaymentTimer timer;
    private final PaymentConfig config;

    SettlementSteps(
            PaymentCommands commands,
            CoreRetry retry,
            PaymentProvider provider,
            PaymentKeys keys,
            StrayMoney stray,
            PaymentTimer timer,
            PaymentConfig config) {
        this.commands = commands;
        this.retry = retry;
        this.provider = provider;
        this.keys = keys;
        this.stray = stray;
        this.timer = timer;
        this.config = config;
        closer = new AttemptCloser(commands, retry);
    }

    /** How the customer who still waits is answered. */
    CompletableFuture<PaymentOutcome> outcome(Settlement settlement) {
        return commands.payment(settlement.reservationId(), 0, 0, settlement.attempt())
                .thenCompose(closer::asItStands);
    }

    /**
     * Takes a step.
     *
     * @param giveUpAtMs when an attempt that the provider does not decide is given up, by the timer's clock
     * @return fails when provider or core could not be asked
     */
    CompletableFuture<Progress> step(Settlement settlement, long giveUpAtMs) {
        return commands.payment(settlement.reservationId(), 0, 0, settlement.attempt())
                .handle((payment, thrown) -> {
                    Throwable failure = CoreRetry.cause(thrown);
                    if (failure instanceof RejectedException rejected) {
                        return onUnknown(settlement, rejected);
                    }
                    if (failure != null) {
                        return CompletableFuture.<Progress>failedFuture(failure);
                    }
                    return settlement.isRefund() ? stepOfRefund(settlement, payment) : stepOf(payment, giveUpAtMs);
                })
                .thenCompose(stage -> stage);
    }

    /** Nothing is known of it any more: what the provider holds for it is stray, unless a booking of the past was paid with it. */
    private CompletableFuture<Progress> onUnknown(Settlement settlement, RejectedException rejected) {
        if (!isForgotten(rejected)) {
            return CompletableFuture.completedFuture(Progress.LATER);
        }
        String key = keys.attempt(settlement.reservationId(), settlement.attempt());
        return answered(provider.status(key)).thenCompose(state -> {
            LOG.warn("the core knows nothing of {} any more; the provider says {}", settlement, state);
            return switch (state) {
                case APPROVED -> returnAll(settlement);
                case PENDING ->
                    answered(provider.abandon(key, keys.abandon(settlement.reservationId(), settlement.attempt())))
                            .thenApply(
                                    result -> result == PaymentProvider.Result.DONE ? Progress.DONE : Progress.LATER);
                // A reservation that the core knows had all its seats by attempts that it knows too.
                case CAPTURED ->
                    rejected.reason() == RejectReason.UNKNOWN_RESERVATION
                            ? stepOfTaken(settlement)
                            : returnAll(settlement);
                default -> CompletableFuture.completedFuture(Progress.DONE);
            };
        });
    }

    private static boolean isForgotten(RejectedException rejected) {
        return rejected.reason() == RejectReason.UNKNOWN_RESERVATION
                || rejected.reason() == RejectReason.UNKNOWN_PAYMENT;
    }

    /** Money was taken for what the core does not know: for a booking that is archived it stays, else it goes back. */
    private CompletableFuture<Progress> stepOfTaken(Settlement settlement) {
        return stray.seatsGiven(settlement).thenCompose(given -> switch (given) {
            case YES -> CompletableFuture.completedFuture(Progress.DONE);
            case NO -> returnAll(settlement);
            case UNKNOWN -> {
                LOG.error(
                        "the provider took money for {}, and nothing is known of it; it will be looked at again",
                        settlement);
                yield CompletableFuture.completedFuture(Progress.LATER);
            }
        });
    }

    private CompletableFuture<Progress> returnAll(Settlement settlement) {
        String key = keys.attempt(settlement.reservationId(), settlement.attempt());
        String refundKey = keys.stray(settlement.reservationId(), settlement.attempt());
        return answered(provider.returnAll(key, refundKey)).thenApply(returned -> {
            if (returned.result() != PaymentProvider.Result.REFUSED) {
                stray.note(settlement, key, returned);
            }
            return Progress.DONE;
        });
    }

    private CompletableFuture<Progress> stepOf(Payment payment, long giveUpAtMs) {
        return switch (payment.status()) {
            case STARTED -> status(payment).thenCompose(state -> decide(payment, state, giveUpAtMs));
            case AUTHORISED -> stepOfAuthorised(payment);
            case DECLINED -> status(payment).thenCompose(state -> stepOfDeclined(payment, state));
            default -> CompletableFuture.completedFuture(Progress.DONE);
        };
    }

    private CompletableFuture<Progress> decide(Payment payment, PaymentProvider.State state, long giveUpAtMs) {
        switch (state) {
            case APPROVED, CAPTURED:
                return closer.approved(payment).thenApply(outcome -> Progress.MORE);
            case DECLINED:
                return closer.declined(payment, DeclineReason.DECLINED_BY_PROVIDER)
                        .thenApply(outcome -> Progress.DONE);
            case VOIDED:
                return closer.declined(payment, DeclineReason.TIMED_OUT).thenApply(outcome -> Progress.DONE);
            case UNKNOWN:
                return giveUp(payment, DeclineReason.NEVER_REACHED_PROVIDER);
            default:
                return timer.nowMs() >= giveUpAtMs
                        ? giveUp(payment, DeclineReason.TIMED_OUT)
                        : CompletableFuture.completedFuture(Progress.LATER);
        }
    }

    /**
     * Voids the attempt with the provider before the core hears that it is declined: in the other order, a crash between would
     * leave an approval that nobody looks for.
     */
    private CompletableFuture<Progress> giveUp(Payment payment, DeclineReason reason) {
        return voided(payment).thenCompose(result -> {
            if (result != PaymentProvider.Result.DONE) {
                return CompletableFuture.completedFuture(Progress.LATER);
            }
            return closer.declined(payment, reason).thenApply(outcome -> Progress.DONE);
        });
    }

    private CompletableFuture<Progress> stepOfDeclined(Payment payment, PaymentProvider.State state) {
        return switch (state) {
            case APPROVED, CAPTURED -> done(retry.insist(() -> commands.unexpectedApproval(payment)));
            case PENDING -> voided(payment).thenApply(result -> Progress.LATER);
            default -> CompletableFuture.completedFuture(Progress.DONE);
        };
    }

    private CompletableFuture<Progress> stepOfAuthorised(Payment payment) {
        boolean confirmed = payment.reservationStatus() == ReservationStatus.BOOKED
                || payment.reservationStatus() == ReservationStatus.CANCELLED;
        if (!confirmed) {
            return closer.confirm(payment).thenApply(outcome -> Progress.MORE);
        }
        String key = keys.attempt(payment.reservationId(), payment.attempt());
        return answered(provider.capture(key)).thenCompose(result -> {
            if (result == PaymentProvider.Result.DONE) {
                return done(retry.insist(() -> commands.captured(payment)));
            }
            LOG.warn("the provider refused to capture payment {}", payment.id());
            return done(retry.insist(() -> commands.captureFailed(payment)));
        });
    }

    private CompletableFuture<Progress> stepOfRefund(Settlement refund, Payment payment) {
        if (payment.status() == PaymentStatus.CAPTURE_FAILED) {
            return CompletableFuture.completedFuture(Progress.DONE);
        }
        if (payment.status() == PaymentStatus.STARTED) {
            return CompletableFuture.completedFuture(Progress.LATER);
        }
        if (payment.status() == PaymentStatus.AUTHORISED) {
            return stepOfAuthorised(payment).thenApply(done -> Progress.MORE);
        }
        String key = keys.attempt(refund.reservationId(), refund.attempt());
        String refundKey = keys.refund(refund.reservationId(), refund.attempt(), refund.refund());
        return answered(provider.refund(key, refundKey, refund.amount())).thenCompose(result -> {
            if (result == PaymentProvider.Result.DONE) {
                return refunded(refund, false);
            } else if (result == PaymentProvider.Result.VOIDED) {
                return nothingTaken(refund, payment);
            }
            return status(payment).thenCompose(state -> stepOfRefused(refund, payment, state));
        });
    }

    /** No money was taken, so none went back. */
    private CompletableFuture<Progress> nothingTaken(Settlement refund, Payment payment) {
        boolean taken = payment.status() == PaymentStatus.CAPTURED;
        if (taken) {
            LOG.error("{} is of a payment that was captured, and the provider has none: {}", refund, payment.id());
        }
        return refunded(refund, !taken);
    }

    /** No money with the provider: nothing is owed any more. Else somebody has to look into it. */
    private CompletableFuture<Progress> stepOfRefused(Settlement refund, Payment payment, PaymentProvider.State state) {
        if (state == PaymentProvider.State.DECLINED
                || state == PaymentProvider.State.VOIDED
                || state == PaymentProvider.State.UNKNOWN) {
            return nothingTaken(refund, payment);
        }
        LOG.error("the provider refused {} of an attempt that is {}; it will be asked again", refund, state);
        return CompletableFuture.completedFuture(Progress.LATER);
    }

    private CompletableFuture<Progress> refunded(Settlement refund, boolean voided) {
        return done(retry.insist(() -> commands.refunded(refund.reservationId(), refund.refund(), voided)));
    }

    /**
     * A core that refuses has done it already, or knows better: the next look at the list of what is open will tell. What it has
     * forgotten since it was asked is in no list; another step looks what the provider holds for it.
     */
    private static CompletableFuture<Progress> done(CompletableFuture<?> told) {
        return told.handle((reply, thrown) -> {
                    Throwable failure = CoreRetry.cause(thrown);
                    if (failure == null) {
                        return CompletableFuture.completedFuture(Progress.DONE);
                    }
                    if (failure instanceof RejectedException rejected) {
                        LOG.debug("the core refused: {}", rejected.getMessage());
                        return CompletableFuture.completedFuture(
                                isForgotten(rejected) ? Progress.LATER : Progress.DONE);
                    }
                    return CompletableFuture.<Progress>failedFuture(failure);
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<PaymentProvider.Result> voided(Payment payment) {
        String key = keys.attempt(payment.reservationId(), payment.attempt());
        String voidKey = keys.abandon(payment.reservationId(), payment.attempt());
        return answered(provider.abandon(key, voidKey));
    }

    private CompletableFuture<PaymentProvider.State> status(Payment payment) {
        return answered(provider.status(keys.attempt(payment.reservationId(), payment.attempt())));
    }

    /** The provider's answer, or a failure when there is none for too long. */
    private <T> CompletableFuture<T> answered(CompletableFuture<T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        PaymentTimer.Scheduled timeout = timer.after(
                config.providerTimeoutMs(),
                () -> answer.completeExceptionally(
                        new java.util.concurrent.TimeoutException("the provider does not answer")));
        call.whenComplete((value, thrown) -> {
            timeout.cancel();
            if (thrown == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(CoreRetry.cause(thrown));
            }
        });
        return answer;
    }
}
