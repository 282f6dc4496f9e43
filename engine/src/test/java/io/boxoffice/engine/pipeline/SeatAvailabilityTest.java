package io.boxoffice.engine.pipeline;

import static io.boxoffice.protocol.port.SeatState.BLOCKED;
import static io.boxoffice.protocol.port.SeatState.FREE;
import static io.boxoffice.protocol.port.SeatState.HELD;
import static io.boxoffice.protocol.port.SeatState.SOLD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SeatAvailabilityTest {
    private final AvailabilitySnapshot snapshot = new AvailabilitySnapshot();

    static SeatMap map(int seats, int... areaCapacities) {
        SeatMap.Builder map = new SeatMap.Builder().category("c").section("s").row("1");
        for (int i = 0; i < seats; i++) {
            map.seat("1-" + i, "" + i, i, 0, 0, false, false, 1);
        }
        for (int i = 0; i < areaCapacities.length; i++) {
            map.area(new SeatMap.Area("a" + i, "a" + i, areaCapacities[i], 0, 0, 0));
        }
        return map.build();
    }

    private int stateOf(SeatAvailability availability, int seat) {
        availability.publish();
        availability.copyTo(snapshot);
        return snapshot.seatState(seat);
    }

    @Test
    void shouldShowNothingBeforeItIsPublished() {
        SeatAvailability availability = new SeatAvailability(1, map(40), 5);
        availability.changingBy(6);
        availability.hold(33);
        availability.copyTo(snapshot);

        assertEquals(FREE, snapshot.seatState(33));
        assertEquals(5, snapshot.version);
        assertEquals(HELD, stateOf(availability, 33));
        assertEquals(6, snapshot.version);
        assertEquals(6, availability.version());
        assertEquals(40, snapshot.seats);
    }

    @Test
    void shouldMoveASeatThroughItsStates() {
        SeatAvailability availability = new SeatAvailability(1, map(40), 1);
        availability.hold(31);
        assertEquals(HELD, stateOf(availability, 31));
        availability.sell(31);
        assertEquals(SOLD, stateOf(availability, 31));
        availability.giveBack(31);
        assertEquals(FREE, stateOf(availability, 31));
        availability.hold(31);
        availability.release(31);
        assertEquals(FREE, stateOf(availability, 31));
        availability.block(30, 35);
        assertEquals(BLOCKED, stateOf(availability, 35));
        availability.block(30, 36);
        availability.unblock(31, 35);
        assertEquals(FREE, stateOf(availability, 35));
        assertEquals(BLOCKED, stateOf(availability, 30));
        assertEquals(BLOCKED, stateOf(availability, 36));
        assertEquals(FREE, snapshot.seatState(29));
    }

    @Test
    void shouldCountTheUnitsOfAreas() {
        SeatAvailability availability = new SeatAvailability(1, map(0, 5, 2), 1);
        availability.hold(-1);
        availability.hold(-1);
        availability.hold(-2);
        availability.sell(-1);
        availability.release(-2);
        availability.publish();
        availability.copyTo(snapshot);

        assertEquals(2, snapshot.areas);
        assertEquals(1, snapshot.areaHeld[0]);
        assertEquals(1, snapshot.areaSold[0]);
        assertEquals(0, snapshot.areaHeld[1]);
        availability.giveBack(-1);
        availability.publish();
        availability.copyTo(snapshot);
        assertEquals(0, snapshot.areaSold[0]);
    }

    @Test
    void shouldRefuseASecondOwner() {
        SeatAvailability availability = new SeatAvailability(1, map(4, 1), 1);
        availability.hold(2);
        assertThrows(IllegalStateException.class, () -> availability.hold(2));
        assertThrows(IllegalStateException.class, () -> availability.block(1, 3));
        assertThrows(IllegalStateException.class, () -> availability.sell(3));
        assertThrows(IllegalStateException.class, () -> availability.giveBack(0));
        assertThrows(IllegalStateException.class, () -> availability.hold(4));
        availability.hold(-1);
        assertThrows(IllegalStateException.class, () -> availability.hold(-1));
        assertThrows(IllegalStateException.class, () -> availability.hold(-2));
        assertThrows(IllegalStateException.class, () -> availability.giveBack(-1));
    }

    @Test
    void shouldNeverShowHalfOfAHoldToConcurrentReaders() {
        int seats = 3_000;
        SeatAvailability availability = new SeatAvailability(1, map(seats, 10), 0);
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Long>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(CompletableFuture.supplyAsync(
                    () -> readUntil(done, availability, seats), task -> new Thread(task, "reader").start()));
        }
        for (long sequence = 1; sequence <= 100_000; sequence++) {
            availability.changingBy(sequence);
            for (int unit : new int[] {0, seats / 2, seats - 1, -1}) {
                if (sequence % 2 == 1) {
                    availability.hold(unit);
                } else {
                    availability.release(unit);
                }
            }
            availability.publish();
        }
        done.set(true);
        for (CompletableFuture<Long> reader : readers) {
            assertTrue(reader.join() > 0);
        }
    }

    private static long readUntil(AtomicBoolean done, SeatAvailability availability, int seats) {
        AvailabilitySnapshot mine = new AvailabilitySnapshot();
        long reads = 0;
        long before = 0;
        while (!done.get() || reads == 0) {
            long atLeast = availability.version();
            availability.copyTo(mine);
            int expected = mine.version % 2 == 1 ? HELD : FREE;
            assertEquals(expected, mine.seatState(0));
            assertEquals(expected, mine.seatState(seats / 2));
            assertEquals(expected, mine.seatState(seats - 1));
            assertEquals(expected, mine.areaHeld[0]);
            assertTrue(mine.version >= atLeast && mine.version >= before);
            before = mine.version;
            reads++;
        }
        return reads;
    }

    @Test
    void shouldGiveUpRatherThanReturnWhatIsHalfWritten() throws ReflectiveOperationException {
        SeatAvailability availability = new SeatAvailability(1, map(4), 1);
        Field stamp = SeatAvailability.class.getDeclaredField("stamp");
        stamp.setAccessible(true);
        stamp.setInt(availability, 1);

        assertThrows(IllegalStateException.class, () -> availability.copyTo(snapshot));
    }
}
