package io.boxoffice.services.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNotes;
import io.boxoffice.gateway.availability.TicketTypes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CalendarFileTest {
    private static String file(String title, long endsAtMs) {
        ShowCard card = new ShowCard(
                100,
                1,
                2,
                3,
                4,
                5,
                title,
                "Old Mill",
                "Millbrook",
                "Europe/Vienna",
                "Great hall",
                Instant.parse("2026-06-01T17:30:00Z").toEpochMilli(),
                endsAtMs,
                0,
                TicketTypes.FIRST_ONLY,
                ShowNotes.NONE);
        long madeAt = Instant.parse("2026-05-01T10:00:00Z").toEpochMilli();
        return new String(CalendarFile.of(7, card, madeAt, "https://tickets.example/x"), StandardCharsets.UTF_8);
    }

    @Test
    void shouldSayWhatWhenAndWhere() {
        assertEquals(
                """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//Boxoffice//Tickets//EN
                BEGIN:VEVENT
                UID:booking-7-100@boxoffice
                DTSTAMP:20260501T100000Z
                DTSTART:20260601T173000Z
                DTEND:20260601T200000Z
                SUMMARY:Lear\\, or: the \\\\ King\\; again
                LOCATION:Old Mill\\, Great hall\\, Millbrook
                URL:https://tickets.example/x
                END:VEVENT
                END:VCALENDAR
                """.replace("\n", "\r\n"),
                file(
                        "Lear, or: the \\ King; again",
                        Instant.parse("2026-06-01T20:00:00Z").toEpochMilli()));
    }

    @Test
    void shouldFoldLongLinesWithoutCuttingACharacter() {
        String file = file("حكاية ".repeat(30), 0);
        for (String line : file.split("\r\n")) {
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
        }
        assertTrue(file.replace("\r\n ", "").contains("SUMMARY:" + "حكاية ".repeat(30)), file);
        assertTrue(!file.contains("DTEND"), "its end is not known");
    }
}
