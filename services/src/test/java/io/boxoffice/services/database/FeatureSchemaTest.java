package io.boxoffice.services.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogFeature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for the schema of each feature, so for a new one too: {@code db/cloakroom} of the tests is one. */
@ExtendWith(PostgresExtension.class)
class FeatureSchemaTest {
    private static final String NOT_GRANTED = "42501";
    private static final FeatureSchema CLOAKROOM = new FeatureSchema("cloakroom");

    private static final String OWNER = "house_owner";
    private static final String FEATURES = "the house's features";

    private PostgresExtension.Database administrator;
    private String jdbcUrl;

    /** Roles are the server's, not the database's. */
    @BeforeEach
    void makeRoles(@PostgresExtension.Empty PostgresExtension.Database database) {
        administrator = database;
        // It names the administrator otherwise.
        jdbcUrl = database.jdbcUrl().replaceFirst("\\?.*", "");
        for (String role : List.of(OWNER, FEATURES)) {
            administrator.execute("CREATE ROLE \"" + role + "\" LOGIN PASSWORD 'secret'");
        }
        administrator.execute("DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO " + OWNER
                + "', current_database()); END $$");
    }

    @AfterEach
    void dropRoles() {
        for (String role : List.of(FEATURES, OWNER)) {
            administrator.execute("DROP OWNED BY \"" + role + "\" CASCADE");
            administrator.execute("DROP ROLE \"" + role + "\"");
        }
    }

    private void as(String role, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, role, "secret");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertRefused(String sql) {
        assertEquals(
                NOT_GRANTED,
                assertThrows(SQLException.class, () -> as(FEATURES, sql), sql).getSQLState(),
                sql);
    }

    private SqlDatabase connect() {
        return new SqlDatabase(jdbcUrl, FEATURES, "secret", CatalogConfig.DEFAULT.database())
                .migratedBy(OWNER, "secret");
    }

    private void migrate() {
        try (SqlDatabase database = connect()) {
            database.uses(CatalogFeature.SCHEMA);
            database.uses(CLOAKROOM);
            database.migrate();
        }
    }

    /** Selling goes on, and the keeper tries again. */
    @Test
    void shouldCountAsAwayWhileTheOwnerAloneCannotConnect() {
        try (SqlDatabase database = new SqlDatabase(jdbcUrl, FEATURES, "secret", CatalogConfig.DEFAULT.database())
                .migratedBy("nobody that is known", "secret")) {
            database.uses(CLOAKROOM);
            assertThrows(DatabaseUnavailableException.class, database::migrate);
            assertFalse(database.ready());
        }
        migrate();
    }

    @Test
    void shouldLetFeaturesWorkWithTheTablesOfEachFeatureButNotChangeTheirShape() throws SQLException {
        migrate();
        as(FEATURES, "INSERT INTO cloakroom.coats VALUES (1, 2)");
        as(FEATURES, "UPDATE cloakroom.coats SET owner_id = 3");
        as(FEATURES, "DELETE FROM cloakroom.coats");
        as(FEATURES, "SELECT count(*) FROM catalog.venues");
        assertRefused("ALTER TABLE cloakroom.coats ADD COLUMN colour text");
        assertRefused("CREATE TABLE cloakroom.hats (hook int)");
        assertRefused("DROP SCHEMA cloakroom CASCADE");
        assertRefused("UPDATE cloakroom.flyway_schema_history SET success = false");
        assertRefused("DELETE FROM catalog.flyway_schema_history");
    }

    @Test
    void shouldLetFeaturesWorkWithATableThatALaterMigrationMade() throws SQLException {
        migrate();
        as(OWNER, "CREATE TABLE cloakroom.hats (hook int)");
        assertRefused("INSERT INTO cloakroom.hats VALUES (1)");
        migrate();
        as(FEATURES, "INSERT INTO cloakroom.hats VALUES (1)");
    }

    @Test
    void shouldBeUnavailableRatherThanFailUntilTheOwnerHasGivenTheRights() throws SQLException {
        migrate();
        as(OWNER, "CREATE TABLE cloakroom.hats (hook int)");
        try (SqlDatabase database = connect()) {
            database.migrate();
            assertThrows(
                    DatabaseUnavailableException.class,
                    () -> database.withHandle(handle -> handle.execute("DELETE FROM cloakroom.hats")));
        }
    }

    @Test
    void shouldKnowTheFeaturesOfThisProgramAlone() {
        assertTrue(FeatureSchema.isKnown("catalog"));
        assertTrue(FeatureSchema.isKnown("cloakroom"));
        assertFalse(FeatureSchema.isKnown("public"));
    }

    /** Somebody else's table stands where a feature would make its own. */
    @Test
    void shouldKeepNoFeatureFromItsTablesBecauseAnothersCannotBeMade() throws SQLException {
        as(OWNER, "CREATE SCHEMA cloakroom");
        as(OWNER, "CREATE TABLE cloakroom.coats (theirs int)");
        try (SqlDatabase database = connect()) {
            database.uses(CLOAKROOM);
            database.uses(CatalogFeature.SCHEMA);
            database.migrate();
            assertEquals(Set.of("cloakroom"), database.outdated().keySet());
            assertTrue(database.outdated().get("cloakroom").contains("cloakroom"), database.outdated()::toString);
            assertFalse(database.isUpToDate());
            database.withHandle(handle -> handle.execute("DELETE FROM catalog.venues"));
            for (String missing : List.of("cloakroom.hats", "elsewhere.coats")) {
                assertThrows(
                        DatabaseUnavailableException.class,
                        () -> database.withHandle(handle -> handle.execute("DELETE FROM " + missing)));
            }
            assertEquals("", database.failure(), "PostgreSQL answers");

            as(OWNER, "DROP SCHEMA cloakroom CASCADE");
            database.migrate();
            assertTrue(database.isUpToDate());
            database.withHandle(handle -> handle.execute("DELETE FROM cloakroom.coats"));
        }
    }
}
