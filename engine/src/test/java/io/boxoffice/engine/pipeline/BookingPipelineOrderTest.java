package io.boxoffice.engine.pipeline;

import static io.boxoffice.engine.pipeline.PipelineFixture.aPipeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.pipeline.TestClient.Reply;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BookingPipelineOrderTest {
    /** What happened after an entry, up to the waking of the channel: its replies can be seen a moment before. */
    private static List<String> since(PipelineFixture fixture, String entry) {
        PipelineFixture.eventually("the channel is woken", () -> {
            List<String> all = fixture.trace.entries();
            return all.lastIndexOf("wake a") > all.indexOf(entry);
        });
        List<String> all = fixture.trace.entries();
        return all.subList(all.indexOf(entry) + 1, all.size());
    }

    @Test
    void shouldAppendCommitApplyAndAnswerInThatOrderWithOneSyncForTheBatch() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 8);
            fixture.occupyBookingThread(client);
            client.placeHold(1);
            client.placeHold(2);
            client.getReservation(1);
            client.releaseHold(1);
            fixture.journal.letGo();
            client.awaitReplies(5);

            assertEquals(
                    List.of(
                            "append 2",
                            "append 3",
                            "append 4",
                            "commit",
                            "apply 2 t10",
                            "apply 3 t10",
                            "query after 3",
                            "apply 4 t12",
                            "wake a"),
                    since(fixture, "wake a"));
        }
    }

    @Test
    void shouldApplyAndAnswerNothingWhileTheCommitIsUnderWay() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 8);
            fixture.occupyBookingThread(client);

            assertEquals(List.of("append 1"), fixture.trace.entries());
            assertEquals(0, client.drain());
            assertEquals(0, fixture.shows.sequence());
        }
    }

    @Test
    void shouldCommitEventsAndPublishTheSequenceBeforeRepliesAreSeen() {
        try (PipelineFixture fixture = aPipeline()) {
            Messages messages = new Messages();
            fixture.state.onApply = (sequence, templateId, command, offset, output) -> {
                output.onEvent(messages.reservationEvent(9, ReservationEventType.HOLD_EXTENDED), 0, 8);
                output.onEvent(messages.reservationEvent(9, ReservationEventType.BOOKING_CREATED), 0, 8);
            };
            AtomicLong sequenceAtWakeUp = new AtomicLong();
            fixture.started();
            TestClient client = fixture.client("a", 8);
            var second = fixture.pipeline.openReplies("b", 1, () -> sequenceAtWakeUp.set(fixture.shows.sequence()));
            long claim = fixture.pipeline.tryClaim(second, false);
            fixture.pipeline.publish(claim, messages.placeHold(fixture.pipeline.slot(claim), 5), 1);
            PipelineFixture.eventually("woken", () -> sequenceAtWakeUp.get() == 1);
            client.placeHold(1);
            client.awaitReplies(1);

            assertEquals(
                    List.of("append 2", "commit", "apply 2 t10", "event 2.0", "event 2.1", "events-commit", "wake a"),
                    since(fixture, "events-commit"));
        }
    }

    @Test
    void shouldAnswerEachChannelItsOwnInOrder() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient one = fixture.client("one", 8);
            TestClient two = fixture.client("two", 8);
            fixture.occupyBookingThread(one);
            for (int i = 0; i < 5; i++) {
                one.placeHold(i);
                two.placeHold(i);
            }
            fixture.journal.letGo();

            assertEquals(
                    List.of(1L, 2L, 4L, 6L, 8L, 10L),
                    one.awaitReplies(6).stream().map(Reply::sequence).toList());
            assertEquals(
                    List.of(0L, 1L, 2L, 3L, 4L, 5L),
                    one.replies.stream().map(Reply::correlationId).toList());
            assertEquals(
                    List.of(3L, 5L, 7L, 9L, 11L),
                    two.awaitReplies(5).stream().map(Reply::sequence).toList());
            assertEquals(2, one.wakeUps.get());
            assertEquals(1, two.wakeUps.get());
        }
    }

    @Test
    void shouldStampTheCommandsOfABatchWithOneTimeThatNeverGoesBack() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 8);
            fixture.occupyBookingThread(client);
            client.placeHold(1);
            client.placeHold(2);
            fixture.time.advanceMs(40);
            fixture.time.wallMs.addAndGet(-3_600_000);
            fixture.journal.letGo();
            client.awaitReplies(3);

            assertEquals(
                    List.of(FakeTime.START_MS, FakeTime.START_MS + 39, FakeTime.START_MS + 39),
                    fixture.journal.durable().stream()
                            .map(FakeJournal.Entry::timeMs)
                            .toList());
        }
    }

    @Test
    void shouldSplitABatchThatHasTooManyBytesForOneSync() {
        PipelineConfig config = new PipelineConfig(16, 16, 1024, 8, 64, WaitMode.BLOCKING, 1, 100, 5_000);
        try (PipelineFixture fixture = aPipeline(config).started()) {
            TestClient client = fixture.client("a", 16);
            fixture.occupyBookingThread(client);
            int bytes = new Messages().placeHold(new org.agrona.concurrent.UnsafeBuffer(new byte[1024]), 1);
            int fit = 1024 / bytes;
            for (int i = 0; i <= fit; i++) {
                client.placeHold(i);
            }
            fixture.journal.letGo();
            client.awaitReplies(fit + 2);

            assertEquals(3, fixture.trace.startingWith("commit").size());
            assertEquals(3, client.wakeUps.get());
        }
    }

    @Test
    void shouldSplitABatchThatHasTooManyCommandsForOneSync() {
        PipelineConfig config = new PipelineConfig(16, 4, 1 << 14, 8, 64, WaitMode.BLOCKING, 1, 100, 5_000);
        try (PipelineFixture fixture = aPipeline(config).started()) {
            TestClient client = fixture.client("a", 16);
            fixture.occupyBookingThread(client);
            for (int i = 0; i < 8; i++) {
                client.placeHold(i);
            }
            fixture.journal.letGo();
            client.awaitReplies(9);

            assertEquals(3, fixture.trace.startingWith("commit").size());
        }
    }

    @Test
    void shouldGoOnWhenTheOwnerOfAChannelCannotBeWoken() {
        try (PipelineFixture fixture = aPipeline().started()) {
            var broken = fixture.pipeline.openReplies("gone", 4, () -> {
                throw new IllegalStateException("event loop was shut down");
            });
            long claim = fixture.pipeline.tryClaim(broken, false);
            fixture.pipeline.publish(claim, new Messages().placeHold(fixture.pipeline.slot(claim), 1), 1);
            TestClient client = fixture.client("a", 8);
            client.placeHold(2);
            client.awaitReplies(1);

            assertTrue(fixture.pipeline.isRunning());
            assertEquals(1, fixture.pipeline.statistics().failedWakeUps());
        }
    }

    @Test
    void shouldCountWhatItDid() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 8);
            fixture.occupyBookingThread(client);
            client.placeHold(1);
            client.getReservation(1);
            assertEquals(3, fixture.pipeline.ringDepth());
            fixture.time.advanceMs(2);
            fixture.journal.letGo();
            client.awaitReplies(3);
            PipelineFixture.eventually("empty", () -> fixture.pipeline.ringDepth() == 0);

            PipelineStatistics statistics = fixture.pipeline.statistics();
            assertEquals(2, statistics.commands());
            assertEquals(1, statistics.queries());
            assertEquals(2, statistics.batchCommands().count());
            assertEquals(2_000_000, statistics.syncNs().max());
            assertEquals(1, statistics.latencyNs(PlaceHoldDecoder.TEMPLATE_ID).count());
            assertEquals(
                    2_000_000,
                    statistics.latencyNs(PlaceHoldDecoder.TEMPLATE_ID).sum());
        }
    }
}
