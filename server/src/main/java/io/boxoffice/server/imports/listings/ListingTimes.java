package io.boxoffice.server.imports.listings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Times as listings write them. Times without an offset are the venue's; such a time that the clocks skip or repeat is the earlier. Any thread. */
final class ListingTimes {
    private static final Duration LONGEST = Duration.ofDays(31);

    private final ZoneId zone;
    private final Duration usual;

    ListingTimes(ListingsOptions options) {
        zone = options.timeZone();
        usual = options.length();
    }

    /** When something begins. */
    Instant start(String text) throws RefusedListingException {
        if (text.isEmpty()) {
            throw new RefusedListingException("has no start", "");
        }
        return time(text);
    }

    /**
     * When it ends.
     *
     * @param end      empty: it is worked out
     * @param duration ISO 8601; empty: as long as the options say
     */
    Instant end(Instant start, String end, String duration) throws RefusedListingException {
        Instant ends = end.isEmpty() ? after(start, duration) : isDay(end) ? after(start, duration) : time(end);
        if (!ends.isAfter(start) || Duration.between(start, ends).compareTo(LONGEST) > 0) {
            throw new RefusedListingException("ends before it starts, or much later", start + " to " + ends);
        }
        return ends;
    }

    /** The usual end of what says none. */
    Instant usualEnd(Instant start) {
        return start.plus(usual);
    }

    private Instant after(Instant start, String duration) throws RefusedListingException {
        if (duration.isEmpty()) {
            return usualEnd(start);
        }
        try {
            return start.plus(Duration.parse(duration));
        } catch (DateTimeException | ArithmeticException e) {
            throw new RefusedListingException("has a length that cannot be read", cut(duration));
        }
    }

    private static boolean isDay(String text) {
        return text.length() == 10;
    }

    private Instant time(String text) throws RefusedListingException {
        try {
            if (isDay(text)) {
                LocalDate.parse(text);
                throw new RefusedListingException("has a day and no time of day", text);
            }
            String iso = text.replace(' ', 'T').replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
            return iso.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                    ? OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant()
                    : LocalDateTime.parse(iso, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                            .atZone(zone)
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw new RefusedListingException("has a time that cannot be read", cut(text));
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(40, text.length()));
    }
}
