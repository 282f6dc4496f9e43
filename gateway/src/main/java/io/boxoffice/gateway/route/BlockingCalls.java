package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Response;

/** Takes what blocks, or computes for long, off the event loops. */
public final class BlockingCalls {
    /** Answers a call; may block. What it throws is answered as {@link Failures} words it. */
    @FunctionalInterface
    public interface BlockingHandler {
        Response answer(Call call) throws Exception;
    }

    private final ServiceExecutor threads;

    public BlockingCalls(ServiceExecutor threads) {
        this.threads = threads;
    }

    /** A handler for the event loop that runs the blocking one elsewhere; without room, the answer is overloaded. */
    public Route.Handler of(BlockingHandler handler) {
        return call -> run(call, handler);
    }

    /** Runs one call elsewhere. From the call's event loop. */
    public void run(Call call, BlockingHandler handler) {
        call.exchange().keepBody();
        threads.call(call.exchange().caller(), () -> answer(call, handler)).whenComplete((response, failure) -> {
            if (failure == null) {
                call.respond(response);
            } else {
                call.respond(Failures.problem(call, failure));
            }
        });
    }

    /** Begins an answer that comes in parts; may block, as its parts may. What it throws is answered as {@link Failures} words it. */
    @FunctionalInterface
    public interface PartsHandler {
        AnswerInParts.Parts begin(Call call) throws Exception;
    }

    /** A handler whose answer is made part by part, no faster than the client takes it. */
    public Route.Handler inParts(PartsHandler handler) {
        return call -> {
            call.exchange().keepBody();
            threads.call(call.exchange().caller(), () -> handler.begin(call)).whenComplete((parts, failure) -> {
                if (failure == null) {
                    call.execute(() -> AnswerInParts.begin(call, threads, parts));
                } else {
                    call.respond(Failures.problem(call, failure));
                }
            });
        };
    }

    /** A look that nobody waits for any more is not taken. */
    private static Response answer(Call call, BlockingHandler handler) throws Exception {
        boolean isLook = call.route().method() == Route.Method.GET;
        return isLook && !call.exchange().isOpen()
                ? Response.empty(503)
                : Representations.of(call, handler.answer(call));
    }
}
