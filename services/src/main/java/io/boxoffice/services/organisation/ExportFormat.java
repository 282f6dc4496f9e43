package io.boxoffice.services.organisation;

import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.catalog.CatalogExport.ExportedShow;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.Hall;
import io.boxoffice.services.catalog.SeatMapInfo;
import io.boxoffice.services.catalog.Venue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How an export is written: told of things one by one, it gathers bytes, which are taken in between. One thread at a time. What a format
 * does not tell of it does not ask for.
 */
abstract class ExportFormat {
    /** What there is, in the order in which it comes; a format may ask for the same things more than once. */
    enum Things {
        VENUES,
        HALLS,
        SEAT_MAPS,
        EVENTS,
        SHOWS
    }

    /** One run through things. */
    record Run(Things things, String name) {}

    final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The media type. */
    abstract String type();

    /** Of the file's name. */
    abstract String extension();

    /** What it is told of, in turn. */
    abstract List<Run> runs();

    abstract void begin(Organisation organisation) throws IOException;

    void beginRun(Run run) throws IOException {}

    void endRun(Run run) throws IOException {}

    void venue(Venue venue) throws IOException {}

    void hall(Hall hall) throws IOException {}

    void seatMap(Run run, SeatMapInfo info, SeatMap map) throws IOException {}

    void event(Event event) throws IOException {}

    void show(Run run, ExportedShow show) throws IOException {}

    abstract void end() throws IOException;

    final void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was written since this was asked last. */
    final byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
