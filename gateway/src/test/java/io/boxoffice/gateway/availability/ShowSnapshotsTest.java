package io.boxoffice.gateway.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestShow;
import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShowSnapshotsTest {
    private static final int SEAT = 2;

    private final Core core = new Core();
    private final ShowSnapshots snapshots =
            new ShowSnapshots(core, Clock.fixed(Instant.ofEpochMilli(50), ZoneOffset.UTC));
    private final ShowSnapshot told = new ShowSnapshot();

    /**
     * One show, published as the booking core does: its definition with the event, before the batch ends; then its seats, then the
     * sequence.
     */
    private static final class Core implements ShowDirectory, PublishedShow, Availability {
        private final SeatMap map = TestShow.smallHall();
        private ShowDefinition definition = AvailabilityJsonTest.show(ShowStatus.OPEN);
        private long sequence;
        private long seatsVersion;
        private long newSeatsVersion;
        private int state;
        private int newState;

        void define(ShowStatus status) {
            definition = AvailabilityJsonTest.show(status);
        }

        void move(int to, long bySequence) {
            newState = to;
            newSeatsVersion = bySequence;
        }

        void publishSeats() {
            state = newState;
            seatsVersion = newSeatsVersion;
        }

        void publish(long through) {
            publishSeats();
            sequence = through;
        }

        @Override
        public PublishedShow show(long showId) {
            return this;
        }

        @Override
        public SeatMap seatMap(long seatMapId) {
            return map;
        }

        @Override
        public long[] showIds() {
            return new long[] {7};
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public ShowDefinition definition() {
            return definition;
        }

        @Override
        public SeatMap seatMap() {
            return map;
        }

        @Override
        public PriceList prices() {
            return null;
        }

        @Override
        public Availability availability() {
            return this;
        }

        @Override
        public long version() {
            return seatsVersion;
        }

        @Override
        public void copyTo(AvailabilitySnapshot into) {
            into.ensureCapacity(map.seatCount(), map.areaCount());
            into.words[0] = (long) state << 2 * SEAT;
            into.version = seatsVersion;
        }
    }

    private long number() {
        return snapshots.look(core).number();
    }

    @Test
    void shouldMoveWithSeatsStatusAndPricesAndNotWithOtherShows() {
        core.move(SeatState.HELD, 5);
        core.publish(6);
        assertEquals(6, number());
        core.publish(9);
        assertEquals(6, number(), "other shows' commands");
        core.define(ShowStatus.CLOSED);
        core.publish(10);
        assertEquals(10, number(), "no seat moved");
        core.definition = repriced(core.definition);
        core.publish(11);
        assertEquals(11, number());
        core.move(SeatState.SOLD, 12);
        core.publish(12);
        assertEquals(12, number());
        core.definition = AvailabilityJsonTest.show(ShowStatus.CLOSED);
        core.publish(13);
        core.definition = repriced(core.definition);
        assertEquals(12, number(), "what is as it was told is nothing new");
    }

    private static ShowDefinition repriced(ShowDefinition d) {
        return new ShowDefinition(
                d.showId(),
                d.seatMapId(),
                d.eventId(),
                d.venueId(),
                d.organizerId(),
                d.startsAtMs(),
                d.endsAtMs(),
                d.onSaleFromMs(),
                d.onSaleUntilMs(),
                d.cancelUntilMs(),
                d.checkInFromMs(),
                d.checkInUntilMs(),
                d.holdTtlMs(),
                d.maxUnitsPerHold(),
                d.maxUnitsPerCustomer(),
                d.currency(),
                d.strandedSeatRule(),
                5,
                d.status());
    }

    /** Seats taken by an earlier command of the same batch are published after the definition. */
    @Test
    void shouldNotCountADefinitionWhoseCommandIsNotPublished() {
        core.publish(10);
        assertEquals(10, number());
        core.move(SeatState.HELD, 11);
        core.define(ShowStatus.CANCELLED);
        snapshots.copy(core, told);
        assertEquals(10, told.version());
        assertEquals(ShowStatus.OPEN, told.definition().status());
        assertEquals(SeatState.FREE, told.seats().seatState(SEAT));
        core.publish(12);
        snapshots.copy(core, told);
        assertEquals(12, told.version());
        assertEquals(ShowStatus.CANCELLED, told.definition().status());
        assertEquals(SeatState.HELD, told.seats().seatState(SEAT));
    }

    @Test
    void shouldBeginNoLowerThanWasToldBeforeARestart() {
        core.move(SeatState.HELD, 5);
        core.publish(5);
        core.define(ShowStatus.CLOSED);
        core.publish(6);
        long before = number();
        ShowSnapshots restarted = new ShowSnapshots(core, Clock.systemUTC());
        assertTrue(restarted.look(core).number() >= before);
    }

    /** Whatever is told under a number is the same each time, and a later number is never told of less. */
    @Test
    void shouldTellTheSameUnderTheSameNumber() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Core booking = new Core();
            ShowSnapshots of = new ShowSnapshots(booking, Clock.systemUTC());
            Map<Long, String> toldUnder = new HashMap<>();
            long last = 0;
            long next = 1;
            for (int batch = 0; batch < 20; batch++) {
                for (int commands = random.nextInt(4); commands > 0; commands--, next++) {
                    switch (random.nextInt(3)) {
                        case 0 -> booking.move(random.nextInt(3), next);
                        case 1 -> booking.define(ShowStatus.get((short) (1 + random.nextInt(3))));
                        default -> {
                            // Another show's.
                        }
                    }
                    last = look(of, booking, random, toldUnder, last);
                }
                booking.publishSeats();
                last = look(of, booking, random, toldUnder, last);
                booking.publish(next - 1);
                last = look(of, booking, random, toldUnder, last);
                of.copy(booking, told);
                assertEquals(
                        booking.definition, told.definition(), "seed " + seed + ": all is told when all is published");
            }
        }
    }

    private long look(ShowSnapshots of, Core show, SplittableRandom random, Map<Long, String> toldUnder, long last) {
        if (random.nextInt(2) == 0) {
            return last;
        }
        of.copy(show, told);
        String content = told.definition().status() + " " + told.seats().words[0];
        assertEquals(content, toldUnder.computeIfAbsent(told.version(), number -> content));
        assertTrue(told.version() >= last);
        return told.version();
    }
}
