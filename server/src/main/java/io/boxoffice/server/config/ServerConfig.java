package io.boxoffice.server.config;

import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.operations.AdminConfig;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import io.boxoffice.server.core.CoreConfig;
import io.boxoffice.server.core.CoreLimits;
import io.boxoffice.server.core.RetentionConfig;
import io.boxoffice.server.core.SnapshotConfig;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.writer.WriterConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * All settings of a server: one record for each {@link ConfigPart}, which {@link #of} gives by its type. The methods beside it
 * are for what the server itself is wired from; a feature's record has none. Immutable. Times are in milliseconds, sizes in
 * bytes, as the names say; {@link ConfigLoader} makes it, and has checked the ranges.
 *
 * @param records by their types
 */
public record ServerConfig(Map<Class<?>, Object> records) {

    /**
     * What is off unless somebody asks for it.
     *
     * @param plainHttp   whether the API may listen beyond the loopback interface without TLS
     * @param remoteAdmin whether the admin port may listen beyond the loopback interface
     */
    public record Asked(boolean plainHttp, boolean remoteAdmin) {
        static final ConfigPart<Asked> PART = new ConfigPart<>("http", Asked.class, Asked::read);

        private static Asked read(Section http) {
            return new Asked(http.flag("allow-plain"), http.root().flag("admin.allow-remote"));
        }
    }

    /**
     * The persistence writer.
     *
     * @param enabled  whether the server runs it, rather than a process of its own
     * @param settings for no database yet
     */
    public record Writer(boolean enabled, WriterConfig settings) {
        static final ConfigPart<Writer> PART = new ConfigPart<>("writer", Writer.class, Writer::read);

        private static Writer read(Section s) {
            return new Writer(s.flag("enabled"), WriterConfig.read(s));
        }

        /** For a database, which is known only once the embedded one runs. */
        public WriterConfig forDatabase(DatabaseConfig database) {
            DatabaseConfig.Login writer = database.writer();
            DatabaseConfig.Login owner = database.owner();
            return settings.withDatabase(database.jdbcUrl(), writer.user(), writer.password())
                    .withSchemaOwner(new WriterConfig.SchemaOwner(
                            owner.user(), owner.password(), database.features().user()));
        }
    }

    public ServerConfig {
        records = Map.copyOf(records);
    }

    /**
     * The record of a type.
     *
     * @throws IllegalArgumentException when the type is no part of the configuration
     */
    public <T> T of(Class<T> type) {
        if (!records.containsKey(type)) {
            throw new IllegalArgumentException(type.getName() + " is missing in ConfigParts");
        }
        return type.cast(records.get(type));
    }

    /** The directory that has everything that must survive: see {@link DataDirectory}. */
    public Path dataDirectory() {
        return of(DataDirectory.class).root();
    }

    /** The public API. */
    public GatewayConfig gateway() {
        return of(GatewayConfig.class);
    }

    /** The admin port. */
    public AdminConfig admin() {
        return of(AdminConfig.class);
    }

    /** What is off unless somebody asks for it. */
    public Asked asked() {
        return of(Asked.class);
    }

    /** Where PostgreSQL is. */
    public DatabaseConfig database() {
        return of(DatabaseConfig.class);
    }

    /** The command journal and the event log. */
    public JournalConfig journal() {
        return of(JournalConfig.class);
    }

    /** The persistence writer. */
    public Writer writer() {
        return of(Writer.class);
    }

    /** What the booking core needs of all this. */
    public CoreConfig core() {
        return new CoreConfig(
                dataDirectory(),
                journal(),
                of(PipelineConfig.class),
                of(SnapshotConfig.class),
                TimeUnit.DAYS.toMillis(of(RetentionConfig.class).days()),
                of(CoreLimits.class));
    }
}
