package io.boxoffice.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void shouldDoubleUpToTheMost() {
        Backoff backoff = new Backoff(100, 350, () -> 0);

        assertEquals(100, backoff.nextPauseMs());
        assertEquals(200, backoff.nextPauseMs());
        assertEquals(350, backoff.nextPauseMs());
        assertEquals(350, backoff.nextPauseMs());
    }

    @Test
    void shouldShortenByUpToHalf() {
        assertEquals(51, new Backoff(100, 100, () -> 0.99).nextPauseMs());
    }

    @Test
    void shouldStartOverWhenReset() {
        Backoff backoff = new Backoff(100, 1_000, () -> 0);
        backoff.nextPauseMs();
        backoff.reset();

        assertEquals(100, backoff.nextPauseMs());
    }

    @Test
    void shouldNeverBeZero() {
        assertEquals(1, new Backoff(1, 1, () -> 0.99).nextPauseMs());
    }
}
