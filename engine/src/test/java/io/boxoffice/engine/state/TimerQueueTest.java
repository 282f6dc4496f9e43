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

    private void set(int reservation, long id, long timeMs) {
        timers.set(reservation, id, timeMs);
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
