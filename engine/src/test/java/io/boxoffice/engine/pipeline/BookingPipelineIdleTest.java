package io.boxoffice.engine.pipeline;

import static io.boxoffice.engine.pipeline.PipelineFixture.aPipeline;
import static io.boxoffice.engine.pipeline.PipelineFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.ContinueDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.TickDecoder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BookingPipelineIdleTest {
    private static List<Integer> journaledTemplates(PipelineFixture fixture) {
        return fixture.journal.durable().stream()
                .map(FakeJournal.Entry::templateId)
                .toList();
    }

    /** Each hold gets a deadline one second after the start. */
    private static PipelineFixture withDeadlines() {
        PipelineFixture fixture = aPipeline();
        fixture.state.onApply = (sequence, templateId, command, offset, output) -> {
            if (templateId == PlaceHoldDecoder.TEMPLATE_ID) {
                fixture.state.deadlines.add(FakeTime.START_MS + 1_000 + sequence);
            }
        };
        return fixture.started();
    }

    @Test
    void shouldJournalATickWhenADeadlineComesAndNoTrafficDoes() {
        try (PipelineFixture fixture = withDeadlines()) {
            TestClient client = fixture.client("a", 8);
            client.placeHold(1);
            client.awaitReplies(1);
            fixture.time.advanceMs(1_001);
            eventually("tick", () -> fixture.journal.durable().size() == 2);

            assertEquals(List.of(PlaceHoldDecoder.TEMPLATE_ID, TickDecoder.TEMPLATE_ID), journaledTemplates(fixture));
            assertEquals(
                    FakeTime.START_MS + 1_001, fixture.journal.durable().get(1).timeMs());
            assertEquals(0, client.drain());
            eventually("counted", () -> fixture.pipeline.statistics().ownCommands() == 1);
        }
    }

    @Test
    void shouldTickAgainAtOnceWhileDeadlinesRemainDue() {
        try (PipelineFixture fixture = withDeadlines()) {
            TestClient client = fixture.client("a", 8);
            for (int i = 0; i < 5; i++) {
                client.placeHold(i);
            }
            client.awaitReplies(5);
            fixture.time.advanceMs(2_000);
            eventually("ticks", () -> fixture.journal.durable().size() == 10);

            assertEquals(
                    5,
                    journaledTemplates(fixture).stream()
                            .filter(t -> t == TickDecoder.TEMPLATE_ID)
                            .count());
        }
    }

    @Test
    void shouldPutADueTickBeforeTheCommandsOfTheBatch() {
        try (PipelineFixture fixture = withDeadlines()) {
            TestClient client = fixture.client("a", 8);
            client.placeHold(1);
            client.awaitReplies(1);
            fixture.occupyBookingThread(client);
            client.placeHold(2);
            fixture.time.advanceMs(1_001);
            fixture.journal.letGo();
            client.awaitReplies(3);

            assertEquals(
                    List.of(
                            PlaceHoldDecoder.TEMPLATE_ID,
                            ReleaseHoldDecoder.TEMPLATE_ID,
                            TickDecoder.TEMPLATE_ID,
                            PlaceHoldDecoder.TEMPLATE_ID),
                    journaledTemplates(fixture).subList(0, 4));
        }
    }

    @Test
    void shouldContinueUntilThePendingWorkIsDone() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.state.onApply = (sequence, templateId, command, offset, output) -> {
                if (templateId == PlaceHoldDecoder.TEMPLATE_ID) {
                    fixture.state.pendingWork = 3;
                }
            };
            fixture.started();
            TestClient client = fixture.client("a", 8);
            client.placeHold(1);
            eventually("continues", () -> fixture.journal.durable().size() == 4);

            assertEquals(
                    List.of(
                            PlaceHoldDecoder.TEMPLATE_ID,
                            ContinueDecoder.TEMPLATE_ID,
                            ContinueDecoder.TEMPLATE_ID,
                            ContinueDecoder.TEMPLATE_ID),
                    journaledTemplates(fixture));
            assertEquals(1, client.awaitReplies(1).size());
        }
    }

    @Test
    void shouldContinueThoughTheRingHadNoRoomForAWakeSlot() {
        PipelineConfig config = new PipelineConfig(4, 4, 1 << 14, 8, 64, WaitMode.BLOCKING, 1, 100, 5_000);
        try (PipelineFixture fixture = aPipeline(config)) {
            fixture.state.onApply = (sequence, templateId, command, offset, output) -> {
                if (sequence == 4) {
                    fixture.state.pendingWork = 2;
                }
            };
            fixture.started();
            TestClient client = fixture.client("a", 8);
            long[] claims = new long[4];
            for (int i = 0; i < 4; i++) {
                claims[i] = fixture.pipeline.tryClaim(client.channel, false);
            }
            // The first one last, so that all four are one batch that fills the ring.
            for (int i = 3; i >= 0; i--) {
                int length = new Messages().placeHold(fixture.pipeline.slot(claims[i]), 1);
                fixture.pipeline.publish(claims[i], length, i);
            }
            eventually("continues", () -> fixture.journal.durable().size() == 6);
        }
    }

    @Test
    void shouldSweepWhatLapsedWhileStoppedBeforeTakingClaims() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.state.deadlines.add(1L);
            fixture.state.deadlines.add(2L);
            fixture.started();

            assertEquals(List.of(TickDecoder.TEMPLATE_ID, TickDecoder.TEMPLATE_ID), journaledTemplates(fixture));
        }
    }

    @Test
    void shouldSealOnceWhenIdle() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 8);
            client.placeHold(1);
            client.awaitReplies(1);
            assertEquals(List.of(), fixture.trace.startingWith("seal"));
            fixture.time.advanceMs(100);
            eventually("seal", () -> fixture.pipeline.statistics().seals() == 1);
            fixture.time.advanceMs(10_000);
            fixture.pipeline.stop();

            assertEquals(1, fixture.trace.startingWith("seal").size());
        }
    }

    @Test
    void shouldNotWakeTheBookingThreadWhenNothingIsDue() {
        FakeTime time = new FakeTime();
        AtomicLong checks = new AtomicLong();
        CommandRing ring = new CommandRing(PipelineFixture.SMALL);
        DeadlineTimer timer = new DeadlineTimer(
                ring,
                () -> {
                    checks.incrementAndGet();
                    return time.monotonicNs.get();
                },
                1);
        timer.wakeAt(time.monotonicNs.get() + 1_000_000);
        timer.start();
        eventually("checks", () -> checks.get() > 5);
        assertEquals(-1, ring.lastClaim());

        time.advanceMs(1);
        eventually("wake", () -> ring.lastClaim() == 0);
        long checksThen = checks.get();
        eventually("checks", () -> checks.get() > checksThen + 5);
        assertEquals(0, ring.lastClaim());
        timer.close();
    }
}
