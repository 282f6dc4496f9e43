package io.boxoffice.simulator;

import java.util.HexFormat;
import java.util.function.Supplier;

/** What happened, a line each: kept as a hash always, and written out when wanted. */
final class Trace {
    private static final long PRIME = 0x100000001B3L;

    private final Appendable out;
    private int step;
    private long hash = 0xCBF29CE484222325L;

    /**
     * @param out where lines go; null: nowhere
     */
    Trace(Appendable out) {
        this.out = out;
    }

    void nextStep() {
        step++;
    }

    int step() {
        return step;
    }

    /** A hash over everything that was noted. */
    long hash() {
        return hash;
    }

    /** Notes something that two runs of a seed must agree on; the words are only made when somebody reads them. */
    void say(long value, Supplier<String> words) {
        hash = (hash ^ value ^ (long) step << 40) * PRIME;
        if (out != null) {
            try {
                out.append(step + ": " + words.get() + "\n");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 48));
    }
}
