package io.boxoffice.gateway.availability;

import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;

/**
 * A show whose counter sells at other times than the web, as people on the web see it: its definition has the window of the web. Any
 * thread.
 */
public final class ChannelShow implements PublishedShow {
    private final PublishedShow core;
    private volatile Told told;

    private record Told(ShowDefinition ofCore, ChannelWindows windows, ShowDefinition web) {}

    ChannelShow(PublishedShow core, ChannelWindows windows) {
        this.core = core;
        told = told(core.definition(), windows);
    }

    /** Whether it is of this show of the core's. */
    boolean isOf(PublishedShow show) {
        return core == show;
    }

    /** It has these windows from now on. */
    void become(ChannelWindows windows) {
        if (!told.windows.equals(windows)) {
            told = told(core.definition(), windows);
        }
    }

    /** When it is sold where. */
    public ChannelWindows windows() {
        return told.windows;
    }

    /** The same object as long as neither the core's nor a window changes. */
    @Override
    public ShowDefinition definition() {
        Told last = told;
        ShowDefinition now = core.definition();
        if (last.ofCore != now) {
            last = told(now, last.windows);
            told = last;
        }
        return last.web;
    }

    private static Told told(ShowDefinition core, ChannelWindows windows) {
        return new Told(core, windows, with(core, windows.webFromMs(), windows.webUntilMs()));
    }

    private static ShowDefinition with(ShowDefinition show, long fromMs, long untilMs) {
        return new ShowDefinition(
                show.showId(),
                show.seatMapId(),
                show.eventId(),
                show.venueId(),
                show.organizerId(),
                show.startsAtMs(),
                show.endsAtMs(),
                fromMs,
                untilMs,
                show.cancelUntilMs(),
                show.checkInFromMs(),
                show.checkInUntilMs(),
                show.holdTtlMs(),
                show.maxUnitsPerHold(),
                show.maxUnitsPerCustomer(),
                show.currency(),
                show.strandedSeatRule(),
                show.priceVersion(),
                show.status());
    }

    @Override
    public SeatMap seatMap() {
        return core.seatMap();
    }

    @Override
    public PriceList prices() {
        return core.prices();
    }

    @Override
    public Availability availability() {
        return core.availability();
    }

    /** How the sale at the counter stands, by state and time alone. */
    public static SaleStatus atCounter(PublishedShow show, long nowMs) {
        if (!(show instanceof ChannelShow channels)) {
            return SaleStatus.of(show.definition(), nowMs);
        }
        ChannelWindows windows = channels.windows();
        return SaleStatus.of(with(channels.definition(), windows.counterFromMs(), windows.counterUntilMs()), nowMs);
    }

    /**
     * Whether a show is not sold at this moment to those who ask, of a show whose channels have windows of their own; null: the booking
     * core judges.
     *
     * @param atCounter whether the counter asks
     */
    public static SaleStatus refusal(PublishedShow show, boolean atCounter, long nowMs) {
        if (!(show instanceof ChannelShow)) {
            return null;
        }
        SaleStatus status = atCounter ? atCounter(show, nowMs) : SaleStatus.of(show.definition(), nowMs);
        return status == SaleStatus.ON_SALE ? null : status;
    }
}
