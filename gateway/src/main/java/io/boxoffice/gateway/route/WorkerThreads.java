package io.boxoffice.gateway.route;

import io.boxoffice.services.OverloadedException;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's own threads, for what takes long but waits for nobody: encoding large bodies. They are apart from those of the
 * services, so that availability is told while PostgreSQL is away.
 */
public final class WorkerThreads implements BlockingCalls.Threads, AutoCloseable {
    private final ThreadPoolExecutor threads;

    public WorkerThreads(int threadCount, int maxQueued) {
        threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(maxQueued),
                new DefaultThreadFactory("gateway-worker", true));
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public <T> CompletableFuture<T> call(Callable<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    future.complete(call.call());
                } catch (Throwable e) {
                    future.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(new OverloadedException("the gateway's workers have no room"));
        }
        return future;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
