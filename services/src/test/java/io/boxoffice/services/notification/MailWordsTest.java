package io.boxoffice.services.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MailWordsTest {
    private final MailWords english = new MailWords("en");

    @Test
    void shouldHaveWordsForEveryKind() {
        for (MailKind kind : MailKind.values()) {
            for (String part : Set.of("subject", "heading", "text")) {
                assertTrue(english.has(kind.text() + "." + part), kind + " " + part);
            }
        }
    }

    @Test
    void shouldPutNamesInAsTheyAre() {
        assertEquals("Your tickets: $1 {site} \\", english.text("confirmed.subject", "event", "$1 {site} \\"));
        assertThrows(IllegalArgumentException.class, () -> english.text("confirmed.subject"));
        assertThrows(IllegalArgumentException.class, () -> english.text("nothing"));
    }

    @Test
    void shouldTellTimesOfTheVenue() {
        Instant instant = Instant.parse("2026-06-01T17:30:00Z");
        String english = this.english.dayTime(instant, ZoneId.of("Europe/Vienna"));
        assertTrue(english.contains("June 1, 2026") && english.contains("7:30"), english);
        String arabic = new MailWords("ar").dayTime(instant, ZoneId.of("Europe/Vienna"));
        assertTrue(arabic.contains("2026") && arabic.contains("7:30"), arabic);
    }
}
