package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private record Timer(long timeMs, long id) {}

    private final TimerQueue timers = new TimerQueue();
    private final TreeMap<Timer, Integer> sorted =
            new TreeMap<>(Comparator.comparingLong(Timer::timeMs).thenComparingLong(Timer::id));
    private final Map<Integer, Timer> ofReservation = new HashMap<>();

    /** Of how many kinds the timers are. */
    private int kinds = TimerQueue.Kind.values().length;

    private TimerQueue.Kind kind(int reservation) {
        return TimerQueue.Kind.values()[reservation % kinds];
    }

    private void set(int reservation, long id, long timeMs) {
        timers.set(kind(reservation), reservation, id, timeMs);
        cancelInMap(reservation);
        Timer timer = new Timer(timeMs, id);
        sorted.put(timer, reservation);
        ofReservation.put(reservation, timer);
    }

    private void cancelInMap(int reservation) {
        Timer before = ofReservation.remove(reservation);
        if (before != null) {
            sorted.remove(before);
        }
    }

    private void check(int reservation) {
        Timer timer = ofReservation.get(reservation);
        assertEquals(timer == null ? 0 : timer.timeMs, timers.timeOf(reservation));
        assertEquals(sorted.isEmpty() ? Long.MAX_VALUE : sorted.firstKey().timeMs, timers.earliestMs());
        if (!sorted.isEmpty()) {
            assertEquals(sorted.firstEntry().getValue(), timers.first());
        }
        if (reservation % 16 == 0) {
            TimerQueue.Kind kind = kind(reservation);
            int first = sorted.values().stream()
                    .filter(each -> kind(each) == kind)
                    .findFirst()
                    .orElse(ReservationTable.NONE);
            assertEquals(first, timers.first(kind));
        }
    }

    @Test
    void shouldFireInOrderOfTimeThenIdAfterAnyChanges() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int reservation = 1 + random.nextInt(i < 10_000 ? 1_500 : 40);
            if (random.nextInt(5) > 0) {
                set(reservation, 100_000 - reservation, random.nextInt(300));
            } else {
                timers.cancel(reservation);
                cancelInMap(reservation);
            }
            check(reservation);
        }
        while (!sorted.isEmpty()) {
            int first = sorted.firstEntry().getValue();
            check(first);
            timers.cancel(first);
            cancelInMap(first);
            check(first);
        }
    }

    /**
     * As holds do: most are set a fixed time ahead, many are cancelled long before, the others fire. Reservations are more than
     * the runs begin with, and few enough at other times that runs turn round.
     */
    @Test
    void shouldFireInOrderWhenMostAreSetAFixedTimeAhead() {
        Random random = new Random(2);
        long[] aheadMs = {600, 1, 300, 601, 7};
        long id = 0;
        for (int nowMs = 1; nowMs < 12_000; nowMs++) {
            int reservations = nowMs % 4_000 < 2_000 ? 3_000 : 300;
            for (int i = random.nextInt(6); i >= 0; i--) {
                int reservation = 1 + random.nextInt(reservations);
                int kind = random.nextInt(20);
                if (kind < aheadMs.length || kind > 10) {
                    set(reservation, ++id, nowMs + aheadMs[kind % aheadMs.length]);
                } else if (kind == aheadMs.length) {
                    set(reservation, random.nextInt(1_000_000) + 1_000_000L * ++id, nowMs + random.nextInt(900));
                } else {
                    timers.cancel(reservation);
                    cancelInMap(reservation);
                }
                check(reservation);
            }
            while (timers.earliestMs() <= nowMs) {
                int first = timers.first();
                check(first);
                timers.cancel(first);
                cancelInMap(first);
                check(first);
            }
        }
        for (int reservation = 1; reservation <= 3_000; reservation++) {
            check(reservation);
        }
    }

    /** In whichever order timers go that fill some chunks of one run, and whatever comes after them. */
    @Test
    void shouldFireInOrderWhenChunksOfARunBecomeEmptyInAnyOrder() {
        kinds = 1;
        int chunks = 4;
        for (int[] order : new int[][] {{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}}) {
            for (int round = 1; round <= 3; round++) {
                for (int i = 0; i < chunks * TimerRun.CHUNK; i++) {
                    set(1 + i, 1 + i, 1_000_000L * round + i);
                }
                for (int chunk : order) {
                    for (int i = 0; i < TimerRun.CHUNK; i++) {
                        int reservation = 1 + chunk * TimerRun.CHUNK + (i * 769) % TimerRun.CHUNK;
                        timers.cancel(reservation);
                        cancelInMap(reservation);
                        check(reservation);
                    }
                    // One more at the end, and gone again: the last chunk may be one of holes.
                    set(10_000, 10_000, 1_000_000L * round + 500_000 + chunk);
                    check(10_000);
                    timers.cancel(10_000);
                    cancelInMap(10_000);
                    check(10_000);
                }
            }
        }
    }

    @Test
    void shouldFireInOrderWhatASnapshotHadAndWhatIsSetAfterwards() {
        for (int i = 0; i < 3_000; i++) {
            long timeMs = 1_000 + i * 7_919L % 3_000;
            timers.load(kind(1 + i), 1 + i, 1 + i, timeMs);
            Timer timer = new Timer(timeMs, 1 + i);
            sorted.put(timer, 1 + i);
            ofReservation.put(1 + i, timer);
        }
        for (int i = 0; i < 3_000; i++) {
            set(i % 2 == 0 ? 4_000 + i : 1 + i, 4_000 + i, 2_500 + i);
            check(1 + i);
        }
        while (!sorted.isEmpty()) {
            int first = sorted.firstEntry().getValue();
            check(first);
            timers.cancel(first);
            cancelInMap(first);
        }
        check(1);
    }

    @Test
    void shouldKnowNothingOfSlotsItNeverSaw() {
        timers.cancel(1_024);
        timers.cancel(5_000);
        assertEquals(0, timers.timeOf(1_024));
        assertEquals(0, timers.timeOf(5_000));
        set(1_024, 7, 50);
        check(1_024);
        set(5_000, 8, 40);
        check(5_000);
        check(1_024);
        assertEquals(0, timers.timeOf(4_999));
    }
}
