package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * One timer a reservation at most: when its hold lapses, or, once it is over, when it may be forgotten. A heap of reservation
 * slots ordered by (time, reservation id), so that timers due at one instant fire in a defined order, which a timer wheel would
 * not give. Setting, cancelling and firing cost O(log n).
 *
 * <p>Each place of the heap has four children, side by side, and carries its key: half as many levels as a binary heap has, and
 * no look at a reservation to compare.
 */
final class TimerQueue {
    private static final int ABSENT = -1;
    private static final int CHILDREN_BITS = 2;
    private static final int CHILDREN = 1 << CHILDREN_BITS;

    /** By place in the heap. */
    private long[] timeMs = new long[1024];

    private long[] ids = new long[1024];
    private int[] heap = new int[1024];

    /** By reservation: its place. */
    private int[] position = new int[1024];

    private int size;

    TimerQueue() {
        Arrays.fill(position, ABSENT);
    }

    /** Sets or moves the timer of a reservation. */
    void set(int reservation, long id, long atMs) {
        ensureSlot(reservation);
        int at = position[reservation];
        if (at == ABSENT) {
            if (size == heap.length) {
                grow(size * 2);
            }
            siftUp(size++, reservation, id, atMs);
        } else if (atMs < timeMs[at]) {
            siftUp(at, reservation, id, atMs);
        } else {
            siftDown(at, reservation, id, atMs);
        }
    }

    void cancel(int reservation) {
        if (reservation < position.length && position[reservation] != ABSENT) {
            int at = position[reservation];
            position[reservation] = ABSENT;
            int last = --size;
            if (last != at) {
                int parent = parent(at);
                if (at > 0 && before(timeMs[last], ids[last], parent)) {
                    siftUp(at, heap[last], ids[last], timeMs[last]);
                } else {
                    siftDown(at, heap[last], ids[last], timeMs[last]);
                }
            }
        }
    }

    /** The timer of a reservation, or 0 when it has none. */
    long timeOf(int reservation) {
        return reservation < position.length && position[reservation] != ABSENT ? timeMs[position[reservation]] : 0;
    }

    long earliestMs() {
        return size == 0 ? Long.MAX_VALUE : timeMs[0];
    }

    /** The reservation whose timer is due next; only when there is one. */
    int first() {
        return heap[0];
    }

    private static int parent(int at) {
        return (at - 1) >>> CHILDREN_BITS;
    }

    /** Whether a key comes before that of a place. */
    private boolean before(long time, long id, int place) {
        return time != timeMs[place] ? time < timeMs[place] : id < ids[place];
    }

    /** Finds the place of a timer from a free one upwards. */
    private void siftUp(int from, int reservation, long id, long time) {
        int at = from;
        while (at > 0 && before(time, id, parent(at))) {
            move(parent(at), at);
            at = parent(at);
        }
        put(at, reservation, id, time);
    }

    /** Finds the place of a timer from a free one downwards. */
    private void siftDown(int from, int reservation, long id, long time) {
        int at = from;
        int child;
        while ((child = firstChild(at)) < size) {
            int end = Math.min(child + CHILDREN, size);
            for (int other = child + 1; other < end; other++) {
                if (before(timeMs[other], ids[other], child)) {
                    child = other;
                }
            }
            if (before(time, id, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, reservation, id, time);
    }

    private static int firstChild(int at) {
        return (at << CHILDREN_BITS) + 1;
    }

    private void move(int from, int to) {
        put(to, heap[from], ids[from], timeMs[from]);
    }

    private void put(int at, int reservation, long id, long time) {
        heap[at] = reservation;
        ids[at] = id;
        timeMs[at] = time;
        position[reservation] = at;
    }

    private void grow(int capacity) {
        heap = Arrays.copyOf(heap, capacity);
        ids = Arrays.copyOf(ids, capacity);
        timeMs = Arrays.copyOf(timeMs, capacity);
    }

    private void ensureSlot(int reservation) {
        int length = position.length;
        if (reservation >= length) {
            position = Arrays.copyOf(position, Math.max(length * 2, reservation + 1));
            Arrays.fill(position, length, position.length, ABSENT);
        }
    }
}
