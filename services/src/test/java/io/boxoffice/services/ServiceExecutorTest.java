package io.boxoffice.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ServiceExecutorTest {
    @Test
    void shouldRefuseAtOnceWhenThreadsAndQueueAreFull() {
        try (ServiceExecutor executor = new ServiceExecutor(1, 1, new SimpleMeterRegistry())) {
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<Integer> running = executor.call(() -> {
                release.await();
                return 1;
            });
            CompletableFuture<Integer> queued = executor.call(() -> 2);
            CompletableFuture<Integer> refused = executor.call(() -> 3);

            CompletionException thrown = assertThrows(CompletionException.class, refused::join);
            assertInstanceOf(OverloadedException.class, thrown.getCause());
            release.countDown();
            assertEquals(1, running.join());
            assertEquals(2, queued.join());
        }
    }

    @Test
    void shouldFailWithWhatTheCallThrew() {
        try (ServiceExecutor executor = new ServiceExecutor(1, 1, new SimpleMeterRegistry())) {
            CompletableFuture<Object> failed = executor.call(() -> {
                throw new IllegalArgumentException("as it should");
            });

            CompletionException thrown = assertThrows(CompletionException.class, failed::join);
            assertInstanceOf(IllegalArgumentException.class, thrown.getCause());
        }
    }
}
