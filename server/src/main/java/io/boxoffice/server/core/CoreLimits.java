package io.boxoffice.server.core;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * Limits and rules of the booking core: the fields of the SBE command Configure.
 *
 * @param seatMapRetentionMs 0: for ever
 * @param maxStateBytes      counted, not measured
 */
public record CoreLimits(
        int maxSeatMaps,
        int maxSeatsPerMap,
        int maxShows,
        int maxSeatsOnSale,
        int maxReservations,
        int maxUploads,
        long uploadTtlMs,
        int maxUnitsPerHold,
        long maxHoldTtlMs,
        int maxExtensions,
        long paymentWindowMs,
        int maxPaymentAttempts,
        long lapsedRetentionMs,
        int maxKeysPerReservation,
        int workPerCommand,
        long seatMapRetentionMs,
        long maxHoldLifeMs,
        long maxStateBytes,
        long checkInUploadWindowMs) {
    /** Reads it from the section {@code booking}. */
    public static final ConfigPart<CoreLimits> PART = new ConfigPart<>("booking", CoreLimits.class, CoreLimits::read);

    private static CoreLimits read(Section s) {
        return new CoreLimits(
                s.integer("max-seat-maps", 1, 10_000_000),
                s.integer("max-seats-per-map", 1, 100_000),
                s.integer("max-shows", 1, 10_000_000),
                s.integer("max-seats-on-sale", 1, Section.MAX_COUNT),
                s.integer("max-reservations", 1, Section.MAX_COUNT),
                s.integer("max-uploads", 1, 10_000),
                s.whole("upload-ttl-ms", 1000, Section.DAY_MS),
                s.integer("max-units-per-hold", 1, Slot.MAX_UNITS),
                s.whole("max-hold-ttl-ms", 1000, 30 * Section.DAY_MS),
                s.integer("max-extensions", 0, 1000),
                s.whole("payment-window-ms", 1000, Section.DAY_MS),
                s.integer("max-payment-attempts", 1, 1000),
                s.whole("lapsed-retention-ms", 0, 30 * Section.DAY_MS),
                s.integer("max-keys-per-reservation", 1, 1000),
                s.integer("work-per-command", 1, 100_000),
                s.whole("seat-map-retention-ms", 0, 36_500 * Section.DAY_MS),
                s.whole("max-hold-life-ms", 1_000, Section.DAY_MS),
                s.whole("max-state-bytes", 1_000_000, 1L << 40),
                s.whole("check-in-upload-window-ms", 0, 365 * Section.DAY_MS));
    }
}
