package io.boxoffice.gateway.http;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Cleans what people send as text, once, where it enters. Letters are composed (NFC). What cannot be seen and does no harm (zero
 * width spaces and joiners, marks of direction) is left out. What can forge a line of a log, a terminal's screen or the order of letters
 * is refused: control characters, line and paragraph separators, characters that turn the
 * direction of those that follow, and characters that stand for nothing
 * (unassigned, private, halves of pairs). Any thread.
 */
public final class Texts {
    private static final int SOFT_HYPHEN = 0xAD;

    private Texts() {}

    /**
     * A text of one line.
     *
     * @param text  may be null, and then is returned
     * @param field for the refusal
     * @throws InvalidInputException that names the character by its number, and never repeats the text
     */
    public static String line(String text, String field) {
        return clean(text, field, false);
    }

    /** A text that may have line breaks, which become line feeds, and tabs. */
    public static String paragraphs(String text, String field) {
        return clean(text == null ? null : text.replace("\r\n", "\n").replace('\r', '\n'), field, true);
    }

    /**
     * Amounts and reasons by name, with the names as a seat map has them: one that is unknown as it was sent is cleaned, as the
     * map's own were.
     *
     * @param known whether a name is in the map
     */
    public static <T> Map<String, T> asNamed(Map<String, T> stated, String field, Predicate<String> known) {
        if (stated.keySet().stream().allMatch(known)) {
            return stated;
        }
        Map<String, T> named = new HashMap<>();
        stated.forEach((name, value) -> named.put(known.test(name) ? name : line(name, field), value));
        return named;
    }

    private static String clean(String text, String field, boolean breaks) {
        if (text == null || isPlain(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (breaks && (c == '\n' || c == '\t')) {
                kept.append((char) c);
                return;
            }
            if (isRefused(c)) {
                throw new InvalidInputException(
                        field, String.format(Locale.ROOT, "has the character U+%04X, which is not allowed here", c));
            }
            if (Character.getType(c) != Character.FORMAT || c == SOFT_HYPHEN) {
                kept.appendCodePoint(c);
            }
        });
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }

    /** Nearly all that comes. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isRefused(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> turnsDirection(c);
        };
    }

    private static boolean turnsDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
