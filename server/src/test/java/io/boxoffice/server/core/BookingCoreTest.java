package io.boxoffice.server.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The core on a real journal: what was acknowledged is there after a restart, with the same hash. */
class BookingCoreTest {
    private static final long SHOW = SoldShow.SHOW;

    @TempDir
    Path data;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Test
    void shouldBringBackWhatWasAcknowledged() {
        long holdId;
        try (BookingCore core = start()) {
            SoldShow.define(core, 600_000);
            holdId = SoldShow.hold(core, 1, 10, 11).reservationId();
        }
        long hash = replayedHash();
        try (BookingCore core = start()) {
            assertEquals(SeatState.HELD, stateOf(core, 10));
            assertEquals(SeatState.FREE, stateOf(core, 12));
            RejectedException taken = assertThrows(RejectedException.class, () -> SoldShow.hold(core, 2, 11));
            assertEquals(RejectReason.SEAT_UNAVAILABLE, taken.reason());
            assertEquals(11, taken.conflicts()[0]);
            assertEquals(holdId + 1, SoldShow.hold(core, 2, 12).reservationId());
        }
        JournalReplay replay = new JournalReplay(SHOW);
        replay.run(data, Long.MAX_VALUE, Long.MAX_VALUE, (commands, percent, rate) -> {});
        assertEquals(2, replay.claims().size());
        assertEquals(hash, hashBefore(replay.lastSequence() - 3), "the second run only added to the first");
        assertEquals(true, JournalVerifier.verify(data).sound());
    }

    @Test
    void shouldFreeALapsedHoldOfAnIdleServer() {
        try (BookingCore core = start()) {
            SoldShow.define(core, 1_000);
            SoldShow.hold(core, 1, 5);
            await(() -> stateOf(core, 5) == SeatState.FREE);
        }
    }

    /** Recovery takes what it publishes from the state as far as the event log reaches, and from events where that is gone. */
    @Test
    void shouldPublishAfterAStartWhatItPublishedBefore() throws IOException {
        AvailabilitySnapshot before = new AvailabilitySnapshot();
        ShowDefinition definition;
        long lastEventSequence;
        try (BookingCore core = start()) {
            SoldShow.define(core, 600_000);
            SoldShow.hold(core, 1, 10, 11);
            SoldShow.hold(core, 2, 40);
            core.shows().show(SHOW).availability().copyTo(before);
            definition = core.shows().show(SHOW).definition();
            lastEventSequence = core.lastEventSequence();
        }
        for (String attempt : List.of("with its event log", "without")) {
            try (BookingCore core = recover()) {
                AvailabilitySnapshot after = new AvailabilitySnapshot();
                core.shows().show(SHOW).availability().copyTo(after);
                assertArrayEquals(before.words, after.words, attempt);
                assertEquals(definition, core.shows().show(SHOW).definition(), attempt);
                assertEquals(lastEventSequence, core.lastEventSequence(), attempt);
                assertEquals(lastEventSequence, core.store().eventLog().lastSequence(), attempt);
                assertNotNull(core.shows().seatMap(definition.seatMapId()), attempt);
            }
            Files.move(data.resolve("events"), data.resolve("events-" + attempt));
        }
    }

    private BookingCore start() {
        BookingCore core = recover();
        core.start();
        return core;
    }

    private BookingCore recover() {
        ServerConfig config =
                new ConfigLoader().withFlag("--data", "data-directory", data).load();
        return BookingCore.recover(config.core(), (commands, percent, rate) -> {}, failure::set);
    }

    private static int stateOf(BookingCore core, int seat) {
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        core.shows().show(SHOW).availability().copyTo(snapshot);
        return snapshot.seatState(seat);
    }

    private long replayedHash() {
        return hashBefore(Long.MAX_VALUE);
    }

    private long hashBefore(long sequence) {
        JournalReplay replay = new JournalReplay(0);
        replay.run(data, sequence, Long.MAX_VALUE, (commands, percent, rate) -> {});
        return replay.stateHash();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s");
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
