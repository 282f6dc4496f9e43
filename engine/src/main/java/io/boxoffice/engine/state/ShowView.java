package io.boxoffice.engine.state;

import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;

/** What a show looks like. Valid until the state machine applies the next command. */
public interface ShowView {
    ShowDefinition definition();

    SeatMap seatMap();

    /** Null before the first. */
    PriceList prices();

    /** One of {@link io.boxoffice.protocol.port.SeatState}; a hold that lapsed and was not swept is held. */
    int seatState(int seat);

    int areaHeld(int area);

    int areaSold(int area);

    /** Places that are not for sale. */
    int areaBlocked(int area);
}
