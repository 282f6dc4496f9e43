package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * One timer a reservation at most: when its hold lapses, or, once it is over, when it may be forgotten. A binary heap of
 * reservation slots ordered by (time, reservation id), so that timers due at one instant fire in a defined order, which a
 * timer wheel would not give. Setting, cancelling and firing cost O(log n).
 */
final class TimerQueue {
    private static final int ABSENT = -1;

    private long[] timeMs = new long[1024];
    private long[] ids = new long[1024];
    private int[] position = new int[1024];
    private int[] heap = new int[1024];
    private int size;

    TimerQueue() {
        Arrays.fill(position, ABSENT);
    }

    /** Sets or moves the timer of a reservation. */
    void set(int reservation, long id, long atMs) {
        ensureSlot(reservation);
        timeMs[reservation] = atMs;
        ids[reservation] = id;
        if (position[reservation] == ABSENT) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            heap[size] = reservation;
            position[reservation] = size++;
        }
        siftUp(position[reservation]);
        siftDown(position[reservation]);
    }

    void cancel(int reservation) {
        if (reservation < position.length && position[reservation] != ABSENT) {
            int at = position[reservation];
            position[reservation] = ABSENT;
            int last = heap[--size];
            if (last != reservation) {
                heap[at] = last;
                position[last] = at;
                siftUp(at);
                siftDown(position[last]);
            }
        }
    }

    /** The timer of a reservation, or 0 when it has none. */
    long timeOf(int reservation) {
        return reservation < position.length && position[reservation] != ABSENT ? timeMs[reservation] : 0;
    }

    long earliestMs() {
        return size == 0 ? Long.MAX_VALUE : timeMs[heap[0]];
    }

    /** The reservation whose timer is due next; only when there is one. */
    int first() {
        return heap[0];
    }

    private boolean before(int a, int b) {
        return timeMs[a] != timeMs[b] ? timeMs[a] < timeMs[b] : ids[a] < ids[b];
    }

    private void siftUp(int from) {
        int at = from;
        int moved = heap[at];
        while (at > 0 && before(moved, heap[(at - 1) >>> 1])) {
            place(heap[(at - 1) >>> 1], at);
            at = (at - 1) >>> 1;
        }
        place(moved, at);
    }

    private void siftDown(int from) {
        int at = from;
        int moved = heap[at];
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moved)) {
                break;
            }
            place(heap[child], at);
            at = child;
        }
        place(moved, at);
    }

    private void place(int reservation, int at) {
        heap[at] = reservation;
        position[reservation] = at;
    }

    private void ensureSlot(int reservation) {
        int length = position.length;
        if (reservation >= length) {
            int capacity = Math.max(length * 2, reservation + 1);
            timeMs = Arrays.copyOf(timeMs, capacity);
            ids = Arrays.copyOf(ids, capacity);
            position = Arrays.copyOf(position, capacity);
            Arrays.fill(position, length, capacity, ABSENT);
        }
    }
}
