package io.boxoffice.services.catalog;

/**
 * What one organisation may have at a time.
 *
 * @param venues          of its own
 * @param halls           in all its venues
 * @param events          of its own
 * @param seatMaps        in all its halls, all versions
 * @param seats           in all its seat maps together
 * @param shows           that are not archived, drafts included
 * @param keys            Idempotency-Keys remembered in PostgreSQL
 * @param changes         of its shows under way at a time
 * @param stepKeysPerShow Idempotency-Keys of one show's steps
 */
public record QuotaConfig(
        int venues,
        int halls,
        int events,
        int seatMaps,
        long seats,
        int shows,
        int keys,
        int changes,
        int stepKeysPerShow) {
    public static final QuotaConfig DEFAULT =
            new QuotaConfig(1_000, 5_000, 20_000, 5_000, 5_000_000, 20_000, 50_000, 16, 100);
}
