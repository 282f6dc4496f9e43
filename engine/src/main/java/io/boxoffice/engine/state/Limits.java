package io.boxoffice.engine.state;

import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.ConfigureDecoder;

/** What the last Configure command said. Everything is zero before the first, so that nothing is possible. */
final class Limits {
    /** The newest rules this code knows; older ones stay readable. */
    static final int BEHAVIOUR_VERSION = 3;

    /** The rules that first knew how to forget seat maps. */
    private static final int FORGETS_SEAT_MAPS = 2;

    /** The rules of behaviour version 3: lives, forgetting, tickets, whose, types, periods, blocks, keys. */
    static final int VERSION_3 = 3;

    /** What a reservation's row has room to count to. */
    private static final int MAX_COUNT = 0xFFFF;

    /** Units that fit a reply of one slot. */
    static final int MAX_UNITS = Slot.MAX_UNITS;

    /** The longest time a limit may say: added to any sensible time it does not overflow. */
    static final long MAX_DURATION_MS = 100L * 365 * 24 * 3_600_000;

    int behaviourVersion;
    int maxSeatMaps;
    int maxSeatsPerMap;
    int maxShows;
    int maxSeatsOnSale;
    int maxReservations;
    int maxUploads;
    long uploadTtlMs;
    int maxUnitsPerHold;
    long maxHoldTtlMs;
    int maxExtensions;
    long paymentWindowMs;
    int maxPaymentAttempts;
    long lapsedRetentionMs;
    int maxKeysPerReservation;
    int workPerCommand;

    /** How long a seat map is kept that nothing uses; 0: for ever. */
    long seatMapRetentionMs;

    /** The longest time a hold may stand, from its creation on. Of no meaning under rules before version 3, like the two below. */
    long maxHoldLifeMs;

    /** Counted bytes beyond which what is over is forgotten sooner. */
    long maxStateBytes;

    /** How long after its end a show takes uploads of scans. */
    long checkInUploadWindowMs;

    /** The longest life of a hold that may be configured: it fits an int. */
    static final long MAX_HOLD_LIFE_MS = 24L * 3_600_000;

    /** Whether a Configure command makes sense; it must be checked before {@link #set}. */
    static boolean valid(ConfigureDecoder c) {
        return c.maxSeatMaps() > 0
                && c.maxSeatsPerMap() > 0
                && c.maxShows() > 0
                && c.maxSeatsOnSale() > 0
                && c.maxReservations() > 0
                && c.maxUploads() > 0
                && isDuration(c.uploadTtlMs(), 1)
                && c.maxUnitsPerHold() > 0
                && c.maxUnitsPerHold() <= MAX_UNITS
                && isDuration(c.maxHoldTtlMs(), 1_000)
                && c.maxExtensions() >= 0
                && isDuration(c.paymentWindowMs(), 1)
                && c.maxPaymentAttempts() > 0
                && c.maxPaymentAttempts() <= 1_000
                && isDuration(c.lapsedRetentionMs(), 0)
                && c.maxKeysPerReservation() > 0
                && c.workPerCommand() > 0
                && isDuration(seatMapRetentionMs(c), 0)
                && (seatMapRetentionMs(c) == 0 || c.behaviourVersion() >= FORGETS_SEAT_MAPS)
                && validLives(c);
    }

    /** What version 3 brought; earlier rules do not look at it. */
    private static boolean validLives(ConfigureDecoder c) {
        return c.behaviourVersion() < VERSION_3
                || isDuration(c.maxHoldLifeMs(), 1_000)
                        && c.maxHoldLifeMs() <= MAX_HOLD_LIFE_MS
                        && c.maxStateBytes() > 0
                        && isDuration(c.checkInUploadWindowMs(), 0)
                        && c.maxExtensions() <= MAX_COUNT
                        && c.maxKeysPerReservation() <= MAX_COUNT;
    }

    /** Whether the rules of version 3 are in force. */
    boolean isVersion3() {
        return behaviourVersion >= VERSION_3;
    }

    /** What a command says; one of schema version 1 says nothing, and so does one without a value. */
    private static long seatMapRetentionMs(ConfigureDecoder c) {
        return Absent.orZero(c.seatMapRetentionMs());
    }

    private static boolean isDuration(long ms, long leastMs) {
        return ms >= leastMs && ms <= MAX_DURATION_MS;
    }

    void set(ConfigureDecoder c) {
        behaviourVersion = c.behaviourVersion();
        maxSeatMaps = c.maxSeatMaps();
        maxSeatsPerMap = c.maxSeatsPerMap();
        maxShows = c.maxShows();
        maxSeatsOnSale = c.maxSeatsOnSale();
        maxReservations = c.maxReservations();
        maxUploads = c.maxUploads();
        uploadTtlMs = c.uploadTtlMs();
        maxUnitsPerHold = c.maxUnitsPerHold();
        maxHoldTtlMs = c.maxHoldTtlMs();
        maxExtensions = c.maxExtensions();
        paymentWindowMs = c.paymentWindowMs();
        maxPaymentAttempts = c.maxPaymentAttempts();
        lapsedRetentionMs = c.lapsedRetentionMs();
        maxKeysPerReservation = c.maxKeysPerReservation();
        workPerCommand = c.workPerCommand();
        seatMapRetentionMs = seatMapRetentionMs(c);
        boolean lives = isVersion3();
        maxHoldLifeMs = lives ? c.maxHoldLifeMs() : 0;
        maxStateBytes = lives ? c.maxStateBytes() : 0;
        checkInUploadWindowMs = lives ? c.checkInUploadWindowMs() : 0;
    }

    void addTo(StateSink sink) {
        sink.add(behaviourVersion).add(maxSeatMaps).add(maxSeatsPerMap).add(maxShows);
        sink.add(maxSeatsOnSale).add(maxReservations).add(maxUploads).add(uploadTtlMs);
        sink.add(maxUnitsPerHold).add(maxHoldTtlMs).add(maxExtensions).add(paymentWindowMs);
        sink.add(maxPaymentAttempts).add(lapsedRetentionMs).add(maxKeysPerReservation);
        sink.add(workPerCommand);
        if (behaviourVersion >= FORGETS_SEAT_MAPS) {
            sink.add(seatMapRetentionMs);
        }
        if (isVersion3()) {
            sink.add(maxHoldLifeMs).add(maxStateBytes).add(checkInUploadWindowMs);
        }
    }

    void readFrom(SnapshotDecoder in) {
        behaviourVersion = in.nextInt();
        maxSeatMaps = in.nextInt();
        maxSeatsPerMap = in.nextInt();
        maxShows = in.nextInt();
        maxSeatsOnSale = in.nextInt();
        maxReservations = in.nextInt();
        maxUploads = in.nextInt();
        uploadTtlMs = in.next();
        maxUnitsPerHold = in.nextInt();
        maxHoldTtlMs = in.next();
        maxExtensions = in.nextInt();
        paymentWindowMs = in.next();
        maxPaymentAttempts = in.nextInt();
        lapsedRetentionMs = in.next();
        maxKeysPerReservation = in.nextInt();
        workPerCommand = in.nextInt();
        seatMapRetentionMs = behaviourVersion >= FORGETS_SEAT_MAPS ? in.next() : 0;
        maxHoldLifeMs = isVersion3() ? in.next() : 0;
        maxStateBytes = isVersion3() ? in.next() : 0;
        checkInUploadWindowMs = isVersion3() ? in.next() : 0;
    }
}
