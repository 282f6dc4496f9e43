package io.boxoffice.services.payment;

import io.boxoffice.gateway.route.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A provider, and whether it answers: of every call it is noted whether it did. Any thread. */
final class WatchedProvider implements PaymentProvider {
    private final PaymentProvider provider;
    private final PaymentTimer timer;
    private final long timeoutMs;
    private final AtomicReference<Failing> failing = new AtomicReference<>();

    /**
     * It has not answered for a while.
     *
     * @param sinceMs of the first failure after which nothing was answered, by the timer's clock
     * @param calls   that failed since
     * @param why     the last one failed
     */
    record Failing(long sinceMs, long calls, String why) {}

    /**
     * @param timeoutMs a call that got no answer within this time has failed
     */
    WatchedProvider(PaymentProvider provider, PaymentTimer timer, long timeoutMs) {
        this.provider = provider;
        this.timer = timer;
        this.timeoutMs = timeoutMs;
    }

    /** How it fails; null when it answered last. */
    Failing failing() {
        return failing.get();
    }

    @Override
    public boolean isConfigured() {
        return provider.isConfigured();
    }

    @Override
    public CompletableFuture<State> authorise(String key, long amount, String currency, String method, String token) {
        return watched(() -> provider.authorise(key, amount, currency, method, token));
    }

    @Override
    public CompletableFuture<Result> capture(String key) {
        return watched(() -> provider.capture(key));
    }

    @Override
    public CompletableFuture<Result> refund(String key, String refundKey, long amount) {
        return watched(() -> provider.refund(key, refundKey, amount));
    }

    @Override
    public CompletableFuture<Result> abandon(String key, String voidKey) {
        return watched(() -> provider.abandon(key, voidKey));
    }

    @Override
    public CompletableFuture<Returned> returnAll(String key, String refundKey) {
        return watched(() -> provider.returnAll(key, refundKey));
    }

    @Override
    public CompletableFuture<State> status(String key) {
        return watched(() -> provider.status(key));
    }

    @Override
    public HostedPage hostedPage() {
        return provider.hostedPage();
    }

    @Override
    public List<Route> routes() {
        return provider.routes();
    }

    private <T> CompletableFuture<T> watched(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> answer;
        try {
            answer = call.get();
        } catch (RuntimeException e) {
            failed(e.toString());
            throw e;
        }
        PaymentTimer.Scheduled timeout =
                timer.after(timeoutMs, () -> failed("it did not answer within " + timeoutMs + " ms"));
        return answer.whenComplete((value, thrown) -> {
            timeout.cancel();
            if (thrown == null) {
                failing.set(null);
            } else {
                failed(String.valueOf(CoreRetry.cause(thrown)));
            }
        });
    }

    private void failed(String why) {
        long nowMs = timer.nowMs();
        failing.updateAndGet(before ->
                before == null ? new Failing(nowMs, 1, why) : new Failing(before.sinceMs(), before.calls() + 1, why));
    }

    @Override
    public void close() {
        provider.close();
    }
}
