package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * One timer a reservation at most: when its hold lapses, or, once it is over, when it is forgotten; ordered by (time,
 * reservation id), so that timers due at one instant fire in a defined order, which a timer wheel would not give. Those of each
 * {@link Kind} are in that order by themselves too: what is over is forgotten sooner, kind by kind, when there is no room.
 *
 * <p>Nearly all are set a fixed time ahead: holds of a show, payments, what is over. Each such kind comes in the order in which it
 * is due, so that it need not be sorted: a timer joins the {@link TimerRun} whose last one is due nearest before it, or an empty
 * one. What fits none goes to the {@link TimerHeap}. The next one due is the first of all firsts.
 */
final class TimerQueue {
    /** What becomes of a reservation when its timer is due. */
    enum Kind {
        /** Its hold lapses. */
        LAPSES,
        /** It is forgotten; no payment of it was ever begun. */
        UNPAID,
        /** It is forgotten; its payments are settled. */
        SETTLED
    }

    private static final Kind[] KINDS = Kind.values();

    /** Runs of each kind; those of a kind stand side by side. */
    private static final int RUNS = 4;

    private static final int NONE = -1;
    private static final int WHERE_BITS = 4;
    private static final int ABSENT = -1;

    private final TimerRun[] runs = new TimerRun[RUNS * KINDS.length];

    /** By kind: its timers that are in no run. */
    private final TimerHeap[] heaps = new TimerHeap[KINDS.length];

    /** A bit a run or heap that has timers, by its number: most have none. */
    private int filled;

    /** By reservation: the run or heap, in the lowest bits, and its place there. */
    private int[] places = new int[1024];

    TimerQueue() {
        Arrays.fill(places, ABSENT);
        for (int i = 0; i < runs.length; i++) {
            runs[i] = new TimerRun(this, i);
        }
        for (int i = 0; i < heaps.length; i++) {
            heaps[i] = new TimerHeap(this, runs.length + i);
        }
    }

    /** Sets or moves the timer of a reservation. */
    void set(Kind kind, int reservation, long id, long atMs) {
        ensureSlot(reservation);
        cancel(reservation);
        int run = runFor(kind, id, atMs);
        if (run == NONE) {
            addToHeap(kind, reservation, id, atMs);
        } else {
            runs[run].add(reservation, id, atMs);
            filled |= 1 << run;
        }
    }

    /**
     * Sets the timer of a reservation that a snapshot has. Those come by id and not as they are due: runs would end so late that
     * nothing that is set afterwards could join one.
     */
    void load(Kind kind, int reservation, long id, long atMs) {
        ensureSlot(reservation);
        addToHeap(kind, reservation, id, atMs);
    }

    private void addToHeap(Kind kind, int reservation, long id, long atMs) {
        heaps[kind.ordinal()].add(reservation, id, atMs);
        filled |= 1 << runs.length + kind.ordinal();
    }

    void cancel(int reservation) {
        if (reservation < places.length && places[reservation] != ABSENT) {
            int at = places[reservation];
            places[reservation] = ABSENT;
            boolean last;
            if (where(at) >= runs.length) {
                TimerHeap heap = heaps[where(at) - runs.length];
                heap.remove(at >>> WHERE_BITS);
                last = heap.isEmpty();
            } else {
                TimerRun run = runs[where(at)];
                run.remove(at >>> WHERE_BITS);
                last = run.isEmpty();
            }
            if (last) {
                filled &= ~(1 << where(at));
            }
        }
    }

    /** The timer of a reservation, or 0 when it has none. */
    long timeOf(int reservation) {
        if (reservation >= places.length || places[reservation] == ABSENT) {
            return 0;
        }
        int at = places[reservation];
        return where(at) >= runs.length
                ? heaps[where(at) - runs.length].timeAt(at >>> WHERE_BITS)
                : runs[where(at)].timeAt(at >>> WHERE_BITS);
    }

    long earliestMs() {
        long earliestMs = Long.MAX_VALUE;
        for (int left = filled; left != 0; left &= left - 1) {
            earliestMs = Math.min(earliestMs, firstMs(Integer.numberOfTrailingZeros(left)));
        }
        return earliestMs;
    }

    /** The reservation whose timer is due next; {@link ReservationTable#NONE} when there is none. */
    int first() {
        return firstOf(filled);
    }

    /** The same among those of a kind. */
    int first(Kind kind) {
        int ofKind = (1 << RUNS) - 1 << kind.ordinal() * RUNS | 1 << runs.length + kind.ordinal();
        return firstOf(filled & ofKind);
    }

    /** The first of some runs and heaps that have timers, a bit each. */
    private int firstOf(int some) {
        int first = ReservationTable.NONE;
        long firstMs = 0;
        long firstId = 0;
        for (int left = some; left != 0; left &= left - 1) {
            int where = Integer.numberOfTrailingZeros(left);
            long atMs = firstMs(where);
            long id = firstId(where);
            if (first == ReservationTable.NONE || before(atMs, id, firstMs, firstId)) {
                first = where >= runs.length ? heaps[where - runs.length].first() : runs[where].first();
                firstMs = atMs;
                firstId = id;
            }
        }
        return first;
    }

    private long firstMs(int where) {
        return where >= runs.length ? heaps[where - runs.length].firstMs() : runs[where].firstMs();
    }

    private long firstId(int where) {
        return where >= runs.length ? heaps[where - runs.length].firstId() : runs[where].firstId();
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

    private int runFor(Kind kind, long id, long atMs) {
        int nearest = NONE;
        int empty = NONE;
        int firstRun = kind.ordinal() * RUNS;
        for (int i = firstRun; i < firstRun + RUNS; i++) {
            if (runs[i].isEmpty()) {
                empty = i;
            } else if (runs[i].endsBefore(id, atMs) && (nearest == NONE || runs[i].lastMs() > runs[nearest].lastMs())) {
                nearest = i;
            }
        }
        return nearest == NONE ? empty : nearest;
    }

    private void ensureSlot(int reservation) {
        int length = places.length;
        if (reservation >= length) {
            places = Arrays.copyOf(places, Math.max(length * 2, reservation + 1));
            Arrays.fill(places, length, places.length, ABSENT);
        }
    }
}
