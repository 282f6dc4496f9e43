package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.EventPoller;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ReplyChannel;
import java.util.List;
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

    /**
     * An event loop that looks for replies at the worst moments: before they are flushed, in the very moment in which it is
     * woken, and again while it reads one. In one thread, as Lincheck cannot look into the buffer: all that either side tells
     * the other is two counters, so that these moments are all there are.
     */
    static final class Answering implements Runnable, ReplyChannel.Handler {
        private static final int REQUESTS = 5;

        private final UnsafeBuffer reply = new UnsafeBuffer(new byte[8]);
        private final ReplyBuffer channel = new ReplyBuffer("loop", 1, new Wake());
        private int asked;
        private int answered;

        private final class Wake implements Runnable {
            @Override
            public void run() {
                channel.drain(Answering.this, 4);
            }
        }

        @Override
        public void run() {
            askAndAnswer();
            assertTrue(answered > 0);
            while (answered < REQUESTS && channel.drain(this, 4) > 0) {
                Thread.onSpinWait();
            }
            assertEquals(REQUESTS, answered);
            assertEquals(0, channel.inFlight());
        }

        private void askAndAnswer() {
            assertTrue(channel.tryTakePlace());
            asked++;
            reply.putLong(0, 1_000 + asked);
            channel.append(asked, reply, 0, 8);
            int before = answered;
            channel.drain(this, 4);
            assertEquals(before, answered);
            assertTrue(channel.flush());
        }

        @Override
        public void onReply(long id, DirectBuffer buffer, int offset, int length) {
            answered++;
            if (asked < REQUESTS) {
                askAndAnswer();
            }
            assertEquals(1_000 + id, buffer.getLong(offset));
        }
    }

    static List<BrokenClass> ringFaults() {
        return List.of(BrokenClass.of(CommandRing.class, "publishes a slot as it is claimed")
                .with("return ring.tryNext();", "long claim = ring.tryNext(); ring.publish(claim); return claim;"));
    }

    static List<BrokenClass> queryFaults() {
        return List.of(BrokenClass.of(CommandRing.class, "looks at the queries first and counts them then")
                .with("queries.incrementAndGet() > maxQueries", "queries.get() >= maxQueries")
                .with("queries.decrementAndGet();\n            return CommandPort", "return CommandPort")
                .with("return ring.tryNext();", "if (query) { queries.incrementAndGet(); } return ring.tryNext();"));
    }

    static List<BrokenClass> wakeFaults() {
        return List.of(BrokenClass.of(DeadlineTimer.class, "looks first and marks then")
                .with("wakeQueued.compareAndSet(false, true) && ", "!wakeQueued.get() && mark() && ")
                .with(
                        "private void run() {",
                        "private boolean mark() { wakeQueued.set(true); return true; }\nprivate void run() {"));
    }

    static List<BrokenClass> replyFaults() {
        return List.of(
                BrokenClass.of(ReplyBuffer.class, "shows a reply before it is flushed")
                        .with("int at = writeEntry * ENTRY_BYTES;", "int at = writeEntry * ENTRY_BYTES; visible++;"),
                BrokenClass.of(ReplyBuffer.class, "wakes before the replies are visible")
                        .with("VISIBLE.setVolatile(this, written);", "")
                        .with("wakeUp.run();\n", "wakeUp.run(); VISIBLE.setVolatile(this, written);\n"),
                BrokenClass.of(ReplyBuffer.class, "has no entry besides for the reply being read")
                        .with("entries = maxInFlight + 1;", "entries = maxInFlight;")
                        .with(" || written - (long) DRAINED.getAcquire(this) >= entries", ""));
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
    void shouldHandOutEveryReplyOnceItIsFlushed() {
        new Answering().run();
    }

    @ParameterizedTest
    @MethodSource("replyFaults")
    void shouldNoticeRepliesThatAreLostOrTorn(BrokenClass broken) {
        Runnable answering = broken.runnable(Answering.class);
        assertThrows(Throwable.class, answering::run, broken + " is not noticed");
    }
}
