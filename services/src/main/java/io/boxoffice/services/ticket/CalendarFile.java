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
     * An entry.
     *
     * @param uid       by which the same again replaces it in a calendar
     * @param madeAtMs  when its content was true
     * @param endsAtMs  not after the start: unknown
     * @param status    of RFC 5545, or null
     * @param url       where it is shown; null: nowhere
     */
    public record Entry(
            String uid,
            long madeAtMs,
            long startsAtMs,
            long endsAtMs,
            String summary,
            String location,
            String status,
            String url) {}

    /** What a file begins with. */
    public static String begin() {
        StringBuilder file = new StringBuilder();
        line(file, "BEGIN:VCALENDAR");
        line(file, "VERSION:2.0");
        line(file, "PRODID:-//Boxoffice//Tickets//EN");
        return file.toString();
    }

    /** What a file ends with. */
    public static String end() {
        return "END:VCALENDAR\r\n";
    }

    /** An entry as it stands in a file. */
    public static String entry(Entry entry) {
        StringBuilder file = new StringBuilder();
        line(file, "BEGIN:VEVENT");
        line(file, "UID:" + entry.uid);
        line(file, "DTSTAMP:" + time(entry.madeAtMs));
        line(file, "DTSTART:" + time(entry.startsAtMs));
        if (entry.endsAtMs > entry.startsAtMs) {
            line(file, "DTEND:" + time(entry.endsAtMs));
        }
        line(file, "SUMMARY:" + text(entry.summary));
        line(file, "LOCATION:" + text(entry.location));
        if (entry.status != null) {
            line(file, "STATUS:" + entry.status);
        }
        if (entry.url != null) {
            line(file, "URL:" + entry.url);
        }
        line(file, "END:VEVENT");
        return file.toString();
    }

    /** Where something is, as people read it; the hall and the city may be null. */
    public static String location(String venue, String hall, String city) {
        return venue + (hall == null ? "" : ", " + hall) + (city == null ? "" : ", " + city);
    }

    /**
     * Of one booking; the same again replaces it in a calendar.
     *
     * @param madeAtMs when its content was true
     * @param url      where the booking is shown; null: nowhere
     */
    public static byte[] of(long reservationId, ShowCard card, long madeAtMs, String url) {
        Entry entry = new Entry(
                "booking-" + reservationId + "-" + card.showId() + "@boxoffice",
                madeAtMs,
                card.startsAtMs(),
                card.endsAtMs(),
                card.eventTitle(),
                location(card.venueName(), card.hallName(), card.city()),
                null,
                url);
        return (begin() + entry(entry) + end()).getBytes(StandardCharsets.UTF_8);
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
