package io.boxoffice.engine.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.port.CommandPort;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The ring: slots over one block of direct memory, claimed by any thread without waiting, of which queries get a share.
 */
final class CommandRing {
    private static final int CACHE_LINE_BYTES = 64;

    /**
     * From one slot to the next. Not a power of two: the first lines of all slots, which is where most commands end, would share
     * a few sets of the processor's caches.
     */
    private static final int STRIDE_BYTES = Slot.SIZE_BYTES + CACHE_LINE_BYTES;

    private final RingBuffer<CommandSlot> ring;
    private final AtomicInteger queries = new AtomicInteger();
    private final int maxQueries;

    CommandRing(PipelineConfig config) {
        int bytes = Math.multiplyExact(config.ringSlots(), STRIDE_BYTES);
        UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes, CACHE_LINE_BYTES));
        int[] next = {0};
        ring = RingBuffer.createMultiProducer(
                () -> new CommandSlot(memory, STRIDE_BYTES * next[0]++),
                config.ringSlots(),
                config.waitMode().newStrategy());
        maxQueries = config.maxQueries();
    }

    /** For wiring its one consumer to it. */
    RingBuffer<CommandSlot> buffer() {
        return ring;
    }

    /**
     * @return a claim, {@link CommandPort#RING_FULL} or {@link CommandPort#QUERIES_FULL}
     */
    long tryClaim(boolean query) {
        if (query && queries.incrementAndGet() > maxQueries) {
            queries.decrementAndGet();
            return CommandPort.QUERIES_FULL;
        }
        try {
            return ring.tryNext();
        } catch (InsufficientCapacityException e) {
            if (query) {
                queries.decrementAndGet();
            }
            return CommandPort.RING_FULL;
        }
    }

    CommandSlot slot(long claim) {
        return ring.get(claim);
    }

    /** Whether a slot was published that its consumer has not passed yet. */
    boolean isPublished(long claim) {
        return claim <= ring.getCursor() && ring.isAvailable(claim);
    }

    void publish(long claim) {
        ring.publish(claim);
    }

    /** Publishes a slot without content. */
    boolean tryPublishWake() {
        long claim = tryClaim(false);
        if (claim < 0) {
            return false;
        }
        slot(claim).claim(null, false);
        slot(claim).empty(CommandSlot.Content.WAKE);
        publish(claim);
        return true;
    }

    /** Booking thread: these queries are answered. */
    void releaseQueries(int count) {
        if (count > 0) {
            queries.addAndGet(-count);
        }
    }

    /** The last slot claimed by anybody. */
    long lastClaim() {
        return ring.getCursor();
    }

    /** Slots in use. */
    long depth() {
        return ring.getBufferSize() - ring.remainingCapacity();
    }
}
