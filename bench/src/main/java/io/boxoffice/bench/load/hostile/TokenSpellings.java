package io.boxoffice.bench.load.hostile;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * One valid token of ES256, spelt in ever new ways that a lenient reader takes for the same or for as good: characters put into
 * the signature that are not of base64url, other values of the last bits, which no byte needs, padding, and the other signature
 * (r, n − s) of the same message. The signed text is never touched. For one thread.
 */
final class TokenSpellings {
    /** The order of P-256. */
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    /** Visible, and none of base64url, of base64, or the dot that parts a token. */
    private static final String FOREIGN = "!#$%&'()*,:;<>?@[]^`{|}~";

    private static final int SIGNATURE_BYTES = 64;
    private static final int HALF = SIGNATURE_BYTES / 2;
    /** 64 bytes are 512 bits, and 86 characters have 516. */
    private static final int SPARE_VALUES = 16;

    private static final int WAYS = 5;

    private final String signed;
    private final List<String> signatures;
    private final int maxChars;
    private long number;

    /**
     * @param maxChars of a token
     * @param from     which spelling is the first; 0 or more
     */
    TokenSpellings(String token, int maxChars, long from) {
        this.maxChars = maxChars;
        number = from;
        int dot = token.lastIndexOf('.');
        signed = token.substring(0, dot + 1);
        String signature = token.substring(dot + 1);
        signatures = List.of(signature, other(signature));
    }

    /**
     * The next spelling. Four in five were not there before; those without foreign characters come again after some ten
     * thousand.
     */
    String next() {
        long i = number++;
        String signature = signatures.get((int) (i / WAYS % signatures.size()));
        String spelt =
                switch ((int) (i % WAYS)) {
                    case 0 -> withForeign(signature, i);
                    case 1 -> filledWithForeign(withSpareBits(signature, i / WAYS), i);
                    case 2 -> filledWithForeign(signature, i);
                    case 3 -> padded(withSpareBits(signature, i / WAYS), i / WAYS / SPARE_VALUES);
                    default -> filledWithForeign(withForeign(signature, i), i);
                };
        return signed + spelt;
    }

    /** (r, n − s), which is as valid as (r, s). */
    private static String other(String signature) {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, HALF, SIGNATURE_BYTES));
        byte[] other = ORDER.subtract(s).toByteArray();
        Arrays.fill(bytes, HALF, SIGNATURE_BYTES, (byte) 0);
        int length = Math.min(other.length, HALF);
        System.arraycopy(other, other.length - length, bytes, SIGNATURE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String withSpareBits(String signature, long number) {
        int last = ALPHABET.indexOf(signature.charAt(signature.length() - 1));
        int changed = last / SPARE_VALUES * SPARE_VALUES + (int) ((last + number) % SPARE_VALUES);
        return signature.substring(0, signature.length() - 1) + ALPHABET.charAt(changed);
    }

    /** The number, written with foreign characters, at a place that the number says. */
    private static String withForeign(String signature, long number) {
        int at = (int) (number % signature.length());
        return signature.substring(0, at) + foreign(number) + signature.substring(at);
    }

    /** The same, as long as it may be: what remembers it remembers most. */
    private String filledWithForeign(String signature, long number) {
        String digits = foreign(number);
        int left = maxChars - signed.length() - signature.length() - digits.length();
        return signature + digits + FOREIGN.substring(0, 1).repeat(Math.max(0, left));
    }

    /** With so many characters of padding, as far as there is room. */
    private String padded(String signature, long number) {
        int room = Math.max(1, maxChars - signed.length() - signature.length());
        return signature + "=".repeat((int) (number % room));
    }

    private static String foreign(long number) {
        StringBuilder text = new StringBuilder();
        for (long left = number + 1; left > 0; left /= FOREIGN.length()) {
            text.append(FOREIGN.charAt((int) (left % FOREIGN.length())));
        }
        return text.toString();
    }
}
