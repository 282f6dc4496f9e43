package io.boxoffice.services.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Names as parts of addresses. */
class SlugsTest {
    @Test
    void shouldKeepLettersOfEveryScript() {
        assertEquals("whats-on", Slugs.of("What’s on?"));
        assertEquals("zurich-sud", Slugs.of(" Zürich – Süd "));
        assertEquals("القاهرة", Slugs.of("القاهرة"));
        assertEquals("x", Slugs.of("!?"));
        assertTrue(Slugs.of("word ".repeat(100)).length() <= 60);
    }

    @Test
    void shouldComeBackFromAnAddress() {
        assertEquals("القاهرة", Slugs.decode(Slugs.encode("القاهرة")));
        assertEquals("", Slugs.decode("%zz"));
        assertEquals("a+b", Slugs.decode("a+b"));
        assertEquals(42, Slugs.id(Slugs.of("Low Tide", 42)));
        assertEquals(0, Slugs.id("low-tide"));
        assertEquals(0, Slugs.id("99999999999999999999"));
    }
}
