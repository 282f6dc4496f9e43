package io.boxoffice.gateway.booking;

/** Bits as characters that people can read out: no I, L, O, U; case does not matter. References are 60 bits in 12 of them. */
public final class CrockfordBase32 {
    static final int LENGTH = 12;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private CrockfordBase32() {}

    public static String format(long value) {
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
    public static long parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("not " + LENGTH + " characters");
        }
        long value = 0;
        for (int i = 0; i < LENGTH; i++) {
            value = value << 5 | digit(text.charAt(i));
        }
        return value;
    }

    /** Bytes, the first bits first; the last character is filled up with zeros. */
    public static String format(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = (held << 8 | b & 0xFF) & 0xFFF;
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(DIGITS.charAt(held >>> bits - 5 & 31));
            }
        }
        return bits == 0
                ? text.toString()
                : text.append(DIGITS.charAt(held << 5 - bits & 31)).toString();
    }

    /**
     * @throws IllegalArgumentException when it is not what {@link #format(byte[])} makes of so many bytes
     */
    public static byte[] parseBytes(String text, int length) {
        if (text.length() != (length * 8 + 4) / 5) {
            throw new IllegalArgumentException("not " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            held = (held << 5 | digit(text.charAt(i))) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >>> bits);
            }
        }
        if ((held & (1 << bits) - 1) != 0) {
            throw new IllegalArgumentException("something follows the last byte");
        }
        return bytes;
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
