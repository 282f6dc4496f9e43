package io.boxoffice.server.imports.seatingplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.seatmap.Neighbours;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.services.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plans in the wild leave open: the stage, labels that repeat, places for wheelchairs, wrapped files. */
final class SeatingPlanKindsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final ObjectNode plan = JSON.createObjectNode().put("name", "A house");
    private final ArrayNode zones = plan.putArray("zones");

    private ObjectNode zone(String name) {
        ObjectNode zone = zones.addObject().put("name", name);
        zone.putArray("rows");
        zone.putArray("areas");
        return zone;
    }

    /** Six seats side by side, numbered from 1. */
    private static ObjectNode row(ObjectNode zone, String number, double x, double y) {
        ObjectNode row = ((ArrayNode) zone.get("rows")).addObject().put("row_number", number);
        ArrayNode seats = row.putArray("seats");
        for (int i = 0; i < 6; i++) {
            seats.addObject()
                    .put("seat_number", Integer.toString(i + 1))
                    .put("category", "Stalls")
                    .putObject("position")
                    .put("x", x + 25 * i)
                    .put("y", y);
        }
        return row;
    }

    private static ObjectNode area(ObjectNode zone, String text, double x, double y) {
        ObjectNode area = ((ArrayNode) zone.get("areas")).addObject().put("shape", "rectangle");
        area.putObject("position").put("x", x).put("y", y);
        area.putObject("rectangle").put("width", 100).put("height", 20);
        area.putObject("text").put("text", text);
        return area;
    }

    private SeatingPlan read(PlanOptions options) throws IOException {
        return read(JSON.writeValueAsString(plan), options);
    }

    private SeatingPlan read(String text, PlanOptions options) throws IOException {
        return new SeatingPlanReader(options).read(Files.writeString(directory.resolve("plan.json"), text));
    }

    private static String findings(SeatingPlan read) {
        return read.findings().toString();
    }

    private static PlanOptions focus(Double x, Double y, String stage) {
        return new PlanOptions(Map.of(), Set.of(), new PlanOptions.Focus(x, y, stage));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Stage",
                "S C R E E N",
                "s t a g e",
                "ＳＴＡＧＥ",
                "Main stage",
                "Hauptbühne",
                "BUHNE",
                "Scène principale",
                "Escenario",
                "Palcoscenico",
                "Sân khấu",
                "СЦЕНА",
                "舞台",
                "主舞台",
                "ステージ",
                "무대",
                "خشبة المسرح",
                "במה",
                "मंच",
                "Sahne",
                "Leinwand 3",
                "Centre Court"
            })
    void shouldFindTheStageInAnyScript(String word) throws IOException {
        ObjectNode zone = zone("Hall");
        row(zone, "A", 0, 0);
        area(zone, word, 30, 400);
        SeatingPlan read = read(PlanOptions.NONE);
        assertEquals(8_000, read.map().focusX());
        assertEquals(41_000, read.map().focusY());
        assertTrue(findings(read).contains("looks like it"), findings(read));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Stage door",
                "Food court",
                "Bühneneingang",
                "Backstage",
                "Touch screens here",
                "舞台入口",
                "Courtyard",
                "Scenery store",
                "Exit"
            })
    void shouldTakeNothingElseForTheStage(String word) throws IOException {
        ObjectNode zone = zone("Hall");
        row(zone, "A", 0, 0);
        area(zone, word, 30, 400);
        SeatingPlan read = read(PlanOptions.NONE);
        assertEquals(0, read.map().focusY(), findings(read));
        assertTrue(findings(read).contains("GUESSED"), findings(read));
        assertTrue(findings(read).contains("the middle of the top edge, at 63,0"), findings(read));
    }

    @Test
    void shouldSayThatAShapeWithoutAWordWasGuessed() throws IOException {
        ObjectNode zone = zone("Hall");
        row(zone, "A", 0, 0);
        area(zone, "", 30, 400);
        SeatingPlan read = read(PlanOptions.NONE);
        assertEquals(41_000, read.map().focusY());
        assertTrue(findings(read).contains("GUESSED"), findings(read));
        assertTrue(findings(read).contains("the one rectangle without a word, at 80,410"), findings(read));
    }

    @Test
    void shouldReadTheOldFormOfAnArea() throws IOException {
        ObjectNode zone = zone("Hall");
        row(zone, "A", 0, 0);
        ObjectNode area = ((ArrayNode) zone.get("areas")).addObject().put("text", "Screen");
        area.put("width", 60)
                .put("height", 10)
                .putObject("position")
                .put("x", 40)
                .put("y", 90);
        SeatMap map = read(PlanOptions.NONE).map();
        assertEquals(7_000, map.focusX());
        assertEquals(9_500, map.focusY());
    }

    @Test
    void shouldTakeTheStageThatTheCallerNames() throws IOException {
        ObjectNode zone = zone("Hall");
        row(zone, "A", 0, 0);
        area(zone, "Stage", 30, 400);
        area(zone, "Ring", 30, 800);
        assertEquals(81_000, read(focus(null, null, "Ring")).map().focusY());
        assertEquals(-1_250, read(focus(5.5, -12.5, null)).map().focusY());
        ImportException refused = assertThrows(ImportException.class, () -> read(focus(null, null, "Rink")));
        assertTrue(refused.getMessage().contains("\"Stage\", \"Ring\""), refused.getMessage());
    }

    @Test
    void shouldPreferTheMainOneOfSeveralStages() throws IOException {
        ObjectNode zone = zone("Field");
        row(zone, "A", 0, 0);
        area(zone, "Stage 2", 0, 100);
        area(zone, "Main stage", 0, 500);
        SeatingPlan read = read(PlanOptions.NONE);
        assertEquals(51_000, read.map().focusY());
        assertTrue(findings(read).contains("of \"Stage 2\", \"Main stage\""), findings(read));
    }

    private static List<String> tickets(SeatMap map) {
        List<String> all = new ArrayList<>();
        for (int seat = 0; seat < map.seatCount(); seat++) {
            int row = map.seatRow(seat);
            all.add(map.sectionName(map.rowSection(row)) + '/' + map.rowLabel(row) + '/' + map.seatLabel(seat));
        }
        return all;
    }

    @Test
    void shouldLetNoTwoTicketsReadTheSame() throws IOException {
        for (int block = 0; block < 3; block++) {
            ObjectNode zone = zone(block == 2 ? "Circle" : "Floor");
            row(zone, "A", 400 * block, 0);
            row(zone, "A", 400 * block, 30);
            ObjectNode twice = row(zone, "B", 400 * block, 60);
            ((ObjectNode) twice.get("seats").get(5)).put("seat_number", "1");
        }
        SeatingPlan read = read(PlanOptions.NONE);
        List<String> tickets = tickets(read.map());
        assertEquals(54, new HashSet<>(tickets).size(), tickets.toString());
        assertTrue(tickets.contains("Floor/A/1") && tickets.contains("Floor/A (4)/6"), tickets.toString());
        assertTrue(tickets.contains("Circle/A (2)/1") && tickets.contains("Circle/B/1 (2)"), tickets.toString());
        assertTrue(findings(read).contains("read the same"), findings(read));
    }

    @Test
    void shouldLeaveRowsAloneThatGoOnBehindAnAisle() throws IOException {
        ObjectNode zone = zone("Floor");
        row(zone, "A", 0, 0);
        ObjectNode right = row(zone, "A", 400, 0);
        right.get("seats").forEach(seat -> ((ObjectNode) seat)
                .put(
                        "seat_number",
                        Integer.toString(6 + seat.path("seat_number").asInt())));
        assertTrue(tickets(read(PlanOptions.NONE).map()).contains("Floor/A/12"));
    }

    @Test
    void shouldCallRowsAndSeatsAsThePlanDoes() throws IOException {
        ObjectNode zone = zone("Boxes");
        row(zone, "1", 0, 0).put("row_label", "Royal box").put("seat_label", "Chair %s");
        row(zone, "2", 0, 50).put("row_label", "Loge %s").put("seat_label", "Armchair");
        row(zone, "3", 0, 100).put("row_label", "Row %s").put("seat_label", "Seat %s");
        List<String> tickets = tickets(read(PlanOptions.NONE).map());
        assertEquals("Boxes/Royal box/Chair 1", tickets.get(0));
        assertEquals("Boxes/Loge 2/Armchair 6", tickets.get(11));
        assertEquals("Boxes/3/1", tickets.get(12));
    }

    @Test
    void shouldAskAboutCategoriesThatReadLikePlacesForWheelchairs() throws IOException {
        ObjectNode zone = zone("Hall");
        row(zone, "A", 0, 0).get("seats").forEach(seat -> ((ObjectNode) seat).put("category", "Rollstuhlplätze"));
        row(zone, "B", 0, 50);
        SeatingPlan read = read(PlanOptions.NONE);
        assertFalse(read.map().accessible(0));
        assertTrue(findings(read).contains("--accessible CATEGORY"), findings(read));
        assertTrue(findings(read).contains("\"Rollstuhlplätze\" (6 seats)"), findings(read));

        PlanOptions known = new PlanOptions(Map.of(), Set.of("Rollstuhlplätze"), PlanOptions.Focus.OF_PLAN);
        assertTrue(read(known).map().accessible(5));
        assertFalse(read(known).map().accessible(6));
        PlanOptions wrong = new PlanOptions(Map.of(), Set.of("Rollstuhl"), PlanOptions.Focus.OF_PLAN);
        assertTrue(assertThrows(ImportException.class, () -> read(wrong))
                .getMessage()
                .contains("\"Rollstuhlplätze\", \"Stalls\""));
    }

    @Test
    void shouldNameAreasForPeople() throws IOException {
        ObjectNode zone = zone("Pit");
        area(zone, "Front of stage", 0, 0)
                .put("uuid", "0d9f9d3e-0a55-4a41-b1a8-2f62f1f3b0aa")
                .put("capacity", 200);
        area(zone, "Front of stage", 0, 50).put("capacity", 100);
        area(zone, "", 0, 90)
                .put("uuid", "1d9f9d3e-0a55-4a41-b1a8-2f62f1f3b0aa")
                .put("capacity", 50);
        SeatMap map = read(PlanOptions.NONE).map();
        assertEquals("Front of stage", map.area(0).id());
        assertEquals("Front of stage (2)", map.area(1).id());
        assertEquals("Front of stage (2)", map.area(1).name());
        assertEquals("Pit area 3", map.area(2).name());
    }

    @Test
    void shouldTellHowToSellAPlanThatHasOnlyAreas() throws IOException {
        area(zone("Lawn"), "Meadow", 0, 0);
        String message = assertThrows(ImportException.class, () -> read(PlanOptions.NONE))
                .getMessage();
        assertTrue(message.contains("--ga NAME=CAPACITY; areas: Meadow"), message);
        assertEquals(1, read(sold("Meadow", 900)).map().areaCount());
    }

    @Test
    void shouldReadWrappedPlansAndByteOrderMarks() throws IOException {
        row(zone("Hall"), "A", 0, 0);
        String inside = JSON.writeValueAsString(plan);
        assertEquals(6, read("\ufeff" + inside, PlanOptions.NONE).map().seatCount());
        SeatingPlan wrapped = read("{\"id\": 7, \"name\": \"Other\", \"layout\": " + inside + "}", PlanOptions.NONE);
        assertEquals(6, wrapped.map().seatCount());
        assertEquals("A house", wrapped.name());
    }

    /** The small inputs that failed once, where they are at hand. */
    @Test
    void shouldReadTheSharedCases() {
        Path cases = SharedData.path("../cases/plans");
        Map<String, int[]> focusOf = Map.of(
                "stage-at-bottom-spaced", new int[] {15_000, 22_000},
                "stage-no-word", new int[] {15_000, 22_000},
                "old-schema-area", new int[] {15_000, 22_000},
                "stage-and-stage-door", new int[] {15_000, 2_000});
        focusOf.forEach((name, at) -> {
            SeatMap map = new SeatingPlanReader(PlanOptions.NONE)
                    .read(cases.resolve(name + ".json"))
                    .map();
            assertEquals(at[0], map.focusX(), name);
            assertEquals(at[1], map.focusY(), name);
        });
        SeatMap blocks = new SeatingPlanReader(PlanOptions.NONE)
                .read(cases.resolve("blocks-same-labels.json"))
                .map();
        assertEquals(blocks.seatCount(), new HashSet<>(tickets(blocks)).size());
        SeatMap standing = new SeatingPlanReader(sold("Standing", 300))
                .read(cases.resolve("standing-uuid.json"))
                .map();
        assertEquals("Standing", standing.area(0).id());
    }

    private static PlanOptions sold(String area, int capacity) {
        return new PlanOptions(Map.of(area, capacity), Set.of(), PlanOptions.Focus.OF_PLAN);
    }

    /** Around a point, from the right on, with so many degrees between two. */
    private static void around(ObjectNode zone, String number, int chairs, double degrees) {
        ObjectNode table = ((ArrayNode) zone.get("rows")).addObject().put("row_number", number);
        ArrayNode seats = table.putArray("seats");
        for (int i = 0; i < chairs; i++) {
            seats.addObject()
                    .put("seat_number", Integer.toString(i + 1))
                    .put("category", "Stalls")
                    .putObject("position")
                    .put("x", 200 + 40 * Math.cos(Math.toRadians(i * degrees)))
                    .put("y", 200 + 40 * Math.sin(Math.toRadians(i * degrees)));
        }
    }

    @Test
    void shouldKnowARoundTableFromABentRow() throws IOException {
        ObjectNode zone = zone("Ballroom");
        around(zone, "T1", 8, 45);
        around(zone, "T2", 8, 20);
        row(zone, "A", 0, 0);

        SeatMap map = read(PlanOptions.NONE).map();

        Neighbours neighbours = new Neighbours(map);
        assertEquals(SeatGuide.RowKind.ROUND_TABLE, map.guide().row(0).kind());
        assertTrue(neighbours.are(0, 7), "the first and the last chair");
        assertTrue(neighbours.are(3, 4));
        assertEquals("1", map.seatLabel(0));
        assertEquals("8", map.seatLabel(7));
        assertEquals(SeatGuide.RowKind.ROW, map.guide().row(1).kind());
        assertFalse(neighbours.are(8, 15));
        assertEquals(SeatGuide.RowKind.ROW, map.guide().row(2).kind());
    }
}
