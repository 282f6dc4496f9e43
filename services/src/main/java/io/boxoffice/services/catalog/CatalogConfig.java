package io.boxoffice.services.catalog;

import io.boxoffice.services.database.SqlDatabase;

/**
 * Limits and times of the catalog. Times in milliseconds.
 *
 * @param maxConnections       to PostgreSQL
 * @param connectTimeoutMs     how long a call waits for a connection, at least 250
 * @param statementTimeoutMs   after which PostgreSQL gives up a statement
 * @param maxPageSize          what {@code limit} of lists is capped at
 * @param maxSeatsPerMap       seats of one map
 * @param maxCachedShows       shows whose names are kept at hand without PostgreSQL
 * @param maxKeptResponseBytes of an answer kept for its Idempotency-Key
 * @param keyRetentionMs       how long an Idempotency-Key is remembered
 * @param keeperIntervalMs     between two rounds of {@link CatalogKeeper}
 * @param archiveAfterMs       how long after the latest end it ever had a show is archived
 * @param maxShowDurationMs    from a show's start to its end
 * @param maxShowAheadMs       from now to a show's start
 * @param checkInBeforeStartMs how long before its start a show that says nothing of it admits; 0: whenever
 * @param maxCheckInAfterEndMs how long after its end a show may admit
 * @param checkInUploadWindowMs how long after its end and its last admission a show takes uploads of scans, and is not archived
 */
public record CatalogConfig(
        int maxConnections,
        long connectTimeoutMs,
        long statementTimeoutMs,
        int maxPageSize,
        int maxSeatsPerMap,
        int maxCachedShows,
        int maxKeptResponseBytes,
        long keyRetentionMs,
        long keeperIntervalMs,
        long archiveAfterMs,
        long maxShowDurationMs,
        long maxShowAheadMs,
        long checkInBeforeStartMs,
        long maxCheckInAfterEndMs,
        long checkInUploadWindowMs) {
    public static final CatalogConfig DEFAULT = new CatalogConfig(
            4,
            2_000,
            10_000,
            200,
            100_000,
            20_000,
            65_536,
            86_400_000,
            30_000,
            30L * 86_400_000,
            31L * 86_400_000,
            1_826L * 86_400_000,
            14_400_000,
            86_400_000,
            86_400_000);

    /** What of this the connections keep to. */
    public SqlDatabase.Config database() {
        return new SqlDatabase.Config(maxConnections, connectTimeoutMs, statementTimeoutMs);
    }
}
