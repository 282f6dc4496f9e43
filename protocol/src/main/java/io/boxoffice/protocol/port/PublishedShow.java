package io.boxoffice.protocol.port;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;

/** One show as any thread may see it. The object stays the same for as long as the show is known. */
public interface PublishedShow {
    /** Its rules and status, replaced as a whole when they change. */
    ShowDefinition definition();

    SeatMap seatMap();

    /** Its prices, replaced as a whole when they change; null before the first. */
    PriceList prices();

    /** The live view of its seats. */
    Availability availability();
}
