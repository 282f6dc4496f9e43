package io.boxoffice.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes inputs out of others: the same seed and corpus give the same inputs. For one thread. */
public final class Mutator {
    private static final int MAX_LENGTH = 1 << 16;
    private static final int[] NUMBERS = {
        0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, -1, -2, 48, 100, 254
    };
    private static final List<byte[]> WORDS = words(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "true",
            "-0",
            "1e999999999",
            "-1e-999999999",
            "9223372036854775808",
            "99999999999999999999999999999999999999999999999999999999999999999999999999",
            "0.1",
            "NaN",
            "\\u0000",
            "\\ud800",
            "\\udc00\\ud800",
            "\u0000",
            "\u202e",
            "\uFEFF",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":",
            "\r\n",
            "\n\n",
            "%00",
            "%",
            "%ff",
            "..",
            "${a}",
            "include \"",
            "+999999999-12-31",
            "-999999999-01-01T00:00:00Z",
            "0000-00-00");

    private final SplittableRandom random;
    private final List<byte[]> corpus;

    /**
     * @param corpus at least one input
     */
    public Mutator(long seed, List<byte[]> corpus) {
        random = new SplittableRandom(seed);
        this.corpus = List.copyOf(corpus);
    }

    private static List<byte[]> words(String... words) {
        return Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The next input: one of the corpus, changed in one to eight places. */
    public byte[] next() {
        byte[] bytes = any().clone();
        for (int left = 1 << random.nextInt(4); left > 0; left--) {
            bytes = mutate(bytes);
        }
        return bytes.length <= MAX_LENGTH ? bytes : Arrays.copyOf(bytes, MAX_LENGTH);
    }

    /** One of the corpus as it is. */
    public byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] mutate(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        switch (random.nextInt(10)) {
            case 0:
                return flip(bytes, at);
            case 1:
                return replace(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt()});
            case 2:
                return overwrite(bytes, at, 1 << random.nextInt(4));
            case 3:
                return replace(bytes, at, at, WORDS.get(random.nextInt(WORDS.size())));
            case 4:
                return replace(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), new byte[0]);
            case 5:
                return Arrays.copyOf(bytes, at);
            case 6:
                return replace(bytes, at, at, part(bytes));
            case 7:
                return replace(bytes, at, at, part(any()));
            case 8:
                return replace(bytes, at, Math.min(bytes.length, at + random.nextInt(32)), part(any()));
            default:
                return swapDigits(bytes, at);
        }
    }

    private byte[] flip(byte[] bytes, int at) {
        if (at < bytes.length) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] overwrite(byte[] bytes, int at, int width) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >>> (8 * Math.min(i, 7)));
        }
        return bytes;
    }

    /** Another number where one stands as text. */
    private byte[] swapDigits(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                bytes[i] = (byte) ('0' + random.nextInt(10));
                return bytes;
            }
        }
        return bytes;
    }

    private byte[] part(byte[] of) {
        int from = random.nextInt(of.length + 1);
        return Arrays.copyOfRange(of, from, Math.min(of.length, from + 1 + random.nextInt(64)));
    }

    private static byte[] replace(byte[] bytes, int from, int to, byte[] with) {
        byte[] result = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result;
    }

    /** The corpus with more added. */
    public static List<byte[]> together(List<byte[]> some, List<byte[]> more) {
        List<byte[]> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
