package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;

/** A show as {@link PublishedShows} keeps it: written by the booking thread, read by any. */
final class LiveShow implements PublishedShow {
    private final SeatMap seatMap;
    private final SeatAvailability availability;
    private volatile ShowDefinition definition;
    private volatile PriceList prices;

    /** Booking thread: changed since it was last published. */
    boolean dirty;

    LiveShow(ShowDefinition definition, SeatMap seatMap, PriceList prices, long sequence) {
        this.seatMap = seatMap;
        this.prices = prices;
        this.definition = definition;
        availability = new SeatAvailability(definition.showId(), seatMap, sequence);
    }

    /** Prices first: whoever sees a price version finds prices at least as new. */
    void redefine(ShowDefinition newDefinition, PriceList newPrices) {
        prices = newPrices;
        definition = newDefinition;
    }

    @Override
    public ShowDefinition definition() {
        return definition;
    }

    @Override
    public SeatMap seatMap() {
        return seatMap;
    }

    @Override
    public PriceList prices() {
        return prices;
    }

    @Override
    public SeatAvailability availability() {
        return availability;
    }
}
