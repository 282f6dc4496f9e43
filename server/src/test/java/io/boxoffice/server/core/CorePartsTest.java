package io.boxoffice.server.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.status.Level;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusBoard;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.journal.JournalEdges;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.port.JournalFailedException;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are told of the core, on a real journal that is disturbed. */
class CorePartsTest {
    private static final long GIB = 1L << 30;
    private static final StatusLimits LIMITS = new StatusLimits(1_000, 250);

    @TempDir
    Path data;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong usableBytes = new AtomicLong(100 * GIB);
    private final AtomicLong aheadMs = new AtomicLong();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile Runnable beforeCommit = () -> {};
    private ServerConfig config;
    private BookingCore core;

    @AfterEach
    void stop() {
        letGo.countDown();
        core.close();
    }

    private void start(String... flags) {
        ConfigLoader loader = new ConfigLoader().withFlag("--data", "data-directory", data);
        for (int i = 0; i < flags.length; i += 2) {
            loader.withFlag(flags[i], flags[i], flags[i + 1]);
        }
        config = loader.load();
        JournalEdges machine = JournalEdges.ofMachine(data, () -> System.currentTimeMillis() + aheadMs.get());
        JournalEdges disturbed = new JournalEdges(
                machine.storage(),
                usableBytes::get,
                false,
                machine.wallClockMs(),
                machine.monotonicNs(),
                machine.newJournalIds(),
                machine.beside());
        core = BookingCore.recover(
                config.core(),
                new CoreEdges(disturbed, Disturbed::new, commands -> commands),
                (commands, percent, rate) -> {},
                failure::set);
        core.start();
    }

    private PartState look(String name) {
        StatusBoard board = new StatusBoard("People can buy.", LIMITS, Clock.systemUTC());
        board.add(core.part());
        core.parts().forEach(board::add);
        return board.look().lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private Level level(String name) {
        return look(name).level();
    }

    @Test
    void shouldBeUpWhenAllIsWell() {
        start();
        SoldShow.define(core, 600_000);
        for (Part part : core.parts()) {
            assertEquals(Level.UP, level(part.name()), part.name());
        }
        assertEquals(Level.UP, level("Booking core"));
        assertTrue(look("Journal").says().contains("on disk before it is answered"));
    }

    @Test
    void shouldSayThatNothingIsTakenAfterTheJournalFailed() {
        start();
        SoldShow.define(core, 600_000);
        beforeCommit = () -> {
            throw new JournalFailedException("the disk is gone", new IOException("EIO"));
        };
        holdOnAThread();
        await(() -> failure.get() != null);
        assertEquals(Level.NOT_SELLING, level("Booking core"));
        assertEquals(Level.NOT_SELLING, level("Journal"));
        assertTrue(look("Booking core").toDo().contains("exit code 3"));
        assertEquals("bin/boxoffice serve --data " + data, look("Booking core").command());
    }

    @Test
    void shouldSayThatTheDiskDoesNotAnswer() {
        start();
        SoldShow.define(core, 600_000);
        Part part = core.part();
        assertEquals(Level.UP, part.look().apply(LIMITS).level());
        beforeCommit = () -> {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        holdOnAThread();
        await(() -> part.look().apply(LIMITS).level() == Level.NOT_SELLING);
        assertTrue(part.look().apply(LIMITS).says().contains("some wait"));
        letGo.countDown();
        await(() -> part.look().apply(LIMITS).level() == Level.UP);
    }

    @Test
    void shouldJudgeTheDiskByTheConfiguredFloors() {
        start(
                "journal.low-floor-bytes",
                Long.toString(8 * GIB),
                "journal.exhausted-floor-bytes",
                Long.toString(2 * GIB));
        assertEquals(Level.UP, level("Disk"));
        leave(16 * GIB - 1);
        assertEquals(Level.NEEDS_YOU, level("Disk"));
        assertEquals(
                "16.0 GiB are left. Below 8.0 GiB new holds are refused.",
                look("Disk").says());
        leave(8 * GIB - 1);
        assertEquals(Level.NOT_SELLING, level("Disk"));
        assertTrue(
                look("Disk").says().contains("new holds are refused below 8.0 GiB"),
                look("Disk").says());
        leave(2 * GIB - 1);
        assertTrue(
                look("Disk").says().contains("every command is refused below 2.0 GiB"),
                look("Disk").says());
        assertTrue(look("Disk").command().contains("df -h " + data));
        leave(16 * GIB);
        assertEquals(Level.UP, level("Disk"));
    }

    private void leave(long bytes) {
        usableBytes.set(bytes);
        core.store().floors().judge();
    }

    @Test
    void shouldTellASlowDisk() {
        start();
        SoldShow.define(core, 600_000);
        Part journal = core.parts().get(0);
        journal.look().apply(LIMITS);
        beforeCommit = () -> LockSupport.parkNanos(400_000_000L);
        SoldShow.hold(core, 1, 10);
        assertEquals(Level.BEHIND, journal.look().apply(LIMITS).level());
        beforeCommit = () -> {};
        SoldShow.hold(core, 1, 11);
        assertEquals(Level.UP, journal.look().apply(LIMITS).level());
    }

    @Test
    void shouldTellAClockThatJumped() {
        start();
        SoldShow.define(core, 600_000);
        assertEquals(Level.UP, level("Clock"));
        aheadMs.set(90_000);
        SoldShow.hold(core, 1, 10);
        assertEquals(Level.NEEDS_YOU, level("Clock"));
        assertTrue(
                look("Clock").says().contains("ahead of the journal's"),
                look("Clock").says());
    }

    @Test
    void shouldTellWhyNoSnapshotIsMade() {
        start("snapshot.interval-commands", "1");
        leave(config.journal().lowFloorBytes() - 1);
        SoldShow.define(core, 600_000);
        await(() -> level("Snapshots") == Level.NEEDS_YOU);
        assertTrue(
                look("Snapshots").says().contains("little room"),
                look("Snapshots").says());
    }

    /** Whose hold may never be answered. */
    private void holdOnAThread() {
        Thread buyer = new Thread(() -> SoldShow.hold(core, 1, 10));
        buyer.setDaemon(true);
        buyer.start();
    }

    private static void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < 30_000_000_000L, "not within 30 s");
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** The journal, before each of whose syncs something happens. */
    private final class Disturbed implements CommandJournal {
        private final CommandJournal journal;

        private Disturbed(CommandJournal journal) {
            this.journal = journal;
        }

        @Override
        public long journalId() {
            return journal.journalId();
        }

        @Override
        public long lastSequence() {
            return journal.lastSequence();
        }

        @Override
        public void append(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
            journal.append(sequence, timeMs, buffer, offset, length);
        }

        @Override
        public void commit() {
            beforeCommit.run();
            journal.commit();
        }

        @Override
        public void seal() {
            journal.seal();
        }

        @Override
        public Storage storage() {
            return journal.storage();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
