package io.boxoffice.services.organisation;

import io.boxoffice.gateway.availability.SeatMapJson;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.catalog.CatalogExport;
import io.boxoffice.services.catalog.CatalogExport.ExportedShow;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.Hall;
import io.boxoffice.services.catalog.SeatMapInfo;
import io.boxoffice.services.catalog.Venue;
import java.util.List;

/** Everything, each thing as the API answers it to its organizer; a seat map has a {@code plan}, which can be sent in again as it is. */
final class JsonExport extends ExportFormat {
    private final CatalogExport catalog;
    private boolean first;

    /**
     * @param catalog tells how shows look
     */
    JsonExport(CatalogExport catalog) {
        this.catalog = catalog;
    }

    @Override
    String type() {
        return "application/json";
    }

    @Override
    String extension() {
        return "json";
    }

    @Override
    List<Run> runs() {
        return List.of(
                new Run(Things.VENUES, "venues"),
                new Run(Things.HALLS, "halls"),
                new Run(Things.SEAT_MAPS, "seatMaps"),
                new Run(Things.EVENTS, "events"),
                new Run(Things.SHOWS, "shows"));
    }

    @Override
    void begin(Organisation organisation) {
        text("{\"organisation\":");
        out.writeBytes(Records.bytes(organisation));
    }

    @Override
    void beginRun(Run run) {
        first = true;
        text(",\"" + run.name() + "\":[");
    }

    @Override
    void endRun(Run run) {
        text("]");
    }

    private void element(byte[] json) {
        text(first ? "\n" : ",\n");
        first = false;
        out.writeBytes(json);
    }

    @Override
    void venue(Venue venue) {
        element(Records.bytes(venue));
    }

    @Override
    void hall(Hall hall) {
        element(Records.bytes(hall));
    }

    @Override
    void seatMap(Run run, SeatMapInfo info, SeatMap map) {
        element(Records.bytes(new ExportedSeatMap(info, json -> SeatMapJson.writeNamed(json, info.name(), map))));
    }

    @Override
    void event(Event event) {
        element(Records.bytes(event));
    }

    @Override
    void show(Run run, ExportedShow show) {
        element(catalog.json(show));
    }

    @Override
    void end() {
        text("}\n");
    }
}
