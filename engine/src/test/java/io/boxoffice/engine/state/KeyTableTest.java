package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private record Key(long hi, long lo) {}

    private final KeyTable keys = new KeyTable();
    private final Map<Key, Integer> entries = new HashMap<>();

    private int add(Key key, int next) {
        int k = keys.add(key.hi, key.lo, next);
        keys.bodyHash[k] = key.hi + 1;
        keys.sequence[k] = key.hi + 2;
        keys.timeMs[k] = key.hi + 3;
        keys.deadlineMs[k] = key.hi + 4;
        keys.reservation[k] = (int) key.hi + 5;
        keys.kind[k] = KeyTable.Kind.PAYMENT;
        keys.number[k] = (int) key.hi + 6;
        keys.outcome[k] = (int) key.hi + 7;
        entries.put(key, k);
        return k;
    }

    private void checkAll() {
        entries.forEach((key, k) -> {
            assertEquals(k, keys.find(key.hi, key.lo));
            assertEquals(KeyTable.NONE, keys.find(key.hi, key.lo + 1_000_000));
            assertEquals(key.hi + 1, keys.bodyHash[k]);
            assertEquals(key.hi + 2, keys.sequence[k]);
            assertEquals(key.hi + 3, keys.timeMs[k]);
            assertEquals(key.hi + 4, keys.deadlineMs[k]);
            assertEquals((int) key.hi + 5, keys.reservation[k]);
            assertEquals(KeyTable.Kind.PAYMENT, keys.kind[k]);
            assertEquals((int) key.hi + 6, keys.number[k]);
            assertEquals((int) key.hi + 7, keys.outcome[k]);
        });
    }

    /** Chains of three come and go, first few, then so many that table and index grow, then few again. */
    @Test
    void shouldFindWhatIsThereAndNothingElse() {
        Random random = new Random(1);
        List<List<Key>> chains = new ArrayList<>();
        int[] wanted = {40, 1_200, 30, 500, 0};
        long number = 0;
        int most = 0;
        for (int target : wanted) {
            while (chains.size() != target) {
                if (chains.size() < target) {
                    List<Key> chain = new ArrayList<>();
                    int next = KeyTable.NONE;
                    for (int i = 0; i < 3; i++) {
                        Key key = new Key(++number, random.nextInt(8));
                        chain.add(key);
                        next = add(key, next);
                        most = Math.max(most, next);
                    }
                    chains.add(chain);
                } else {
                    List<Key> chain = chains.remove(random.nextInt(chains.size()));
                    keys.freeChain(keys.find(chain.get(2).hi, chain.get(2).lo));
                    chain.forEach(key -> assertEquals(KeyTable.NONE, keys.find(key.hi, key.lo)));
                    chain.forEach(entries::remove);
                }
                if (chains.size() % 25 == 0) {
                    checkAll();
                }
            }
        }
        // Places that were given back are used again.
        assertTrue(most <= 3 * 1_200, "used " + most);
    }

    /** Keys that all want one place of the index, of which any may go first. */
    @Test
    void shouldFindKeysThatWantTheSamePlace() {
        Random random = new Random(1);
        long number = 0;
        for (int round = 0; round < 300; round++) {
            long home = random.nextInt(4) == 0 ? 4_095 - random.nextInt(3) : random.nextInt(4_096);
            List<Key> together = new ArrayList<>();
            while (together.size() < 6) {
                Key key = new Key(++number, 0);
                long place = (key.hi * 0x9E37_79B9_7F4A_7C15L >>> 32) & 4_095;
                if (((place - home) & 4_095) <= 2) {
                    add(key, KeyTable.NONE);
                    together.add(key);
                }
            }
            checkAll();
            while (!together.isEmpty()) {
                Key gone = together.remove(random.nextInt(together.size()));
                keys.freeChain(entries.remove(gone));
                assertEquals(KeyTable.NONE, keys.find(gone.hi, gone.lo));
                checkAll();
            }
        }
    }
}
