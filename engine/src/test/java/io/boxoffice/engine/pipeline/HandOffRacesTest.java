package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.EventPoller;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ReplyChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands going in, replies coming out, and the timer's wake slots, in all orders of the steps of the threads. */
class HandOffRacesTest {
    private static final PipelineConfig SMALLEST = new PipelineConfig(4, 4, 1 << 14, 2, 4, WaitMode.BUSY_SPIN, 1, 1, 1);

    /** Two producers write into slots that a third thread takes out. */
    static final class Producing extends Interleavings.Scenario implements EventPoller.Handler<CommandSlot> {
        private final CommandRing ring = new CommandRing(SMALLEST);
        private final EventPoller<CommandSlot> poller = ring.buffer().newPoller();
        private int taken;

        Producing() {
            ring.buffer().addGatingSequences(poller.getSequence());
        }

        @Override
        Interleavings.Scenario anew() {
            return new Producing();
        }

        @Override
        void one() {
            produce(1);
        }

        @Override
        void another() {
            produce(2);
        }

        private void produce(long number) {
            long claim = ring.tryClaim(false);
            assertTrue(claim >= 0);
            CommandSlot slot = ring.slot(claim);
            slot.claim(null, false);
            slot.correlationId = number;
            slot.length = (int) number * 100;
            ring.publish(claim);
        }

        @Override
        int threads() {
            return 3;
        }

        @Override
        void third() {
            while (taken < 2) {
                try {
                    poller.poll(this);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public boolean onEvent(CommandSlot slot, long sequence, boolean endOfBatch) {
            assertEquals(CommandSlot.Content.COMMAND, slot.content);
            assertTrue(slot.correlationId > 0 && slot.correlationId * 100 == slot.length);
            taken++;
            return true;
        }

        @Override
        void afterwards() {
            assertEquals(0, ring.depth());
        }
    }

    /** Queries of two threads for the one slot that queries may have. */
    static final class ClaimingForQueries extends Interleavings.Scenario {
        private final CommandRing ring = new CommandRing(SMALLEST);
        private boolean oneGranted;
        private boolean otherGranted;

        @Override
        Interleavings.Scenario anew() {
            return new ClaimingForQueries();
        }

        @Override
        void one() {
            oneGranted = claim();
        }

        @Override
        void another() {
            otherGranted = claim();
        }

        private boolean claim() {
            long claimed = ring.tryClaim(true);
            assertTrue(claimed >= 0 || claimed == CommandPort.QUERIES_FULL);
            return claimed >= 0;
        }

        @Override
        void afterwards() {
            assertFalse(oneGranted && otherGranted);
            ring.releaseQueries(oneGranted || otherGranted ? 1 : 0);
            assertTrue(ring.tryClaim(true) >= 0);
            assertEquals(CommandPort.QUERIES_FULL, ring.tryClaim(true));
        }
    }

    /** The timer's thread and the booking thread both find that it is time. */
    static final class Waking extends Interleavings.Scenario implements LongSupplier {
        private final CommandRing ring = new CommandRing(SMALLEST);
        private final DeadlineTimer timer = new DeadlineTimer(ring, this, 100);

        @Override
        Interleavings.Scenario anew() {
            return new Waking();
        }

        @Override
        public long getAsLong() {
            return 0;
        }

        @Override
        void one() {
            timer.wakeNow();
        }

        @Override
        void another() {
            timer.wakeNow();
        }

        @Override
        void afterwards() {
            assertEquals(1, ring.depth());
        }
    }

    /** An event loop asks and is answered; it is woken by one task at a time, and asks again while it reads an answer. */
    static final class Answering extends Interleavings.Scenario implements ReplyChannel.Handler {
        private static final int REQUESTS = 3;

        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger tasks = new AtomicInteger();
        private final AtomicBoolean drainScheduled = new AtomicBoolean();
        private final ReplyBuffer channel = new ReplyBuffer("loop", 1, new WakeUp(this));
        private int answered;

        /** As an event loop is woken: with one task, however many replies there are. */
        private record WakeUp(Answering loop) implements Runnable {
            @Override
            public void run() {
                if (loop.drainScheduled.compareAndSet(false, true)) {
                    loop.tasks.incrementAndGet();
                }
            }
        }

        @Override
        Interleavings.Scenario anew() {
            return new Answering();
        }

        @Override
        void one() {
            UnsafeBuffer reply = new UnsafeBuffer(new byte[8]);
            for (int request = 1; request <= REQUESTS; request++) {
                while (requests.get() < request) {
                    Thread.onSpinWait();
                }
                reply.putLong(0, 1000 + request);
                channel.append(request, reply, 0, 8);
                assertTrue(channel.flush());
            }
        }

        @Override
        void another() {
            request();
            while (answered < REQUESTS) {
                while (tasks.get() == 0) {
                    Thread.onSpinWait();
                }
                tasks.decrementAndGet();
                drainScheduled.set(false);
                channel.drain(this, 4);
            }
        }

        @Override
        public void onReply(long id, DirectBuffer buffer, int offset, int length) {
            if (++answered < REQUESTS) {
                request();
            }
            assertEquals(answered, id);
            assertEquals(1000 + id, buffer.getLong(offset));
        }

        private void request() {
            assertTrue(channel.tryTakePlace());
            requests.incrementAndGet();
        }

        @Override
        void afterwards() {
            assertEquals(0, channel.inFlight());
        }
    }

    static List<BrokenClass> ringFaults() {
        return List.of(BrokenClass.of(CommandRing.class, "publishes a slot as it is claimed")
                .with("return ring.tryNext();", "long claim = ring.tryNext(); ring.publish(claim); return claim;"));
    }

    static List<BrokenClass> queryFaults() {
        return List.of(
                BrokenClass.of(CommandRing.class, "looks at the queries first and counts them then")
                        .with("if (query && queries.incrementAndGet() > maxQueries) {", "if (query && full()) {")
                        .with(
                                "queries.decrementAndGet();\n            return CommandPort.QUERIES_FULL;",
                                "return CommandPort.QUERIES_FULL;")
                        .with(
                                "return ring.tryNext();",
                                "if (query) { queries.incrementAndGet(); } return ring.tryNext();")
                        .with(
                                "CommandSlot slot(",
                                "private boolean full() { return queries.get() >= maxQueries; } CommandSlot slot("),
                BrokenClass.of(CommandRing.class, "does not give back what it refused")
                        .with(
                                "queries.decrementAndGet();\n            return CommandPort.QUERIES_FULL;",
                                "return CommandPort.QUERIES_FULL;"));
    }

    static List<BrokenClass> wakeFaults() {
        return List.of(BrokenClass.of(DeadlineTimer.class, "looks first and marks then")
                .with("wakeQueued.compareAndSet(false, true) && ", "!wakeQueued.get() && mark() && ")
                .with(
                        "private void run() {",
                        "private boolean mark() { wakeQueued.set(true); return true; } private void run() {"));
    }

    static List<BrokenClass> replyFaults() {
        return List.of(
                BrokenClass.of(ReplyBuffer.class, "shows a reply before it is written")
                        .with(
                                "int at = writeEntry * ENTRY_BYTES;",
                                "VISIBLE.setRelease(this, written + 1); int at = writeEntry * ENTRY_BYTES;"),
                BrokenClass.of(ReplyBuffer.class, "wakes before the replies are visible")
                        .with("VISIBLE.setVolatile(this, written);", "")
                        .with("wakeUp.run();\n", "wakeUp.run(); VISIBLE.setVolatile(this, written);\n"),
                BrokenClass.of(ReplyBuffer.class, "has no entry besides for the reply being read")
                        .with("entries = maxInFlight + 1;", "entries = maxInFlight;")
                        .with(" || written - (long) DRAINED.getAcquire(this) >= entries", ""),
                BrokenClass.of(ReplyBuffer.class, "has no more entries than places")
                        .with("entries = maxInFlight + 1;", "entries = maxInFlight;"));
    }

    @Test
    void shouldTakeOutOnlyWhatIsWritten() {
        Interleavings.holdsInAll(Producing.class);
    }

    @ParameterizedTest
    @MethodSource("ringFaults")
    void shouldNoticeASlotPublishedTooEarly(BrokenClass broken) {
        Interleavings.catches(Producing.class, broken);
    }

    @Test
    void shouldKeepQueriesToTheirShare() {
        Interleavings.holdsInAll(ClaimingForQueries.class);
    }

    @ParameterizedTest
    @MethodSource("queryFaults")
    void shouldNoticeQueriesThatAreCountedWrongly(BrokenClass broken) {
        Interleavings.catches(ClaimingForQueries.class, broken);
    }

    @Test
    void shouldHaveOneWakeSlotAtMost() {
        Interleavings.holdsInAll(Waking.class);
    }

    @ParameterizedTest
    @MethodSource("wakeFaults")
    void shouldNoticeTwoWakeSlots(BrokenClass broken) {
        Interleavings.catches(Waking.class, broken);
    }

    @Test
    void shouldHandOutEveryReplyAndWakeForIt() {
        Interleavings.holdsInAll(Answering.class);
    }

    @ParameterizedTest
    @MethodSource("replyFaults")
    void shouldNoticeRepliesThatAreLostOrTorn(BrokenClass broken) {
        Interleavings.catches(Answering.class, broken);
    }
}
