package io.boxoffice.services.payment;

import java.util.concurrent.CompletableFuture;

/**
 * Stands where no payment provider is configured. Every call fails, which says that nothing is known: what an older journal has
 * to settle waits until there is a provider again. Any thread.
 */
public final class NoProvider implements PaymentProvider {
    @Override
    public boolean isConfigured() {
        return false;
    }

    @Override
    public CompletableFuture<State> authorise(String key, long amount, String currency, String method, String token) {
        return unavailable();
    }

    @Override
    public CompletableFuture<Result> capture(String key) {
        return unavailable();
    }

    @Override
    public CompletableFuture<Result> refund(String key, String refundKey, long amount) {
        return unavailable();
    }

    @Override
    public CompletableFuture<Result> abandon(String key, String voidKey) {
        return unavailable();
    }

    @Override
    public CompletableFuture<Returned> returnAll(String key, String refundKey) {
        return unavailable();
    }

    @Override
    public CompletableFuture<State> status(String key) {
        return unavailable();
    }

    private static <T> CompletableFuture<T> unavailable() {
        return CompletableFuture.failedFuture(new PaymentsUnavailableException());
    }
}
