package io.boxoffice.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceExecutorTest {
    @Test
    void shouldRefuseAtOnceWhenThreadsAndQueueAreFull() {
        try (ServiceExecutor executor = new ServiceExecutor("test", 1, 1, new SimpleMeterRegistry())) {
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<Integer> running = executor.call(0, () -> {
                release.await();
                return 1;
            });
            CompletableFuture<Integer> queued = executor.call(0, () -> 2);
            CompletableFuture<Integer> refused = executor.call(0, () -> 3);

            CompletionException thrown = assertThrows(CompletionException.class, refused::join);
            assertInstanceOf(OverloadedException.class, thrown.getCause());
            release.countDown();
            assertEquals(1, running.join());
            assertEquals(2, queued.join());
        }
    }

    @Test
    void shouldFailWithWhatTheCallThrew() {
        try (ServiceExecutor executor = new ServiceExecutor("test", 1, 1, new SimpleMeterRegistry())) {
            CompletableFuture<Object> failed = executor.call(0, () -> {
                throw new IllegalArgumentException("as it should");
            });

            CompletionException thrown = assertThrows(CompletionException.class, failed::join);
            assertInstanceOf(IllegalArgumentException.class, thrown.getCause());
        }
    }

    /** One caller asks for much; another is served as soon as the one free thread is. */
    @Test
    void shouldLeaveAThreadToOtherCallers() {
        try (ServiceExecutor executor = new ServiceExecutor(2, 100, 50, new SimpleMeterRegistry())) {
            CountDownLatch release = new CountDownLatch(1);
            List<CompletableFuture<Integer>> greedy = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                greedy.add(executor.call(1, () -> {
                    release.await();
                    return number;
                }));
            }
            CompletableFuture<Integer> refused = executor.call(1, () -> 51);
            assertInstanceOf(
                    OverloadedException.class,
                    assertThrows(CompletionException.class, refused::join).getCause());

            assertEquals(7, executor.call(2, () -> 7).join());
            assertEquals(8, executor.call(0, () -> 8).join());

            release.countDown();
            for (int i = 0; i < 50; i++) {
                assertEquals(i, greedy.get(i).join());
            }
            assertEquals(52, executor.call(1, () -> 52).join());
        }
    }

    @Test
    void shouldNotLetManyCallersHaveMoreWaitingThanTheQueueTakes() {
        try (ServiceExecutor executor = new ServiceExecutor(2, 3, 50, new SimpleMeterRegistry())) {
            CountDownLatch release = new CountDownLatch(1);
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(executor.call(1 + i % 10, () -> release.await(1, TimeUnit.MINUTES)));
            }
            long refused = all.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .count();
            release.countDown();
            long done = all.stream()
                    .filter(f -> f.handle((ok, thrown) -> thrown == null).join())
                    .count();

            assertEquals(100, refused + done);
            assertTrue(done >= 2 && done <= 2 + 3 + 3, () -> "done " + done);
        }
    }
}
