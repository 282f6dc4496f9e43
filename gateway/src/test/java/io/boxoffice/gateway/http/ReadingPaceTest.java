package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReadingPaceTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int TIMEOUT_MS = 5_000;

    private final ReadingPace pace = new ReadingPace(1_000, 0);
    private long taken;

    /** One look a second, at a client that takes so much a second. */
    private boolean isTooSlowWithin(int seconds, long waitingBytes, int bytesPerSecond) {
        long waiting = waitingBytes;
        for (int second = 0; second <= seconds; second++) {
            if (pace.isTooSlow(second * SECOND_NS, waiting, taken, TIMEOUT_MS, false)) {
                return true;
            }
            long takes = Math.min(bytesPerSecond, waiting);
            taken += takes;
            waiting -= takes;
        }
        return false;
    }

    @Test
    void shouldEndThoseWhoTakeNothing() {
        assertFalse(isTooSlowWithin(5, 1_000_000, 0));
        assertTrue(isTooSlowWithin(6, 1_000_000, 0));
    }

    @Test
    void shouldEndThoseWhoTakeLessThanTheLeastRate() {
        assertTrue(isTooSlowWithin(6, 1_000_000, 1));
        assertTrue(isTooSlowWithin(6, 1_000_000, 900));
    }

    @Test
    void shouldBearWithThoseWhoTakeTheLeastRate() {
        assertFalse(isTooSlowWithin(600, 1_000_000, 1_000));
    }

    @Test
    void shouldBearWithWhatIsLittleAndTaken() {
        assertFalse(isTooSlowWithin(60, 100, 50), "all that waited was taken");
        assertTrue(isTooSlowWithin(6, 100, 0));
    }

    @Test
    void shouldAskForMoreOfThoseWhoMustHurry() {
        assertFalse(pace.isTooSlow(0, 1_000_000, 0, TIMEOUT_MS, true));
        assertFalse(pace.isTooSlow(4 * SECOND_NS, 900_000, 100_000, TIMEOUT_MS, true));
        assertTrue(pace.isTooSlow(6 * SECOND_NS, 850_000, 150_000, TIMEOUT_MS, true));
        assertFalse(pace.isTooSlow(6 * SECOND_NS, 850_000, 150_000, TIMEOUT_MS, false));
    }

    @Test
    void shouldCountFromWhenSomethingWaits() {
        assertFalse(pace.isTooSlow(0, 0, 0, TIMEOUT_MS, false));
        assertFalse(pace.isTooSlow(100 * SECOND_NS, 500, 0, TIMEOUT_MS, false));
        assertFalse(pace.isTooSlow(104 * SECOND_NS, 500, 0, TIMEOUT_MS, false));
        assertTrue(pace.isTooSlow(106 * SECOND_NS, 500, 0, TIMEOUT_MS, false));
    }
}
