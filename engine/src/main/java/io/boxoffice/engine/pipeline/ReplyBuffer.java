package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.port.ReplyChannel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A reply channel: a circle of entries of a slot's size, written by the booking thread, drained by the owner.
 *
 * <p>It cannot overflow. A place is taken when a request is claimed and given back when its reply is handed out, both by the
 * owner, so that at most {@code maxInFlight} replies wait, and one entry more is there for the reply being looked at. Entries
 * become visible together, in {@link #flush()}, once all effects of the batch are published.
 *
 * <p>What the two threads write lies in cache lines of their own, and the booking thread looks how far the owner is only when
 * it seems to have no place: neither waits for the other's cache with each reply.
 */
final class ReplyBuffer implements ReplyChannel {
    private static final int CORRELATION_ID_OFFSET = 0;
    private static final int LENGTH_OFFSET = 8;
    private static final int REPLY_OFFSET = 16;
    private static final int ENTRY_BYTES = REPLY_OFFSET + Slot.SIZE_BYTES;
    private static final VarHandle VISIBLE;
    private static final VarHandle DRAINED;

    static {
        try {
            VISIBLE = MethodHandles.lookup().findVarHandle(ReplyBufferSides.Booking.class, "visible", long.class);
            DRAINED = MethodHandles.lookup().findVarHandle(ReplyBufferSides.Owner.class, "drained", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final int maxInFlight;
    private final int entries;
    private final Runnable wakeUp;
    private final UnsafeBuffer buffer;

    private final ReplyBufferSides.Owner owner = new ReplyBufferSides.Owner();
    private final ReplyBufferSides.Booking booking = new ReplyBufferSides.Booking();

    ReplyBuffer(String name, int maxInFlight, Runnable wakeUp) {
        this.name = name;
        this.maxInFlight = maxInFlight;
        this.wakeUp = wakeUp;
        entries = maxInFlight + 1;
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.multiplyExact(entries, ENTRY_BYTES)));
    }

    /** Owner thread: takes a place for one reply, if there is one. */
    boolean tryTakePlace() {
        if (owner.inFlight == maxInFlight) {
            return false;
        }
        owner.inFlight++;
        return true;
    }

    /** Owner thread: gives a place back that will not see a reply. */
    void returnPlace() {
        owner.inFlight--;
    }

    /** Booking thread: adds a reply, not visible yet. */
    void append(long correlationId, DirectBuffer reply, int offset, int length) {
        if (length > Slot.SIZE_BYTES || !hasEntry()) {
            throw new IllegalStateException("reply of " + length + " bytes has no place in channel " + name);
        }
        int at = booking.writeEntry * ENTRY_BYTES;
        buffer.putLong(at + CORRELATION_ID_OFFSET, correlationId);
        buffer.putInt(at + LENGTH_OFFSET, length);
        buffer.putBytes(at + REPLY_OFFSET, reply, offset, length);
        booking.writeEntry = booking.writeEntry + 1 == entries ? 0 : booking.writeEntry + 1;
        booking.written++;
    }

    private boolean hasEntry() {
        if (booking.written - booking.drainedAtLeast < entries) {
            return true;
        }
        booking.drainedAtLeast = (long) DRAINED.getAcquire(owner);
        return booking.written - booking.drainedAtLeast < entries;
    }

    /**
     * Booking thread: makes the replies added since the last time visible, and wakes the owner when there are any.
     *
     * @return false when the owner could not be woken; its replies are there all the same
     */
    boolean flush() {
        if (booking.written == booking.visible) {
            return true;
        }
        // Not release and acquire only: an owner that looks here after it has said that it may be woken again, and a
        // wakeUp
        // that asks whether it may, must not both miss what the other has just written.
        VISIBLE.setVolatile(booking, booking.written);
        try {
            wakeUp.run();
            return true;
        } catch (RuntimeException e) {
            // An owner that is gone (an event loop that was shut down) must not stop the booking of everybody else.
            return false;
        }
    }

    @Override
    public int drain(Handler handler, int limit) {
        if (owner.draining) {
            return 0;
        }
        owner.draining = true;
        int count = 0;
        try {
            long available = Math.min((long) VISIBLE.getVolatile(booking) - owner.drained, limit);
            while (count < available) {
                count++;
                handOut(handler);
            }
        } finally {
            owner.draining = false;
        }
        return count;
    }

    private void handOut(Handler handler) {
        int at = owner.readEntry * ENTRY_BYTES;
        owner.readEntry = owner.readEntry + 1 == entries ? 0 : owner.readEntry + 1;
        // Before the call, so that the handler may submit the next request; the entry itself stays taken until after
        // it.
        owner.inFlight--;
        try {
            handler.onReply(
                    buffer.getLong(at + CORRELATION_ID_OFFSET),
                    buffer,
                    at + REPLY_OFFSET,
                    buffer.getInt(at + LENGTH_OFFSET));
        } finally {
            DRAINED.setRelease(owner, owner.drained + 1);
        }
    }

    @Override
    public int inFlight() {
        return owner.inFlight;
    }
}
