package io.boxoffice.services.booking;

import io.boxoffice.gateway.booking.CrockfordBase32;

/**
 * The references that begin as somebody typed: a whole one, or its first characters, as people read them out. An index finds them.
 *
 * @param first the least of them
 * @param last  the greatest of them
 */
record References(long first, long last) {
    /** Of shorter parts there would be too many. */
    static final int MIN_CHARS = 4;

    private static final int CHARS = 12;

    /**
     * @param text with or without hyphens
     * @throws IllegalArgumentException when it is shorter than {@link #MIN_CHARS}, longer than a reference, or has other characters
     */
    static References beginningWith(String text) {
        String typed = text.replace("-", "").strip();
        if (typed.length() < MIN_CHARS || typed.length() > CHARS) {
            throw new IllegalArgumentException("not the beginning of a reference");
        }
        int open = CHARS - typed.length();
        return new References(
                CrockfordBase32.parse(typed + "0".repeat(open)), CrockfordBase32.parse(typed + "Z".repeat(open)));
    }
}
