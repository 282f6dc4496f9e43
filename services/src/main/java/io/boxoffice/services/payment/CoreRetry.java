package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.sbe.RejectReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Says something to the booking core until it is journaled or refused for good: once money has moved, a full core is no reason
 * to forget it. The pause between two tries doubles up to a limit.
 */
final class CoreRetry {
    private final PaymentTimer timer;
    private final PaymentConfig config;

    CoreRetry(PaymentTimer timer, PaymentConfig config) {
        this.timer = timer;
        this.config = config;
    }

    /**
     * @return ends with the answer, or fails with what refused it for good
     */
    <T> CompletableFuture<T> insist(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        attempt(call, answer, 0);
        return answer;
    }

    private <T> void attempt(Supplier<CompletableFuture<T>> call, CompletableFuture<T> answer, int tries) {
        call.get().whenComplete((value, thrown) -> {
            Throwable failure = cause(thrown);
            if (failure == null) {
                answer.complete(value);
            } else if (passes(failure)) {
                timer.after(pauseMs(tries), () -> attempt(call, answer, tries + 1));
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    /** How long to pause after so many tries. */
    long pauseMs(int tries) {
        long pause = config.retryMinMs() << Math.min(tries, 20);
        return Math.min(pause, config.retryMaxMs());
    }

    private static boolean passes(Throwable failure) {
        return failure instanceof BookingClient.OverloadedException
                || failure instanceof RejectedException rejected
                        && (rejected.reason() == RejectReason.STORAGE_LOW
                                || rejected.reason() == RejectReason.TRY_AGAIN);
    }

    /** What a stage really failed with. */
    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
