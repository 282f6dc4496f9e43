package io.boxoffice.server.imports.seatingplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogStub;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeatingPlanImportTest {
    private final SeatMap map = new SeatMap.Builder()
            .category("Stalls")
            .section("Main")
            .row("A")
            .seat("A-1", "1", 150, 250, 0, true, false, 1)
            .seat("A-2", "2", 450, 250, 0, false, true, 2)
            .area(new SeatMap.Area("pit", "Pit", 30, 0, 1, 2))
            .build();
    private final SeatingPlan plan = new SeatingPlan("Small", map, List.of());
    private CatalogStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = new CatalogStub();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void shouldSendTheWholeMap() {
        place();
        JsonNode body = stub.posted("/seat-maps").get(0).body();
        JsonNode seats = body.at("/sections/0/rows/0/seats");
        assertEquals("Stalls", body.at("/categories/0").asText());
        assertEquals(
                "{\"id\":\"A-1\",\"label\":\"1\",\"x\":1.50,\"y\":2.50,\"category\":\"Stalls\",\"accessible\":true}"
                        .replace(".50", ".5"),
                seats.get(0).toString());
        assertTrue(seats.get(1).get("gapBefore").asBoolean());
        assertEquals(2, seats.get(1).get("places").asInt());
        assertEquals(30, body.at("/areas/0/capacity").asInt());
        assertEquals(3.0, body.at("/focus/x").asDouble());
    }

    @Test
    void shouldDoubleNothingWhenRepeated() {
        ImportReport first = place();
        ImportReport second = place();
        assertEquals(1, first.created("seat maps"));
        assertEquals(0, second.created("seat maps"));
        assertEquals(1, second.count("venues"));
        assertEquals(1, stub.posted("/venues").size());
        assertEquals(1, stub.posted("/halls").size());
        assertEquals(1, stub.posted("/seat-maps").size());
    }

    @Test
    void shouldSayWhatTheServerRefused() {
        stub.answerOnce("/seat-maps", 422, "invalid");
        assertTrue(assertThrows(ImportException.class, this::place).getMessage().contains("\"Small\": 422 invalid"));
    }

    private ImportReport place() {
        ImportReport report = new ImportReport();
        new SeatingPlanImport(new CatalogClient(stub.url(), "organizer"), report).place(plan, "House", "Big", "UTC");
        return report;
    }
}
