package io.boxoffice.server.imports.seatingplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.services.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeatingPlanReaderTest {
    @TempDir
    Path directory;

    @Test
    void shouldReadASmallHall() {
        SeatingPlan plan = reader().read(SharedData.path("seating-plans/small-hall-32.json"));
        assertEquals("Small hall", plan.name());
        assertEquals(32, plan.map().seatCount());
        assertEquals(4, plan.map().rowCount());
        assertEquals(3, plan.map().categoryCount());
        assertEquals(15_194, plan.map().x(plan.map().seatIndex("Main-A-1")));
        assertEquals(9_956, plan.map().y(plan.map().seatIndex("Main-A-1")));
        assertEquals(1, plan.findings().size(), plan.findings().toString());
        assertTrue(plan.findings().get(0).kind().contains("GUESSED"));
    }

    @Test
    void shouldReadARaceTrack() {
        SeatingPlan plan = reader().read(SharedData.path("seating-plans/race-track-8897.json"));
        assertEquals(8_897, plan.map().seatCount());
        assertEquals(4, plan.map().sectionCount());
        assertEquals(2, plan.map().categoryCount());
        int seat = plan.map().seatIndex("GoalStand4-A-2");
        assertEquals(Math.round((39_735.23 + 676 + 16.59) * 100), plan.map().x(seat));
        assertEquals(Math.round((22_018.06 + 976 - 13.69) * 100), plan.map().y(seat));
    }

    @Test
    void shouldReadTheSameMapEveryTime() {
        Path file = SharedData.path("seating-plans/race-track-8897.json");
        assertEquals(
                List.of(SeatMapCodec.encode(reader().read(file).map()).length),
                List.of(SeatMapCodec.encode(reader().read(file).map()).length));
        assertTrue(java.util.Arrays.equals(
                SeatMapCodec.encode(reader().read(file).map()),
                SeatMapCodec.encode(reader().read(file).map())));
    }

    @Test
    void shouldTellRepeatedIdsApartAndReportThem() throws IOException {
        SeatingPlan plan = read(row("A", seat("1", "x", 0, 0), seat("2", "x", 20, 0), seat("3", "x", 40, 0)));
        assertEquals(List.of("x", "x~2", "x~3"), ids(plan.map()));
        String finding = plan.findings().get(0).toString();
        assertTrue(finding.startsWith("seats that had an id that was taken"), finding);
        assertTrue(finding.contains("2: x (3 times)"), finding);
    }

    @Test
    void shouldMakeIdsWhereThereAreNone() throws IOException {
        SeatingPlan plan = read(row("A", "{\"seat_number\":7,\"position\":{\"x\":1.005,\"y\":2}}"));
        assertEquals(List.of("Z-A-7"), ids(plan.map()));
        assertEquals("7", plan.map().seatLabel(0));
        assertEquals("Standard", plan.map().categoryName(0));
        assertTrue(plan.findings().toString().contains("had no seat_guid got one"));
        assertTrue(plan.findings().toString().contains("had no category"));
    }

    @Test
    void shouldOrderSeatsAlongTheRowWhicheverWayItIsWritten() throws IOException {
        SeatMap backwards = read(row("A", seat("3", "c", 40, 0), seat("2", "b", 20, 0), seat("1", "a", 0, 0)))
                .map();
        assertEquals(List.of("a", "b", "c"), ids(backwards));
        SeatMap shuffled = read(row(
                        "A", seat("2", "b", 20, 1), seat("4", "d", 60, 3), seat("1", "a", 0, 0), seat("3", "c", 40, 2)))
                .map();
        assertEquals(List.of("a", "b", "c", "d"), ids(shuffled));
        SeatMap upright = read(row("A", seat("2", "b", 0, 20), seat("1", "a", 0, 0), seat("3", "c", 0, 40)))
                .map();
        assertEquals(List.of("a", "b", "c"), ids(upright));
    }

    @Test
    void shouldKeepTheOrderOfARowThatBendsRound() throws IOException {
        String[] seats = IntStream.range(0, 10)
                .mapToObj(i -> seat("" + i, "s" + i, 100 * Math.cos(Math.PI * i / 6), 100 * Math.sin(Math.PI * i / 6)))
                .toArray(String[]::new);
        List<String> ids = ids(read(row("A", seats)).map());
        List<String> written = IntStream.range(0, 10).mapToObj(i -> "s" + i).toList();
        List<String> reversed =
                IntStream.range(0, 10).mapToObj(i -> "s" + (9 - i)).toList();
        assertTrue(ids.equals(written) || ids.equals(reversed), ids.toString());
    }

    @Test
    void shouldSeeAislesWhereSeatsAreFarApart() throws IOException {
        SeatMap map = read(row(
                        "A",
                        seat("1", "a", 0, 0),
                        seat("2", "b", 20, 0),
                        seat("3", "c", 53, 0),
                        seat("4", "d", 73, 0),
                        seat("5", "e", 104, 0),
                        seat("6", "f", 124, 0)))
                .map();
        assertEquals(
                List.of(false, false, true, false, false, false),
                IntStream.range(0, 6).mapToObj(map::gapBefore).toList());
    }

    @Test
    void shouldJudgeShortRowsByTheirZone() throws IOException {
        SeatMap map = read(
                        row("A", seat("1", "a1", 0, 0), seat("2", "a2", 20, 0), seat("3", "a3", 40, 0)),
                        row("B", seat("1", "b1", 0, 20), seat("2", "b2", 60, 20)))
                .map();
        assertTrue(map.gapBefore(map.seatIndex("b2")));
        assertFalse(map.gapBefore(map.seatIndex("a2")));
    }

    @Test
    void shouldGiveCategoriesNamedByUuidANameThatCanBePriced() throws IOException {
        String stalls = "5f0c9d1e-98a2-4d5c-9a66-0d6a3a4b1c01";
        String circle = "5f0c9d1e-98a2-4d5c-9a66-0d6a3a4b1c02";
        String plan = "{\"categories\":[{\"name\":\"" + stalls + "\"},{\"name\":\"Circle\",\"uuid\":\"" + circle
                + "\"}]," + "\"zones\":[{\"rows\":["
                + row("A", seat("1", "a", 0, 0, stalls), seat("2", "b", 1, 0, circle)) + "]}]}";
        SeatMap map = reader().read(file(plan)).map();
        assertEquals("Category 1", map.categoryName(map.seatCategory(0)));
        assertEquals("Circle", map.categoryName(map.seatCategory(1)));
        assertEquals("Zone 1", map.sectionName(0));
    }

    @Test
    void shouldAddCategoriesThePlanDoesNotList() throws IOException {
        SeatingPlan plan = read(row("A", seat("1", "a", 0, 0, "Box")));
        assertEquals("Box", plan.map().categoryName(plan.map().seatCategory(0)));
        assertTrue(plan.findings().toString().contains("were added: Box"));
    }

    @Test
    void shouldSellOnlyAreasThatStateOrAreGivenACapacity() throws IOException {
        String areas = String.join(
                ",",
                "{\"shape\":\"rectangle\",\"name\":\"Pit\",\"capacity\":300,\"position\":{\"x\":10,\"y\":20},"
                        + "\"rectangle\":{\"width\":100,\"height\":40}}",
                "{\"shape\":\"circle\",\"uuid\":\"u-1\",\"text\":{\"text\":\"Lawn\"},\"position\":{\"x\":5,\"y\":5}}",
                "{\"shape\":\"ellipse\",\"text\":{\"text\":\"Pond\"},\"position\":{\"x\":5,\"y\":5}}",
                "{\"shape\":\"polygon\",\"name\":\"Bar\",\"polygon\":{\"points\":[{\"x\":0,\"y\":0},{\"x\":4,\"y\":8}]}}",
                "{\"shape\":\"text\",\"text\":{\"text\":\"Exit\"},\"capacity\":9,\"position\":{\"x\":0,\"y\":0}}");
        Path file = file(zone("[" + row("A", seat("1", "a", 0, 0)) + "]", "[" + areas + "]"));
        SeatingPlan plan = new SeatingPlanReader(sold("Lawn", 50)).read(file);
        assertEquals(2, plan.map().areaCount());
        assertEquals(
                new SeatMap.Area("Pit", "Pit", 300, 1, 6_100, 4_200), plan.map().area(0));
        assertEquals("Lawn", plan.map().area(1).id());
        assertEquals(50, plan.map().area(1).capacity());
        String findings = plan.findings().toString();
        assertTrue(findings.contains("sold as general admission: \"Pit\" (rectangle) for 300"), findings);
        assertTrue(
                findings.contains("left out as decoration; sell one with --ga NAME=CAPACITY: \"Pond\" (ellipse)"),
                findings);
        assertTrue(findings.contains("\"Bar\" (polygon)"), findings);
        assertTrue(findings.contains("texts left out as decoration: 1"), findings);
    }

    @Test
    void shouldRefuseAnAreaThatIsNotThere() throws IOException {
        Path file = file(zone("[" + row("A", seat("1", "a", 0, 0)) + "]", "[]"));
        assertTrue(assertThrows(ImportException.class, () -> new SeatingPlanReader(sold("Lawn", 50)).read(file))
                .getMessage()
                .contains("no area is called \"Lawn\""));
    }

    @Test
    void shouldTakeTheStageAsWhatBestSeatsAreNearestTo() throws IOException {
        Path file = file(zone(
                "[" + row("A", seat("1", "a", 0, 0)) + "]",
                "[{\"shape\":\"rectangle\",\"text\":{\"text\":\"Stage\"},\"position\":{\"x\":0,\"y\":90},"
                        + "\"rectangle\":{\"width\":20,\"height\":10}}]"));
        SeatMap map = reader().read(file).map();
        assertEquals(1_000 + 100, map.focusX());
        assertEquals(9_500 + 200, map.focusY());
    }

    @Test
    void shouldSayWhereAPlanMakesNoSense() throws IOException {
        assertRefused("[]", "not a seating plan");
        assertRefused("{\"zones\":[{\"rows\":[{\"row_number\":\"A\",\"seats\":[{\"seat_number\":\"1\",", "not JSON");
        assertRefused("{\"zones\":[]}", "without seats and areas");
        assertRefused("{\"zones\":[{\"name\":\"Z\",\"rows\":7}]}", "\"rows\" is not a list");
        assertRefused(
                zone("[" + row("A", "{\"seat_number\":\"1\",\"position\":{\"x\":\"left\",\"y\":0}}") + "]", "[]"),
                "zone \"Z\", row \"A\", seat \"1\": position.x is \"left\"");
        assertTrue(assertThrows(ImportException.class, () -> reader().read(directory.resolve("none.json")))
                .getMessage()
                .contains("cannot read"));
    }

    @Test
    void shouldCutNamesThatAreTooLongWithoutMixingThemUp() throws IOException {
        String longName = "ä".repeat(100);
        SeatMap map = read(row("A", seat("1", longName + "1", 0, 0), seat("2", longName + "2", 20, 0)))
                .map();
        assertFalse(map.seatId(0).equals(map.seatId(1)));
        SeatMapCodec.encode(map);
    }

    private void assertRefused(String text, String expected) throws IOException {
        Path file = file(text);
        String message =
                assertThrows(ImportException.class, () -> reader().read(file)).getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.startsWith(file.toString()), message);
        assertFalse(message.contains("\n"), message);
    }

    private static SeatingPlanReader reader() {
        return new SeatingPlanReader(PlanOptions.NONE);
    }

    private SeatingPlan read(String... rows) throws IOException {
        return reader().read(file(zone("[" + String.join(",", rows) + "]", "[]")));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("plan.json"), text);
    }

    private static String zone(String rows, String areas) {
        return "{\"name\":\"P\",\"categories\":[{\"name\":\"Standard\"}],\"zones\":[{\"name\":\"Z\","
                + "\"position\":{\"x\":1,\"y\":2},\"rows\":" + rows + ",\"areas\":" + areas + "}]}";
    }

    private static String row(String number, String... seats) {
        return "{\"row_number\":\"" + number + "\",\"position\":{\"x\":0,\"y\":0},\"seats\":[" + String.join(",", seats)
                + "]}";
    }

    private static String seat(String number, String guid, double x, double y) {
        return seat(number, guid, x, y, "Standard");
    }

    private static String seat(String number, String guid, double x, double y, String category) {
        return "{\"seat_number\":\"" + number + "\",\"seat_guid\":\"" + guid + "\",\"category\":\"" + category
                + "\",\"position\":{\"x\":" + x + ",\"y\":" + y + "}}";
    }

    private static List<String> ids(SeatMap map) {
        return IntStream.range(0, map.seatCount()).mapToObj(map::seatId).toList();
    }

    private static PlanOptions sold(String area, int capacity) {
        return new PlanOptions(Map.of(area, capacity), Set.of(), PlanOptions.Focus.OF_PLAN);
    }
}
