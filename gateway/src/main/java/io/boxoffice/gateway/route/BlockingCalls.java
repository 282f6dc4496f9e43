package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Response;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Takes what blocks, or computes for long, off the event loops. */
public final class BlockingCalls {
    /** A bounded number of threads with a bounded queue. */
    @FunctionalInterface
    public interface Threads {
        /**
         * Runs a call on one of the threads; never waits.
         *
         * @return fails with what the call threw, or with {@link io.boxoffice.services.OverloadedException} without room
         */
        <T> CompletableFuture<T> call(Callable<T> call);
    }

    /** Answers a call; may block. What it throws is answered as {@link Failures} words it. */
    @FunctionalInterface
    public interface BlockingHandler {
        Response answer(Call call) throws Exception;
    }

    private final Threads threads;

    public BlockingCalls(Threads threads) {
        this.threads = threads;
    }

    /** A handler for the event loop that runs the blocking one elsewhere; without room, the answer is overloaded. */
    public Route.Handler of(BlockingHandler handler) {
        return call -> run(call, handler);
    }

    /** Runs one call elsewhere. From the call's event loop. */
    public void run(Call call, BlockingHandler handler) {
        ByteBuf body = call.body().retain();
        threads.call(() -> handler.answer(call)).whenComplete((response, failure) -> {
            if (failure == null) {
                call.respond(response);
            } else {
                call.respond(Failures.problem(call, failure));
            }
            body.release();
        });
    }
}
