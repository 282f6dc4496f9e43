package io.boxoffice.services.database;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Remembers the answers of routes that only touch PostgreSQL, in the transaction that did the work. Blocks; any thread.
 */
public final class IdempotencyKeys {
    /** Where its table is; brought up to date after that of {@code catalog}, where it stood. */
    public static final FeatureSchema SCHEMA = new FeatureSchema("keys");

    private static final int PURGED_PER_CALL = 10_000;

    /**
     * @param ownerId  whose key it is
     * @param route    method and path
     * @param key      as the client sent it, 1 to 255 characters
     * @param bodyHash of the request's body
     */
    public record Request(long ownerId, String route, String key, long bodyHash) {}

    /**
     * What is answered.
     *
     * @param location of what was made, or null
     * @param etag     of it, or null
     * @param body     as sent, encoded as the route does
     */
    public record Response(int status, String location, String etag, byte[] body) {}

    /** The key was used with another body, or for another step of the show (422). */
    public static final class KeyReusedException extends ProblemException {
        private static final long serialVersionUID = 1L;

        public KeyReusedException() {
            super(HttpProblem.IDEMPOTENCY_KEY_REUSED, "the key was used for another request");
        }
    }

    /** A request with the key is still under way (409). */
    public static final class RequestInProgressException extends ProblemException {
        private static final long serialVersionUID = 1L;

        RequestInProgressException() {
            super(HttpProblem.REQUEST_IN_PROGRESS, "a request with the key is still under way");
        }
    }

    private record Kept(long bodyHash, Response response) {}

    /** How many keys an owner may have. */
    @FunctionalInterface
    public interface Quota {
        /**
         * @param oldest keys from before are not counted
         * @throws ProblemException when there are too many of them
         */
        void require(Handle handle, long ownerId, Instant oldest);
    }

    private final SqlDatabase database;
    private final int maxKeptResponseBytes;
    private final long retentionMs;
    private final Quota quota;
    private final Clock clock;

    /**
     * @param maxKeptResponseBytes of an answer that is kept
     * @param retentionMs          how long a key is remembered
     */
    public IdempotencyKeys(SqlDatabase database, int maxKeptResponseBytes, long retentionMs, Quota quota, Clock clock) {
        database.uses(SCHEMA);
        this.database = database;
        this.maxKeptResponseBytes = maxKeptResponseBytes;
        this.retentionMs = retentionMs;
        this.quota = quota;
        this.clock = clock;
    }

    /**
     * Does the work and remembers its answer, or gives the answer given before. Calls of catalog classes inside {@code work},
     * on the same thread, take part in the same transaction; when {@code work} throws, nothing is kept.
     *
     * @throws InvalidInputException      when the answer is too large to be kept; nothing was done then
     * @throws ProblemException      when so many keys of theirs are remembered as may be; nothing was done then
     * @throws KeyReusedException         see there
     * @throws RequestInProgressException see there
     */
    public Response once(Request request, Supplier<Response> work) {
        return database.inTransaction(handle -> {
            if (!tryLock(handle, request)) {
                throw new RequestInProgressException();
            }
            Optional<Kept> kept = find(handle, request);
            if (kept.isPresent()) {
                if (kept.get().bodyHash() != request.bodyHash()) {
                    throw new KeyReusedException();
                }
                return kept.get().response();
            }
            Response response = work.get();
            if (response.body().length > maxKeptResponseBytes) {
                throw new InvalidInputException(
                        "Idempotency-Key",
                        "can be used for answers of up to " + maxKeptResponseBytes + " bytes, this one has "
                                + response.body().length);
            }
            keep(handle, request, response);
            quota.require(handle, request.ownerId(), oldest());
            return response;
        });
    }

    /** Forgets keys older than the configured time. */
    public int purge() {
        return database.withHandle(handle -> handle.createUpdate("""
                        DELETE FROM keys.idempotency_keys WHERE (owner_id, route, key) IN (
                          SELECT owner_id, route, key FROM keys.idempotency_keys
                          WHERE created_at <= :oldest ORDER BY created_at LIMIT :limit)""")
                .bind("oldest", Rows.utc(oldest()))
                .bind("limit", PURGED_PER_CALL)
                .execute());
    }

    private static boolean tryLock(Handle handle, Request request) {
        String name = request.ownerId() + "\n" + request.route() + "\n" + request.key();
        return handle.createQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    private Optional<Kept> find(Handle handle, Request request) {
        return handle.createQuery("""
                        SELECT body_hash, status, location, etag, body FROM keys.idempotency_keys
                        WHERE owner_id = :owner AND route = :route AND key = :key AND created_at > :oldest""")
                .bind("owner", request.ownerId())
                .bind("route", request.route())
                .bind("key", request.key())
                .bind("oldest", Rows.utc(oldest()))
                .map((row, context) -> new Kept(
                        row.getLong("body_hash"),
                        new Response(
                                row.getInt("status"),
                                row.getString("location"),
                                row.getString("etag"),
                                row.getBytes("body"))))
                .findOne();
    }

    private void keep(Handle handle, Request request, Response response) {
        handle.createUpdate("""
                        INSERT INTO keys.idempotency_keys (owner_id, route, key, body_hash, status, location, etag, body,
                          created_at)
                        VALUES (:owner, :route, :key, :bodyHash, :status, :location, :etag, :body, :now)
                        ON CONFLICT (owner_id, route, key) DO UPDATE SET body_hash = EXCLUDED.body_hash,
                          status = EXCLUDED.status, location = EXCLUDED.location, etag = EXCLUDED.etag, body = EXCLUDED.body, created_at = EXCLUDED.created_at""")
                .bind("owner", request.ownerId())
                .bind("route", request.route())
                .bind("key", request.key())
                .bind("bodyHash", request.bodyHash())
                .bind("status", response.status())
                .bind("location", response.location())
                .bind("etag", response.etag())
                .bind("body", response.body())
                .bind("now", Rows.utc(clock.instant()))
                .execute();
    }

    private Instant oldest() {
        return clock.instant().minusMillis(retentionMs);
    }
}
