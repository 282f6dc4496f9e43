package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;

/**
 * One show: its rules, and who owns each seat. Free + held + sold + blocked seats are all seats of the map, always; the same
 * goes for each area's places.
 */
final class ShowSeats {
    final long showId;
    final SeatMaps.Entry mapEntry;
    final SeatMap map;
    final byte[] currency = new byte[3];

    /** A seat's owner: 0 free, a reservation's slot, or minus the reason code of a blocked seat. */
    final int[] owner;

    /** One bit a seat, set when its owner is 0. */
    final long[] freeBits;

    final int[] areaHeld;
    final int[] areaSold;

    /** Places that are not for sale. Since version 3 of the rules, like {@link #periods}. */
    final int[] areaBlocked;

    /** Units held or booked, and the newest reservation, a customer each; what was sold at a counter is customer 0's. */
    final UnitCounts unitsOfCustomer = new UnitCounts();

    long eventId;
    long venueId;
    long organizerId;
    long startsAtMs;
    long endsAtMs;
    long onSaleFromMs;
    long onSaleUntilMs;
    long cancelUntilMs;
    long holdTtlMs;
    int maxUnitsPerHold;
    int maxUnitsPerCustomer;
    boolean strandedSeatRule;
    ShowStatus status = ShowStatus.DRAFT;
    /** No ticket is admitted before; 0: no bound. */
    long checkInFromMs;

    /** Nor from here on; 0: no bound. */
    long checkInUntilMs;

    /** The latest end that was in force while any ticket was sold: it is not archived before. */
    long latestEndMs;

    PriceList prices;
    long priceVersion;

    /** What it will cost later. {@link ShowPrices} sets both. */
    PricePeriods periods = PricePeriods.NONE;

    /** When the first of them begins; {@link Long#MAX_VALUE}: there is none. */
    long nextSwitchMs = Long.MAX_VALUE;

    int firstActive = ReservationTable.NONE;
    int lastActive = ReservationTable.NONE;
    int firstEnded = ReservationTable.NONE;
    int lastEnded = ReservationTable.NONE;

    /** Units of reservations that are HELD or PAYING. */
    int heldUnits;

    /** Units of reservations that are BOOKED. */
    int soldUnits;

    /** Reservations whose money matters are not settled. */
    int unsettledReservations;

    ShowSeats(long showId, SeatMaps.Entry mapEntry) {
        this.showId = showId;
        this.mapEntry = mapEntry;
        this.map = mapEntry.map();
        int seats = map.seatCount();
        owner = new int[seats];
        freeBits = new long[(seats + 63) >>> 6];
        for (int seat = 0; seat < seats; seat++) {
            freeBits[seat >>> 6] |= 1L << seat;
        }
        areaHeld = new int[map.areaCount()];
        areaSold = new int[map.areaCount()];
        areaBlocked = new int[map.areaCount()];
    }

    /** Seats and area places it puts on sale. */
    long capacity() {
        return owner.length + map.areaCapacity();
    }

    boolean isFree(int seat) {
        return (freeBits[seat >>> 6] & 1L << seat) != 0;
    }

    void setOwner(int seat, int newOwner) {
        owner[seat] = newOwner;
        if (newOwner == 0) {
            freeBits[seat >>> 6] |= 1L << seat;
        } else {
            freeBits[seat >>> 6] &= ~(1L << seat);
        }
    }

    int areaFree(int area) {
        return map.area(area).capacity() - areaHeld[area] - areaSold[area] - areaBlocked[area];
    }

    boolean onSale(long nowMs) {
        return status == ShowStatus.OPEN && nowMs >= onSaleFromMs && nowMs < onSaleUntilMs;
    }

    /** To be called whenever tickets are sold, or are while the end moves: the show is not archived before this end. */
    void noteEndWhileSold() {
        latestEndMs = Math.max(latestEndMs, endsAtMs);
    }

    /** When it is over, and admits nobody any more: from then on it may be archived, unless it is a draft or cancelled. */
    long archivableFromMs() {
        return Math.max(Math.max(endsAtMs, latestEndMs), checkInUntilMs);
    }

    static int area(int unit) {
        return -(unit + 1);
    }

    static int unitOfArea(int area) {
        return -(area + 1);
    }
}
