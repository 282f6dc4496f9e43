package io.boxoffice.services.catalog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Judges input, part by part. */
final class Check {
    private static final int MAX_EXTERNAL_ID = 200;
    private static final int MAX_SEARCH_TEXT = 200;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Check() {}

    static void that(boolean condition, String field, String message) {
        if (!condition) {
            throw new InvalidInputException(field, message);
        }
    }

    static void text(String value, String field, int maxLength) {
        that(value != null && !value.isBlank(), field, "is missing");
        optionalText(value, field, maxLength);
    }

    static void optionalText(String value, String field, int maxLength) {
        that(value == null || value.length() <= maxLength, field, "is longer than " + maxLength + " characters");
        that(value == null || value.indexOf('\0') < 0, field, "has a zero character");
    }

    /** What a search is narrowed by. */
    static void searchText(String value, String field) {
        optionalText(value, field, MAX_SEARCH_TEXT);
    }

    /** A time that both PostgreSQL and the booking core can keep; 0 in the core means that there is none. */
    static void time(Instant time, String field) {
        that(time == null || time.isAfter(EARLIEST) && time.isBefore(LATEST), field, "is not in 1970 to 9999");
    }

    static void day(LocalDate date, String field) {
        that(date == null || date.getYear() >= 1 && date.getYear() <= 9999, field, "is not in the years 1 to 9999");
    }

    static void externalId(String value) {
        that(value == null || !value.isBlank(), "externalId", "is blank");
        optionalText(value, "externalId", MAX_EXTERNAL_ID);
    }

    static void zone(String timezone) {
        // Offsets and abbreviations know no daylight saving, and PostgreSQL might read them another way.
        boolean named = timezone != null && (timezone.indexOf('/') > 0 || timezone.equals("UTC"));
        that(named, "timezone", "is not an IANA zone: " + timezone);
        try {
            ZoneId.of(timezone);
        } catch (DateTimeException e) {
            throw new InvalidInputException("timezone", "is not an IANA zone: " + timezone);
        }
    }

    static void version(long expected, long actual) {
        if (expected != 0 && expected != actual) {
            throw new VersionMismatchException("version is " + actual + ", not " + expected);
        }
    }
}
