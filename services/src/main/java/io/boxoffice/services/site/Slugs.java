package io.boxoffice.services.site;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** Names as parts of addresses. */
final class Slugs {
    private static final int MAX_CHARS = 60;

    private Slugs() {}

    /** Letters and digits of a name in lower case, hyphens between; not empty. */
    static String of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("[\\u0300-\\u036f'’]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.length() <= MAX_CHARS
                ? plain
                : plain.substring(0, MAX_CHARS).replaceAll("-[^-]*$", "").replaceAll("[\\ud800-\\udbff]$", "");
        return cut.isEmpty() ? "x" : cut;
    }

    /** A name and an id, as the last part of an address. */
    static String of(String name, long id) {
        return of(name) + "-" + id;
    }

    /** The id that such a part ends with; 0: none. */
    static long id(String part) {
        try {
            return Long.parseLong(part.substring(part.lastIndexOf('-') + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A part of an address as it is sent. */
    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A part of an address as it was meant; what is not validly encoded is nobody's name. */
    static String decode(String sent) {
        try {
            return URLDecoder.decode(sent.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
