package io.boxoffice.server.imports.seatingplan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.RefusedByServerException;

/** Brings a seating plan to a server as a venue, a hall and a seat map; sent again, it finds those. Any thread. */
public final class SeatingPlanImport {
    private static final String PREFIX = "seating-plan:";

    private final CatalogClient client;
    private final ImportReport report;

    public SeatingPlanImport(CatalogClient client, ImportReport report) {
        this.client = client;
        this.report = report;
    }

    /** The ids of what is there now. */
    public record Placed(String venueId, String hallId, String seatMapId) {}

    /**
     * @param timeZone of the venue, an IANA name
     * @throws ImportException when the server cannot be reached or refuses
     */
    public Placed place(SeatingPlan plan, String venue, String hall, String timeZone) {
        try {
            ObjectNode venueBody = JsonNodeFactory.instance.objectNode();
            venueBody.put("name", venue).put("timezone", timeZone).put("externalId", PREFIX + venue);
            String venueId = report.imported("venues", client.post("/v1/venues", venueBody));
            ObjectNode hallBody = JsonNodeFactory.instance.objectNode();
            hallBody.put("name", hall).put("externalId", PREFIX + hall);
            String hallId = report.imported("halls", client.post("/v1/venues/" + venueId + "/halls", hallBody));
            String seatMapId = report.imported("seat maps", client.postSeatMap(hallId, plan.name(), plan.map()));
            return new Placed(venueId, hallId, seatMapId);
        } catch (RefusedByServerException e) {
            throw new ImportException("the server refused \"" + plan.name() + "\": " + e.getMessage(), e);
        }
    }
}
