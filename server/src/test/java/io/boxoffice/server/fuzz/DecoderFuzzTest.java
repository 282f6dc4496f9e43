package io.boxoffice.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every decoder keeps its promise, whatever comes: the kept corpus, then seeded mutations of it. More of them, all decoders
 * together, from another seed:
 *
 * <pre>
 * mvn test -pl server -am -Dtest=DecoderFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dboxoffice.fuzz.inputs=10000000 -Dboxoffice.fuzz.seed=2
 * </pre>
 *
 * <p>A failure tells the input in hexadecimal; kept as a file below {@code src/test/resources/fuzz}, it is judged in every
 * build from then on.
 */
class DecoderFuzzTest {
    private static final long INPUTS = Long.getLong("boxoffice.fuzz.inputs", 120_000);
    private static final long SEED = Long.getLong("boxoffice.fuzz.seed", 1);

    /** No input takes long: this is a hang, not a slow machine. */
    private static final long HANG_NS = TimeUnit.SECONDS.toNanos(10);

    @ParameterizedTest
    @EnumSource
    void shouldKeepItsPromiseForTheCorpus(Decoder decoder) throws Exception {
        try (FuzzTarget target = decoder.open()) {
            for (Map.Entry<String, byte[]> kept : Corpus.of(decoder.directory()).entrySet()) {
                judge(decoder, target, kept.getValue(), kept.getKey());
            }
            for (byte[] seed : target.seeds()) {
                judge(decoder, target, seed, "a valid input");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepItsPromiseForMutations(Decoder decoder) throws Exception {
        int shares = Arrays.stream(Decoder.values()).mapToInt(Decoder::share).sum();
        long inputs = Math.max(100, INPUTS * decoder.share() / shares);
        try (FuzzTarget target = decoder.open()) {
            List<byte[]> corpus = Mutator.together(target.seeds(), Corpus.bytesOf(decoder.directory()));
            Mutator mutator = new Mutator(SEED, corpus);
            long startNs = System.nanoTime();
            for (long i = 0; i < inputs; i++) {
                judge(decoder, target, mutator.next(), "seed " + SEED + ", input " + i);
            }
            double seconds = (System.nanoTime() - startNs) / 1e9;
            System.out.printf("%s: %d inputs, %.1f s, %.0f inputs/s%n", decoder, inputs, seconds, inputs / seconds);
        }
    }

    private static void judge(Decoder decoder, FuzzTarget target, byte[] input, String which) {
        byte[] kept = input.clone();
        long startNs = System.nanoTime();
        try {
            target.decode(input);
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(
                    decoder + ", " + which + ": " + HexFormat.of().formatHex(kept), e);
        }
        long tookNs = System.nanoTime() - startNs;
        assertTrue(
                tookNs < HANG_NS,
                () -> decoder + ", " + which + " took " + tookNs / 1_000_000 + " ms: "
                        + HexFormat.of().formatHex(kept));
    }
}
