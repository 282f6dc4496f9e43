package io.boxoffice.server.backup;

import io.boxoffice.server.postgres.DatabaseAddress;
import io.boxoffice.writer.SalesSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;

/**
 * Copies the schemas that are Boxoffice's ({@link KnownSchemas}) out of PostgreSQL, table by table as streams, as they are at one instant:
 * in one read-only transaction that sees nothing of what is written meanwhile, and keeps nobody from writing. For one thread.
 */
final class DatabaseExport implements AutoCloseable {
    private static final String DIRECTORY = "database";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Connection connection;
    private final List<String> schemas;
    /** Never empty: as SQL lists them. */
    private final String quoted;

    private final BackupTarget target;
    private final Consumer<String> progress;
    private final List<BackupFile> files = new ArrayList<>();

    /** Compresses little and fast: the server that goes on selling has better uses for the processor. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Connects, and begins the transaction. */
    DatabaseExport(DatabaseAddress address, BackupTarget target, Consumer<String> progress) throws SQLException {
        this.target = target;
        this.progress = progress;
        connection = DatabaseConnection.open(address);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            schemas = KnownSchemas.in(connection);
            quoted = KnownSchemas.quoted(schemas.isEmpty() ? List.of(SalesSchema.NAME) : schemas);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** About how many bytes the tables take, uncompressed and without indexes. */
    long tableBytes() throws SQLException {
        return number("SELECT coalesce(sum(pg_table_size(c.oid)), 0) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.relkind = 'r' AND n.nspname IN " + quoted);
    }

    /** Copies all tables. */
    DatabaseContent copy() throws SQLException, IOException {
        if (number("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind IN ('S', 'm', 'p') AND n.nspname IN " + quoted)
                > 0) {
            throw new BackupException(
                    "PostgreSQL has a sequence, a materialised view or a partitioned table in the schemas "
                            + String.join(", ", schemas)
                            + ", which no version of Boxoffice makes and this backup would lose: move it to"
                            + " another schema");
        }
        List<DatabaseContent.Schema> versions = new ArrayList<>();
        for (String schema : schemas) {
            if (has(schema, "flyway_schema_history")) {
                versions.add(new DatabaseContent.Schema(schema, version(schema)));
            }
        }
        List<DatabaseContent.Table> tables = new ArrayList<>();
        for (Map.Entry<Long, String[]> table : inOrderOfReference().entrySet()) {
            tables.add(copy(table.getKey(), table.getValue()[0], table.getValue()[1]));
        }
        long watermark = has(SalesSchema.NAME, "writer_watermark")
                ? number("SELECT coalesce(max(sequence), -1) FROM sales.writer_watermark")
                : DatabaseContent.NO_WATERMARK;
        return new DatabaseContent(watermark, versions, tables);
    }

    /** What {@link #copy()} wrote. */
    List<BackupFile> files() {
        return files;
    }

    private DatabaseContent.Table copy(long oid, String schema, String name) throws SQLException, IOException {
        List<String> columns = columns(oid);
        String path = DIRECTORY + '/' + schema + '.' + name + ".copy.gz";
        DatabaseContent.Table table = new DatabaseContent.Table(schema, name, columns, 0, path);
        try (BackupTarget.NewFile file = target.create(path)) {
            FastGzip gzip = new FastGzip(file);
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY " + table.copyTarget() + " TO STDOUT", gzip);
            gzip.finish();
            files.add(file.finish());
            progress.accept("table " + schema + "." + name + ": " + rows + " rows");
            return new DatabaseContent.Table(schema, name, columns, rows, path);
        }
    }

    /** Tables by their oid, each after those it refers to. */
    private Map<Long, String[]> inOrderOfReference() throws SQLException {
        Map<Long, String[]> waiting = new LinkedHashMap<>();
        query(
                "SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind = 'r' AND n.nspname IN " + quoted + " ORDER BY n.nspname, c.relname",
                row -> waiting.put(row.getLong(1), new String[] {row.getString(2), row.getString(3)}));
        Map<Long, Set<Long>> refersTo = new LinkedHashMap<>();
        query(
                "SELECT conrelid, confrelid FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid",
                row -> refersTo.computeIfAbsent(row.getLong(1), oid -> new LinkedHashSet<>())
                        .add(row.getLong(2)));
        Map<Long, String[]> ordered = new LinkedHashMap<>();
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            waiting.entrySet().removeIf(table -> {
                Set<Long> needed = refersTo.getOrDefault(table.getKey(), Set.of());
                if (needed.stream().anyMatch(waiting::containsKey)) {
                    return false;
                }
                ordered.put(table.getKey(), table.getValue());
                return true;
            });
            if (waiting.size() == before) {
                throw new BackupException("tables refer to each other in a circle: "
                        + String.join(
                                ", ",
                                waiting.values().stream()
                                        .map(t -> t[0] + "." + t[1])
                                        .toList()));
            }
        }
        return ordered;
    }

    private List<String> columns(long oid) throws SQLException {
        List<String> columns = new ArrayList<>();
        query(
                "SELECT attname FROM pg_attribute WHERE attrelid = " + oid
                        + " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
                row -> columns.add(row.getString(1)));
        return columns;
    }

    private boolean has(String schema, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, schema + "." + table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private String version(String schema) throws SQLException {
        List<String> versions = new ArrayList<>();
        query(
                "SELECT version FROM " + schema + ".flyway_schema_history WHERE success AND version IS NOT NULL"
                        + " ORDER BY installed_rank DESC LIMIT 1",
                row -> versions.add(row.getString(1)));
        if (versions.isEmpty()) {
            throw new BackupException("the schema " + schema + " of PostgreSQL is being made: try again in a moment");
        }
        return versions.get(0);
    }

    private long number(String sql) throws SQLException {
        long[] number = new long[1];
        query(sql, row -> number[0] = row.getLong(1));
        return number[0];
    }

    private void query(String sql, RowHandler handler) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                handler.onRow(row);
            }
        }
    }

    /** Takes a row. */
    @FunctionalInterface
    private interface RowHandler {
        void onRow(ResultSet row) throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
