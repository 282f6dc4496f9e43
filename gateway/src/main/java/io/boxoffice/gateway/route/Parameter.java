package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Ids;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A parameter outside the body, as it is checked before the handler and as it is documented. Immutable.
 *
 * @param name        as it is sent
 * @param in          {@code query} or {@code header}
 * @param description for people
 * @param kind        what its values are
 * @param values      all there are, of an enumeration; else empty
 * @param pattern     that the whole text must match, or null
 * @param byDefault   what is taken when it is not given, or null
 * @param max         the largest number, or the most characters of a text; 0: not said
 * @param isRequired  whether it must be given
 * @param maxTimes    how often it may be given
 * @param example     or null
 */
public record Parameter(
        String name,
        String in,
        String description,
        Kind kind,
        List<String> values,
        String pattern,
        String byDefault,
        int max,
        boolean isRequired,
        int maxTimes,
        String example) {

    /** What values are. */
    public enum Kind {
        /** Any text. */
        TEXT(null, "", text -> true),
        /** An opaque id. */
        ID("^[1-9][0-9]{0,18}$", "must be an id: a string of digits", text -> Ids.parse(text) > 0),
        /** An opaque sequence. */
        SEQUENCE(
                "^(0|[1-9][0-9]{0,18})$",
                "must be a sequence: a string of digits",
                text -> text.equals("0") || Ids.parse(text) > 0),
        /** A positive number. More than the maximum is taken as the maximum. */
        COUNT(null, "must be a positive number", text -> Ids.parse(text) > 0),
        /** A day. */
        DATE(null, "must be a date like 2026-01-31", Kind::isDate),
        /** One of some values. */
        ONE_OF(null, "must be one of ", text -> true),
        /** Some of some values, with commas between them. */
        SOME_OF(null, "must be some of ", text -> true);

        private static final int ISO_DATE_CHARS = 10;

        private final String pattern;
        private final String expectation;
        private final Predicate<String> test;

        Kind(String pattern, String expectation, Predicate<String> test) {
            this.pattern = pattern;
            this.expectation = expectation;
            this.test = test;
        }

        /** The form of its texts, or null. */
        public String pattern() {
            return pattern;
        }

        private static boolean isDate(String text) {
            try {
                return LocalDate.parse(text) != null && text.length() == ISO_DATE_CHARS;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }

    private static Parameter of(String name, String in, String description, Kind kind, List<String> values) {
        return new Parameter(name, in, description, kind, values, kind.pattern, null, 0, false, 1, null);
    }

    /** A text of the query. */
    public static Parameter text(String name, String description) {
        return of(name, "query", description, Kind.TEXT, List.of());
    }

    /** An id in the query. */
    public static Parameter id(String name, String description) {
        return of(name, "query", description, Kind.ID, List.of());
    }

    /** A sequence in the query. */
    public static Parameter sequence(String name, String description) {
        return of(name, "query", description, Kind.SEQUENCE, List.of());
    }

    /** A day in the query, such as 2026-01-31. */
    public static Parameter date(String name, String description) {
        return of(name, "query", description, Kind.DATE, List.of());
    }

    /** One of some values. */
    public static Parameter oneOf(String name, String description, String... values) {
        return of(name, "query", description, Kind.ONE_OF, List.of(values));
    }

    /** Some of some values, with commas between them. */
    public static Parameter someOf(String name, String description, String... values) {
        return of(name, "query", description, Kind.SOME_OF, List.of(values));
    }

    /** A number from 1; more than {@code max} is taken as that. */
    public static Parameter count(String name, String description, int byDefault, int max) {
        return of(name, "query", description, Kind.COUNT, List.of())
                .withDefault(Integer.toString(byDefault))
                .atMost(max);
    }

    /** A header. */
    public static Parameter header(String name, String description) {
        return of(name, "header", description, Kind.TEXT, List.of());
    }

    /** The same, and it must be given. */
    public Parameter required() {
        return new Parameter(name, in, description, kind, values, pattern, byDefault, max, true, maxTimes, example);
    }

    /** The same, which may be given more than once. */
    public Parameter upToTimes(int times) {
        return new Parameter(name, in, description, kind, values, pattern, byDefault, max, isRequired, times, example);
    }

    /** The same with what is taken when it is not given. */
    public Parameter withDefault(String value) {
        return new Parameter(name, in, description, kind, values, pattern, value, max, isRequired, maxTimes, example);
    }

    /** The same with a largest number, or a text's most characters. */
    public Parameter atMost(int most) {
        return new Parameter(
                name, in, description, kind, values, pattern, byDefault, most, isRequired, maxTimes, example);
    }

    /** The same with a pattern for the whole text. */
    public Parameter matching(String regex) {
        return new Parameter(name, in, description, kind, values, regex, byDefault, max, isRequired, maxTimes, example);
    }

    /** The same with an example for people. */
    public Parameter example(String value) {
        return new Parameter(name, in, description, kind, values, pattern, byDefault, max, isRequired, maxTimes, value);
    }

    public boolean isQuery() {
        return in.equals("query");
    }

    /** What is wrong with a value, or null. */
    String fault(String value) {
        boolean fits =
                switch (kind) {
                    case ONE_OF -> values.contains(value);
                    case SOME_OF -> values.containsAll(Arrays.asList(value.split(",", -1)));
                    case TEXT -> max == 0 || value.length() <= max;
                    default -> kind.test.test(value);
                };
        if (!fits) {
            return switch (kind) {
                case ONE_OF, SOME_OF -> kind.expectation + String.join(", ", values);
                case TEXT -> "must not have more than " + max + " characters";
                default -> kind.expectation;
            };
        }
        boolean matches = kind != Kind.TEXT || pattern == null || value.matches(pattern);
        return matches ? null : "must be like " + (example == null ? pattern : example);
    }
}
