package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReservationIndexTest {
    private final ReservationIndex index = new ReservationIndex();
    private final TreeMap<Long, Integer> expected = new TreeMap<>();

    private void put(long id, int slot) {
        index.put(id, slot);
        expected.put(id, slot);
    }

    private void remove(long id) {
        index.remove(id);
        expected.remove(id);
    }

    private void checkAll() {
        for (Map.Entry<Long, Integer> entry : expected.entrySet()) {
            assertEquals(entry.getValue(), index.get(entry.getKey()));
        }
        List<Integer> walked = new ArrayList<>();
        index.forEach(walked::add);
        assertEquals(List.copyOf(expected.values()), walked);
    }

    /** As in life: ids grow, most go soon, some stay for ever. First few, then more than everything begins with, then none. */
    @Test
    void shouldFindWhatIsThereInOrderOfId() {
        Random random = new Random(1);
        List<Long> there = new ArrayList<>();
        long lastId = 0;
        for (int wanted : new int[] {50, 20_000, 100, 12_000, 0}) {
            while (there.size() != wanted) {
                if (there.size() < wanted) {
                    put(++lastId, 1 + random.nextInt(1_000_000));
                    there.add(lastId);
                } else {
                    int at = random.nextInt(there.size());
                    long gone = there.get(at);
                    there.set(at, there.get(there.size() - 1));
                    there.remove(there.size() - 1);
                    remove(gone);
                    assertEquals(ReservationTable.NONE, index.get(gone));
                }
            }
            checkAll();
        }
    }

    /** Snapshots may have any ids; far apart they must not take more room than close together. */
    @Test
    void shouldFindIdsThatAreFarApart() {
        Random random = new Random(2);
        List<Long> ids = new ArrayList<>(List.of(1L, 63L, 64L, 1L << 32, Long.MAX_VALUE));
        for (int i = 0; i < 5_000; i++) {
            ids.add(1 + (random.nextLong() >>> 1 + random.nextInt(40)) % (Long.MAX_VALUE - 1));
        }
        for (long id : ids) {
            if (!expected.containsKey(id)) {
                put(id, expected.size() + 1);
            }
        }
        checkAll();
        for (long id : List.copyOf(expected.keySet())) {
            remove(id);
        }
        checkAll();
    }

    @Test
    void shouldFindNothingForIdsThatWereNeverThere() {
        for (long id : new long[] {0, 1, 64, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertEquals(ReservationTable.NONE, index.get(id));
        }
        put(7, 70);
        for (long id : new long[] {0, 6, 8, 71, -7, -57, Long.MIN_VALUE + 7, (1L << 32) + 7, Long.MAX_VALUE}) {
            assertEquals(ReservationTable.NONE, index.get(id));
        }
        assertEquals(70, index.get(7));
    }

    /** Each id has a page of its own, so that pages go and come with it, from among others that want the same places. */
    @Test
    void shouldFindWhatStaysWhileItsNeighboursGo() {
        Random random = new Random(3);
        List<Long> there = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            while (there.size() < 500) {
                long id = 1 + (random.nextLong() >>> 2);
                put(id, 1 + there.size());
                there.add(id);
            }
            assertEquals(expected.size(), index.pages());
            while (there.size() > 20) {
                remove(there.remove(random.nextInt(there.size())));
                if (there.size() % 20 == 0) {
                    checkAll();
                }
            }
        }
        there.forEach(this::remove);
        checkAll();
        assertEquals(0, index.pages());
    }

    @Test
    void shouldGiveAPageBackWithTheLastOfItsIds() {
        for (long id = 64; id < 128; id++) {
            put(id, (int) id);
        }
        for (long id = 64; id < 127; id++) {
            remove(id);
            assertEquals(1, index.pages());
        }
        checkAll();
        remove(127);
        assertEquals(0, index.pages());
    }
}
