package io.boxoffice.engine.pipeline;

import static io.boxoffice.engine.pipeline.PipelineFixture.aPipeline;
import static io.boxoffice.engine.pipeline.PipelineFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.port.CommandPort;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BookingPipelineStopTest {
    @Test
    void shouldAnswerWhatWasPublishedAndSealAndTakeNoMore() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 8);
            fixture.occupyBookingThread(client);
            client.placeHold(1);
            client.getReservation(1);
            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(fixture.pipeline::stop, task -> new Thread(task, "stop").start());
            eventually("stopping", () -> !fixture.pipeline.isRunning());
            assertEquals(CommandPort.STOPPED, client.placeHold(2));
            fixture.journal.letGo();

            assertTrue(stopped.join());
            assertEquals(3, client.awaitReplies(3).size());
            List<String> trace = fixture.trace.entries();
            assertEquals("seal", trace.get(trace.size() - 1));
            assertTrue(fixture.pipeline.stop());
            assertThrows(IllegalStateException.class, fixture.pipeline::start);
        }
    }

    @Test
    void shouldNotWaitForAnOpenClaimForEver() {
        PipelineConfig config = new PipelineConfig(16, 16, 1 << 14, 8, 64, WaitMode.BLOCKING, 1, 100, 50);
        try (PipelineFixture fixture = aPipeline(config).started()) {
            TestClient client = fixture.client("a", 8);
            client.placeHold(1);
            client.awaitReplies(1);
            fixture.pipeline.tryClaim(client.channel, false);

            assertFalse(fixture.pipeline.stop());
            assertEquals(1, fixture.journal.durable().size());
        }
    }

    @Test
    void shouldSayWhenSealingFailedAtTheEnd() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.started();
            TestClient client = fixture.client("a", 8);
            client.placeHold(1);
            client.awaitReplies(1);
            fixture.journal.failSeal = true;

            assertFalse(fixture.pipeline.stop());
            assertEquals(1, fixture.failures.size());
        }
    }
}
