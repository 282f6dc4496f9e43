package io.boxoffice.server.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseConfigTest {
    private static final Path DIRECTORY = Path.of("somewhere");

    @Test
    void shouldHaveTheseDefaults() {
        assertEquals(
                new EmbeddedDatabaseConfig(DIRECTORY, 0, 64, 50, 0, 120_000, 60_000),
                EmbeddedDatabaseConfig.in(DIRECTORY));
    }

    @Test
    void shouldRejectNumbersOutOfRange() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EmbeddedDatabaseConfig(DIRECTORY, 65_536, 64, 50, 0, 120_000, 60_000));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EmbeddedDatabaseConfig(DIRECTORY, 0, 0, 50, 0, 120_000, 60_000));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EmbeddedDatabaseConfig(DIRECTORY, 0, 64, 4, 0, 120_000, 60_000));
        assertThrows(
                IllegalArgumentException.class, () -> new EmbeddedDatabaseConfig(DIRECTORY, 0, 64, 50, 0, 999, 60_000));
        assertThrows(IllegalArgumentException.class, () -> EmbeddedDatabaseConfig.in(DIRECTORY)
                .withNiceness(20));
    }
}
