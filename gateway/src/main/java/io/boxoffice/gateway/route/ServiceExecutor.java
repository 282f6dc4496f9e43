package io.boxoffice.gateway.route;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what blocks or computes for long: a fixed number, with a bounded queue before them. Any thread submits; nothing
 * here waits. Futures complete on a thread of this executor, so what follows must hop to where it belongs.
 */
public final class ServiceExecutor implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final CallerTurns turns;

    /**
     * The services' own threads. A caller never has all of them, if there are more than one, nor the whole queue.
     *
     * @param threadCount  how many calls run at a time; no use in more than there are connections
     * @param maxQueued    how many may wait before further ones are refused
     * @param maxPerCaller of one caller, running and waiting; callers without a name share half of the queue
     * @param threadsWithoutToken that one caller without a token may have: an address, or all whose address is unknown
     */
    public ServiceExecutor(
            int threadCount, int maxQueued, int maxPerCaller, int threadsWithoutToken, MeterRegistry meters) {
        this(
                "services",
                threadCount,
                maxQueued,
                maxPerCaller,
                Math.max(maxPerCaller, maxQueued / 2),
                threadsWithoutToken,
                meters);
    }

    /**
     * Threads whose callers are not told apart.
     *
     * @param name of the threads, and of what is measured: {@code boxoffice.NAME.queued}
     */
    public ServiceExecutor(String name, int threadCount, int maxQueued, MeterRegistry meters) {
        this(name, threadCount, maxQueued, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, meters);
    }

    private ServiceExecutor(
            String name,
            int threadCount,
            int maxQueued,
            int maxPerCaller,
            int maxUnnamed,
            int threadsWithoutToken,
            MeterRegistry meters) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                threadCount, threadCount, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(maxQueued), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        boolean toldApart = maxPerCaller < Integer.MAX_VALUE;
        int maxHandedOver = toldApart ? Math.max(1, threadCount - 1) : Integer.MAX_VALUE;
        turns = new CallerTurns(
                threads,
                maxHandedOver,
                Math.min(maxHandedOver, threadsWithoutToken),
                maxPerCaller,
                maxUnnamed,
                maxQueued);
        Gauge.builder(
                        "boxoffice." + name + ".queued",
                        this,
                        e -> e.threads.getQueue().size() + e.turns.waiting())
                .description("calls that wait for a thread")
                .register(meters);
    }

    /**
     * Runs a call on one of the threads.
     *
     * @param callerId who calls: a person's number, minus an address, or 0: somebody without a name
     * @return a future that fails with what the call threw, or with {@link OverloadedException} when there was no room
     */
    public <T> CompletableFuture<T> call(long callerId, Callable<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            turns.execute(callerId, () -> {
                try {
                    future.complete(call.call());
                } catch (Throwable e) {
                    future.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(new OverloadedException("no thread is free and none will be soon"));
        }
        return future;
    }

    /** Lets running and queued calls end, for at most ten seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
