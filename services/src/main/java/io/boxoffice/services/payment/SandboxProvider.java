package io.boxoffice.services.payment;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A provider that moves no money but behaves like one, as its tokens say: {@code tok_approve}, {@code tok_decline},
 * {@code tok_late_approve}, {@code tok_timeout}; any other is declined. What it answered is on disk before it answers.
 */
public final class SandboxProvider implements PaymentProvider, AutoCloseable {
    public SandboxProvider(Path file, SandboxConfig config, PaymentTimer timer) {}

    @Override
    public CompletableFuture<State> authorise(String key, long amount, String currency, String method, String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Result> capture(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Result> refund(String key, String refundKey, long amount) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<State> status(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
