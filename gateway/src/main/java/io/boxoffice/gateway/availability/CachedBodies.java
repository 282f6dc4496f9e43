package io.boxoffice.gateway.availability;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.gateway.route.Call;
import java.util.function.Supplier;

/** Encoded bodies by key, at most so many bytes. Each is made by one thread, while others that want it wait. Any thread. */
public final class CachedBodies {
    private final Cache<String, CachedBody> bodies;
    private final SharedBytes.Budget budget;

    /**
     * @param maxBytes kept; what is being sent is counted in the budget alone
     */
    public CachedBodies(long maxBytes, SharedBytes.Budget budget) {
        this.budget = budget;
        bodies = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                // What is compressed later takes less again than what it is made of.
                .weigher((String key, CachedBody body) -> body.plainBytes() + body.plainBytes() / 4)
                .removalListener((String key, CachedBody body, RemovalCause cause) -> body.release())
                .build();
    }

    /**
     * Those of a server, with a budget of their own.
     *
     * @param maxBytes       kept
     * @param maxSharedBytes kept, or amid being sent
     */
    public static CachedBodies of(long maxBytes, long maxSharedBytes) {
        return new CachedBodies(maxBytes, new SharedBytes.Budget(maxSharedBytes));
    }

    /** What its bodies are counted in. */
    public SharedBytes.Budget budget() {
        return budget;
    }

    /** The answer if it takes no more work than sending bytes, else null. Never blocks. */
    Response ready(Exchange exchange, String key) {
        CachedBody body = bodies.getIfPresent(key);
        return body != null && body.isReadyFor(exchange) ? body.answer(exchange) : null;
    }

    /** The answer, for which the body is made when it is not there. */
    public Response answer(Exchange exchange, String key, Supplier<CachedBody> maker) {
        Response response = bodies.get(key, k -> maker.get()).answer(exchange);
        if (response != null) {
            return response;
        }
        // It was pushed out before it was taken, or is larger than all that is kept.
        CachedBody once = maker.get();
        try {
            return once.answer(exchange);
        } finally {
            once.release();
        }
    }

    /** The same of a call. */
    public Response answer(Call call, String key, Supplier<CachedBody> maker) {
        return answer(call.exchange(), key, maker);
    }

    /** What it was made of is gone. */
    public void remove(String key) {
        bodies.invalidate(key);
    }
}
