package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * One timer a reservation at most: when its hold lapses, or, once it is over, when it may be forgotten; ordered by (time,
 * reservation id), so that timers due at one instant fire in a defined order, which a timer wheel would not give.
 *
 * <p>Nearly all are set a fixed time ahead: holds of a show, payments, what is over. Each such kind comes in the order in which it
 * is due, so that it need not be sorted: a timer joins the {@link TimerRun} whose last one is due nearest before it, or an empty
 * one. What fits none goes to the {@link TimerHeap}. The next one due is the first of all firsts.
 */
final class TimerQueue {
    private static final int RUNS = 4;

    /** Where a timer stands that is in no run. */
    static final int HEAP = RUNS;

    private static final int WHERE_BITS = 3;
    private static final int ABSENT = -1;

    private final TimerRun[] runs = new TimerRun[RUNS];
    private final TimerHeap heap = new TimerHeap(this);

    /** By reservation: the run or heap, in the lowest bits, and its place there. */
    private int[] places = new int[1024];

    TimerQueue() {
        Arrays.fill(places, ABSENT);
        for (int i = 0; i < RUNS; i++) {
            runs[i] = new TimerRun(this, i);
        }
    }

    /** Sets or moves the timer of a reservation. */
    void set(int reservation, long id, long atMs) {
        ensureSlot(reservation);
        cancel(reservation);
        int run = runFor(id, atMs);
        if (run == HEAP) {
            heap.add(reservation, id, atMs);
        } else {
            runs[run].add(reservation, id, atMs);
        }
    }

    /**
     * Sets the timer of a reservation that a snapshot has. Those come by id and not as they are due: runs would end so late that
     * nothing that is set afterwards could join one.
     */
    void load(int reservation, long id, long atMs) {
        ensureSlot(reservation);
        heap.add(reservation, id, atMs);
    }

    void cancel(int reservation) {
        if (reservation < places.length && places[reservation] != ABSENT) {
            int at = places[reservation];
            places[reservation] = ABSENT;
            if (where(at) == HEAP) {
                heap.remove(at >>> WHERE_BITS);
            } else {
                runs[where(at)].remove(at >>> WHERE_BITS);
            }
        }
    }

    /** The timer of a reservation, or 0 when it has none. */
    long timeOf(int reservation) {
        if (reservation >= places.length || places[reservation] == ABSENT) {
            return 0;
        }
        int at = places[reservation];
        return where(at) == HEAP ? heap.timeAt(at >>> WHERE_BITS) : runs[where(at)].timeAt(at >>> WHERE_BITS);
    }

    long earliestMs() {
        long earliestMs = heap.isEmpty() ? Long.MAX_VALUE : heap.firstMs();
        for (TimerRun run : runs) {
            if (!run.isEmpty() && run.firstMs() < earliestMs) {
                earliestMs = run.firstMs();
            }
        }
        return earliestMs;
    }

    /** The reservation whose timer is due next; only when there is one. */
    int first() {
        TimerRun first = null;
        for (TimerRun run : runs) {
            if (!run.isEmpty()
                    && (first == null || before(run.firstMs(), run.firstId(), first.firstMs(), first.firstId()))) {
                first = run;
            }
        }
        boolean inHeap = first == null
                || !heap.isEmpty() && before(heap.firstMs(), heap.firstId(), first.firstMs(), first.firstId());
        return inHeap ? heap.first() : first.first();
    }

    /** Notes where a timer stands now. */
    void place(int reservation, int where, int at) {
        places[reservation] = at << WHERE_BITS | where;
    }

    private static int where(int place) {
        return place & (1 << WHERE_BITS) - 1;
    }

    private static boolean before(long timeMs, long id, long otherTimeMs, long otherId) {
        return timeMs != otherTimeMs ? timeMs < otherTimeMs : id < otherId;
    }

    private int runFor(long id, long atMs) {
        int nearest = HEAP;
        int empty = HEAP;
        for (int i = 0; i < RUNS; i++) {
            if (runs[i].isEmpty()) {
                empty = i;
            } else if (runs[i].endsBefore(id, atMs) && (nearest == HEAP || runs[i].lastMs() > runs[nearest].lastMs())) {
                nearest = i;
            }
        }
        return nearest == HEAP ? empty : nearest;
    }

    private void ensureSlot(int reservation) {
        int length = places.length;
        if (reservation >= length) {
            places = Arrays.copyOf(places, Math.max(length * 2, reservation + 1));
            Arrays.fill(places, length, places.length, ABSENT);
        }
    }
}
