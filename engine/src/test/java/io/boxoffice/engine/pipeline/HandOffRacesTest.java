package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.Sequence;
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

    /** A producer writes into a slot while another looks whether there is anything to take out. */
    static final class Producing implements Interleavings.Scenario, EventPoller.Handler<CommandSlot> {
        private final CommandRing ring = new CommandRing(SMALLEST);
        private final EventPoller<CommandSlot> poller = ring.buffer().newPoller();
        private int taken;

        Producing() {
            ring.buffer().addGatingSequences(poller.getSequence());
        }

        @Override
        public void one() {
            long claim = ring.tryClaim(false);
            assertTrue(claim >= 0);
            CommandSlot slot = ring.slot(claim);
            slot.claim(null, false);
            slot.correlationId = 7;
            ring.publish(claim);
        }

        @Override
        public void another() {
            try {
                poller.poll(this);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean onEvent(CommandSlot slot, long sequence, boolean endOfBatch) {
            assertEquals(CommandSlot.Content.COMMAND, slot.content);
            assertEquals(7, slot.correlationId);
            taken++;
            return true;
        }

        @Override
        public void afterwards() {
            another();
            assertEquals(1, taken);
            assertEquals(0, ring.depth());
        }
    }

    /** Queries of two threads for the one slot that queries may have. */
    static final class ClaimingForQueries implements Interleavings.Scenario {
        private final CommandRing ring = new CommandRing(SMALLEST);
        private boolean oneGranted;
        private boolean otherGranted;

        @Override
        public void one() {
            oneGranted = claim();
        }

        @Override
        public void another() {
            otherGranted = claim();
        }

        private boolean claim() {
            long claimed = ring.tryClaim(true);
            assertTrue(claimed >= 0 || claimed == CommandPort.QUERIES_FULL);
            return claimed >= 0;
        }

        @Override
        public void afterwards() {
            assertFalse(oneGranted && otherGranted);
            ring.releaseQueries(oneGranted || otherGranted ? 1 : 0);
            assertTrue(ring.tryClaim(true) >= 0);
            assertEquals(CommandPort.QUERIES_FULL, ring.tryClaim(true));
        }
    }

    /** The timer's thread and the booking thread both find that it is time. */
    static final class Waking implements Interleavings.Scenario, LongSupplier {
        private final CommandRing ring = new CommandRing(SMALLEST);
        private final DeadlineTimer timer = new DeadlineTimer(ring, this, 100);

        Waking() {
            ring.buffer().addGatingSequences(new Sequence());
        }

        @Override
        public long getAsLong() {
            return 0;
        }

        @Override
        public void one() {
            timer.wakeNow();
        }

        @Override
        public void another() {
            timer.wakeNow();
        }

        @Override
        public void afterwards() {
            assertEquals(1, ring.depth());
        }
    }

    /** The booking thread answers; the event loop looks for replies at any moment, and asks again while it reads one. */
    static final class Answering implements Interleavings.Scenario, ReplyChannel.Handler {
        private final UnsafeBuffer reply = new UnsafeBuffer(new byte[8]);
        private final ReplyBuffer channel = new ReplyBuffer("loop", 1, () -> woken = true);
        private boolean woken;
        private boolean booking;
        private boolean answeredAgain;
        private int answered;

        Answering() {
            assertTrue(channel.tryTakePlace());
        }

        @Override
        public void one() {
            booking = true;
            answer(1);
            booking = false;
        }

        private void answer(long id) {
            reply.putLong(0, 1_000 + id);
            channel.append(id, reply, 0, 8);
            assertTrue(channel.flush());
        }

        private void answerAgain() {
            answeredAgain = true;
            answer(2);
        }

        @Override
        public void another() {
            woken = false;
            channel.drain(this, 4);
        }

        @Override
        public void onReply(long id, DirectBuffer buffer, int offset, int length) {
            answered++;
            assertEquals(answered, id);
            if (id == 1) {
                assertTrue(channel.tryTakePlace());
                if (!booking) {
                    answerAgain();
                }
            }
            assertEquals(1_000 + id, buffer.getLong(offset));
        }

        @Override
        public void afterwards() {
            assertTrue(answered > 0 || woken);
            another();
            if (!answeredAgain) {
                answerAgain();
            }
            another();
            assertEquals(2, answered);
            assertEquals(0, channel.inFlight());
        }
    }

    static List<VariedClass> queryFaults() {
        String refused = "queries.decrementAndGet();\n            return CommandPort";
        return List.of(VariedClass.of(CommandRing.class, "looks at the queries first and counts them then")
                .with("queries.incrementAndGet() > maxQueries", "queries.get() >= maxQueries")
                .with(refused, "return CommandPort")
                .with(
                        "return ring.tryNext();",
                        "queries.addAndGet(query ? 1 : 0);\n            return ring.tryNext();"));
    }

    static List<VariedClass> replyFaults() {
        return List.of(
                VariedClass.of(ReplyBuffer.class, "shows a reply before it is written")
                        .with(
                                "int at = booking.writeEntry * ENTRY_BYTES;",
                                "booking.visible = booking.written + 1;\n"
                                        + "        int at = booking.writeEntry * ENTRY_BYTES;"),
                VariedClass.of(ReplyBuffer.class, "wakes before the replies are visible")
                        .with("VISIBLE.setVolatile(booking, booking.written);", "")
                        .with(
                                "wakeUp.run();\n",
                                "wakeUp.run();\n            VISIBLE.setVolatile(booking, booking.written);\n"),
                VariedClass.of(ReplyBuffer.class, "has no entry besides for the reply being read")
                        .with("entries = maxInFlight + 1;", "entries = maxInFlight;")
                        .with(" || !hasEntry()", ""));
    }

    @Test
    void shouldTakeOutOnlyWhatIsWritten() {
        Interleavings.holds(Producing.class, CommandRing.class);
    }

    @Test
    void shouldNoticeASlotPublishedTooEarly() {
        VariedClass broken = VariedClass.of(CommandRing.class, "publishes a slot as it is claimed")
                .with(
                        "return ring.tryNext();",
                        "long claim = ring.tryNext();\n            ring.publish(claim);\n            return claim;");
        Interleavings.catches(Producing.class, broken);
    }

    @Test
    void shouldKeepQueriesToTheirShare() {
        Interleavings.holds(ClaimingForQueries.class, CommandRing.class);
    }

    @ParameterizedTest
    @MethodSource("queryFaults")
    void shouldNoticeQueriesThatAreCountedWrongly(VariedClass broken) {
        Interleavings.catches(ClaimingForQueries.class, broken);
    }

    @Test
    void shouldHaveOneWakeSlotAtMost() {
        Interleavings.holds(Waking.class, DeadlineTimer.class);
    }

    @Test
    void shouldNoticeTwoWakeSlots() {
        VariedClass broken = VariedClass.of(DeadlineTimer.class, "looks first and marks then")
                .with("if (wakeQueued.compareAndSet(false, true) && ", "if (!wakeQueued.get() && mark() && ")
                .with(
                        "    private void run() {",
                        "    private boolean mark() {\n        wakeQueued.set(true);\n        return true;\n    }\n\n"
                                + "    private void run() {");
        Interleavings.catches(Waking.class, broken);
    }

    @Test
    void shouldHandOutEveryReplyOnceItIsFlushed() {
        Interleavings.holds(Answering.class, ReplyBuffer.class);
    }

    @ParameterizedTest
    @MethodSource("replyFaults")
    void shouldNoticeRepliesThatAreLostOrTorn(VariedClass broken) {
        Interleavings.catches(Answering.class, broken);
    }
}
