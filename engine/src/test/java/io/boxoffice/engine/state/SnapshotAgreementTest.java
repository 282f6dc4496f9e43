package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * A state machine that was loaded from a snapshot says to the end what the one says that wrote it, whenever that was. Another
 * number of command streams: {@code mvn test -pl engine -am -Dtest=SnapshotAgreementTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dboxoffice.seeds=1000}; one of them: {@code -Dboxoffice.seed=7}.
 */
class SnapshotAgreementTest {
    private static final int COMMANDS_PER_SEED = 3_000;
    private static final int SNAPSHOTS_PER_SEED = 8;
    private static final int COMMANDS_PER_HASH = 50;

    /** What was in at least one snapshot, so that the test cannot pass by having looked at nothing. */
    private final Set<String> seen = new TreeSet<>();

    @Test
    void shouldGoOnFromASnapshotAsIfNothingHadHappened() {
        Long seed = Long.getLong("boxoffice.seed");
        long seeds = Long.getLong("boxoffice.seeds", 16);
        LongStream.rangeClosed(seed == null ? 1 : seed, seed == null ? seeds : seed)
                .forEach(this::compare);
        if (seed == null && seeds >= 16) {
            Set<String> wanted = new TreeSet<>(Set.of(
                    "lapsed and not swept",
                    "work to go on with",
                    "refund",
                    "key",
                    "admission that was undone",
                    "further scan",
                    "blocked seat",
                    "map to be forgotten"));
            for (ReservationStatus status : ReservationStatus.values()) {
                wanted.add(status.name());
            }
            for (ShowStatus status : ShowStatus.values()) {
                wanted.add("show " + status.name());
            }
            for (UploadKind kind : UploadKind.values()) {
                wanted.add("half of " + kind.name());
            }
            wanted.removeIf(what -> what.endsWith("NULL_VAL") || what.endsWith("SBE_UNKNOWN"));
            wanted.removeAll(Set.of("half of SEAT_BLOCK_CHANGES", "half of PRICE_PERIODS"));
            wanted.removeAll(seen);
            assertTrue(wanted.isEmpty(), "no snapshot had any " + wanted);
        }
    }

    private record Loaded(int at, BookingStateMachine machine) {}

    private void compare(long seed) {
        RandomCommands commands = new RandomCommands(seed);
        BookingStateMachine machine = new BookingStateMachine();
        Set<Integer> snapshotsAt = new TreeSet<>();
        Random random = new Random(~seed);
        for (int i = 0; i < SNAPSHOTS_PER_SEED; i++) {
            snapshotsAt.add(random.nextInt(COMMANDS_PER_SEED));
        }
        List<Loaded> loaded = new ArrayList<>();
        Recorder expected = new Recorder();
        Recorder actual = new Recorder();
        long nowMs = 1_000;
        for (int i = 1; i <= COMMANDS_PER_SEED; i++) {
            nowMs += commands.delayMs(nowMs, machine.nextDeadlineMs());
            byte[] command = commands.next();
            expected.clear();
            machine.apply(i, nowMs, new UnsafeBuffer(command), 0, command.length, expected);
            for (Loaded other : loaded) {
                String where = "seed " + seed + ", snapshot at " + other.at + ", command " + i;
                actual.clear();
                other.machine.apply(i, nowMs, new UnsafeBuffer(command), 0, command.length, actual);
                assertEquals(expected.transcript(), actual.transcript(), where);
                assertEquals(machine.nextDeadlineMs(), other.machine.nextDeadlineMs(), where);
                assertEquals(machine.hasPendingWork(), other.machine.hasPendingWork(), where);
                if (i % COMMANDS_PER_HASH == 0) {
                    assertEquals(machine.stateHash(), other.machine.stateHash(), where);
                }
            }
            commands.observe(expected.replies().get(0));
            if (i % 7 == 0) {
                compareQuery(commands.query(), machine, loaded);
            }
            if (snapshotsAt.contains(i)) {
                note(machine.state());
                loaded.add(new Loaded(i, reload(machine, "seed " + seed + ", command " + i)));
            }
        }
    }

    private static void compareQuery(byte[] query, BookingStateMachine machine, List<Loaded> loaded) {
        Recorder expected = new Recorder();
        machine.query(new UnsafeBuffer(query), 0, query.length, expected);
        for (Loaded other : loaded) {
            Recorder actual = new Recorder();
            other.machine.query(new UnsafeBuffer(query), 0, query.length, actual);
            assertEquals(expected.transcript(), actual.transcript(), "query, snapshot at " + other.at);
        }
    }

    static BookingStateMachine reload(BookingStateMachine machine, String where) {
        long hash = machine.stateHash();
        byte[] bytes = write(machine);
        assertEquals(hash, machine.stateHash(), where + ": writing a snapshot changes nothing");
        BookingStateMachine fresh = new BookingStateMachine();
        assertEquals(hash, read(fresh, bytes), where);
        assertEquals(hash, fresh.stateHash(), where);
        assertArrayEquals(bytes, write(fresh), where + ": a snapshot of a snapshot is the same");
        Invariants.check(fresh, where);
        return fresh;
    }

    private void note(BookingState state) {
        ReservationTable t = state.reservations;
        for (int r = 1; r < t.slotLimit(); r++) {
            if (t.inUse(r)) {
                seen.add(t.status(r).name());
                if (state.lapsed(r)) {
                    seen.add("lapsed and not swept");
                }
                for (int f = t.firstRefund(r); f != RefundPool.NONE; f = t.refunds.next[f]) {
                    seen.add(t.refunds.status[f] == RefundStatus.DUE ? "refund" : "refund over");
                }
                for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
                    int scans = t.units.firstScan(u);
                    if (t.units.scans.find(scans, ScanPool.UNDONE) != ScanPool.NONE) {
                        seen.add("admission that was undone");
                    }
                    if (t.units.scans.find(scans, ScanPool.AGAIN) != ScanPool.NONE) {
                        seen.add("further scan");
                    }
                }
                if (t.keyCount(r) > 0) {
                    seen.add("key");
                }
            }
        }
        for (ShowSeats show : state.shows.sorted()) {
            seen.add("show " + show.status.name());
            for (int owner : show.owner) {
                if (owner < 0) {
                    seen.add("blocked seat");
                }
            }
        }
        if (state.seatMaps.earliestMs() != Long.MAX_VALUE) {
            seen.add("map to be forgotten");
        }
        if (!state.shows.pendingWork.isEmpty()) {
            seen.add("work to go on with");
        }
        for (Uploads.Upload upload : state.uploads.all()) {
            if (upload.received > 0) {
                seen.add("half of " + upload.kind.name());
            }
        }
    }

    @Test
    void shouldRefuseWhatIsNoSnapshot() {
        BookingStateMachine machine = someState();
        byte[] good = write(machine);
        for (int cut = 0; cut < good.length; cut += 7) {
            byte[] shorter = java.util.Arrays.copyOf(good, cut);
            assertThrows(RuntimeException.class, () -> read(new BookingStateMachine(), shorter), "cut to " + cut);
        }
        byte[] longer = java.util.Arrays.copyOf(good, good.length + 1);
        assertThrows(IllegalArgumentException.class, () -> read(new BookingStateMachine(), longer));
        byte[] otherHash = good.clone();
        otherHash[otherHash.length - 1] ^= 1;
        assertThrows(IllegalArgumentException.class, () -> read(new BookingStateMachine(), otherHash));
        assertThrows(IllegalStateException.class, () -> read(machine, good), "only a machine that has applied nothing");
    }

    private static BookingStateMachine someState() {
        RandomCommands commands = new RandomCommands(1);
        BookingStateMachine machine = new BookingStateMachine();
        Recorder recorder = new Recorder();
        for (int i = 1; i <= 400; i++) {
            byte[] command = commands.next();
            recorder.clear();
            machine.apply(i, 1_000 + i, new UnsafeBuffer(command), 0, command.length, recorder);
            commands.observe(recorder.replies().get(0));
        }
        return machine;
    }

    private static byte[] write(BookingStateMachine machine) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        machine.writeSnapshot((buffer, offset, length) -> {
            byte[] piece = new byte[length];
            buffer.getBytes(offset, piece);
            bytes.writeBytes(piece);
        });
        return bytes.toByteArray();
    }

    /** In pieces of an odd length, so that items lie across them. */
    private static long read(BookingStateMachine machine, byte[] bytes) {
        int[] position = {0};
        return machine.readSnapshot((into, offset, maxLength) -> {
            int length = Math.min(Math.min(maxLength, 1_021), bytes.length - position[0]);
            into.putBytes(offset, bytes, position[0], length);
            position[0] += length;
            return length == 0 ? -1 : length;
        });
    }
}
