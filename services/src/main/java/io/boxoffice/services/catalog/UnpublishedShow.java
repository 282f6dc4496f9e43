package io.boxoffice.services.catalog;

import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Arrays;

/**
 * A draft as the core would tell of it, were it on sale: nothing is sold, and what is to be blocked is.
 *
 * @param prices null: none are stated yet
 */
record UnpublishedShow(ShowDefinition definition, SeatMap seatMap, PriceList prices, Availability availability)
        implements PublishedShow {
    static UnpublishedShow of(Show show, SeatMap map, ShowTimes times, long nowMs) {
        PriceList prices =
                show.prices() == null ? null : show.prices().forMap(map).at(nowMs);
        return new UnpublishedShow(definition(show, times), map, prices, new Availability() {
            @Override
            public long version() {
                return show.version();
            }

            @Override
            public void copyTo(AvailabilitySnapshot into) {
                fill(into, show, map);
            }
        });
    }

    private static ShowDefinition definition(Show show, ShowTimes times) {
        ShowTerms terms = ShowTerms.of(show);
        return new ShowDefinition(
                show.id(),
                show.seatMapId(),
                show.eventId(),
                show.venueId(),
                show.ownerId(),
                terms.startsAtMs(),
                terms.endsAtMs(),
                terms.onSaleFromMs() == null ? 0 : terms.onSaleFromMs(),
                ShowCommands.untilEnd(terms.onSaleUntilMs(), terms.startsAtMs(), terms),
                ShowCommands.untilEnd(terms.cancelUntilMs(), 0, terms),
                times.checkInFromMs(terms),
                times.checkInUntilMs(terms),
                terms.rules().holdTtlMs(),
                terms.rules().maxUnitsPerHold(),
                terms.rules().maxUnitsPerCustomer(),
                show.currency(),
                terms.rules().strandedSeatRule(),
                0,
                ShowStatus.OPEN);
    }

    private static void fill(AvailabilitySnapshot into, Show show, SeatMap map) {
        into.ensureCapacity(map.seatCount(), map.areaCount());
        into.version = show.version();
        Arrays.fill(into.words, 0);
        Arrays.fill(into.areaHeld, 0);
        Arrays.fill(into.areaSold, 0);
        Arrays.fill(into.areaBlocked, 0);
        show.blocks().seats().keySet().forEach(seat -> {
            int index = map.seatIndex(seat);
            into.words[index >>> 5] |= (long) SeatState.BLOCKED << ((index & 31) << 1);
        });
        show.blocks().places().forEach((area, places) -> into.areaBlocked[map.areaIndex(area)] = places);
    }
}
