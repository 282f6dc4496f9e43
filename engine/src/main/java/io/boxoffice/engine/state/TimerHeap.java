package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * Those timers of a {@link TimerQueue} that come in no order: a heap ordered by (time, reservation id). Each place has four
 * children, side by side, and carries its key: half as many levels as a binary heap has, and no look at a reservation to compare.
 * Setting and cancelling cost O(log n).
 */
final class TimerHeap {
    private static final int CHILDREN_BITS = 2;
    private static final int CHILDREN = 1 << CHILDREN_BITS;

    /** By place in the heap. */
    private long[] timeMs = new long[1024];

    private long[] ids = new long[1024];
    private int[] heap = new int[1024];

    private final TimerQueue queue;
    private final int number;
    private int size;

    /**
     * @param number of this heap within the queue
     */
    TimerHeap(TimerQueue queue, int number) {
        this.queue = queue;
        this.number = number;
    }

    /** Adds a timer that is not there. */
    void add(int reservation, long id, long atMs) {
        if (size == heap.length) {
            grow(size * 2);
        }
        siftUp(size++, reservation, id, atMs);
    }

    /** Takes away what stands in a place. */
    void remove(int at) {
        int last = --size;
        if (last != at) {
            if (at > 0 && before(timeMs[last], ids[last], parent(at))) {
                siftUp(at, heap[last], ids[last], timeMs[last]);
            } else {
                siftDown(at, heap[last], ids[last], timeMs[last]);
            }
        }
    }

    long timeAt(int at) {
        return timeMs[at];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** When its first timer is due; only when there is one. */
    long firstMs() {
        return timeMs[0];
    }

    /** The reservation of the first; only when there is one. */
    int first() {
        return heap[0];
    }

    /** The id of that reservation; only when there is one. */
    long firstId() {
        return ids[0];
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
        queue.place(reservation, number, at);
    }

    private void grow(int capacity) {
        heap = Arrays.copyOf(heap, capacity);
        ids = Arrays.copyOf(ids, capacity);
        timeMs = Arrays.copyOf(timeMs, capacity);
    }
}
