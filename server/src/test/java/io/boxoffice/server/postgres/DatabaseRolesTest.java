package io.boxoffice.server.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.database.FeatureSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What each role of the server's own PostgreSQL may do, table by table, and what PostgreSQL refuses it. */
class DatabaseRolesTest {
    private static final String NOT_ALLOWED = "42501";
    private static final String VENUE =
            "INSERT INTO catalog.venues (id, owner_id, name, timezone) VALUES (%d, 1, 'A', 'UTC')";

    @TempDir
    private static Path directory;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = PostgresTemplate.MIGRATED.start(directory.resolve("postgres"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static Connection as(DatabaseRole role) throws SQLException {
        DatabaseAddress address = database.address(role);
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static void execute(DatabaseRole role, String sql) throws SQLException {
        try (Connection connection = as(role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertRefused(DatabaseRole role, String sql) {
        SQLException refused = assertThrows(SQLException.class, () -> execute(role, sql), () -> role + ": " + sql);
        assertEquals(NOT_ALLOWED, refused.getSQLState(), () -> role + ": " + sql + ": " + refused.getMessage());
    }

    private static List<String> ask(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    /** Without the history of migrations, of which nothing is for others than the owner to change. */
    private static List<String> tables(String schema) throws SQLException {
        List<String> tables = ask("SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = '" + schema
                + "' AND tablename <> 'flyway_schema_history'");
        assertTrue(tables.size() > 7, tables::toString);
        return tables;
    }

    @ParameterizedTest
    @EnumSource(DatabaseRole.class)
    void shouldBeNoSuperuserNorBecomeOne(DatabaseRole role) throws SQLException {
        assertEquals(
                List.of("f"),
                ask("SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
                        + " OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid)"
                        + " FROM pg_roles r WHERE rolname = '" + role.user() + "'"));
        assertRefused(role, "ALTER ROLE " + role.user() + " SUPERUSER");
        assertRefused(role, "CREATE ROLE other");
        assertRefused(role, "COPY (SELECT 1) TO PROGRAM 'cat'");
        assertRefused(role, "SET ROLE boxoffice");
    }

    @ParameterizedTest
    @EnumSource(DatabaseRole.class)
    void shouldHaveAPasswordOfItsOwnThatNobodyElseCanRead(DatabaseRole role) throws Exception {
        Path file = directory.resolve("postgres").resolve(role.passwordFile());
        String password = database.address(role).password();
        assertEquals(password, Files.readString(file).strip());
        assertEquals("[OWNER_READ, OWNER_WRITE]", new TreeSet<>(Files.getPosixFilePermissions(file)).toString());
        assertFalse(password.equals(database.password()));
        SQLException refused = assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(database.jdbcUrl(), role.user(), database.password()));
        assertEquals("28P01", refused.getSQLState());
    }

    @Test
    void shouldLetFeaturesWorkWithTheCatalogAndReadSales() throws SQLException {
        execute(DatabaseRole.FEATURES, VENUE.formatted(1));
        execute(DatabaseRole.FEATURES, "UPDATE catalog.venues SET city = 'Wien' WHERE id = 1");
        execute(DatabaseRole.FEATURES, "DELETE FROM catalog.venues WHERE id = 1");
        for (String table : tables("catalog")) {
            execute(DatabaseRole.FEATURES, "SELECT count(*) FROM " + table);
            execute(DatabaseRole.FEATURES, "DELETE FROM " + table);
        }
        for (String table : tables("sales")) {
            execute(DatabaseRole.FEATURES, "SELECT count(*) FROM " + table);
        }
    }

    @Test
    void shouldNotLetFeaturesChangeSalesOrAnyTablesShape() throws SQLException {
        for (String table : tables("sales")) {
            for (String change : List.of("DELETE FROM %s", "TRUNCATE %s", "INSERT INTO %s DEFAULT VALUES")) {
                assertRefused(DatabaseRole.FEATURES, change.formatted(table));
            }
        }
        assertRefused(DatabaseRole.FEATURES, "UPDATE sales.payments SET amount = 0");
        assertNoShapes(DatabaseRole.FEATURES);
    }

    @Test
    void shouldLetTheWriterWriteSalesAndTellPrimariesApart() throws SQLException {
        for (String table : tables("sales")) {
            execute(DatabaseRole.WRITER, "SELECT count(*) FROM " + table);
            execute(DatabaseRole.WRITER, "DELETE FROM " + table);
        }
        execute(DatabaseRole.WRITER, "INSERT INTO sales.writer_watermark (journal_id, sequence) VALUES (1, 1)");
        execute(DatabaseRole.WRITER, "UPDATE sales.writer_watermark SET sequence = 2");
        execute(DatabaseRole.WRITER, "DELETE FROM sales.writer_watermark");
        execute(DatabaseRole.WRITER, "SELECT system_identifier FROM pg_control_system()");
        execute(DatabaseRole.WRITER, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())");
    }

    @Test
    void shouldNotLetTheWriterReadTheCatalogOrChangeAnyTablesShape() throws SQLException {
        for (String table : tables("catalog")) {
            for (String sentence : List.of("SELECT * FROM %s", "DELETE FROM %s", "INSERT INTO %s DEFAULT VALUES")) {
                assertRefused(DatabaseRole.WRITER, sentence.formatted(table));
            }
        }
        assertNoShapes(DatabaseRole.WRITER);
    }

    private static void assertNoShapes(DatabaseRole role) throws SQLException {
        for (String schema : List.of("catalog", "sales")) {
            for (String table : tables(schema)) {
                assertRefused(role, "ALTER TABLE " + table + " ADD COLUMN more int");
                assertRefused(role, "DROP TABLE " + table);
                assertRefused(role, "ALTER TABLE " + table + " DISABLE TRIGGER USER");
            }
            assertRefused(role, "CREATE TABLE " + schema + ".more (n int)");
            assertRefused(role, "DROP SCHEMA " + schema + " CASCADE");
            for (String change : List.of("DELETE FROM %s", "UPDATE %s SET success = false", "TRUNCATE %s")) {
                assertRefused(role, change.formatted(schema + ".flyway_schema_history"));
            }
        }
        assertRefused(role, "CREATE SCHEMA more");
        assertRefused(role, "CREATE TABLE public.more (n int)");
    }

    /** As a later version's migration would. */
    @Test
    void shouldLetFeaturesWorkWithATableOnceItsMigrationIsThrough() throws SQLException {
        execute(DatabaseRole.OWNER, "CREATE TABLE catalog.later (n int)");
        try {
            assertRefused(DatabaseRole.FEATURES, "INSERT INTO catalog.later VALUES (1)");
            DatabaseAddress owner = database.address(DatabaseRole.OWNER);
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(owner.jdbcUrl());
            source.setUser(owner.user());
            source.setPassword(owner.password());
            source.setCurrentSchema("catalog,public");
            CatalogFeature.SCHEMA.migrate(source, FeatureSchema.LATEST, DatabaseRole.FEATURES.user());
            execute(DatabaseRole.FEATURES, "INSERT INTO catalog.later VALUES (1)");
            assertRefused(DatabaseRole.WRITER, "SELECT * FROM catalog.later");
        } finally {
            execute(DatabaseRole.OWNER, "DROP TABLE catalog.later");
        }
    }

    /** An older version's user is the superuser that makes roles now. */
    @ParameterizedTest
    @ValueSource(strings = {"catalog", "sales"})
    void shouldBelongToTheOwnerButForWhatExtensionsBrought(String schema) throws SQLException {
        String notTheOwners =
                "SELECT '%1$s' FROM pg_class c WHERE c.relnamespace = '%2$s'::regnamespace AND c.relkind IN ('r', 'i')"
                        + " AND c.relowner <> '%3$s'::regrole";
        assertEquals(List.of(), ask(notTheOwners.formatted("relation", schema, DatabaseRole.OWNER.user())));
        assertEquals(
                List.of(DatabaseRole.OWNER.user()),
                ask("SELECT nspowner::regrole FROM pg_namespace WHERE nspname = '" + schema + "'"));
    }
}
