package io.boxoffice.services.catalog;

import java.util.regex.Pattern;

/** What is asked for in words, as PostgreSQL is to read it: a dash before a word excludes it, any other does not. */
final class SearchText {
    /** All that unaccent makes a plain one of; in titles, too. */
    private static final Pattern DASH =
            Pattern.compile("[\\u00AD\\u02D7\\u2010-\\u2015\\u2212\\uFE31\\uFE32\\uFE58\\uFE63\\uFF0D]");

    /**
     * Alone between spaces, or right behind a bracket or a quotation mark: PostgreSQL would take either for the exclusion of the
     * word that follows, and a title that has such a dash would not be found by itself.
     */
    private static final Pattern NO_EXCLUSION =
            Pattern.compile("(?<=^|\\s)-+(?=\\s|$)|(?<=[()\"\\p{Pi}\\p{Pf}])-+", Pattern.UNICODE_CHARACTER_CLASS);

    private SearchText() {}

    /** The text with all dashes plain, and only those that exclude; null for null. */
    static String of(String asked) {
        if (asked == null) {
            return null;
        }
        return NO_EXCLUSION.matcher(DASH.matcher(asked).replaceAll("-")).replaceAll(" ");
    }

    /** Whether words may be excluded; hyphens within words pass for it. */
    static boolean mayExclude(String text) {
        return text.indexOf('-') >= 0;
    }
}
