package io.boxoffice.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
        try (ServiceExecutor executor = new ServiceExecutor(2, 100, 50, 1, new SimpleMeterRegistry())) {
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

    /** Two addresses have a thread each, a person more than one, and whoever waits is served in turn. */
    @Test
    void shouldGiveACallerWithoutATokenOneThreadAtATime() throws InterruptedException {
        try (ServiceExecutor executor = new ServiceExecutor(5, 100, 50, 1, new SimpleMeterRegistry())) {
            for (long caller : new long[] {0, -7}) {
                CountDownLatch release = new CountDownLatch(1);
                AtomicInteger running = new AtomicInteger();
                AtomicInteger most = new AtomicInteger();
                List<CompletableFuture<Integer>> all = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    int number = i;
                    all.add(executor.call(caller, () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        release.await();
                        running.decrementAndGet();
                        return number;
                    }));
                }
                assertEquals(1, executor.call(-8, () -> 1).join(), "another address");
                CountDownLatch together = new CountDownLatch(2);
                Callable<Boolean> meet = () -> {
                    together.countDown();
                    return together.await(1, TimeUnit.MINUTES);
                };
                CompletableFuture<Boolean> one = executor.call(3, meet);
                assertTrue(executor.call(3, meet).join() && one.join(), "a person has two threads");
                release.countDown();
                for (int i = 0; i < 10; i++) {
                    assertEquals(i, all.get(i).join());
                }
                assertEquals(1, most.get());
            }
        }
    }

    @Test
    void shouldNotLetManyCallersHaveMoreWaitingThanTheQueueTakes() {
        try (ServiceExecutor executor = new ServiceExecutor(2, 3, 50, 1, new SimpleMeterRegistry())) {
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
