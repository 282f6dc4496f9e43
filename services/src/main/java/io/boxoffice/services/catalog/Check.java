package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.services.database.Rows;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.function.Supplier;

/** Judges input, part by part. */
final class Check {
    private static final int MAX_EXTERNAL_ID = 200;
    private static final int MAX_SEARCH_TEXT = 200;

    private Check() {}

    static void that(boolean condition, String field, String message) {
        if (!condition) {
            throw new InvalidInputException(field, message);
        }
    }

    static void that(boolean condition, String field, Supplier<String> message) {
        if (!condition) {
            throw new InvalidInputException(field, message.get());
        }
    }

    /** A text of one line that is there, cleaned. */
    static String text(String value, String field, int maxLength) {
        String clean = optionalText(value, field, maxLength);
        that(clean != null && !clean.isBlank(), field, "is missing");
        return clean;
    }

    /** A text of one line, cleaned; null stays null. */
    static String optionalText(String value, String field, int maxLength) {
        String clean = Texts.line(value, field);
        requireShort(clean, field, maxLength);
        return clean;
    }

    private static void requireShort(String value, String field, int maxLength) {
        that(value == null || value.length() <= maxLength, field, "is longer than " + maxLength + " characters");
    }

    /** What a search is narrowed by. */
    static void searchText(String value, String field) {
        requireShort(value, field, MAX_SEARCH_TEXT);
        that(value == null || value.indexOf('\0') < 0, field, "has a zero character");
    }

    /** A time that both PostgreSQL and the booking core can keep; 0 in the core means that there is none. */
    static void time(Instant time, String field) {
        that(time == null || Rows.isStorable(time), field, "is not in 1970 to 9999");
    }

    /** Tells of what is no address of a page that browsers reach safely; null is fine. */
    static void https(String url, String pointer, FieldErrors errors) {
        if (url != null && !isHttps(url)) {
            errors.add(pointer, FieldErrors.INVALID, "is not an https address");
        }
    }

    private static boolean isHttps(String url) {
        try {
            URI address = new URI(url);
            return "https".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Tells of what is no tag of BCP 47; null is fine. */
    static void language(String tag, String pointer, FieldErrors errors) {
        try {
            new Locale.Builder().setLanguageTag(tag);
        } catch (IllformedLocaleException e) {
            errors.add(pointer, FieldErrors.INVALID, "is not a BCP 47 language tag");
        }
    }

    static void day(LocalDate date, String field) {
        that(date == null || date.getYear() >= 1 && date.getYear() <= 9999, field, "is not in the years 1 to 9999");
    }

    /** Another system's name of the thing, cleaned; null stays null. */
    static String externalId(String value) {
        String clean = optionalText(value, "externalId", MAX_EXTERNAL_ID);
        that(clean == null || !clean.isBlank(), "externalId", "is blank");
        return clean;
    }
}
