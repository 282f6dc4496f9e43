package io.boxoffice.server.imports.seatingplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.ImportException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seats as spreadsheets have them. */
final class SeatsCsvTest {
    @TempDir
    private Path directory;

    private SeatingPlan read(String text, Charset charset) throws IOException {
        Path file = directory.resolve("Old house.csv");
        Files.write(file, text.getBytes(charset));
        return new SeatingPlanReader(PlanOptions.NONE).read(file);
    }

    private SeatingPlan read(String... lines) throws IOException {
        return read(String.join("\r\n", lines) + "\r\n", StandardCharsets.UTF_8);
    }

    private static List<String> left(SeatingPlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.kind().equals("lines that are left out"))
                .map(SeatingPlan.Finding::detail)
                .toList();
    }

    @Test
    void shouldReadLevelsSectionsRowsAndSeats() throws IOException {
        SeatingPlan plan = read(
                "level,section,row,seat,x,y,category,accessible,companion,note",
                "Ground,Stalls,A,2,20,0,Front,no,,",
                "Ground,Stalls,A,1,10,0,Front,yes,,Room for one wheelchair",
                "Ground,Stalls,A,3,50,0,Front,,yes,",
                "Ground,Stalls,B,1,10,10,Front,,,",
                "Circle,Circle,A,1,10,40.5,Back,,,");

        SeatMap map = plan.map();
        assertEquals("Old house", plan.name());
        assertEquals(5, map.seatCount());
        assertEquals(List.of("1", "2", "3"), List.of(map.seatLabel(0), map.seatLabel(1), map.seatLabel(2)));
        assertEquals("Stalls-A-1", map.seatId(0));
        assertTrue(map.accessible(0));
        assertEquals("Room for one wheelchair", map.guide().seat(0).note());
        assertTrue(map.guide().seat(2).companion());
        assertTrue(map.gapBefore(2), "an aisle");
        assertEquals(4050, map.y(4));
        assertEquals("Circle", map.guide().level(map.guide().section(1)).name());
        assertEquals(List.of(), left(plan));
    }

    @Test
    void shouldReadSpreadsheetsOfOtherCountries() throws IOException {
        String text = "\ufeffsection;row;seat;x;y;accessible\nParkett;A;1;1,5;2,25;ja\nParkett;A;2;2,5;2,25;nein\n";

        SeatMap map = read(text, StandardCharsets.UTF_8).map();

        assertEquals(150, map.x(0));
        assertEquals(225, map.y(0));
        assertTrue(map.accessible(0));
        assertFalse(map.accessible(1));
        assertEquals(2, read(text, StandardCharsets.UTF_16LE).map().seatCount());
    }

    @Test
    void shouldDrawRowsWithoutCoordinatesAndSayThatTheFocusIsGuessed() throws IOException {
        SeatingPlan plan = read("row,seat", "A,1", "A,2", "B,1");

        assertEquals(100, plan.map().x(1));
        assertEquals(100, plan.map().y(2));
        assertTrue(plan.findings().stream().anyMatch(finding -> finding.kind().contains("GUESSED")));
    }

    @Test
    void shouldLeaveOutWhatCannotBeReadAndSayWhy() throws IOException {
        SeatingPlan plan = read(
                "row,seat,x,y,accessible",
                "A,1,0,0,",
                ",2,0,0,",
                "A,1,0,0,",
                "A,3,far,0,",
                "A,4,1,,",
                "A,5,1,1,perhaps",
                "A,6,9999999,0,");

        assertEquals(1, plan.map().seatCount());
        assertEquals(
                List.of(
                        "line 3: row is empty",
                        "line 4: section, row and seat stand there twice",
                        "line 5: x is no number: far",
                        "line 6: it has one of x and y",
                        "line 7: accessible is neither yes nor no",
                        "line 8: x is out of range"),
                left(plan));
    }

    @Test
    void shouldRefuseWhatIsNoText() throws IOException {
        assertThrows(ImportException.class, () -> read("row,seat\nA,\u00e9\n", StandardCharsets.ISO_8859_1));
        assertThrows(ImportException.class, () -> read(""));
        assertThrows(ImportException.class, () -> read("a,b", "1,2"));
    }
}
