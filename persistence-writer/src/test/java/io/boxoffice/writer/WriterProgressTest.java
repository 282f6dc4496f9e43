package io.boxoffice.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WriterProgressTest {
    private long lastSequence;
    private long nowMs = 1_000;

    private final WriterProgress progress = new WriterProgress(() -> lastSequence, () -> nowMs);

    @Test
    void shouldHaveNoLagWhenNothingIsMissing() {
        nowMs = 9_000;

        assertEquals(new WriterStatus(WriterState.CONNECTING, 0, 0, 0, ""), progress.status());
    }

    @Test
    void shouldCountLagFromStartWhenPostgresWasNeverReached() {
        lastSequence = 7;
        nowMs = 1_500;

        assertEquals(7, progress.status().lagSequences());
        assertEquals(500, progress.status().lagMs());
    }

    @Test
    void shouldCountLagFromOldestEventInHand() {
        progress.caughtUp(0);
        lastSequence = 2;
        nowMs = 60_000;
        progress.gathered(59_000);
        progress.gathered(59_900);

        assertEquals(1_000, progress.status().lagMs());
    }

    @Test
    void shouldCountLagFromNewestEventWrittenWhenBehind() {
        lastSequence = 100;
        progress.written(50, 40_000);
        nowMs = 60_000;

        assertEquals(50, progress.status().lagSequences());
        assertEquals(20_000, progress.status().lagMs());
    }

    @Test
    void shouldPassCommandsWithoutEvents() {
        progress.written(50, 40_000);
        progress.caughtUp(55);

        assertEquals(55, progress.writtenThrough());
    }

    @Test
    void shouldKeepCommandsWithoutEventsPassedWhenItResumes() {
        progress.written(50, 40_000);
        progress.caughtUp(55);
        progress.resumeAt(50);
        assertEquals(55, progress.writtenThrough());

        progress.resumeAt(30);
        assertEquals(30, progress.writtenThrough());
    }

    @Test
    void shouldForgetFailureWhenItWorksAgain() {
        progress.fail(WriterState.BACKING_OFF, "away");
        assertEquals("away", progress.status().failure());
        progress.works();

        assertEquals("", progress.status().failure());
        assertEquals(WriterState.RUNNING, progress.status().state());
    }
}
