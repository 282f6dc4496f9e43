package io.boxoffice.bench.load.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long SECOND_NS = 1_000_000_000;

    private static int taken(Pace pace, long nowNs) {
        int count = 0;
        while (pace.tryTake(nowNs)) {
            count++;
        }
        return count;
    }

    @Test
    void shouldGiveSoManyASecond() {
        Pace pace = new Pace(1_000, 0);
        int count = taken(pace, 0);
        for (long ms = 1; ms <= 1_000; ms++) {
            count += taken(pace, ms * SECOND_NS / 1_000);
        }

        assertEquals(1_000 + 20, count, 1);
    }

    @Test
    void shouldNotSaveUpForLater() {
        Pace pace = new Pace(1_000, 0);

        assertEquals(20, taken(pace, 60 * SECOND_NS));
    }
}
