package io.boxoffice.engine.pipeline;

import static io.boxoffice.protocol.port.SeatState.BLOCKED;
import static io.boxoffice.protocol.port.SeatState.FREE;
import static io.boxoffice.protocol.port.SeatState.HELD;
import static io.boxoffice.protocol.port.SeatState.SOLD;

import io.boxoffice.engine.state.ShowView;
import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A show's seats and areas: the booking thread's own copy, changed seat by seat, and the published copy, brought up to date
 * with {@link #publish()} once a batch. A hold of two seats, or any other command, is seen wholly or not at all.
 *
 * <p>The published copy is guarded by a sequence lock. The writer makes the stamp odd, releaseFence, writes, then makes it
 * even with a release store. A reader loads the stamp with acquire, copies, acquireFence, loads the stamp again, and keeps
 * what it copied only when both loads gave the same even number. Why that is enough: whoever reads an even stamp sees
 * everything written before it was set; and if any plain load of the copying saw a value of a later write, then the fences
 * order the writer's odd stamp before that value and the reader's second load after it, so that this load sees the odd stamp
 * or a later one, and the copy is thrown away. The loads in between race, on purpose; nothing is made of them before that.
 *
 * <p>Writing takes as long as copying what changed, and the booking thread does not wait for anything meanwhile, so readers
 * meet a write rarely and shortly. They try again {@link #MAX_ATTEMPTS} times, spinning first, then giving the processor away,
 * then pausing, in case the booking thread lost its own amid a write. After a quarter of a second or so a reader gives up with an exception: it
 * never returns what it is not sure of, and never waits without bound.
 *
 * <p>Every change names the state a seat must have been in: a seat that would get a second owner stops the booking thread.
 */
final class SeatAvailability implements Availability {
    static final int MAX_ATTEMPTS = 2_500;
    private static final int SPINNING_ATTEMPTS = 100;
    private static final int YIELDING_ATTEMPTS = 1_000;
    private static final long PAUSE_NS = 100_000;
    private static final VarHandle STAMP;
    private static final VarHandle VERSION;

    static {
        try {
            STAMP = MethodHandles.lookup().findVarHandle(SeatAvailability.class, "stamp", int.class);
            VERSION = MethodHandles.lookup().findVarHandle(SeatAvailability.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long showId;
    private final int seats;
    private final int areas;

    /** Booking thread only. */
    private final long[] ownWords;

    private final int[] ownHeld;
    private final int[] ownSold;
    private final int[] ownBlocked;
    private final int[] capacity;

    /** Whether the show was cancelled: whatever is free counts as blocked. */
    private boolean nothingForSale;

    private int dirtyFrom = Integer.MAX_VALUE;
    private int dirtyTo = -1;
    private long changedBy;

    /** Under the stamp. */
    private final long[] words;

    private final int[] held;
    private final int[] sold;
    private final int[] blocked;
    private long version;
    private int stamp;

    SeatAvailability(long showId, SeatMap map, long sequence) {
        this.showId = showId;
        seats = map.seatCount();
        areas = map.areaCount();
        words = new long[(seats + 31) >>> 5];
        ownWords = new long[words.length];
        held = new int[areas];
        sold = new int[areas];
        ownHeld = new int[areas];
        ownSold = new int[areas];
        blocked = new int[areas];
        ownBlocked = new int[areas];
        capacity = new int[areas];
        for (int area = 0; area < areas; area++) {
            capacity[area] = map.area(area).capacity();
        }
        version = sequence;
        changedBy = sequence;
    }

    @Override
    public long version() {
        return (long) VERSION.getAcquire(this);
    }

    @Override
    public void copyTo(AvailabilitySnapshot into) {
        into.ensureCapacity(seats, areas);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int before = (int) STAMP.getAcquire(this);
            if ((before & 1) == 0) {
                System.arraycopy(words, 0, into.words, 0, words.length);
                System.arraycopy(held, 0, into.areaHeld, 0, areas);
                System.arraycopy(sold, 0, into.areaSold, 0, areas);
                System.arraycopy(blocked, 0, into.areaBlocked, 0, areas);
                long copied = version;
                VarHandle.acquireFence();
                if ((int) STAMP.getOpaque(this) == before) {
                    into.version = copied;
                    return;
                }
            }
            if (attempt < SPINNING_ATTEMPTS) {
                Thread.onSpinWait();
            } else if (attempt < YIELDING_ATTEMPTS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        throw new IllegalStateException("availability of show " + showId + " kept changing while it was read");
    }

    /** Booking thread: which command the changes that follow belong to. */
    void changingBy(long sequence) {
        changedBy = sequence;
    }

    /** A free unit becomes held. */
    void hold(int unit) {
        if (unit >= 0) {
            move(unit, 1 << FREE, HELD);
        } else {
            addPlaces(-(unit + 1), 1, 0);
        }
    }

    /** A held unit becomes free. */
    void release(int unit) {
        if (unit >= 0) {
            move(unit, 1 << HELD, free());
        } else {
            addPlaces(-(unit + 1), -1, 0);
        }
    }

    /** A held unit becomes sold. */
    void sell(int unit) {
        if (unit >= 0) {
            move(unit, 1 << HELD, SOLD);
        } else {
            addPlaces(-(unit + 1), -1, 1);
        }
    }

    /** A sold unit, or a seat that was only held, becomes free. */
    void giveBack(int unit) {
        if (unit >= 0) {
            move(unit, 1 << HELD | 1 << SOLD, free());
        } else {
            addPlaces(-(unit + 1), 0, -1);
        }
    }

    /** Seats that are free, or blocked already, become blocked. */
    void block(int firstSeat, int lastSeat) {
        for (int seat = firstSeat; seat <= lastSeat; seat++) {
            move(seat, 1 << FREE | 1 << BLOCKED, BLOCKED);
        }
    }

    /** Blocked seats become free. */
    void unblock(int firstSeat, int lastSeat) {
        for (int seat = firstSeat; seat <= lastSeat; seat++) {
            move(seat, 1 << BLOCKED, FREE);
        }
    }

    /** So many places of an area are not for sale. */
    void blockPlaces(int area, int places) {
        ownBlocked[area] = places;
        addPlaces(area, 0, 0);
    }

    /** The show was cancelled: what is free, and what becomes free, counts as blocked from here on. */
    void endSale() {
        nothingForSale = true;
        for (int seat = 0; seat < seats; seat++) {
            if ((ownWords[seat >>> 5] >>> ((seat & 31) << 1) & 3) == FREE) {
                move(seat, 1 << FREE, BLOCKED);
            }
        }
    }

    /** What a seat is that nobody has. */
    private int free() {
        return nothingForSale ? BLOCKED : FREE;
    }

    /** Takes the state of all seats and areas, and publishes it. Before any change. */
    void restore(ShowView view) {
        for (int seat = 0; seat < seats; seat++) {
            ownWords[seat >>> 5] |= (long) view.seatState(seat) << ((seat & 31) << 1);
        }
        for (int area = 0; area < areas; area++) {
            addPlaces(area, view.areaHeld(area), view.areaSold(area));
            blockPlaces(area, view.areaBlocked(area));
        }
        if (view.definition().status() == ShowStatus.CANCELLED) {
            endSale();
        }
        dirtyFrom = 0;
        dirtyTo = words.length - 1;
        publish();
    }

    /** Booking thread: makes all changes since the last time visible as one. */
    void publish() {
        int unlocked = stamp;
        STAMP.setOpaque(this, unlocked + 1);
        VarHandle.releaseFence();
        if (dirtyTo >= dirtyFrom) {
            System.arraycopy(ownWords, dirtyFrom, words, dirtyFrom, dirtyTo - dirtyFrom + 1);
        }
        System.arraycopy(ownHeld, 0, held, 0, areas);
        System.arraycopy(ownSold, 0, sold, 0, areas);
        for (int area = 0; area < areas; area++) {
            blocked[area] = nothingForSale ? capacity[area] - ownHeld[area] - ownSold[area] : ownBlocked[area];
        }
        VERSION.setRelease(this, changedBy);
        STAMP.setRelease(this, unlocked + 2);
        dirtyFrom = Integer.MAX_VALUE;
        dirtyTo = -1;
    }

    private void move(int seat, int allowedBefore, int after) {
        if (seat >= seats) {
            throw new IllegalStateException("show " + showId + " has no seat " + seat);
        }
        int word = seat >>> 5;
        int shift = (seat & 31) << 1;
        int before = (int) (ownWords[word] >>> shift) & 3;
        if ((allowedBefore & 1 << before) == 0) {
            throw new IllegalStateException(
                    "seat " + seat + " of show " + showId + " cannot go from state " + before + " to " + after);
        }
        ownWords[word] = ownWords[word] & ~(3L << shift) | (long) after << shift;
        dirtyFrom = Math.min(dirtyFrom, word);
        dirtyTo = Math.max(dirtyTo, word);
    }

    private void addPlaces(int area, int heldDelta, int soldDelta) {
        if (area >= areas) {
            throw new IllegalStateException("show " + showId + " has no area " + area);
        }
        int nowHeld = ownHeld[area] + heldDelta;
        int nowSold = ownSold[area] + soldDelta;
        if (nowHeld < 0 || nowSold < 0 || nowHeld + nowSold + ownBlocked[area] > capacity[area]) {
            throw new IllegalStateException("area " + area + " of show " + showId + " cannot have " + nowHeld
                    + " places held, " + nowSold + " sold and " + ownBlocked[area] + " blocked of " + capacity[area]);
        }
        ownHeld[area] = nowHeld;
        ownSold[area] = nowSold;
    }
}
