package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PipelineConfigTest {
    @Test
    void shouldHaveTheseDefaults() {
        assertEquals(
                new PipelineConfig(4096, 1024, 1 << 20, 256, 1 << 16, WaitMode.BLOCKING, 50, 100, 10_000),
                PipelineConfig.DEFAULTS);
        assertEquals(1024, PipelineConfig.DEFAULTS.maxQueries());
        assertEquals(500, JournalClock.DEFAULT_SLEW_PPM);
        assertEquals(1_000, JournalClock.DEFAULT_JUMP_ALARM_MS);
    }

    @Test
    void shouldRefuseNumbersOutOfRange() {
        refuse(1000, 100, 1024, 1, 1, 50, 100, 1);
        refuse(2, 1, 1024, 1, 1, 50, 100, 1);
        refuse(1024, 0, 1024, 1, 1, 50, 100, 1);
        refuse(1024, 1025, 1024, 1, 1, 50, 100, 1);
        refuse(1024, 100, 1023, 1, 1, 50, 100, 1);
        refuse(1024, 100, 1024, 0, 1, 50, 100, 1);
        refuse(1024, 100, 1024, 1, 0, 50, 100, 1);
        refuse(1024, 100, 1024, 1, 1, 0, 100, 1);
        refuse(1024, 100, 1024, 1, 1, 101, 100, 1);
        refuse(1024, 100, 1024, 1, 1, 50, 0, 1);
        refuse(1024, 100, 1024, 1, 1, 50, 100, 0);
    }

    private static void refuse(
            int slots, int commands, int bytes, int channels, int replies, int check, int seal, int stop) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PipelineConfig(
                        slots, commands, bytes, channels, replies, WaitMode.BLOCKING, check, seal, stop));
    }
}
