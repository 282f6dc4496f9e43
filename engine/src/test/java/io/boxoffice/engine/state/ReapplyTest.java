package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * A command that is applied again, while nobody hears, changes the state as it did the first time. {@code -Dboxoffice.seeds=1000}
 * tries more command streams, {@code -Dboxoffice.seed=7} one.
 */
class ReapplyTest {
    private static final int COMMANDS_PER_SEED = 3_000;
    private static final int COMMANDS_PER_HASH = 20;

    private final Set<Integer> eventCounts = new HashSet<>();

    @Test
    void shouldChangeTheSameWhileNobodyHears() {
        Long seed = Long.getLong("boxoffice.seed");
        long seeds = Long.getLong("boxoffice.seeds", 12);
        LongStream.rangeClosed(seed == null ? 1 : seed, seed == null ? seeds : seed)
                .forEach(this::compare);
        if (seed == null) {
            assertTrue(eventCounts.containsAll(Set.of(0, 1, 2)), "events a command: " + eventCounts);
        }
    }

    private void compare(long seed) {
        RandomCommands commands = new RandomCommands(seed);
        BookingStateMachine heard = new BookingStateMachine();
        BookingStateMachine quiet = new BookingStateMachine();
        Recorder said = new Recorder();
        Recorder saidLater = new Recorder();
        long nowMs = 1_000;
        for (int i = 1; i <= COMMANDS_PER_SEED; i++) {
            nowMs += commands.delayMs(nowMs, heard.nextDeadlineMs());
            byte[] command = commands.next();
            UnsafeBuffer buffer = new UnsafeBuffer(command);
            String where = "seed " + seed + ", command " + i;
            said.clear();
            heard.apply(i, nowMs, buffer, 0, command.length, said);
            commands.observe(said.replies().get(0));
            if (i % 10 == 0) {
                // Now and then somebody hears again: nothing of what was not said may be left over.
                saidLater.clear();
                quiet.apply(i, nowMs, buffer, 0, command.length, saidLater);
                assertEquals(said.transcript(), saidLater.transcript(), where);
            } else {
                int events = quiet.reapply(i, nowMs, buffer, 0, command.length);
                assertEquals(said.events().size(), events, where);
                eventCounts.add(events);
            }
            if (i % COMMANDS_PER_HASH == 0) {
                assertEquals(heard.stateHash(), quiet.stateHash(), where);
                assertEquals(heard.nextDeadlineMs(), quiet.nextDeadlineMs(), where);
            }
        }
    }

    @Test
    void shouldRefuseACommandThatDoesNotFollow() {
        BookingStateMachine machine = new BookingStateMachine();
        byte[] command = Commands.tick();
        UnsafeBuffer buffer = new UnsafeBuffer(command);
        machine.reapply(1, 100, buffer, 0, command.length);

        assertThrows(IllegalArgumentException.class, () -> machine.reapply(3, 100, buffer, 0, command.length));
        assertThrows(IllegalArgumentException.class, () -> machine.reapply(2, 99, buffer, 0, command.length));
        assertEquals(1, machine.lastSequence());
    }
}
