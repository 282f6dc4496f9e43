package io.boxoffice.services.organisation;

import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.AnswerInParts;
import io.boxoffice.services.catalog.CatalogExport;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.Hall;
import io.boxoffice.services.catalog.SeatMapInfo;
import io.boxoffice.services.catalog.Venue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything of an organisation, in one format, some things a part: each part is as PostgreSQL has it when it is asked for, and no
 * transaction stays open for a client that is slow. In memory there is one part: some rows, or one seat map.
 */
final class Export implements AnswerInParts.Parts {
    private static final int ROWS = 200;
    /** Their prices may be large. */
    private static final int SHOWS = 10;

    private final CatalogExport catalog;
    private final Organisation organisation;
    private final ExportFormat format;
    private final Runnable whenOver;
    private final AtomicBoolean over = new AtomicBoolean();
    private int run = -1;
    private long after;
    private boolean ended;

    /**
     * @param whenOver runs once
     */
    Export(CatalogExport catalog, Organisation organisation, ExportFormat format, Runnable whenOver) {
        this.catalog = catalog;
        this.organisation = organisation;
        this.format = format;
        this.whenOver = whenOver;
    }

    @Override
    public Response head() {
        return Response.empty(200, format.type())
                .header("cache-control", "no-store")
                .header(
                        "content-disposition",
                        "attachment; filename=\"organisation-" + organisation.id() + '.' + format.extension() + '"');
    }

    @Override
    public byte[] next() throws IOException {
        if (ended) {
            return null;
        }
        if (run < 0) {
            format.begin(organisation);
            nextRun();
        } else if (!some()) {
            format.endRun(format.runs().get(run));
            nextRun();
        }
        return format.taken();
    }

    private void nextRun() throws IOException {
        run++;
        after = 0;
        if (run < format.runs().size()) {
            format.beginRun(format.runs().get(run));
        } else {
            format.end();
            ended = true;
        }
    }

    /** Whether there was anything more. */
    private boolean some() throws IOException {
        ExportFormat.Run now = format.runs().get(run);
        long owner = organisation.id();
        long before = after;
        switch (now.things()) {
            case VENUES -> {
                for (Venue venue : catalog.venues(owner, before, ROWS)) {
                    format.venue(venue);
                    after = venue.id();
                }
            }
            case HALLS -> {
                for (Hall hall : catalog.halls(owner, before, ROWS)) {
                    format.hall(hall);
                    after = hall.id();
                }
            }
            case SEAT_MAPS -> {
                for (SeatMapInfo map : catalog.seatMaps(owner, before, 1)) {
                    format.seatMap(now, map, catalog.seatMap(map.id()));
                    after = map.id();
                }
            }
            case EVENTS -> {
                for (Event event : catalog.events(owner, before, ROWS)) {
                    format.event(event);
                    after = event.id();
                }
            }
            case SHOWS -> {
                List<CatalogExport.ExportedShow> shows = catalog.shows(owner, before, SHOWS);
                for (CatalogExport.ExportedShow show : shows) {
                    format.show(now, show);
                    after = show.show().id();
                }
            }
        }
        return after != before;
    }

    @Override
    public void close() {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
        }
    }
}
