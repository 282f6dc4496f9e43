package io.boxoffice.services.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowGlance;
import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.seatmap.SeatMap;

/** How the sales of shows stand, counted once for each change. From memory; any thread. */
final class Glances {
    private static final int SEATS_PER_WORD = 32;

    private final ShowSnapshots told;
    private final Cache<PublishedShow, Counted> counted =
            Caffeine.newBuilder().weakKeys().build();

    private record Counted(long version, long free) {}

    /**
     * How the sale of a show stands.
     *
     * @param free      seats and places that are free
     * @param capacity  seats and places of the map
     * @param priceFrom as {@link ShowGlance#priceFrom} has it, in minor units
     */
    record Glance(SaleStatus status, long free, long capacity, Long priceFrom) {
        /** Whether so little is left that people should know. */
        boolean few() {
            return status == SaleStatus.ON_SALE && free * 10 <= capacity;
        }
    }

    Glances(ShowSnapshots told) {
        this.told = told;
    }

    /** Of a show now. */
    Glance of(PublishedShow show) {
        SeatMap map = show.seatMap();
        long capacity = map.seatCount() + map.areaCapacity();
        SaleStatus byTime = SaleStatus.of(show.definition(), told.nowMs());
        Long priceFrom = ShowGlance.priceFrom(show.prices());
        if (byTime != SaleStatus.ON_SALE) {
            return new Glance(byTime, 0, capacity, priceFrom);
        }
        long free = free(show);
        return new Glance(free == 0 ? SaleStatus.SOLD_OUT : byTime, free, capacity, priceFrom);
    }

    private long free(PublishedShow show) {
        long version = told.look(show).number();
        Counted known = counted.getIfPresent(show);
        if (known != null && known.version == version) {
            return known.free;
        }
        ShowSnapshot now = new ShowSnapshot();
        told.copy(show, now);
        Counted fresh = new Counted(now.version(), count(now, show.seatMap()));
        counted.put(show, fresh);
        return fresh.free;
    }

    private static long count(ShowSnapshot now, SeatMap map) {
        AvailabilitySnapshot seats = now.seats();
        long free = 0;
        for (int first = 0; first < seats.seats; first += SEATS_PER_WORD) {
            long bits = seats.words[first / SEATS_PER_WORD];
            int inMap = Math.min(SEATS_PER_WORD, seats.seats - first);
            long mask = inMap == SEATS_PER_WORD ? -1L : (1L << 2 * inMap) - 1;
            free += Long.bitCount(~(bits | bits >>> 1) & AvailabilitySnapshot.LOW_BITS & mask);
        }
        for (int area = 0; area < seats.areas; area++) {
            free += now.freePlaces(map, area);
        }
        return free;
    }
}
