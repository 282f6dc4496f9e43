package io.boxoffice.server.backup;

import io.boxoffice.server.postgres.DatabaseAddress;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.writer.SalesSchema;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Fills an empty database with what a backup has of one: the migrations make the tables as they were then, and their rows are
 * streamed in, all in one transaction. A later start of the server brings the tables up to its own version. For one thread.
 */
final class DatabaseImport {
    private static final int BUFFER_BYTES = 1 << 16;

    private final DatabaseAddress address;
    private final DataSource database;
    private final Path backup;
    private final Consumer<String> progress;
    private boolean began;

    DatabaseImport(DatabaseAddress address, Path backup, Consumer<String> progress) {
        this.address = address;
        this.backup = backup;
        this.progress = progress;
        database = DatabaseConnection.source(address);
    }

    /**
     * Does it.
     *
     * @throws BackupException when something of Boxoffice is in the database, or the backup's is of a newer version
     */
    void run(DatabaseContent content) throws SQLException, IOException {
        try (Connection connection = DatabaseConnection.open(address)) {
            requireEmpty(connection);
            began = true;
            for (DatabaseContent.Schema schema : content.schemas()) {
                migrate(schema);
            }
            connection.setAutoCommit(false);
            load(connection, content);
            connection.commit();
        }
    }

    /** Drops what {@link #run} made, when it did not come to its end. */
    void undo() throws SQLException {
        if (began) {
            try (Connection connection = DatabaseConnection.open(address);
                    Statement statement = connection.createStatement()) {
                for (String schema : KnownSchemas.in(connection)) {
                    statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
                }
            }
        }
    }

    private void requireEmpty(Connection connection) throws SQLException {
        List<String> there = KnownSchemas.in(connection);
        if (!there.isEmpty()) {
            throw new BackupException("the database at " + address.jdbcUrl() + " has a schema " + there.get(0)
                    + " already, and nothing is overwritten: name an empty database");
        }
    }

    private void migrate(DatabaseContent.Schema schema) throws SQLException {
        String now =
                switch (schema.name()) {
                    case SalesSchema.NAME -> SalesSchema.migrate(database, schema.version());
                    default ->
                        FeatureSchema.isKnown(schema.name())
                                ? new FeatureSchema(schema.name()).migrate(database, schema.version())
                                : "unknown";
                };
        if (!now.equals(schema.version())) {
            throw new BackupException("the backup's schema " + schema.name() + " has version " + schema.version()
                    + ", and this program knows it as " + now + ": restore it with a newer Boxoffice");
        }
    }

    private void load(Connection connection, DatabaseContent content) throws SQLException, IOException {
        if (content.tables().isEmpty()) {
            return;
        }
        // The migrations' own rows, and the record of when they ran here, give way to those of the original.
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + names(content));
            // What triggers keep is in the backup itself.
            triggers(statement, content, "DISABLE");
        }
        for (DatabaseContent.Table table : content.tables()) {
            long rows;
            try (InputStream in = new GZIPInputStream(
                    new BufferedInputStream(Files.newInputStream(BackupTarget.resolve(backup, table.file()))),
                    BUFFER_BYTES)) {
                rows = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + table.copyTarget() + " FROM STDIN", in, BUFFER_BYTES);
            }
            if (rows != table.rows()) {
                throw new BackupException("of the " + table.rows() + " rows of " + table.schema() + "." + table.name()
                        + " in the backup, " + rows + " were read: use another backup");
            }
            progress.accept("table " + table.schema() + "." + table.name() + ": " + rows + " rows");
        }
        try (Statement statement = connection.createStatement()) {
            triggers(statement, content, "ENABLE");
            // Searches are slow until PostgreSQL knows what is in the tables.
            statement.execute("ANALYZE " + names(content));
        }
    }

    private static String names(DatabaseContent content) {
        return content.tables().stream().map(DatabaseContent.Table::sqlName).collect(Collectors.joining(", "));
    }

    /** Those that are not of foreign keys. */
    private static void triggers(Statement statement, DatabaseContent content, String change) throws SQLException {
        for (DatabaseContent.Table table : content.tables()) {
            statement.execute("ALTER TABLE " + table.sqlName() + " " + change + " TRIGGER USER");
        }
    }
}
