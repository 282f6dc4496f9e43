package io.boxoffice.server.postgres;

import io.boxoffice.journal.disk.OwnerOnly;
import io.boxoffice.services.account.AccountFeature;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.media.MediaFeature;
import io.boxoffice.services.notification.NotificationFeature;
import io.boxoffice.services.organisation.OrganisationFeature;
import io.boxoffice.services.saved.SavedShowsFeature;
import io.boxoffice.writer.SalesSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The server's own PostgreSQL, stopped, as a test wants to find it. It is made once a process, and copied for each test: making it
 * takes a hundred times as long as starting it. Any thread.
 */
public enum PostgresTemplate {
    /** Its database has no schema. */
    EMPTY {
        @Override
        void make(Path directory) {
            EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(directory)).close();
        }
    },
    /** Its database has the schemas as the newest migrations leave them, without a row. */
    MIGRATED {
        @Override
        void make(Path directory) throws SQLException {
            try (EmbeddedDatabase database = EMPTY.start(directory)) {
                DatabaseAddress owner = database.address(DatabaseRole.OWNER);
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setURL(owner.jdbcUrl());
                source.setUser(owner.user());
                source.setPassword(owner.password());
                String features = DatabaseRole.FEATURES.user();
                SalesSchema.migrate(source, "latest", new SalesSchema.Users(DatabaseRole.WRITER.user(), features));
                source.setCurrentSchema("catalog,public");
                for (FeatureSchema schema : List.of(
                        CatalogFeature.SCHEMA,
                        IdempotencyKeys.SCHEMA,
                        SavedShowsFeature.SCHEMA,
                        MediaFeature.SCHEMA,
                        OrganisationFeature.SCHEMA,
                        AccountFeature.SCHEMA,
                        NotificationFeature.SCHEMA)) {
                    schema.migrate(source, FeatureSchema.LATEST, features);
                }
            }
        }
    };

    private Path made;

    abstract void make(Path directory) throws SQLException;

    /**
     * Makes a copy. The programs' files are the template's own, the data are not.
     *
     * @param directory where the copy shall be; is made, and has nothing in it yet
     */
    public void copyTo(Path directory) {
        try {
            Path template = template();
            OwnerOnly.createDirectories(directory);
            for (String name : template.toFile().list()) {
                String how = name.startsWith("binaries-") ? "-al" : "-a";
                copy(how, template.resolve(name), directory.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a copy and starts it. */
    public EmbeddedDatabase start(Path directory) {
        copyTo(directory);
        return EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(directory));
    }

    /** Starts what is in a directory again, on the port that it had. */
    public static EmbeddedDatabase startAgain(Path directory, int port) {
        EmbeddedDatabaseConfig usual = EmbeddedDatabaseConfig.in(directory);
        return EmbeddedDatabase.start(new EmbeddedDatabaseConfig(
                usual.directory(),
                port,
                usual.sharedBuffersMib(),
                usual.maxConnections(),
                usual.niceness(),
                usual.startTimeoutMs(),
                usual.stopTimeoutMs()));
    }

    private synchronized Path template() throws IOException {
        if (made == null) {
            Path directory = Files.createTempDirectory("postgres-template").resolve("postgres");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory.getParent())));
            try {
                make(directory);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            made = directory;
        }
        return made;
    }

    private static void delete(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String how, Path from, Path to) throws IOException {
        try {
            int exit = new ProcessBuilder("cp", how, from.toString(), to.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("cp ended with " + exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
