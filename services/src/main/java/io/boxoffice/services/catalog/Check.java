package io.boxoffice.services.catalog;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Judges input, part by part. */
final class Check {
    private static final int MAX_EXTERNAL_ID = 200;

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
