package io.boxoffice.gateway.availability;

import io.boxoffice.gateway.http.Json;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What everybody is told of the shows that the core knows, for features that tell of shows. From memory; any thread. */
public final class ShowViews {
    private final ShowDirectory directory;
    private final ShowSnapshots told;
    private final ToldSnapshots snapshots;

    /**
     * @param told      what is told of shows, and under which number
     * @param snapshots of the same, as the event streams know of them
     */
    public ShowViews(ShowDirectory directory, ShowSnapshots told, ToldSnapshots snapshots) {
        this.directory = directory;
        this.told = told;
        this.snapshots = snapshots;
    }

    /** The show, or null when the core has none that everybody may see. */
    public PublishedShow find(long showId) {
        return PublicShows.find(directory, showId);
    }

    /** How the sale of a show stands now. */
    public ShowGlance glance(PublishedShow show) {
        ShowSnapshot now = new ShowSnapshot();
        told.copy(show, now);
        return new ShowGlance(
                now.saleStatus(show.seatMap(), told.nowMs()),
                now.free(show.seatMap()),
                ShowGlance.priceFrom(show.prices()));
    }

    /**
     * Whether a show sells so many free seats side by side now, or has an area with so many places. Seats for wheelchairs and the
     * like do not count: they are for who asks for them.
     */
    public boolean hasTogether(PublishedShow show, int seats) {
        ShowSnapshot now = new ShowSnapshot();
        told.copy(show, now);
        SeatMap map = show.seatMap();
        if (now.saleStatus(map, told.nowMs()) != SaleStatus.ON_SALE) {
            return false;
        }
        int together = 0;
        for (int seat = 0; seat < map.seatCount(); seat++) {
            boolean goesOn = seat > 0 && map.seatRow(seat) == map.seatRow(seat - 1) && !map.gapBefore(seat);
            boolean isFree = now.seats().seatState(seat) == SeatState.FREE && !map.accessible(seat);
            together = !isFree ? 0 : goesOn ? together + 1 : 1;
            if (together >= seats) {
                return true;
            }
        }
        for (int area = 0; area < map.areaCount(); area++) {
            if (now.freePlaces(map, area) >= seats) {
                return true;
            }
        }
        return false;
    }

    /** The time by which sales begin and end. */
    public Instant now() {
        return Instant.ofEpochMilli(told.nowMs());
    }

    /** What {@code /prices} answers; null when there are no prices yet. */
    public Json.Writer prices(PublishedShow show, TicketTypes types) {
        // In this order: prices newer than the version they are told under do no harm, older ones would.
        ShowDefinition definition = show.definition();
        PriceList prices = show.prices();
        return prices == null ? null : json -> PricesJson.write(json, definition, show.seatMap(), prices, types);
    }

    /** What {@code /availability} answers. A stream may go on from its sequence. */
    public Json.Writer availability(PublishedShow show) {
        ShowSnapshot now = new ShowSnapshot();
        snapshots.copy(show, now);
        byte[] body = AvailabilityJson.encode(show.seatMap(), now, told.nowMs());
        return json -> json.writeRawValue(new String(body, StandardCharsets.UTF_8));
    }
}
