package io.boxoffice.journal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.port.CommandJournal.Storage;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DiskFloorsTest {
    @Test
    void shouldJudgeByTheFloors() {
        long[] usable = {100};
        DiskFloors floors = new DiskFloors(() -> usable[0], 100, 10);
        assertEquals(Storage.AMPLE, floors.storage());
        usable[0] = 99;
        assertEquals(Storage.LOW, floors.judge());
        usable[0] = 10;
        assertEquals(Storage.LOW, floors.judge());
        usable[0] = 9;
        assertEquals(Storage.EXHAUSTED, floors.judge());
        assertEquals(Storage.EXHAUSTED, floors.storage());
        assertEquals(9, floors.usableBytes());
    }

    @Test
    void shouldCountADiskThatCannotBeJudgedAsExhausted() {
        DiskFloors floors = new DiskFloors(
                () -> {
                    throw new IOException("gone");
                },
                100,
                10);

        assertEquals(Storage.EXHAUSTED, floors.storage());
    }

    @Test
    void shouldNotLetAnOlderJudgementReplaceANewerOne() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DiskFloors floors = new DiskFloors(
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        looked.countDown();
                        awaitQuietly(goOn);
                        return 100;
                    }
                    return looks.get() == 1 ? 100 : 5;
                },
                100,
                10);
        Thread older = new Thread(floors::judge);
        older.start();
        looked.await();
        Thread newer = new Thread(floors::judge);
        newer.start();
        // It has judged by now, or waits until the older judgement is made.
        while (newer.getState() != Thread.State.TERMINATED && newer.getState() != Thread.State.BLOCKED) {
            LockSupport.parkNanos(100_000);
        }
        goOn.countDown();
        older.join();
        newer.join();

        assertEquals(Storage.EXHAUSTED, floors.storage());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
