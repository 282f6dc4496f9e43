package io.boxoffice.services.catalog;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

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

    /** Reads it from the section {@code quotas}. */
    public static final ConfigPart<QuotaConfig> PART = new ConfigPart<>("quotas", QuotaConfig.class, QuotaConfig::read);

    private static QuotaConfig read(Section s) {
        return new QuotaConfig(
                s.integer("venues", 0, Section.MAX_COUNT),
                s.integer("halls", 0, Section.MAX_COUNT),
                s.integer("events", 0, Section.MAX_COUNT),
                s.integer("seat-maps", 0, Section.MAX_COUNT),
                s.whole("seats", 0, Long.MAX_VALUE),
                s.integer("shows", 0, Section.MAX_COUNT),
                s.integer("keys", 0, Section.MAX_COUNT),
                s.integer("changes", 1, Section.MAX_COUNT),
                s.integer("step-keys-per-show", 0, 1_000_000));
    }
}
