package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.doctor.Examination;
import io.boxoffice.server.doctor.Finding;
import io.boxoffice.server.doctor.Finding.Level;
import io.boxoffice.server.doctor.Machine;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.postgres.DatabaseAddress;
import io.boxoffice.server.postgres.DatabaseRole;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.writer.SalesSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Migration, features and writer connect as roles of their own: in the server's own PostgreSQL, also an old one, and in another. */
class OwnRolesTest {
    private static final String WHO = "SELECT DISTINCT application_name, usename FROM pg_stat_activity"
            + " WHERE application_name IN ('boxoffice-catalog', 'boxoffice-writer') ORDER BY 1";
    private static final String SUPERUSERS_OBJECTS = "SELECT c.relname FROM pg_class c"
            + " WHERE c.relnamespace IN ('catalog'::regnamespace, 'sales'::regnamespace)"
            + " AND c.relowner = 'boxoffice'::regrole"
            + " UNION ALL SELECT p.proname FROM pg_proc p"
            + " WHERE p.pronamespace IN ('catalog'::regnamespace, 'sales'::regnamespace)"
            + " AND p.proowner = 'boxoffice'::regrole AND NOT EXISTS (SELECT 1 FROM pg_depend d"
            + " WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')";

    @TempDir
    private Path directory;

    private void sellAndList(TestServer server, int lines) {
        OnSale show = server.organizer().putOnSale(Organizer.hall(1, 4, 1));
        Customer customer = server.customer(5);
        Answer booking = customer.buy(show, "A-1");
        server.awaitWriter();
        Answer list = customer.bookings().expect(200);
        assertEquals(booking.id(), list.body().at("/items/0/id").asText());
        assertEquals(lines, list.body().path("items").size());
        Await.until("the event is found", () -> {
            Answer found = server.anybody().get("/v1/events?q=miller");
            return found.status() == 200 && !found.body().path("items").isEmpty();
        });
    }

    @Test
    void shouldConnectToItsOwnPostgresAsRolesThatAreNoSuperusers() {
        try (TestServer server =
                TestServer.aServer().in(directory.resolve("data")).start()) {
            sellAndList(server, 1);
            assertEquals(
                    List.of(
                            List.of("boxoffice-catalog", "boxoffice_features"),
                            List.of("boxoffice-writer", "boxoffice_writer")),
                    server.sales().rows(WHO));
            assertEquals(List.of(), server.sales().rows(SUPERUSERS_OBJECTS));
        }
    }

    /** Its schemas, and what is in them, belong to the superuser, who was the only one. */
    @Test
    void shouldStartOnADataDirectoryOfBeforeThereWereRoles() throws Exception {
        Path data = directory.resolve("data");
        makeOldDatabase(data.resolve("postgres"));
        try (TestServer server = TestServer.aServer().in(data).start()) {
            Sales sales = server.sales();
            sellAndList(server, 1);
            assertEquals(List.of(List.of("Oper")), sales.rows("SELECT name FROM catalog.venues WHERE id = 1"));
            assertEquals(List.of(), sales.rows(SUPERUSERS_OBJECTS));
            assertEquals(
                    List.of(
                            List.of("boxoffice-catalog", "boxoffice_features"),
                            List.of("boxoffice-writer", "boxoffice_writer")),
                    sales.rows(WHO));
            server.restart();
            sellAndList(server, 2);
        }
    }

    private static void makeOldDatabase(Path postgres) throws IOException, SQLException {
        try (EmbeddedDatabase database = PostgresTemplate.EMPTY.start(postgres)) {
            Sales sales = new Sales(database.jdbcUrl(), database.user(), database.password());
            assertTrue(sales.tryTo("ALTER DATABASE boxoffice OWNER TO boxoffice"));
            for (String role : List.of("owner", "features", "writer")) {
                assertTrue(sales.tryTo("DROP ROLE boxoffice_" + role), role);
                Files.delete(postgres.resolve("password-" + role));
            }
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(database.jdbcUrl());
            source.setUser(database.user());
            source.setPassword(database.password());
            SalesSchema.migrate(source);
            source.setCurrentSchema("catalog,public");
            CatalogFeature.SCHEMA.migrate(source, FeatureSchema.LATEST);
            assertTrue(
                    sales.tryTo(
                            "INSERT INTO catalog.venues (id, owner_id, name, timezone) VALUES (1, 1, 'Oper', 'Europe/Vienna')"));
            assertTrue(sales.rows(SUPERUSERS_OBJECTS).size() > 20, "as it was before");
        }
    }

    /** As docs/operations.md has it: three roles, of which one owns the database. The writer is a process of its own then. */
    @Test
    void shouldConnectToAnotherPostgresAsTheRolesThatAreNamed() throws Exception {
        Path data = directory.resolve("data");
        try (EmbeddedDatabase database = PostgresTemplate.EMPTY.start(directory.resolve("database"))) {
            Sales sales = new Sales(database.jdbcUrl(), database.user(), database.password());
            for (String role : List.of("shop", "shop features", "shop's writer")) {
                assertTrue(sales.tryTo(
                        "CREATE ROLE \"" + role + "\" LOGIN PASSWORD 'of " + role.replace("'", "''") + "'"));
            }
            assertTrue(sales.tryTo("CREATE DATABASE shop OWNER shop"));
            String url = database.jdbcUrl().replaceFirst("/boxoffice$", "/shop");
            Sales shop = new Sales(url, database.user(), database.password());
            try (TestServer server = operators(data, url).start()) {
                sellAndList(server, 1);
                assertEquals(
                        List.of(
                                List.of("boxoffice-catalog", "shop features"),
                                List.of("boxoffice-writer", "shop's writer")),
                        shop.rows(WHO));
            }
            try (TestServer server =
                            operators(data, url).with("writer.enabled", false).start();
                    WriterProcess writer = new WriterProcess(
                            data,
                            new Sales(url, "shop", "of shop"),
                            directory.resolve("writer"),
                            Map.of(
                                    "BOXOFFICE_DATABASE_FEATURES_USER", "shop features",
                                    "BOXOFFICE_DATABASE_WRITER_USER", "shop's writer",
                                    "BOXOFFICE_DATABASE_WRITER_PASSWORD", "of shop's writer"))) {
                OnSale show = server.organizer().putOnSale(Organizer.hall(1, 4, 1));
                server.customer(6).buy(show, "A-1");
                Await.until(writer::toString, () -> shop.number("SELECT count(*) FROM sales.booked_seats") == 2);
                assertEquals(
                        1,
                        server.customer(6)
                                .bookings()
                                .expect(200)
                                .body()
                                .path("items")
                                .size());
                assertTrue(shop.rows(WHO).contains(List.of("boxoffice-writer", "shop's writer")));
            }
        }
    }

    @Test
    void shouldWarnOfASuperuserAndOfARoleThatCannotConnect() {
        try (EmbeddedDatabase database = PostgresTemplate.EMPTY.start(directory.resolve("database"))) {
            DatabaseAddress owner = database.address(DatabaseRole.OWNER);
            DatabaseAddress features = database.address(DatabaseRole.FEATURES);
            assertEquals(Level.OK, postgres(owner, features).level());
            Finding refused = postgres(owner, new DatabaseAddress(features.jdbcUrl(), features.user(), "wrong"));
            assertEquals(Level.FAIL, refused.level());
            assertTrue(refused.text().contains("boxoffice_features"), refused::text);
            Finding superuser =
                    postgres(new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()), features);
            assertEquals(Level.WARN, superuser.level());
            assertTrue(superuser.text().contains("boxoffice is a superuser"), superuser::text);
        }
    }

    private Finding postgres(DatabaseAddress owner, DatabaseAddress features) {
        ServerConfig config = new ConfigLoader()
                .withFlag("--data", "data-directory", directory.resolve("data"))
                .withFlag("--jdbc-url", "database.jdbc-url", owner.jdbcUrl())
                .withFlag("--user", "database.user", owner.user())
                .withFlag("--password", "database.password", owner.password())
                .withFlag("--features", "database.features.user", features.user())
                .withFlag("--features-password", "database.features.password", features.password())
                .load();
        return new Examination(config, Machine.here())
                .run().stream()
                        .filter(finding -> finding.subject().equals("postgresql"))
                        .findFirst()
                        .orElseThrow();
    }

    private static TestServer.Builder operators(Path data, String url) {
        return TestServer.aServer()
                .in(data)
                .with("database.jdbc-url", url)
                .with("database.user", "shop")
                .with("database.password", "of shop")
                .with("database.features.user", "shop features")
                .with("database.features.password", "of shop features")
                .with("database.writer.user", "shop's writer")
                .with("database.writer.password", "of shop's writer");
    }
}
