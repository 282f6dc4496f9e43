package io.boxoffice.services.ticket;

/** 60 bits as 12 characters that people can read out: no I, L, O, U; case does not matter. */
final class CrockfordBase32 {
    static final int LENGTH = 12;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private CrockfordBase32() {}

    static String format(long value) {
        char[] text = new char[LENGTH];
        long rest = value;
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }

    /**
     * @throws IllegalArgumentException when it is not 12 such characters
     */
    static long parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("not " + LENGTH + " characters");
        }
        long value = 0;
        for (int i = 0; i < LENGTH; i++) {
            value = value << 5 | digit(text.charAt(i));
        }
        return value;
    }

    private static int digit(char c) {
        char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
        char read = upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
        int digit = DIGITS.indexOf(read);
        if (digit < 0) {
            throw new IllegalArgumentException("not a character of a reference");
        }
        return digit;
    }
}
