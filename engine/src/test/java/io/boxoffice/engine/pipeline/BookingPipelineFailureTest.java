package io.boxoffice.engine.pipeline;

import static io.boxoffice.engine.pipeline.PipelineFixture.aPipeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.JournalFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookingPipelineFailureTest {
    @Test
    void shouldStopWithoutAnsweringWhenTheJournalFails() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 8);
            fixture.occupyBookingThread(client);
            fixture.journal.fail = true;
            fixture.journal.letGo();
            PipelineFixture.eventually("failure", () -> fixture.failures.size() == 1);

            assertInstanceOf(JournalFailedException.class, fixture.failures.get(0));
            assertTrue(fixture.pipeline.hasFailed());
            assertFalse(fixture.pipeline.stop());
            assertEquals(CommandPort.STOPPED, client.placeHold(1));
            assertEquals(0, client.drain());
            assertEquals(1, fixture.pipeline.ringDepth());
            assertEquals(List.of("append 1"), fixture.trace.entries());
        }
    }

    @Test
    void shouldAnswerNobodyOfTheBatchInWhichTheStateMachineThrows() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.state.onApply = (sequence, templateId, command, offset, output) -> {
                if (sequence == 3) {
                    throw new IllegalStateException("invariant broken");
                }
            };
            fixture.started();
            TestClient client = fixture.client("a", 8);
            fixture.occupyBookingThread(client);
            client.placeHold(1);
            client.placeHold(2);
            client.placeHold(3);
            fixture.journal.letGo();
            PipelineFixture.eventually("failure", () -> fixture.failures.size() == 1);

            client.drain();
            assertEquals(1, client.replies.size());
            assertEquals(1, fixture.shows.sequence());
            assertEquals(3, fixture.pipeline.ringDepth());
            assertEquals(List.of(), fixture.trace.startingWith("seal"));
        }
    }

    @Test
    void shouldStopOnAnErrorOfTheStateMachineToo() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.state.onApply = (sequence, templateId, command, offset, output) -> {
                throw new StackOverflowError();
            };
            fixture.started();
            fixture.client("a", 8).placeHold(1);
            PipelineFixture.eventually("failure", () -> fixture.failures.size() == 1);

            assertInstanceOf(StackOverflowError.class, fixture.failures.get(0));
        }
    }

    @Test
    void shouldStopWhenTheStateMachineDoesNotAnswerExactlyOnce() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.state.onApply =
                    (sequence, templateId, command, offset, output) -> output.onReply(command, offset, 8);
            fixture.started();
            fixture.client("a", 8).placeHold(1);
            PipelineFixture.eventually("failure", () -> fixture.failures.size() == 1);
        }
    }

    @Test
    void shouldFailAtStartWhenWhatLapsedCannotBeSwept() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.state.deadlines.add(1L);
            fixture.journal.fail = true;

            assertThrows(IllegalStateException.class, fixture.pipeline::start);
            assertTrue(fixture.pipeline.hasFailed());
            PipelineFixture.eventually("told", () -> fixture.failures.size() == 1);
        }
    }

    @Test
    void shouldRefuseAJournalThatDoesNotEndWhereTheStateMachineDoes() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.journal.append(1, 1, new OwnMessages().tick, 0, 8);
            fixture.journal.commit();

            assertThrows(
                    IllegalStateException.class,
                    () -> new BookingPipeline(
                            PipelineFixture.SMALL, fixture.applier, fixture.journal, fixture.time.clock(), e -> {}));
        }
    }
}
