package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.Slot;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The same commands give the same bytes and the same hash, on any machine and JDK. */
class DeterminismTest {

    private static final int COMMANDS = 20_000;

    /** What seed 2026 comes to. Changes only with the rules, their events or the canonical hash, never with the JDK. */
    private static final long STATE_HASH_OF_VERSION_3 = 352900637052319196L;

    private static final long TRANSCRIPT_HASH_OF_VERSION_3 = 8598149088085005227L;

    /** What the same seed came to before there was a version 3 of the schema and of the rules, and a version 2. */
    private static final long STATE_HASH_OF_VERSION_2 = -7991125305423248223L;

    private static final long STATE_HASH_OF_VERSION_1 = 8344835968341443127L;

    private record Stamped(long timeMs, byte[] command) {}

    private record Outcome(long stateHash, long transcriptHash) {}

    private static List<Stamped> record(long seed, int count) {
        return record(new RandomCommands(seed), count);
    }

    private static List<Stamped> record(RandomCommands commands, int count) {
        BookingStateMachine machine = new BookingStateMachine();
        List<Stamped> recorded = new ArrayList<>();
        Recorder output = new Recorder();
        long nowMs = 1_000;
        for (int i = 1; i <= count; i++) {
            nowMs += commands.delayMs(nowMs, machine.nextDeadlineMs());
            byte[] command = commands.next();
            recorded.add(new Stamped(nowMs, command));
            output.clear();
            machine.apply(i, nowMs, new UnsafeBuffer(command), 0, command.length, output);
            commands.observe(output.replies().get(0));
        }
        return recorded;
    }

    /** Plays a stream as a ring would: from one reused buffer, now and then with queries in between. */
    private static Outcome play(List<Stamped> recorded, int slots, int queryEvery) {
        BookingStateMachine machine = new BookingStateMachine();
        UnsafeBuffer ring = new UnsafeBuffer(new byte[slots * Slot.SIZE_BYTES]);
        UnsafeBuffer query = new UnsafeBuffer(Commands.listOpenPayments(0));
        Recorder output = new Recorder();
        Recorder asked = new Recorder();
        StateHash transcript = new StateHash();
        for (int i = 0; i < recorded.size(); i++) {
            Stamped next = recorded.get(i);
            int offset = i % slots * Slot.SIZE_BYTES;
            ring.putBytes(offset, next.command);
            output.clear();
            machine.apply(i + 1, next.timeMs, ring, offset, next.command.length, output);
            output.transcript().chars().forEach(transcript::add);
            if (queryEvery > 0 && i % queryEvery == 0) {
                machine.query(query, 0, query.capacity(), asked);
                asked.clear();
            }
        }
        return new Outcome(machine.stateHash(), transcript.value());
    }

    @Test
    void shouldSayTheSameWhateverTheBatches() {
        List<Stamped> recorded = record(5, 5_000);
        Outcome first = play(recorded, 1, 0);
        assertEquals(first, play(recorded, 1, 0));
        assertEquals(first, play(recorded, 64, 3));
        assertEquals(first, play(recorded, 7, 1));
    }

    @Test
    void shouldComeToThePinnedHashes() {
        Outcome now = play(record(2026, COMMANDS), 16, 0);
        assertEquals(new Outcome(STATE_HASH_OF_VERSION_3, TRANSCRIPT_HASH_OF_VERSION_3), now);
    }

    /** What came since does not touch those journals. */
    @Test
    void shouldComeToTheHashesThatOlderVersionsPinnedWithTheirCommands() {
        Outcome first = play(record(RandomCommands.asOfVersion(1, 2026), COMMANDS), 16, 0);
        assertEquals(STATE_HASH_OF_VERSION_1, first.stateHash());
        Outcome second = play(record(RandomCommands.asOfVersion(2, 2026), COMMANDS), 16, 0);
        assertEquals(STATE_HASH_OF_VERSION_2, second.stateHash());
    }
}
