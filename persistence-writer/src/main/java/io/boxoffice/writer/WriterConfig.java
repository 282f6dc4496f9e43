package io.boxoffice.writer;

import io.boxoffice.protocol.config.Section;
import java.util.Objects;

/**
 * How the persistence writer works.
 *
 * @param jdbcUrl             of the database that has, or gets, the schema {@code sales}
 * @param user                reads and writes the tables
 * @param password            of the user; may be empty
 * @param batchMaxEvents      a transaction is written at the latest when it has so many events that leave rows (plus what remains
 *                            of the last command's), 1 to 100,000
 * @param batchMaxWaitMs      how long a batch that is not full may wait for more, 0 or more; not when somebody waits for it
 * @param pollIntervalMs      how often the feed is asked when there was nothing new, 1 or more; sooner when somebody waits
 * @param idleCheckIntervalMs how often a writer with nothing to write asks whether PostgreSQL is still there and moves the
 *                            watermark past events that leave no row, 1 or more
 * @param backoffMinMs        the pause after the first failure, 1 or more; doubles with each further one
 * @param backoffMaxMs        the longest pause, at least {@code backoffMinMs}
 * @param connectTimeoutMs    how long a connection may take, 1,000 or more
 * @param answerTimeoutMs     how long PostgreSQL may take to answer a statement, of a migration too, before it counts as gone,
 *                            1,000 or more
 * @param closeTimeoutMs      how long closing waits for the transaction in hand, 1 or more
 * @param schemaOwner         who brings the schema up to date
 */
public record WriterConfig(
        String jdbcUrl,
        String user,
        String password,
        int batchMaxEvents,
        long batchMaxWaitMs,
        long pollIntervalMs,
        long idleCheckIntervalMs,
        long backoffMinMs,
        long backoffMaxMs,
        long connectTimeoutMs,
        long answerTimeoutMs,
        long closeTimeoutMs,
        SchemaOwner schemaOwner) {

    /**
     * Who owns the schema, creates it where it is missing, and gives others what they need of it.
     *
     * @param user     empty: the writer itself
     * @param password of the user; may be empty
     * @param reader   the role that shall read the tables; empty: no other than these two
     */
    public record SchemaOwner(String user, String password, String reader) {
        /** The writer owns what it writes. */
        public static final SchemaOwner THE_WRITER = new SchemaOwner("", "", "");

        /**
         * @throws NullPointerException when something is null
         */
        public SchemaOwner {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
            Objects.requireNonNull(reader, "reader");
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "SchemaOwner[" + user + ", reader " + reader + "]";
        }
    }

    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public WriterConfig {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        require("batchMaxEvents", batchMaxEvents, 1, 100_000);
        require("batchMaxWaitMs", batchMaxWaitMs, 0, 60_000);
        require("pollIntervalMs", pollIntervalMs, 1, 60_000);
        require("idleCheckIntervalMs", idleCheckIntervalMs, 1, 3_600_000);
        require("backoffMinMs", backoffMinMs, 1, 3_600_000);
        require("backoffMaxMs", backoffMaxMs, backoffMinMs, 3_600_000);
        require("connectTimeoutMs", connectTimeoutMs, 1_000, 600_000);
        require("answerTimeoutMs", answerTimeoutMs, 1_000, 3_600_000);
        require("closeTimeoutMs", closeTimeoutMs, 1, 3_600_000);
        Objects.requireNonNull(schemaOwner, "schemaOwner");
    }

    /** With a writer that owns the schema. */
    public WriterConfig(
            String jdbcUrl,
            String user,
            String password,
            int batchMaxEvents,
            long batchMaxWaitMs,
            long pollIntervalMs,
            long idleCheckIntervalMs,
            long backoffMinMs,
            long backoffMaxMs,
            long connectTimeoutMs,
            long answerTimeoutMs,
            long closeTimeoutMs) {
        this(
                jdbcUrl,
                user,
                password,
                batchMaxEvents,
                batchMaxWaitMs,
                pollIntervalMs,
                idleCheckIntervalMs,
                backoffMinMs,
                backoffMaxMs,
                connectTimeoutMs,
                answerTimeoutMs,
                closeTimeoutMs,
                SchemaOwner.THE_WRITER);
    }

    /** The same with another owner of the schema. */
    public WriterConfig withSchemaOwner(SchemaOwner owner) {
        return with(jdbcUrl, user, password, owner);
    }

    /**
     * Reads the section {@code writer}, all but whether the server runs it.
     *
     * @return settings for no database yet: see {@link #withDatabase}
     */
    public static WriterConfig read(Section s) {
        long backoffMinMs = s.whole("backoff-min-ms", 1, 3_600_000);
        return new WriterConfig(
                "",
                "",
                "",
                s.integer("batch-max-events", 1, 100_000),
                s.whole("batch-max-wait-ms", 0, 60_000),
                s.whole("poll-interval-ms", 1, 60_000),
                s.whole("idle-check-interval-ms", 1, 3_600_000),
                backoffMinMs,
                s.whole("backoff-max-ms", backoffMinMs, 3_600_000),
                s.whole("connect-timeout-ms", 1_000, 600_000),
                s.whole("answer-timeout-ms", 1_000, 3_600_000),
                s.whole("close-timeout-ms", 1, 3_600_000));
    }

    /** The defaults for a database. */
    public static WriterConfig forDatabase(String jdbcUrl, String user, String password) {
        return new WriterConfig(jdbcUrl, user, password, 5_000, 100, 50, 5_000, 100, 10_000, 5_000, 60_000, 10_000);
    }

    /** The same for a database, which may be known only after the configuration. */
    public WriterConfig withDatabase(String otherUrl, String otherUser, String otherPassword) {
        return with(otherUrl, otherUser, otherPassword, schemaOwner);
    }

    private WriterConfig with(String otherUrl, String otherUser, String otherPassword, SchemaOwner owner) {
        return new WriterConfig(
                otherUrl,
                otherUser,
                otherPassword,
                batchMaxEvents,
                batchMaxWaitMs,
                pollIntervalMs,
                idleCheckIntervalMs,
                backoffMinMs,
                backoffMaxMs,
                connectTimeoutMs,
                answerTimeoutMs,
                closeTimeoutMs,
                owner);
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "WriterConfig[" + jdbcUrl + ", batches of " + batchMaxEvents + "]";
    }
}
