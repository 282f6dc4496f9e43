package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalClockTest {
    private static final long HOUR_MS = 3_600_000;

    private final FakeTime time = new FakeTime();
    private final List<Long> alarms = new ArrayList<>();

    private JournalClock clock(long lastJournaledMs) {
        return new JournalClock(time.wallMs::get, time.monotonicNs::get, lastJournaledMs, 500, 1_000, alarms::add);
    }

    @Test
    void shouldStartAtTheWallClock() {
        assertEquals(FakeTime.START_MS, clock(FakeTime.START_MS - 5).timeMs());
    }

    @Test
    void shouldStartAtTheLastJournaledTimeWhenTheWallClockIsBehindIt() {
        assertEquals(FakeTime.START_MS + 500, clock(FakeTime.START_MS + 500).timeMs());
        assertEquals(List.of(), alarms);
    }

    @Test
    void shouldReportAWallClockFarBehindTheJournalAtTheStart() {
        clock(FakeTime.START_MS + HOUR_MS);

        assertEquals(List.of(-HOUR_MS), alarms);
    }

    @Test
    void shouldCountTimeSpentStopped() {
        assertEquals(FakeTime.START_MS, clock(FakeTime.START_MS - HOUR_MS).timeMs());
        assertEquals(List.of(), alarms);
    }

    @Test
    void shouldAdvanceWithTheMonotonicClock() {
        JournalClock clock = clock(0);
        time.advanceMs(1_500);

        assertEquals(FakeTime.START_MS + 1_500, clock.timeMs());
        assertEquals(0, clock.wallDifferenceMs());
    }

    @Test
    void shouldStandStillRatherThanGoBackWithTheMonotonicClock() {
        JournalClock clock = clock(0);
        time.monotonicNs.addAndGet(-5_000_000);

        assertEquals(FakeTime.START_MS, clock.timeMs());
    }

    @Test
    void shouldNotExpireAnybodysHoldWhenTheWallClockJumpsAhead() {
        JournalClock clock = clock(0);
        time.wallMs.addAndGet(HOUR_MS);

        assertEquals(FakeTime.START_MS, clock.timeMs());
        time.advanceMs(10_000);
        assertEquals(FakeTime.START_MS + 10_005, clock.timeMs());
        assertEquals(List.of(HOUR_MS), alarms);
        assertEquals(1, clock.jumps());
        assertTrue(Math.abs(clock.wallDifferenceMs() - HOUR_MS) < 10);
    }

    @Test
    void shouldGoOnMoreSlowlyWhenTheWallClockJumpsBack() {
        JournalClock clock = clock(0);
        time.wallMs.addAndGet(-HOUR_MS);

        assertEquals(FakeTime.START_MS, clock.timeMs());
        time.advanceMs(10_000);
        assertEquals(FakeTime.START_MS + 9_995, clock.timeMs());
        assertEquals(List.of(-HOUR_MS), alarms);
    }

    @Test
    void shouldReachTheWallClockSlowlyAndStayWithIt() {
        JournalClock clock = clock(0);
        time.wallMs.addAndGet(400);
        long before = clock.timeMs();
        for (int second = 0; second < 1_200; second++) {
            time.advanceMs(1_000);
            long now = clock.timeMs();
            assertTrue(now - before >= 1_000 && now - before <= 1_001, now - before + " ms");
            before = now;
        }

        assertTrue(Math.abs(time.wallMs.get() - before) <= 1);
        assertEquals(List.of(), alarms);
    }

    @Test
    void shouldReportEachJump() {
        JournalClock clock = clock(0);
        time.wallMs.addAndGet(2_000);
        clock.timeMs();
        time.wallMs.addAndGet(2_000);
        clock.timeMs();
        time.wallMs.addAndGet(-4_000);
        clock.timeMs();
        time.advanceMs(10);
        clock.timeMs();

        assertEquals(List.of(2_000L, 4_000L, 0L), alarms);
    }

    @Test
    void shouldReportAClockThatRunsAwaySlowly() {
        JournalClock clock = clock(0);
        for (int i = 0; i < 250; i++) {
            time.advanceMs(1);
            time.wallMs.addAndGet(10);
            clock.timeMs();
        }

        assertEquals(2, alarms.size());
    }

    @Test
    void shouldNotReportItsOwnWayBackToTheWallClock() {
        JournalClock clock = clock(0);
        time.wallMs.addAndGet(5_000);
        clock.timeMs();
        for (int minute = 0; minute < 300; minute++) {
            time.advanceMs(60_000);
            clock.timeMs();
        }

        assertEquals(1, alarms.size());
        assertTrue(Math.abs(clock.wallDifferenceMs()) <= 1);
    }

    @Test
    void shouldNeverGoBackWhateverTheClocksDo() {
        Random random = new Random(42);
        JournalClock clock = clock(0);
        long before = clock.timeMs();
        for (int i = 0; i < 100_000; i++) {
            time.wallMs.addAndGet(random.nextInt(2_001) - 1_000);
            time.monotonicNs.addAndGet(random.nextInt(3_000_000) - 1_000_000);
            long now = clock.timeMs();
            assertTrue(now >= before && now - before <= 4);
            before = now;
        }
    }

    @Test
    void shouldRefuseRatesOutOfRange() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new JournalClock(time.wallMs::get, time.monotonicNs::get, 0, 100_001, 1, alarms::add));
        assertThrows(
                IllegalArgumentException.class,
                () -> new JournalClock(time.wallMs::get, time.monotonicNs::get, 0, 500, 0, alarms::add));
    }
}
