package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures that are read while they are counted, in all orders of the steps. */
class StatisticsRacesTest {
    /** Whoever reads a count finds at least so many values. */
    static final class Counting implements Interleavings.Scenario {
        private final LogLinearHistogram histogram = new LogLinearHistogram(8);

        @Override
        public void one() {
            histogram.record(3);
            histogram.record(7);
        }

        @Override
        public void another() {
            long count = histogram.count();
            long sum = histogram.sum();
            long seen = 0;
            for (int bucket = 0; bucket < histogram.bucketCount(); bucket++) {
                seen += histogram.countIn(bucket);
            }
            assertTrue(seen >= count);
            assertTrue(sum >= (count == 2 ? 10 : 3 * count));
            assertTrue(count < 2 || histogram.max() == 7);
        }
    }

    static List<VariedClass> faults() {
        return List.of(VariedClass.of(LogLinearHistogram.class, "counts first")
                .with("        count.setRelease(count.getPlain() + 1);\n", "")
                .with(
                        "int bucket = Math.min(bucketOf(",
                        "count.setRelease(count.getPlain() + 1);\n        int bucket = Math.min(bucketOf("));
    }

    @Test
    void shouldFindAllThatIsCounted() {
        Interleavings.holds(Counting.class, LogLinearHistogram.class);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldNoticeWhatIsCountedTooEarly(VariedClass broken) {
        Interleavings.catches(Counting.class, broken);
    }
}
