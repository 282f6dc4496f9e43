package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * Those timers of a {@link TimerQueue} that were set in the order in which they are due: a list of chunks in order of (time,
 * reservation id), added to at its end only. A timer that is cancelled leaves a hole, and a chunk of holes alone is used again, so
 * that no timer ever moves: adding one is O(1), removing one looks at no more than a chunk.
 */
final class TimerRun {
    private static final int CHUNK_BITS = 10;

    /** Timers in a chunk. */
    static final int CHUNK = 1 << CHUNK_BITS;

    private static final int NO_CHUNK = -1;

    /** By place: the chunk, and in the lowest bits where in it. */
    private long[] timeMs = new long[CHUNK];

    private long[] ids = new long[CHUNK];

    /** {@link ReservationTable#NONE}: a hole, or not used yet. */
    private int[] slots = new int[CHUNK];

    /** By chunk; also of those that are free. */
    private int[] next = {NO_CHUNK};

    private int[] previous = {NO_CHUNK};

    /** Timers in a chunk, holes not counted. */
    private int[] timersIn = {0};

    private final TimerQueue queue;
    private final int number;
    private int firstChunk;
    private int lastChunk;
    private int firstFree = NO_CHUNK;
    private int chunks = 1;

    /** Places of the last chunk that are used, holes included. */
    private int filled;

    /** Where the first timer stands; only when there is one. */
    private int head;

    private int timers;
    private long lastMs;
    private long lastId;

    /**
     * @param number of this run within the queue
     */
    TimerRun(TimerQueue queue, int number) {
        this.queue = queue;
        this.number = number;
    }

    boolean isEmpty() {
        return timers == 0;
    }

    /** Whether a timer would come after the one that was added last, which may be gone; only when there is any. */
    boolean endsBefore(long id, long atMs) {
        return atMs != lastMs ? atMs > lastMs : id > lastId;
    }

    /** When the timer was due that was added last; only when there is any. */
    long lastMs() {
        return lastMs;
    }

    /** Adds a timer that comes after all others. */
    void add(int reservation, long id, long atMs) {
        if (filled == CHUNK) {
            beginChunk();
        }
        int at = lastChunk << CHUNK_BITS | filled++;
        slots[at] = reservation;
        ids[at] = id;
        timeMs[at] = atMs;
        lastMs = atMs;
        lastId = id;
        timersIn[lastChunk]++;
        if (timers++ == 0) {
            head = at;
        }
        queue.place(reservation, number, at);
    }

    /** Takes away what stands in a place. */
    void remove(int at) {
        int chunk = at >>> CHUNK_BITS;
        slots[at] = ReservationTable.NONE;
        timers--;
        timersIn[chunk]--;
        boolean gone = timersIn[chunk] == 0 && chunk != lastChunk;
        if (gone) {
            giveBack(chunk);
        }
        if (timers == 0) {
            // The last chunk is left alone, and nothing in it.
            filled = 0;
            return;
        }
        if (gone && at == head) {
            head = firstChunk << CHUNK_BITS;
        }
        while (slots[head] == ReservationTable.NONE) {
            head++;
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

    private void beginChunk() {
        if (timersIn[lastChunk] > 0) {
            int chunk = freeChunk();
            next[lastChunk] = chunk;
            previous[chunk] = lastChunk;
            next[chunk] = NO_CHUNK;
            lastChunk = chunk;
        }
        filled = 0;
    }

    private int freeChunk() {
        if (firstFree != NO_CHUNK) {
            int chunk = firstFree;
            firstFree = next[chunk];
            return chunk;
        }
        if (chunks == next.length) {
            next = Arrays.copyOf(next, chunks * 2);
            previous = Arrays.copyOf(previous, chunks * 2);
            timersIn = Arrays.copyOf(timersIn, chunks * 2);
            slots = Arrays.copyOf(slots, slots.length * 2);
            ids = Arrays.copyOf(ids, ids.length * 2);
            timeMs = Arrays.copyOf(timeMs, timeMs.length * 2);
        }
        return chunks++;
    }

    /** Takes a chunk that is not the last out of the list. */
    private void giveBack(int chunk) {
        if (chunk == firstChunk) {
            firstChunk = next[chunk];
        } else {
            next[previous[chunk]] = next[chunk];
        }
        previous[next[chunk]] = previous[chunk];
        next[chunk] = firstFree;
        firstFree = chunk;
    }
}
