package io.boxoffice.gateway.http;

/** Ids in texts: positive decimal numbers of at most 63 bits, without sign or leading zeros. */
public final class Ids {
    private Ids() {}

    /** The number, or -1 when the text is not one. */
    public static long parse(String text) {
        if (text == null || text.isEmpty() || text.length() > 19 || text.charAt(0) == '0') {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value < 0 ? -1 : value;
    }

    /** The same of what is counted from 0, such as the tickets of a booking. */
    public static long parseFromZero(String text) {
        return "0".equals(text) ? 0 : parse(text);
    }
}
