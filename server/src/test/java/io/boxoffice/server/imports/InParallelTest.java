package io.boxoffice.server.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InParallelTest {
    private final InParallel parallel = new InParallel(4, new PrintWriter(new StringWriter()));
    private final List<Integer> items = IntStream.range(0, 500).boxed().toList();

    @Test
    void shouldDoEveryItemOnceAndNoMoreThanAllowedAtATime() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        parallel.forEach("items", items, item -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            assertTrue(done.add(item));
            now.decrementAndGet();
        });
        assertEquals(500, done.size());
        assertTrue(most.get() <= 4);
    }

    @Test
    void shouldStopAtTheFirstFailure() {
        AtomicInteger begun = new AtomicInteger();
        ImportException failure = assertThrows(
                ImportException.class,
                () -> parallel.forEach("items", items, item -> {
                    begun.incrementAndGet();
                    throw new ImportException("no");
                }));
        assertEquals("no", failure.getMessage());
        assertTrue(begun.get() <= 4);
    }
}
