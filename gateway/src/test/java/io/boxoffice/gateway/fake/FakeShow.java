package io.boxoffice.gateway.fake;

import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;

/** A show and who has its seats. */
public final class FakeShow implements PublishedShow, Availability {
    volatile ShowDefinition definition;
    volatile PriceList prices;
    private final SeatMap map;
    private final int[] states;
    private final int[] areaHeld;
    private final int[] areaSold;
    private final int[] areaBlocked;
    private volatile long version;
    private volatile Runnable beforeCopy;
    private volatile Runnable afterCopy;

    FakeShow(ShowDefinition definition, SeatMap map) {
        this.definition = definition;
        this.map = map;
        states = new int[map.seatCount()];
        areaHeld = new int[map.areaCount()];
        areaSold = new int[map.areaCount()];
        areaBlocked = new int[map.areaCount()];
    }

    /** Moves a seat, as of a version. */
    public synchronized void set(int seat, int state, long asOf) {
        states[seat] = state;
        version = asOf;
    }

    synchronized void move(int unit, int from, int to, long asOf) {
        if (unit >= 0) {
            states[unit] = to;
        } else {
            int area = -(unit + 1);
            areaHeld[area] += (to == SeatState.HELD ? 1 : 0) - (from == SeatState.HELD ? 1 : 0);
            areaSold[area] += (to == SeatState.SOLD ? 1 : 0) - (from == SeatState.SOLD ? 1 : 0);
        }
        version = asOf;
    }

    /** What was held or sold is free again. */
    synchronized void giveAllBack() {
        for (int seat = 0; seat < states.length; seat++) {
            states[seat] = states[seat] == SeatState.BLOCKED ? SeatState.BLOCKED : SeatState.FREE;
        }
        java.util.Arrays.fill(areaHeld, 0);
        java.util.Arrays.fill(areaSold, 0);
    }

    synchronized int state(int seat) {
        return states[seat];
    }

    synchronized int freePlaces(int area) {
        return map.area(area).capacity() - areaHeld[area] - areaSold[area] - areaBlocked[area];
    }

    synchronized int blockedPlaces(int area) {
        return areaBlocked[area];
    }

    synchronized void blockPlaces(int area, int places, long asOf) {
        areaBlocked[area] = places;
        version = asOf;
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
        return prices;
    }

    @Override
    public Availability availability() {
        return this;
    }

    @Override
    public long version() {
        return version;
    }

    /** What happens once, just before somebody's next copy is made. */
    public void beforeNextCopy(Runnable action) {
        beforeCopy = action;
    }

    /** What happens once, just after somebody's next copy was made and before it is used. */
    public void afterNextCopy(Runnable action) {
        afterCopy = action;
    }

    @Override
    public void copyTo(AvailabilitySnapshot into) {
        Runnable before = beforeCopy;
        if (before != null) {
            beforeCopy = null;
            before.run();
        }
        Runnable after = afterCopy;
        afterCopy = null;
        copy(into);
        if (after != null) {
            after.run();
        }
    }

    private synchronized void copy(AvailabilitySnapshot into) {
        into.ensureCapacity(states.length, areaHeld.length);
        into.version = version;
        java.util.Arrays.fill(into.words, 0);
        for (int seat = 0; seat < states.length; seat++) {
            into.words[seat >>> 5] |= (long) states[seat] << ((seat & 31) << 1);
        }
        System.arraycopy(areaHeld, 0, into.areaHeld, 0, areaHeld.length);
        System.arraycopy(areaSold, 0, into.areaSold, 0, areaSold.length);
        System.arraycopy(areaBlocked, 0, into.areaBlocked, 0, areaBlocked.length);
    }
}
