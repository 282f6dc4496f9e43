package io.boxoffice.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.doctor.Finding.Level;
import io.boxoffice.server.postgres.DatabaseAddress;
import io.boxoffice.server.postgres.DatabaseRole;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneComparisonTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private static void venue(Connection connection, long id, String zone) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO catalog.venues (id, owner_id, name, timezone) VALUES (%d, 1, 'V', '%s')"
                    .formatted(id, zone));
        }
    }

    @Test
    void shouldSayInWhichZonesOfVenuesJavaAndPostgresDiffer(@TempDir Path directory) throws SQLException {
        try (EmbeddedDatabase database = PostgresTemplate.MIGRATED.start(directory)) {
            DatabaseAddress owner = database.address(DatabaseRole.OWNER);
            try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password())) {
                venue(connection, 1, "Europe/Berlin");
                venue(connection, 2, "Asia/Kathmandu");
                Finding agreed = ZoneComparison.of(connection, NOW);
                assertEquals(Level.OK, agreed.level(), agreed.text());
                assertTrue(agreed.text().contains("2 of venues"), agreed.text());

                // PostgreSQL reads this name the other way round from Java, as POSIX does, and Java does not know the
                // other.
                venue(connection, 3, "UTC+5");
                venue(connection, 4, "posix/Europe/Berlin");
                // Java knows it as a fixed distance, PostgreSQL not at all.
                venue(connection, 5, "+05:00:01");
                Finding different = ZoneComparison.of(connection, NOW);

                assertEquals(Level.WARN, different.level());
                for (String part : List.of(
                        "3 of 5",
                        "UTC+5 from 2026-06-01 on (Java +05:00, PostgreSQL -05:00)",
                        "posix/Europe/Berlin is unknown to Java")) {
                    assertTrue(different.text().contains(part), different.text());
                }
                assertFalse(different.text().contains("Kathmandu"), different.text());
            }
        }
    }
}
