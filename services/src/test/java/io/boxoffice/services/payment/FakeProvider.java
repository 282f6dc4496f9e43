package io.boxoffice.services.payment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A provider that does as the test says, and counts the money. */
final class FakeProvider implements PaymentProvider {
    final Map<String, State> states = new HashMap<>();
    final Map<String, CompletableFuture<State>> unanswered = new HashMap<>();
    final Map<String, Long> refunds = new HashMap<>();
    final Set<String> tokens = new HashSet<>();
    final List<String> calls = new ArrayList<>();

    /** What authorise answers at once; null: nothing, and the attempt is pending. */
    State decision = State.APPROVED;

    /** Whether authorise is cut off before it reaches the provider. */
    boolean unreachable;

    Result captureResult = Result.DONE;
    boolean ignoresVoids;

    /** What happens elsewhere while it is asked for a status. */
    Runnable meanwhile = () -> {};

    int failures;

    @Override
    public synchronized CompletableFuture<State> authorise(
            String key, long amount, String currency, String method, String token) {
        calls.add("authorise " + key);
        tokens.add(token);
        if (unreachable) {
            return new CompletableFuture<>();
        }
        if (failing()) {
            return CompletableFuture.failedFuture(new IllegalStateException("no network"));
        }
        if (states.get(key) == State.VOIDED) {
            return CompletableFuture.completedFuture(State.VOIDED);
        }
        states.putIfAbsent(key, decision == null ? State.PENDING : decision);
        return decision == null
                ? unanswered.computeIfAbsent(key, k -> new CompletableFuture<>())
                : CompletableFuture.completedFuture(states.get(key));
    }

    /** The provider makes up its mind after all. */
    void decide(String key, State state) {
        CompletableFuture<State> answer;
        synchronized (this) {
            states.put(key, state);
            answer = unanswered.get(key);
        }
        answer.complete(state);
    }

    @Override
    public synchronized CompletableFuture<Result> capture(String key) {
        calls.add("capture " + key);
        if (failing()) {
            return CompletableFuture.failedFuture(new IllegalStateException("no network"));
        }
        if (captureResult == Result.DONE) {
            states.put(key, State.CAPTURED);
        }
        return CompletableFuture.completedFuture(captureResult);
    }

    @Override
    public synchronized CompletableFuture<Result> refund(String key, String refundKey, long amount) {
        calls.add("refund " + refundKey);
        if (failing()) {
            return CompletableFuture.failedFuture(new IllegalStateException("no network"));
        }
        State state = states.getOrDefault(key, State.UNKNOWN);
        if (state == State.CAPTURED) {
            refunds.put(refundKey, amount);
            return CompletableFuture.completedFuture(Result.DONE);
        } else if (!ignoresVoids) {
            states.put(key, State.VOIDED);
        }
        return CompletableFuture.completedFuture(Result.VOIDED);
    }

    @Override
    public synchronized CompletableFuture<Result> abandon(String key, String voidKey) {
        return states.get(key) == State.CAPTURED
                ? CompletableFuture.completedFuture(Result.REFUSED)
                : refund(key, voidKey, 0).thenApply(voided -> Result.DONE);
    }

    /** What every attempt is for. */
    static final long AMOUNT = 3_000;

    @Override
    public synchronized CompletableFuture<Returned> returnAll(String key, String refundKey) {
        return refund(key, refundKey, AMOUNT).thenApply(result -> new Returned(result, AMOUNT, "EUR"));
    }

    @Override
    public synchronized CompletableFuture<State> status(String key) {
        calls.add("status " + key);
        meanwhile.run();
        return failing()
                ? CompletableFuture.failedFuture(new IllegalStateException("no network"))
                : CompletableFuture.completedFuture(states.getOrDefault(key, State.UNKNOWN));
    }

    private boolean failing() {
        return failures > 0 && failures-- > 0;
    }

    synchronized State state(String key) {
        return states.getOrDefault(key, State.UNKNOWN);
    }

    synchronized long called(String call) {
        return calls.stream().filter(call::equals).count();
    }
}
