package io.boxoffice.services.sandbox;

import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.payment.HostedPage;
import io.boxoffice.services.payment.PaymentProvider;
import io.boxoffice.services.payment.PaymentTimer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider that moves no money but behaves like one, as its tokens say: {@code tok_approve}, {@code tok_decline}, {@code
 * tok_late_approve} (approves after a while), {@code tok_timeout} (never answers, is pending for a while, then declined); any
 * other is declined. What it answers is on disk before it answers.
 *
 * <p>One thread does all the work; calls that come together share one sync of the file. A token is not kept.
 */
public final class SandboxProvider implements PaymentProvider {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxProvider.class);
    private static final int MAX_BATCH = 256;
    private static final long IDLE_WAIT_MS = 1_000;

    /** A call: works on the accounts, and gives what is to be done once the change is on disk. */
    private interface Call extends Supplier<Runnable> {}

    private final SandboxPages pages = new SandboxPages();
    private final SandboxConfig config;
    private final PaymentTimer timer;
    private final Clock clock;
    private final SandboxAccounts accounts;
    private final SandboxFile file;
    private final BlockingQueue<Call> calls;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @throws java.io.UncheckedIOException when the file cannot be read or written
     */
    public SandboxProvider(Path file, SandboxConfig config, PaymentTimer timer, Clock clock) {
        this.config = config;
        this.timer = timer;
        this.clock = clock;
        accounts = new SandboxAccounts(config.maxAttempts(), this::append);
        this.file = new SandboxFile(file, accounts::replay);
        calls = new LinkedBlockingQueue<>(config.maxQueued());
        thread = new Thread(this::run, "sandbox-provider");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletableFuture<State> authorise(String key, long amount, String currency, String method, String token) {
        boolean late = token.equals("tok_late_approve");
        boolean never = token.equals("tok_timeout");
        State outcome = late || token.equals("tok_approve") ? State.APPROVED : State.DECLINED;
        long delayMs = late ? config.lateApprovalMs() : never ? config.pendingMs() : 0;
        CompletableFuture<State> answer = new CompletableFuture<>();
        call(answer, () -> {
            long nowMs = clock.millis();
            State state = accounts.authorise(key, amount, currency, outcome, nowMs + delayMs, nowMs);
            if (state != State.PENDING) {
                return () -> answer.complete(state);
            }
            return late ? () -> answerLater(key, answer) : () -> {};
        });
        return answer;
    }

    private void answerLater(String key, CompletableFuture<State> answer) {
        timer.after(
                config.lateApprovalMs(),
                () -> call(answer, () -> {
                    State state = accounts.state(key, clock.millis());
                    return () -> answer.complete(state);
                }));
    }

    @Override
    public CompletableFuture<Result> capture(String key) {
        return answered(() -> accounts.capture(key, clock.millis()));
    }

    @Override
    public CompletableFuture<Result> refund(String key, String refundKey, long amount) {
        return answered(() -> accounts.refund(key, refundKey, amount, clock.millis()));
    }

    @Override
    public CompletableFuture<Result> abandon(String key, String voidKey) {
        return answered(() -> accounts.abandon(key, clock.millis()));
    }

    @Override
    public CompletableFuture<Returned> returnAll(String key, String refundKey) {
        return answered(() -> accounts.returnAll(key, refundKey, clock.millis()));
    }

    @Override
    public CompletableFuture<State> status(String key) {
        return answered(() -> accounts.state(key, clock.millis()));
    }

    private <T> CompletableFuture<T> answered(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        call(answer, () -> {
            T result = work.get();
            return () -> answer.complete(result);
        });
        return answer;
    }

    private void call(CompletableFuture<?> answer, Call call) {
        Call guarded = () -> {
            try {
                return call.get();
            } catch (IllegalArgumentException | IllegalStateException e) {
                return () -> answer.completeExceptionally(e);
            }
        };
        if (closed || !calls.offer(guarded)) {
            answer.completeExceptionally(new IllegalStateException("the sandbox provider has no room"));
        }
    }

    private void append(String line) {
        file.append(line);
    }

    private void run() {
        List<Call> batch = new ArrayList<>(MAX_BATCH);
        List<Runnable> answers = new ArrayList<>(MAX_BATCH);
        try {
            while (!closed) {
                Call first = calls.poll(IDLE_WAIT_MS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                calls.drainTo(batch, MAX_BATCH - 1);
                batch.forEach(call -> answers.add(call.get()));
                file.force();
                answers.forEach(Runnable::run);
                batch.clear();
                answers.clear();
                if (file.grownBytes() > config.compactAfterBytes()) {
                    file.replace(accounts::dump);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped");
        } catch (RuntimeException e) {
            // What is on disk is no longer known: answering on would be guessing.
            closed = true;
            LOG.error("the sandbox provider stops", e);
        }
    }

    @Override
    public HostedPage hostedPage() {
        return pages;
    }

    @Override
    public List<Route> routes() {
        return pages.routes();
    }

    /** Stops; calls that were not answered never are. */
    @Override
    public void close() {
        closed = true;
        // Not an interrupt: that would close the file in the middle of a write.
        calls.offer(() -> () -> {});
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
