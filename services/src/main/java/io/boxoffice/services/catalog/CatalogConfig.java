package io.boxoffice.services.catalog;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
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
 * @param defaultShowDurationMs from the start of a show to its end, where neither it nor its event says how long it is
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
        long checkInUploadWindowMs,
        long defaultShowDurationMs) {
    public static final CatalogConfig DEFAULT = new CatalogConfig(
            4,
            2_000,
            10_000,
            200,
            100_000,
            20_000,
            131_072,
            86_400_000,
            30_000,
            30L * 86_400_000,
            31L * 86_400_000,
            1_826L * 86_400_000,
            14_400_000,
            86_400_000,
            86_400_000,
            7_200_000);

    /** What of this the connections keep to. */
    public SqlDatabase.Config database() {
        return new SqlDatabase.Config(maxConnections, connectTimeoutMs, statementTimeoutMs);
    }

    /** Reads it from the section {@code catalog}. */
    public static final ConfigPart<CatalogConfig> PART =
            new ConfigPart<>("catalog", CatalogConfig.class, CatalogConfig::read);

    private static CatalogConfig read(Section s) {
        return new CatalogConfig(
                s.integer("max-connections", 1, 1000),
                s.whole("connect-timeout-ms", 250, 600_000),
                s.whole("statement-timeout-ms", 1, 3_600_000),
                s.root().integer("lists.max-limit"),
                s.root().integer("booking.max-seats-per-map"),
                s.integer("max-cached-shows", 1, Section.MAX_COUNT),
                s.integer("max-kept-response-bytes", 0, 1 << 30),
                s.whole("key-retention-ms", 0, 365 * Section.DAY_MS),
                s.whole("keeper-interval-ms", 1, Section.DAY_MS),
                s.whole("archive-after-ms", 0, 36_500 * Section.DAY_MS),
                s.whole("max-show-duration-ms", 1, 36_500 * Section.DAY_MS),
                s.whole("max-show-ahead-ms", 1, 36_500 * Section.DAY_MS),
                s.whole("check-in-before-start-ms", 0, 36_500 * Section.DAY_MS),
                s.whole("max-check-in-after-end-ms", 0, 365 * Section.DAY_MS),
                s.root().whole("booking.check-in-upload-window-ms"),
                s.whole("default-show-duration-ms", 60_000, 10 * Section.DAY_MS));
    }
}
