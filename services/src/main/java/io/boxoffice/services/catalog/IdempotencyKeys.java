package io.boxoffice.services.catalog;

import java.util.function.Supplier;

/**
 * Remembers the answers of routes that only touch PostgreSQL, in the transaction that did the work. Blocks; any thread.
 */
public final class IdempotencyKeys {
    /**
     * @param ownerId  whose key it is
     * @param route    method and path
     * @param key      as the client sent it, 1 to 255 characters
     * @param bodyHash of the request's body
     */
    public record Request(long ownerId, String route, String key, long bodyHash) {}

    /**
     * @param body as sent, encoded as the route does
     */
    public record Response(int status, byte[] body) {}

    /** The key was used with another body (422). */
    public static final class KeyReusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KeyReusedException() {
            super("the key was used with another body", null, false, false);
        }
    }

    /** A request with the key is still under way (409). */
    public static final class RequestInProgressException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RequestInProgressException() {
            super("a request with the key is still under way", null, false, false);
        }
    }

    public IdempotencyKeys(CatalogDatabase database, CatalogConfig config) {}

    /**
     * Does the work and remembers its answer, or gives the answer given before. Calls of catalog classes inside {@code work},
     * on the same thread, take part in the same transaction; when {@code work} throws, nothing is kept.
     *
     * @throws KeyReusedException         see there
     * @throws RequestInProgressException see there
     */
    public Response once(Request request, Supplier<Response> work) {
        throw new UnsupportedOperationException();
    }

    /** Forgets keys older than the configured time. */
    public int purge() {
        throw new UnsupportedOperationException();
    }
}
