package io.boxoffice.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WriterConfigTest {
    @Test
    void shouldHaveTheseDefaults() {
        WriterConfig config = WriterConfig.forDatabase("jdbc:postgresql:x", "u", "secret");

        assertEquals(
                new WriterConfig(
                        "jdbc:postgresql:x", "u", "secret", 5_000, 100, 50, 5_000, 100, 10_000, 5_000, 60_000, 10_000),
                config);
    }

    @Test
    void shouldNotShowThePassword() {
        assertFalse(WriterConfig.forDatabase("jdbc:postgresql:x", "u", "secret")
                .toString()
                .contains("secret"));
    }

    @Test
    void shouldRejectNumbersOutOfRange() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new WriterConfig("u", "u", "", 0, 5, 10, 5_000, 100, 10_000, 5_000, 60_000, 10_000));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WriterConfig("u", "u", "", 100_001, 5, 10, 5_000, 100, 10_000, 5_000, 60_000, 10_000));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WriterConfig("u", "u", "", 1, 5, 10, 5_000, 100, 99, 5_000, 60_000, 10_000));
    }
}
