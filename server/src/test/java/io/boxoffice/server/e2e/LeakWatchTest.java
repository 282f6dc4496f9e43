package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakWatchTest {
    @Test
    void shouldHearOfBuffersThatNobodyReleased() {
        try (LeakWatch watch = new LeakWatch()) {
            lose();
            Await.until("a report", () -> !watch.leaks().isEmpty());
            assertTrue(watch.leaks().get(0).contains("LEAK"), watch.leaks()::toString);
        }
    }

    @Test
    void shouldHearNothingOfThoseThatWereReleased() {
        try (LeakWatch watch = new LeakWatch()) {
            for (int i = 0; i < 100; i++) {
                PooledByteBufAllocator.DEFAULT.buffer(64).release();
            }
            assertEquals(List.of(), watch.leaks());
        }
    }

    private static void lose() {
        PooledByteBufAllocator.DEFAULT.buffer(64).writeLong(1);
        ByteBufAllocator.DEFAULT.buffer(64).writeLong(1);
    }
}
