package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.protocol.config.Section;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Set;

/**
 * Which web pages of other origins may use the API from a browser. Immutable.
 *
 * @param origins       as browsers send them, e.g. {@code https://shop.example}; empty: none
 * @param maxAgeSeconds how long browsers may remember a preflight's answer
 */
public record CorsPolicy(Set<String> origins, int maxAgeSeconds) {
    public static final CorsPolicy OFF = new CorsPolicy(Set.of(), 600);

    public CorsPolicy {
        origins = Set.copyOf(origins);
    }

    /** Reads the section {@code http.cors}. */
    public static CorsPolicy read(Section s) {
        return new CorsPolicy(Set.copyOf(s.texts("allowed-origins")), s.integer("max-age-seconds", 0, 86_400));
    }

    /** Adds what lets the asking page read the answer, if it may. */
    void apply(Exchange exchange, Response response) {
        if (origins.isEmpty()) {
            return;
        }
        response.header("vary", "origin");
        String origin = exchange.header(HttpHeaderNames.ORIGIN);
        if (origin != null && origins.contains(origin)) {
            response.header("access-control-allow-origin", origin);
            response.header("access-control-expose-headers", "etag, location, retry-after");
        }
    }

    /** Adds the answer to a preflight. */
    void applyPreflight(Exchange exchange, Response response, String allow) {
        String origin = exchange.header(HttpHeaderNames.ORIGIN);
        if (origin != null
                && origins.contains(origin)
                && exchange.header(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD) != null) {
            response.header("access-control-allow-methods", allow);
            response.header(
                    "access-control-allow-headers",
                    "authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id");
            response.header("access-control-max-age", Integer.toString(maxAgeSeconds));
        }
    }
}
