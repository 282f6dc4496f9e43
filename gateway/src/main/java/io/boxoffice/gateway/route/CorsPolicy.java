package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.protocol.config.Section;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which web pages of other origins may use the API from a browser. Immutable.
 *
 * @param origins       as browsers send them, e.g. {@code https://shop.example}
 * @param localhost     whether pages of this machine may too: {@code http://localhost} and {@code http://127.0.0.1}, any port
 * @param maxAgeSeconds how long browsers may remember a preflight's answer
 */
public record CorsPolicy(Set<String> origins, boolean localhost, int maxAgeSeconds) {
    /** No pages of other origins. */
    public static final CorsPolicy OFF = new CorsPolicy(Set.of(), false, 600);

    private static final Pattern LOCALHOST = Pattern.compile("http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?");

    public CorsPolicy {
        origins = Set.copyOf(origins);
    }

    /** Reads the section {@code http.cors}. */
    public static CorsPolicy read(Section s) {
        return new CorsPolicy(
                Set.copyOf(s.texts("allowed-origins")),
                s.flag("allow-localhost"),
                s.integer("max-age-seconds", 0, 86_400));
    }

    /** Adds what lets the asking page read the answer, if it may. */
    void apply(Exchange exchange, Response response) {
        if (origins.isEmpty() && !localhost) {
            return;
        }
        response.header("vary", "origin");
        String origin = exchange.header(HttpHeaderNames.ORIGIN);
        if (mayRead(origin)) {
            response.header("access-control-allow-origin", origin);
            response.header("access-control-expose-headers", "etag, location, retry-after, server-time");
        }
    }

    private boolean mayRead(String origin) {
        return origin != null
                && (origins.contains(origin)
                        || localhost && LOCALHOST.matcher(origin).matches());
    }

    /** Adds the answer to a preflight. */
    void applyPreflight(Exchange exchange, Response response, String allow) {
        String origin = exchange.header(HttpHeaderNames.ORIGIN);
        if (mayRead(origin) && exchange.header(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD) != null) {
            response.header("access-control-allow-methods", allow);
            response.header(
                    "access-control-allow-headers",
                    "authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, organisation");
            response.header("access-control-max-age", Integer.toString(maxAgeSeconds));
        }
    }
}
