package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * Those timers of a {@link TimerQueue} that were set in the order in which they are due: a ring in order of (time, reservation id),
 * added to at its end only. A timer that is cancelled leaves a hole; there are none at either end, and when the ring is full and at
 * least half of it are holes, those that are left move together, otherwise it doubles. So adding and removing cost O(1), taken
 * over all.
 */
final class TimerRun {
    /** By place in the ring. */
    private long[] timeMs = new long[256];

    private long[] ids = new long[256];

    /** {@link ReservationTable#NONE}: a hole. */
    private int[] slots = new int[256];

    private final TimerQueue queue;
    private final int number;
    private int head;

    /** From the first to the last, holes between them included. */
    private int length;

    private int timers;

    /**
     * @param number of this run within the queue
     */
    TimerRun(TimerQueue queue, int number) {
        this.queue = queue;
        this.number = number;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether a timer would come after the last one; only when there is one. */
    boolean endsBefore(long id, long atMs) {
        int last = last();
        return atMs != timeMs[last] ? atMs > timeMs[last] : id > ids[last];
    }

    /** When its last timer is due; only when there is one. */
    long lastMs() {
        return timeMs[last()];
    }

    /** Adds a timer that comes after all others. */
    void add(int reservation, long id, long atMs) {
        if (length == slots.length) {
            makeRoom();
        }
        length++;
        timers++;
        put(last(), reservation, id, atMs);
    }

    /** Takes away what stands in a place. */
    void remove(int at) {
        slots[at] = ReservationTable.NONE;
        timers--;
        while (length > 0 && slots[head] == ReservationTable.NONE) {
            head = head + 1 & slots.length - 1;
            length--;
        }
        while (length > 0 && slots[last()] == ReservationTable.NONE) {
            length--;
        }
    }

    long timeAt(int at) {
        return timeMs[at];
    }

    /** When its first timer is due; only when there is one. */
    long firstMs() {
        return timeMs[head];
    }

    /** The reservation of the first; only when there is one. */
    int first() {
        return slots[head];
    }

    /** The id of that reservation; only when there is one. */
    long firstId() {
        return ids[head];
    }

    private int last() {
        return head + length - 1 & slots.length - 1;
    }

    private void put(int at, int reservation, long id, long atMs) {
        slots[at] = reservation;
        ids[at] = id;
        timeMs[at] = atMs;
        queue.place(reservation, number, at);
    }

    private void makeRoom() {
        if (timers > slots.length / 2) {
            unroll();
            slots = Arrays.copyOf(slots, length * 2);
            ids = Arrays.copyOf(ids, length * 2);
            timeMs = Arrays.copyOf(timeMs, length * 2);
        } else {
            closeHoles();
        }
    }

    /** Doubling a full ring: what stands before the head goes where it then belongs, from place 0 on. */
    private void unroll() {
        if (head == 0) {
            return;
        }
        int[] oldSlots = slots;
        long[] oldIds = ids;
        long[] oldTimes = timeMs;
        slots = new int[length];
        ids = new long[length];
        timeMs = new long[length];
        int from = head;
        head = 0;
        for (int at = 0; at < length; at++) {
            if (oldSlots[from] != ReservationTable.NONE) {
                put(at, oldSlots[from], oldIds[from], oldTimes[from]);
            }
            from = from + 1 & oldSlots.length - 1;
        }
    }

    private void closeHoles() {
        int mask = slots.length - 1;
        int from = head;
        int to = head;
        for (int i = 0; i < length; i++) {
            if (slots[from] != ReservationTable.NONE) {
                put(to, slots[from], ids[from], timeMs[from]);
                to = to + 1 & mask;
            }
            from = from + 1 & mask;
        }
        length = timers;
    }
}
