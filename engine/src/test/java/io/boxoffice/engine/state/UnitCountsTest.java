package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitCountsTest {
    private final UnitCounts counts = new UnitCounts();
    private final Map<Long, Long> expected = new HashMap<>();

    private void checkAll() {
        assertEquals(expected.size(), counts.size());
        expected.forEach((customer, units) -> assertEquals(units, counts.get(customer), "customer " + customer));
    }

    private static long customer(Random random, int among) {
        // Also 0, negative ones, and such as differ in the highest bits only.
        return random.nextInt(among) - 3L << (random.nextBoolean() ? 0 : 50);
    }

    /** First few customers, then more than there is room for at first, then few again. */
    @Test
    void shouldCountUnitsOfEachCustomer() {
        Random random = new Random(1);
        for (int among : new int[] {6, 3_000, 40, 2_000, 8}) {
            for (int i = 0; i < 20_000; i++) {
                long customer = customer(random, among);
                long had = expected.getOrDefault(customer, 0L);
                assertEquals(had, counts.get(customer));
                if (random.nextInt(among) < 3 || had == 0) {
                    counts.add(customer, 1 + random.nextInt(2));
                    expected.put(customer, counts.get(customer));
                    assertEquals(true, counts.get(customer) > had && counts.get(customer) <= had + 2);
                } else {
                    int back = 1 + random.nextInt((int) Math.min(had, 3));
                    counts.take(customer, back);
                    expected.computeIfPresent(customer, (c, units) -> units == back ? null : units - back);
                }
            }
            checkAll();
        }
        for (long customer : Map.copyOf(expected).keySet()) {
            for (long left = expected.remove(customer); left > 0; left--) {
                counts.take(customer, 1);
            }
            assertEquals(0, counts.get(customer));
        }
        checkAll();
    }

    @Test
    void shouldRefuseToTakeWhatIsNotThere() {
        counts.add(7, 1);
        counts.take(7, 1);

        assertThrows(IllegalStateException.class, () -> counts.take(7, 1));
        assertThrows(IllegalStateException.class, () -> counts.take(0, 1));
        assertEquals(0, counts.size());

        counts.add(8, 2);
        assertThrows(IllegalStateException.class, () -> counts.take(8, 3));
        assertEquals(2, counts.get(8));
    }
}
