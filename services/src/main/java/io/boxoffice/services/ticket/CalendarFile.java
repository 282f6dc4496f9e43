package io.boxoffice.services.ticket;

import io.boxoffice.gateway.availability.ShowCard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A show as an entry for calendars (RFC 5545). It has names and times, and nothing that opens a door. Any thread. */
public final class CalendarFile {
    /** What it is. */
    public static final String TYPE = "text/calendar; charset=utf-8";

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int MAX_LINE_BYTES = 75;

    private CalendarFile() {}

    /**
     * Of one booking; the same again replaces it in a calendar.
     *
     * @param madeAtMs when its content was true
     * @param url      where the booking is shown; null: nowhere
     */
    public static byte[] of(long reservationId, ShowCard card, long madeAtMs, String url) {
        StringBuilder file = new StringBuilder();
        line(file, "BEGIN:VCALENDAR");
        line(file, "VERSION:2.0");
        line(file, "PRODID:-//Boxoffice//Tickets//EN");
        line(file, "BEGIN:VEVENT");
        line(file, "UID:booking-" + reservationId + "-" + card.showId() + "@boxoffice");
        line(file, "DTSTAMP:" + time(madeAtMs));
        line(file, "DTSTART:" + time(card.startsAtMs()));
        if (card.endsAtMs() > card.startsAtMs()) {
            line(file, "DTEND:" + time(card.endsAtMs()));
        }
        line(file, "SUMMARY:" + text(card.eventTitle()));
        String hall = card.hallName() == null ? "" : ", " + card.hallName();
        String city = card.city() == null ? "" : ", " + card.city();
        line(file, "LOCATION:" + text(card.venueName() + hall + city));
        if (url != null) {
            line(file, "URL:" + url);
        }
        line(file, "END:VEVENT");
        line(file, "END:VCALENDAR");
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String time(long epochMs) {
        return UTC.format(Instant.ofEpochMilli(epochMs));
    }

    private static String text(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /** Lines have 75 bytes at most, and go on in the next after a space; no character is cut. */
    private static void line(StringBuilder file, String line) {
        int bytes = 0;
        for (int at = 0; at < line.length(); ) {
            int c = line.codePointAt(at);
            int width = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes + width > MAX_LINE_BYTES) {
                file.append("\r\n ");
                bytes = 1;
            }
            file.appendCodePoint(c);
            bytes += width;
            at += Character.charCount(c);
        }
        file.append("\r\n");
    }
}
