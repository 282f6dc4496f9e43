package io.boxoffice.server.config;

import java.nio.file.Path;
import java.util.List;

/**
 * All settings of a server. Immutable. Times are in milliseconds, sizes in bytes, as the names say; the ranges are checked by
 * {@link ConfigLoader}.
 */
public record ServerConfig(
        Path dataDirectory,
        Http http,
        Admin admin,
        Database database,
        Journal journal,
        Ring ring,
        Booking booking,
        ShowDefaults showDefaults,
        Storage storage,
        Retention retention,
        Payment payment) {

    /** When a command counts as durable. */
    public enum Durability {
        /** On disk. */
        FSYNC,
        /** With the operating system: survives the process, not the power. */
        OS
    }

    /** How the booking thread waits for commands. */
    public enum WaitStrategy {
        /** On a lock; nothing is burnt while idle. */
        BLOCKING,
        /** Spins, then yields: one core. */
        YIELDING,
        /** Spins: one core. */
        BUSY_SPIN
    }

    /** The public API. Port 0 takes any free one. */
    public record Http(String bindAddress, int port, Tls tls, Cors cors, RequestLimits limits) {}

    /** Certificate chain and key as PEM files; null: plain HTTP. */
    public record Tls(Path certificateFile, Path keyFile) {}

    /** Which web pages may call the API; an origin of {@code *} allows all. */
    public record Cors(List<String> allowedOrigins, int maxAgeSeconds) {}

    /** What clients may ask for, alone and together. */
    public record RequestLimits(
            int maxConnections,
            int maxStreams,
            int maxUriBytes,
            int maxHeaderBytes,
            int maxBodyBytes,
            int maxUploadBytes,
            int maxPipelinedRequests,
            int requestTimeoutMs,
            int idleTimeoutMs,
            int writeTimeoutMs,
            int listWaitMs,
            int shutdownGraceMs) {}

    /** Health and metrics. */
    public record Admin(String bindAddress, int port) {}

    /** PostgreSQL. */
    public record Database(String jdbcUrl, String user, String password, int maxConnections, int connectTimeoutMs) {
        /** Whether the server brings its own PostgreSQL. */
        public boolean embedded() {
            return jdbcUrl.isEmpty();
        }

        @Override
        public String toString() {
            return "Database[jdbcUrl=" + jdbcUrl + ", user=" + user + ", maxConnections=" + maxConnections + "]";
        }
    }

    /** The command journal. */
    public record Journal(Durability durability, int maxBatch) {}

    /** The ring before the booking thread; slots is a power of two. */
    public record Ring(int slots, WaitStrategy waitStrategy) {}

    /** Limits and rules of the booking core: the fields of the SBE command Configure. */
    public record Booking(
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
            int workPerCommand) {}

    /** Rules of a show that does not state its own; cancelBeforeStartMs -1 means that customers may not cancel. */
    public record ShowDefaults(
            long holdTtlMs,
            int maxUnitsPerHold,
            int maxUnitsPerCustomer,
            boolean strandedSeatRule,
            long cancelBeforeStartMs) {}

    /** Free disk below which the core refuses new holds, and below which it refuses everything. */
    public record Storage(long lowFloorBytes, long exhaustedFloorBytes) {}

    /** How long things are kept. */
    public record Retention(int days, int archiveShowAfterDays) {}

    /** Payments and the sandbox provider. */
    public record Payment(long respondWithinMs, long providerTimeoutMs, long sandboxLateDelayMs) {}
}
