package io.boxoffice.gateway.availability;

import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The core's shows, as people on the web see them: see {@link ChannelShow}. Any thread; never waits. */
public final class ChannelShows implements ShowDirectory {
    private final ShowDirectory core;
    private final ShowNames names;
    /** Of shows that the core knows and whose counter sells at other times. */
    private final ConcurrentMap<Long, ChannelShow> shows = new ConcurrentHashMap<>();

    /**
     * @param names tell the windows, at hand without PostgreSQL
     */
    public ChannelShows(ShowDirectory core, ShowNames names) {
        this.core = core;
        this.names = names;
    }

    @Override
    public PublishedShow show(long showId) {
        PublishedShow show = core.show(showId);
        ShowCard card = show == null ? null : names.card(showId);
        ChannelWindows windows = card == null ? null : card.notes().windows();
        if (windows == null) {
            shows.remove(showId);
            return show;
        }
        ChannelShow known = shows.get(showId);
        if (known == null || !known.isOf(show)) {
            known = shows.compute(
                    showId, (id, last) -> last != null && last.isOf(show) ? last : new ChannelShow(show, windows));
        }
        known.become(windows);
        return known;
    }

    @Override
    public SeatMap seatMap(long seatMapId) {
        return core.seatMap(seatMapId);
    }

    @Override
    public long[] showIds() {
        return core.showIds();
    }

    @Override
    public long sequence() {
        return core.sequence();
    }
}
