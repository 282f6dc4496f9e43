package io.boxoffice.server.config;

import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.admin.AdminConfig;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.services.booking.BookingListConfig;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.QuotaConfig;
import io.boxoffice.services.catalog.ShowRules;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.SandboxConfig;
import io.boxoffice.writer.WriterConfig;
import java.nio.file.Path;

/**
 * All settings of a server, as the records that the rooms themselves define. Immutable. Times are in milliseconds, sizes in
 * bytes, as the names say; the ranges are checked by {@link ConfigLoader}.
 *
 * @param showDefaults  rules of a show that does not state its own
 */
public record ServerConfig(
        Path dataDirectory,
        GatewayConfig gateway,
        AdminConfig admin,
        Database database,
        JournalConfig journal,
        Snapshots snapshots,
        Retention retention,
        PipelineConfig pipeline,
        Booking booking,
        ShowRules showDefaults,
        CatalogConfig catalog,
        QuotaConfig quotas,
        Services services,
        BookingListConfig bookingLists,
        PaymentConfig payment,
        SandboxConfig sandbox,
        Writer writer,
        Asked asked) {

    /**
     * What is off unless somebody asks for it.
     *
     * @param sandbox     whether the sandbox takes payments; without, none is taken
     * @param plainHttp   whether the API may listen beyond the loopback interface without TLS
     * @param remoteAdmin whether the admin port may listen beyond the loopback interface
     */
    public record Asked(boolean sandbox, boolean plainHttp, boolean remoteAdmin) {}

    /** Who connects to PostgreSQL. */
    public record Login(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * PostgreSQL.
     *
     * @param owner    owns the schemas and migrates them
     * @param features works with what features keep; may be the owner
     * @param writer   writes sales; may be the owner
     * @param niceness of the server's own, 0 to 19
     */
    public record Database(String jdbcUrl, Login owner, Login features, Login writer, int niceness) {
        /** Whether the server brings its own PostgreSQL. */
        public boolean embedded() {
            return jdbcUrl.isEmpty();
        }
    }

    /**
     * When snapshots are made.
     *
     * @param intervalCommands after so many commands since the last; 0: not for their number
     * @param intervalMs       after so long, if there were any commands; 0: not for the time
     * @param stopCommands     at a clean stop after so many commands; 0: never
     * @param kept             how many are kept, 2 or more
     */
    public record Snapshots(long intervalCommands, long intervalMs, long stopCommands, int kept) {
        /** Whether any are made while the server runs. */
        public boolean enabled() {
            return intervalCommands > 0 || intervalMs > 0;
        }
    }

    /**
     * How long journal and event log are kept.
     *
     * @param days 0: for ever
     */
    public record Retention(int days) {}

    /**
     * Limits and rules of the booking core: the fields of the SBE command Configure.
     *
     * @param seatMapRetentionMs 0: for ever
     * @param maxStateBytes      counted, not measured
     */
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
            int workPerCommand,
            long seatMapRetentionMs,
            long maxHoldLifeMs,
            long maxStateBytes,
            long checkInUploadWindowMs) {}

    /**
     * The threads of the services.
     *
     * @param maxQueued           calls that may wait for one
     * @param maxPerCaller        calls of one caller, running and waiting
     * @param threadsWithoutToken that one caller without a token may have at a time
     */
    public record Services(int threads, int maxQueued, int maxPerCaller, int threadsWithoutToken) {}

    /**
     * The persistence writer, whichever database it writes to: see {@link WriterConfig} for the other parts.
     *
     * @param enabled whether the server runs it, rather than a process of its own
     */
    public record Writer(
            boolean enabled,
            int batchMaxEvents,
            long batchMaxWaitMs,
            long pollIntervalMs,
            long idleCheckIntervalMs,
            long backoffMinMs,
            long backoffMaxMs,
            long connectTimeoutMs,
            long answerTimeoutMs,
            long closeTimeoutMs) {
        /** For a database, which is known only once the embedded one runs. */
        public WriterConfig forDatabase(Database database) {
            return new WriterConfig(
                    database.jdbcUrl(),
                    database.writer().user(),
                    database.writer().password(),
                    batchMaxEvents,
                    batchMaxWaitMs,
                    pollIntervalMs,
                    idleCheckIntervalMs,
                    backoffMinMs,
                    backoffMaxMs,
                    connectTimeoutMs,
                    answerTimeoutMs,
                    closeTimeoutMs,
                    new WriterConfig.SchemaOwner(
                            database.owner().user(),
                            database.owner().password(),
                            database.features().user()));
        }
    }
}
