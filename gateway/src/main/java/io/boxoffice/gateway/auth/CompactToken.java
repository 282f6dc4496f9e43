package io.boxoffice.gateway.auth;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;

/**
 * The one way to write a token. Readers of base64 skip what is no base64 and the spare bits of a last character, and with (r, s)
 * an ECDSA signature (r, n-s) is valid too: without this, everybody could write a token of theirs in any number of ways.
 */
final class CompactToken {
    /** The order of P-256 (NIST FIPS 186-4, D.1.2.3). */
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
    private static final int NUMBER_BYTES = 32;
    private static final int SIGNATURE_CHARS = 86;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private CompactToken() {}

    /** Whether a token with an ES256 signature is written in that one way. */
    static boolean isCanonical(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        return first > 0
                && second > first + 1
                && token.length() - second - 1 == SIGNATURE_CHARS
                && isCanonical(token, 0, first)
                && isCanonical(token, first + 1, second)
                && isCanonical(token, second + 1, token.length())
                && isLow(Base64URL.from(token.substring(second + 1)).decode());
    }

    private static boolean isCanonical(String token, int from, int to) {
        int last = 0;
        for (int i = from; i < to; i++) {
            last = ALPHABET.indexOf(token.charAt(i));
            if (last < 0) {
                return false;
            }
        }
        // Of 2 or 3 characters beyond a multiple of four, the last has 4 or 2 bits that mean nothing.
        return switch ((to - from) & 3) {
            case 0 -> true;
            case 2 -> (last & 0b1111) == 0;
            case 3 -> (last & 0b11) == 0;
            default -> false;
        };
    }

    private static boolean isLow(byte[] signature) {
        return new BigInteger(1, signature, NUMBER_BYTES, NUMBER_BYTES).compareTo(HALF_ORDER) <= 0;
    }

    /** The signature of the two that are valid whose s is at most half the order. */
    static Base64URL low(Base64URL signature) {
        byte[] bytes = signature.decode();
        if (isLow(bytes)) {
            return signature;
        }
        byte[] s = ORDER.subtract(new BigInteger(1, bytes, NUMBER_BYTES, NUMBER_BYTES))
                .toByteArray();
        // At most half the order, so that it has 32 bytes or fewer.
        for (int i = 0; i < NUMBER_BYTES; i++) {
            int from = s.length - NUMBER_BYTES + i;
            bytes[NUMBER_BYTES + i] = from < 0 ? 0 : s[from];
        }
        return Base64URL.encode(bytes);
    }
}
