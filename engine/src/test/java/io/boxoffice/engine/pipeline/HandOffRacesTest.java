package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.EventPoller;
import io.boxoffice.protocol.port.CommandPort;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands going in, replies coming out, and the timer's wake slots, in all orders of the steps of the threads. */
class HandOffRacesTest {
    private static final PipelineConfig SMALLEST = new PipelineConfig(4, 4, 1 << 14, 2, 4, WaitMode.BUSY_SPIN, 1, 1, 1);

    /** Two producers write into slots that a third thread takes out. */
    static final class Producing implements Runnable {
        @Override
        public void run() {
            CommandRing ring = new CommandRing(SMALLEST);
            EventPoller<CommandSlot> poller = ring.buffer().newPoller();
            ring.buffer().addGatingSequences(poller.getSequence());
            int[] taken = {0};
            Interleavings.together(() -> produce(ring, 1), () -> produce(ring, 2), () -> {
                while (taken[0] < 2) {
                    poll(poller, taken);
                }
            });
            assertEquals(0, ring.depth());
        }

        private static void produce(CommandRing ring, long number) {
            long claim = ring.tryClaim(false);
            assertTrue(claim >= 0, "there is room for all");
            CommandSlot slot = ring.slot(claim);
            slot.claim(null, false);
            slot.correlationId = number;
            slot.length = (int) number * 100;
            ring.publish(claim);
        }

        private static void poll(EventPoller<CommandSlot> poller, int[] taken) {
            try {
                poller.poll((slot, sequence, endOfBatch) -> {
                    assertEquals(CommandSlot.Content.COMMAND, slot.content);
                    assertEquals(slot.correlationId * 100, slot.length, "a slot that is not written yet");
                    taken[0]++;
                    return true;
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Queries of two threads for the one slot that queries may have. */
    static final class ClaimingForQueries implements Runnable {
        @Override
        public void run() {
            CommandRing ring = new CommandRing(SMALLEST);
            AtomicInteger granted = new AtomicInteger();
            Runnable claim = () -> {
                long claimed = ring.tryClaim(true);
                assertTrue(claimed >= 0 || claimed == CommandPort.QUERIES_FULL);
                if (claimed >= 0) {
                    granted.incrementAndGet();
                }
            };
            Interleavings.together(claim, claim);
            assertTrue(granted.get() <= 1, "more queries than may be");
            ring.releaseQueries(granted.get());
            assertTrue(ring.tryClaim(true) >= 0, "a place for a query that was given back");
            assertEquals(CommandPort.QUERIES_FULL, ring.tryClaim(true));
        }
    }

    /** The timer's thread and the booking thread both find that it is time. */
    static final class Waking implements Runnable {
        @Override
        public void run() {
            CommandRing ring = new CommandRing(SMALLEST);
            DeadlineTimer timer = new DeadlineTimer(ring, () -> 0, 100);
            Interleavings.together(timer::wakeNow, timer::wakeNow);
            assertEquals(1, ring.depth(), "wake slots");
        }
    }

    /** A producer leaves a slot to the consumer and takes the place of a reply; each reply lets it send the next. */
    static final class Answering implements Runnable {
        private static final int REQUESTS = 3;

        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger tasks = new AtomicInteger();
        private final AtomicBoolean drainScheduled = new AtomicBoolean();
        private ReplyBuffer channel;
        private int answered;

        @Override
        public void run() {
            requests.set(0);
            tasks.set(0);
            drainScheduled.set(false);
            answered = 0;
            channel = new ReplyBuffer("loop", 1, this::wakeUp);
            Interleavings.together(this::book, this::loop);
            assertEquals(0, channel.inFlight());
        }

        /** As an event loop is woken: with one task, however many replies there are. */
        private void wakeUp() {
            if (drainScheduled.compareAndSet(false, true)) {
                tasks.incrementAndGet();
            }
        }

        private void book() {
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

        private void loop() {
            request();
            while (answered < REQUESTS) {
                while (tasks.get() == 0) {
                    Thread.onSpinWait();
                }
                tasks.decrementAndGet();
                drainScheduled.set(false);
                channel.drain(
                        (id, buffer, offset, length) -> {
                            if (++answered < REQUESTS) {
                                request();
                            }
                            assertEquals(answered, id, "the order of replies");
                            assertEquals(1000 + id, buffer.getLong(offset), "a reply that is being read");
                        },
                        4);
            }
        }

        private void request() {
            assertTrue(channel.tryTakePlace(), "a place for the next reply");
            requests.incrementAndGet();
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
                        .with("queries.decrementAndGet();\n            return CommandPort.QUERIES_FULL;", "return CommandPort.QUERIES_FULL;")
                        .with("return ring.tryNext();", "if (query) { queries.incrementAndGet(); } return ring.tryNext();")
                        .with("CommandSlot slot(", "private boolean full() { return queries.get() >= maxQueries; } CommandSlot slot("),
                BrokenClass.of(CommandRing.class, "does not give back what it refused")
                        .with("queries.decrementAndGet();\n            return CommandPort.QUERIES_FULL;", "return CommandPort.QUERIES_FULL;"));
    }

    static List<BrokenClass> wakeFaults() {
        return List.of(BrokenClass.of(DeadlineTimer.class, "looks first and marks then")
                .with("wakeQueued.compareAndSet(false, true) && ", "!wakeQueued.get() && mark() && ")
                .with("private void run() {", "private boolean mark() { wakeQueued.set(true); return true; } private void run() {"));
    }

    static List<BrokenClass> replyFaults() {
        return List.of(
                BrokenClass.of(ReplyBuffer.class, "shows a reply before it is written")
                        .with("int at = writeEntry * ENTRY_BYTES;", "VISIBLE.setRelease(this, written + 1); int at = writeEntry * ENTRY_BYTES;"),
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
