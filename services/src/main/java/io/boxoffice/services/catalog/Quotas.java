package io.boxoffice.services.catalog;

import io.boxoffice.services.database.Rows;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Sees to it that no organisation has more than its quota. What it has is counted in the transaction that adds to it, after
 * the addition, under a lock of the organisation's that lasts until the transaction ends: two at once cannot both pass. The
 * lock is the last that such a transaction takes. Any thread.
 */
public final class Quotas {
    private final QuotaConfig config;
    private final Map<Long, Integer> changesUnderWay = new ConcurrentHashMap<>();

    public Quotas(QuotaConfig config) {
        this.config = config;
    }

    void requireVenues(Handle handle, long ownerId) {
        require(
                handle,
                ownerId,
                "venues",
                config.venues(),
                "SELECT count(*) FROM catalog.venues WHERE owner_id = :owner");
    }

    void requireHalls(Handle handle, long ownerId) {
        require(handle, ownerId, "halls", config.halls(), "SELECT count(*) FROM catalog.halls WHERE owner_id = :owner");
    }

    void requireEvents(Handle handle, long ownerId) {
        require(
                handle,
                ownerId,
                "events",
                config.events(),
                "SELECT count(*) FROM catalog.events WHERE owner_id = :owner");
    }

    void requireSeatMaps(Handle handle, long ownerId) {
        String count = "SELECT count(*) FROM catalog.seat_maps WHERE owner_id = :owner";
        require(handle, ownerId, "seat-maps", config.seatMaps(), count);
        String seats = "SELECT coalesce(sum(seats), 0) FROM catalog.seat_maps WHERE owner_id = :owner";
        require(handle, ownerId, "seats", config.seats(), seats);
    }

    void requireShows(Handle handle, long ownerId) {
        String count = "SELECT count(*) FROM catalog.shows WHERE owner_id = :owner AND state <> 'archived'";
        require(handle, ownerId, "shows", config.shows(), count);
    }

    /**
     * @param oldest keys that are older are as good as forgotten
     */
    void requireKeys(Handle handle, long ownerId, Instant oldest) {
        lock(handle, ownerId);
        check("keys", config.keys(), since(handle, "keys.idempotency_keys WHERE owner_id", ownerId, oldest));
    }

    /**
     * Counts what is kept of a caller's changes of many shows.
     *
     * @param oldest what is older is as good as forgotten
     */
    void requireShowChanges(Handle handle, long callerId, Instant oldest) {
        lock(handle, callerId);
        check("keys", config.keys(), since(handle, "catalog.show_changes WHERE caller_id", callerId, oldest));
    }

    /** How many rows of somebody's are younger. */
    private static long since(Handle handle, String rowsOf, long whose, Instant oldest) {
        return handle.createQuery("SELECT count(*) FROM " + rowsOf + " = :whose AND created_at > :oldest")
                .bind("whose", whose)
                .bind("oldest", Rows.utc(oldest))
                .mapTo(Long.class)
                .one();
    }

    /** Asks for room for one more key of a show's steps, under the show's lock. */
    void requireStepKeys(Handle handle, long showId) {
        long keys = handle.createQuery("SELECT count(*) FROM catalog.step_keys WHERE show_id = :show")
                .bind("show", showId)
                .mapTo(Long.class)
                .one();
        check("step-keys-per-show", config.stepKeysPerShow(), keys + 1);
    }

    /** How many keys of its steps a show may have. */
    int stepKeysPerShow() {
        return config.stepKeysPerShow();
    }

    /** Counts one change as under way; {@link #endChange} must follow, unless this throws. */
    void beginChange(long ownerId) {
        changesUnderWay.compute(ownerId, (id, before) -> {
            int now = before == null ? 1 : before + 1;
            check("changes", config.changes(), now);
            return now;
        });
    }

    /** Counts one change less. */
    void endChange(long ownerId) {
        changesUnderWay.compute(ownerId, (id, before) -> before == null || before == 1 ? null : before - 1);
    }

    private static void require(Handle handle, long ownerId, String quota, long limit, String count) {
        lock(handle, ownerId);
        check(
                quota,
                limit,
                handle.createQuery(count)
                        .bind("owner", ownerId)
                        .mapTo(Long.class)
                        .one());
    }

    private static void lock(Handle handle, long ownerId) {
        handle.createQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended(:name, 0)) AS text)")
                .bind("name", "quotas of " + ownerId)
                .mapTo(String.class)
                .one();
    }

    private static void check(String quota, long limit, long has) {
        if (has > limit) {
            throw new QuotaReachedException(quota, limit);
        }
    }
}
