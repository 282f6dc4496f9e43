package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.sbe.AcceptedDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BookingPipelineStressTest {
    private static final int PRODUCERS = 4;
    private static final int COMMANDS_EACH = 20_000;

    /** Keeps as many commands under way as it can, and checks that its answers come in its own order. */
    private static final class Producer {
        private final BookingPipeline pipeline;
        private final ReplyChannel channel;
        private final Messages messages = new Messages();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final AcceptedDecoder accepted = new AcceptedDecoder();
        private final BitSet sequences = new BitSet();
        private long published;
        private long answered;
        private long lastSequence;

        Producer(BookingPipeline pipeline, int number) {
            this.pipeline = pipeline;
            channel = pipeline.openReplies("producer-" + number, 1 + number * 16, () -> {});
        }

        BitSet run() {
            while (answered < COMMANDS_EACH) {
                if (published < COMMANDS_EACH) {
                    submit();
                }
                if (channel.drain(this::onReply, 8) == 0) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(0, channel.inFlight());
            return sequences;
        }

        private void submit() {
            boolean query = published % 10 == 9;
            long claim = pipeline.tryClaim(channel, query);
            if (claim < 0) {
                Thread.yield();
            } else if (published % 97 == 5 && claim % 2 == 0) {
                pipeline.abandon(claim);
            } else if (query) {
                pipeline.publish(claim, messages.getReservation(pipeline.slot(claim), 1), published++);
            } else {
                pipeline.publish(claim, messages.placeHold(pipeline.slot(claim), 1), published++);
            }
        }

        private void onReply(long correlationId, DirectBuffer buffer, int offset, int length) {
            assertEquals(answered++, correlationId);
            accepted.wrapAndApplyHeader(buffer, offset, header);
            boolean query = accepted.version() == -1;
            assertTrue(query ? accepted.sequence() >= lastSequence : accepted.sequence() > lastSequence);
            lastSequence = accepted.sequence();
            if (!query) {
                sequences.set((int) lastSequence);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(WaitMode.class)
    void shouldGiveEveryCommandOfManyProducersOnePlaceInOneOrder(WaitMode waitMode) {
        PipelineConfig config = new PipelineConfig(64, 32, 1 << 14, 8, 64, waitMode, 10, 100, 10_000);
        CountingJournal journal = new CountingJournal();
        FakeStateMachine state = new FakeStateMachine(null);
        CommandApplier applier = new CommandApplier(state, new FakeEventLog(new Trace(), 0), new PublishedShows(state));
        List<Throwable> failures = new ArrayList<>();
        BookingPipeline pipeline = new BookingPipeline(
                config,
                applier,
                journal,
                JournalClock.of(System::currentTimeMillis, System::nanoTime, 0, jump -> {}),
                failures::add);
        pipeline.start();
        List<CompletableFuture<BitSet>> producers = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            Producer producer = new Producer(pipeline, i);
            CompletableFuture<BitSet> done = new CompletableFuture<>();
            new Thread(() -> complete(done, producer), "producer-" + i).start();
            producers.add(done);
        }
        BitSet all = new BitSet();
        int sum = 0;
        for (CompletableFuture<BitSet> producer : producers) {
            BitSet sequences = producer.join();
            sum += sequences.cardinality();
            all.or(sequences);
        }
        assertTrue(pipeline.stop());
        assertEquals(List.of(), failures);
        assertEquals(PRODUCERS * COMMANDS_EACH * 9 / 10, sum);
        assertEquals(sum, all.cardinality());
        assertEquals(sum, state.lastSequence());
        assertEquals(sum, journal.lastSequence());
        assertEquals(0, pipeline.ringDepth());
    }

    private static void complete(CompletableFuture<BitSet> done, Producer producer) {
        try {
            done.complete(producer.run());
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }
}
