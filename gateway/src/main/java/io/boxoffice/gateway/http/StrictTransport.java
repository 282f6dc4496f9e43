package io.boxoffice.gateway.http;

/** Adds to every answer over TLS that browsers shall never come by plain HTTP again (HSTS). Any event loop. */
public final class StrictTransport implements RequestHandler {
    private static final String A_YEAR = "max-age=31536000";

    private final RequestHandler handler;

    /**
     * @param handler does the rest
     */
    public StrictTransport(RequestHandler handler) {
        this.handler = handler;
    }

    @Override
    public int onHeader(Exchange exchange) {
        return handler.onHeader(exchange);
    }

    @Override
    public void onRequest(Exchange exchange) {
        handler.onRequest(exchange);
    }

    @Override
    public void onResponse(Exchange exchange, Response response) {
        response.header("strict-transport-security", A_YEAR);
        handler.onResponse(exchange, response);
    }
}
