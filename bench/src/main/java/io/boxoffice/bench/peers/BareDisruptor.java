package io.boxoffice.bench.peers;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring of 4,096 slots of 1 KiB as Boxoffice has it, with a consumer that reads 96 bytes of each and does nothing: the most
 * that can be handed from one thread to another here. One producer, which is allowed to be one of many; nothing is stored,
 * nobody is answered.
 */
public final class BareDisruptor {
    private static final int SLOTS = 4_096;
    private static final int SLOT_BYTES = 1_024;
    private static final int COMMAND_BYTES = 96;

    private BareDisruptor() {}

    private static final class Slot {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOT_BYTES));
    }

    private static final class Consumer implements EventHandler<Slot> {
        final AtomicLong seen = new AtomicLong();
        private long sum;

        @Override
        public void onEvent(Slot slot, long sequence, boolean endOfBatch) {
            for (int at = 0; at < COMMAND_BYTES; at += Long.BYTES) {
                sum += slot.buffer.getLong(at);
            }
            if (endOfBatch) {
                seen.lazySet(sequence + 1);
            }
        }

        long sum() {
            return sum;
        }
    }

    /** How many a second, with a consumer that sleeps when idle, and with one that does not. */
    public static Figures measure(Setting setting) {
        run(new BlockingWaitStrategy(), setting.stepNs() / 4);
        return new Figures()
                .put("blockingPerSecond", run(new BlockingWaitStrategy(), setting.stepNs()))
                .put("yieldingPerSecond", run(new YieldingWaitStrategy(), setting.stepNs()));
    }

    private static double run(WaitStrategy wait, long forNs) {
        ThreadFactory threads = task -> new Thread(task, "consumer");
        Disruptor<Slot> disruptor = new Disruptor<>(Slot::new, SLOTS, threads, ProducerType.MULTI, wait);
        Consumer consumer = new Consumer();
        disruptor.handleEventsWith(consumer);
        RingBuffer<Slot> ring = disruptor.start();
        UnsafeBuffer command = new UnsafeBuffer(new byte[COMMAND_BYTES]);
        long startNs = System.nanoTime();
        long published = 0;
        while (System.nanoTime() - startNs < forNs) {
            long at = ring.next();
            ring.get(at).buffer.putBytes(0, command, 0, COMMAND_BYTES);
            ring.publish(at);
            published++;
        }
        disruptor.shutdown();
        double seconds = (System.nanoTime() - startNs) / 1e9;
        if (consumer.seen.get() != published || consumer.sum() != 0) {
            throw new IllegalStateException(consumer.seen.get() + " of " + published + " seen");
        }
        return published / seconds;
    }
}
