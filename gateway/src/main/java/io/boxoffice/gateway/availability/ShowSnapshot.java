package io.boxoffice.gateway.availability;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;

/**
 * What everybody is told of a show at one moment. Of a cancelled show nothing is free: its free seats are blocked. Reused; not
 * thread-safe.
 */
public final class ShowSnapshot {
    private static final int SEATS_PER_WORD = 32;

    private final AvailabilitySnapshot seats = new AvailabilitySnapshot();
    private ShowDefinition definition;

    /** Its seats and areas; their version is the snapshot's. */
    public AvailabilitySnapshot seats() {
        return seats;
    }

    /** Its rules and status. */
    public ShowDefinition definition() {
        return definition;
    }

    /** The sequence of a command: all effects of the commands up to it are contained. It moves with whatever is told of the show. */
    public long version() {
        return seats.version;
    }

    /** Takes the definition that goes with the seats that were copied, and the number of both. */
    public void become(ShowDefinition inForce, long version) {
        definition = inForce;
        seats.version = version;
        if (isCancelled()) {
            blockFreeSeats();
        }
    }

    private boolean isCancelled() {
        return definition.status() == ShowStatus.CANCELLED;
    }

    private void blockFreeSeats() {
        for (int word = 0; word < wordCount(); word++) {
            seats.words[word] |= SeatState.BLOCKED * freeSeats(word);
        }
    }

    private int wordCount() {
        return (seats.seats + SEATS_PER_WORD - 1) / SEATS_PER_WORD;
    }

    /** The lower bit of each seat of a word that is free. */
    private long freeSeats(int word) {
        int left = seats.seats - word * SEATS_PER_WORD;
        long inMap = left >= SEATS_PER_WORD ? -1L : (1L << 2 * left) - 1;
        long bits = seats.words[word];
        return ~(bits | bits >>> 1) & AvailabilitySnapshot.LOW_BITS & inMap;
    }

    /** Free places of an area. */
    public int freePlaces(SeatMap map, int area) {
        int taken = seats.areaHeld[area] + seats.areaSold[area] + seats.areaBlocked[area];
        return isCancelled() ? 0 : map.area(area).capacity() - taken;
    }

    /** How many seats, and places of areas, are free. */
    long free(SeatMap map) {
        long free = 0;
        for (int word = 0; word < wordCount(); word++) {
            free += Long.bitCount(freeSeats(word));
        }
        for (int area = 0; area < seats.areas; area++) {
            free += freePlaces(map, area);
        }
        return free;
    }

    /**
     * @param nowMs since 1970
     */
    public SaleStatus saleStatus(SeatMap map, long nowMs) {
        return SaleStatus.of(definition, nowMs, free(map) > 0);
    }
}
