package io.boxoffice.services.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.boxoffice.gateway.availability.CachedBody;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.services.SafetyHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Pages that are the same for everybody, kept for a moment. A page that is there is answered on the event loop; one that is not is
 * drawn elsewhere, by one thread, while others who want it wait. Any thread.
 */
final class PageCache {
    private static final String HTML = "text/html; charset=utf-8";
    /** What is kept of a page: itself, and about a quarter once it is compressed. */
    private static final double WITH_COMPRESSED = 1.25;

    private final Cache<String, CachedBody> pages;
    private final SharedBytes.Budget budget;
    private final BlockingCalls blocking;

    PageCache(int maxAgeMs, long maxBytes, SharedBytes.Budget budget, BlockingCalls blocking) {
        this.budget = budget;
        this.blocking = blocking;
        pages = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofMillis(maxAgeMs))
                .maximumWeight(maxBytes)
                .weigher((String key, CachedBody body) -> (int) (body.plainBytes() * WITH_COMPRESSED))
                .removalListener((String key, CachedBody body, RemovalCause cause) -> body.release())
                .build();
    }

    /**
     * Answers a call with a page.
     *
     * @param key    all that the page depends on
     * @param drawer draws it, and may block
     */
    void answer(Call call, String key, Supplier<byte[]> drawer) {
        answer(call, key, HTML, drawer);
    }

    /** The same with another type than a page's. */
    void answer(Call call, String key, String type, Supplier<byte[]> drawer) {
        answerOr(call, key, c -> drawn(c, key, type, drawer));
    }

    /**
     * Answers a call with a page that is kept, or otherwise.
     *
     * @param otherwise may block, and may keep a page by {@link #drawn}
     */
    void answerOr(Call call, String key, BlockingCalls.BlockingHandler otherwise) {
        CachedBody known = pages.getIfPresent(key);
        Response ready = known != null && known.isReadyFor(call.exchange()) ? known.answer(call.exchange()) : null;
        if (ready != null) {
            call.respond(SafetyHeaders.add(ready));
        } else {
            blocking.run(call, otherwise);
        }
    }

    /** The answer of a call that may block. */
    Response drawn(Call call, String key, Supplier<byte[]> drawer) {
        return drawn(call, key, HTML, drawer);
    }

    private Response drawn(Call call, String key, String type, Supplier<byte[]> drawer) {
        return SafetyHeaders.add(keptOrDrawn(call, key, type, drawer));
    }

    private Response keptOrDrawn(Call call, String key, String type, Supplier<byte[]> drawer) {
        Response response = pages.get(key, k -> body(type, drawer)).answer(call.exchange());
        if (response != null) {
            return response;
        }
        // It was pushed out before it was taken.
        CachedBody once = body(type, drawer);
        try {
            return once.answer(call.exchange());
        } finally {
            once.release();
        }
    }

    private CachedBody body(String type, Supplier<byte[]> drawer) {
        byte[] bytes = drawer.get();
        String etag = "W/\"" + Integer.toHexString(Arrays.hashCode(bytes)) + '-' + bytes.length + '"';
        return new CachedBody(type, etag, "no-cache", bytes, budget);
    }
}
