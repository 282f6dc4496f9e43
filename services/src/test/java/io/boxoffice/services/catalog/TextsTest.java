package io.boxoffice.services.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final List<Integer> REFUSED = List.of(
            0x00, 0x07, 0x08, 0x0B, 0x0D, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066,
            0x2069, 0xE000, 0xF8FF, 0x0378, 0xFFFE, 0xFFFF, 0x10FFFF, 0xD800);

    @Test
    void shouldRefuseWhatForgesLinesScreensAndTheOrderOfLettersAndNameItByNumber() {
        for (int c : REFUSED) {
            String text = "Gala" + (c < 0x10000 ? String.valueOf((char) c) : Character.toString(c)) + "Night";
            InvalidInputException refused =
                    assertThrows(InvalidInputException.class, () -> Texts.line(text, "title"), Integer.toHexString(c));
            assertEquals(
                    String.format(Locale.ROOT, "title: has the character U+%04X, which is not allowed here", c),
                    refused.getMessage());
            if (c != '\r') {
                assertThrows(InvalidInputException.class, () -> Texts.paragraphs(text, "description"));
            }
        }
        assertThrows(InvalidInputException.class, () -> Texts.line("a\nb", "title"));
        assertThrows(InvalidInputException.class, () -> Texts.line("a\tb", "title"));
    }

    @Test
    void shouldLetADescriptionHaveLinesAndTabs() {
        assertEquals("a\n\tb\nc\nd", Texts.paragraphs("a\n\tb\r\nc\rd", "description"));
    }

    @Test
    void shouldComposeLettersAndLeaveOutWhatCannotBeSeen() {
        assertEquals("Caf\u00E9", Texts.line("Cafe\u0301", "title"));
        assertEquals("Gala", Texts.line("\uFEFF\u200E\u200F\u061CG\u200Ba\u200Cl\u2060a\u200D", "title"));
        assertEquals(
                "\u0414\u044F\u0434\u044F \u0412\u0430\u043D\u044F \uD83C\uDFAD",
                Texts.line("\u0414\u044F\u0434\u044F \u0412\u0430\u043D\u044F \uD83C\uDFAD", "title"));
        assertEquals("Catch\u00AD22", Texts.line("Catch\u00AD22", "title"), "a soft hyphen may be seen");
        assertNull(Texts.line(null, "title"));
    }

    @Test
    void shouldFindIdsThatLookTheSame() {
        assertEquals("A-1", like("A-1", "a-1"), "case");
        assertEquals("A-1", like("A-1", "\u0410-1"), "Cyrillic A");
        assertEquals("a-1", like("a-1", "\u0430-1"), "Cyrillic a");
        assertEquals("A-1", like("A-1", "\u0391-1"), "Greek Alpha");
        assertEquals("H-1", like("H-1", "\u041D-1"), "Cyrillic En");
        assertEquals("v-1", like("v-1", "\u03BD-1"), "Greek nu");
        assertEquals("N-1", like("N-1", "\u039D-1"), "Greek Nu");
        assertEquals("A-1", like("A-1", "\uFF21-1"), "wide A");
        assertEquals("A-1", like("A-1", "A\u20111"), "hyphen that does not break");
        assertEquals("A-1", like("A-1", "A\u22121"), "minus");
        assertEquals("\u00C9-1", like("\u00C9-1", "\u00E9-1"), "an accent, in two cases");
    }

    @Test
    void shouldTellApartWhatPeopleCanTellApart() {
        for (List<String> pair : List.of(
                List.of("A-1", "A-11"),
                List.of("O-1", "0-1"),
                List.of("L-5", "1-5"),
                List.of("E-1", "\u00C9-1"),
                List.of("A-1", "A1"),
                List.of("\u0416-1", "\u0428-1"))) {
            assertNull(like(pair.get(0), pair.get(1)), pair::toString);
        }
    }

    private static String like(String first, String second) {
        LookAlikes ids = new LookAlikes();
        assertNull(ids.add(first));
        return ids.add(second);
    }

    @Test
    void shouldCleanASeatMapAndRefuseIdsThatLookTheSameNamingBoth() {
        SeatMap clean = CleanSeatMap.of(map("Cafe\u0301", "A-1", "A-2"));
        assertEquals("Caf\u00E9", clean.sectionName(0));
        assertEquals(2, clean.seatCount());
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> CleanSeatMap.of(map("Main", "A-1", "\u0410-1")));
        assertEquals("sections.0.rows.0.seats.1.id", refused.field());
        assertTrue(refused.getMessage().endsWith("two ids that look the same: A-1 and \u0410-1"), refused.getMessage());
        SeatMap.Builder areas = map("Main", "A-1", "A-2").toBuilder();
        areas.area(new SeatMap.Area("Pit", "Pit", 5, 0, 0, 0)).area(new SeatMap.Area("PIT", "Pit", 5, 0, 0, 0));
        assertThrows(InvalidInputException.class, () -> CleanSeatMap.of(areas.build()));
        for (int c : REFUSED) {
            if (c != 0xD800) {
                String bad = "A" + Character.toString(c);
                assertThrows(InvalidInputException.class, () -> CleanSeatMap.of(map(bad, "A-1", "A-2")));
                assertThrows(InvalidInputException.class, () -> CleanSeatMap.of(map("Main", "A-1", bad)));
            }
        }
    }

    @Test
    void shouldFindPricesByTheNamesOfTheCleanedMap() {
        SeatMap map = CleanSeatMap.of(map("Main", "e\u0301-1", "A-2"));
        Prices prices = new Prices(100L, Map.of(), Map.of("e\u0301-1", 900L), Map.of());
        assertEquals(900, prices.forMap(map).list().seatPrice(0));
        assertEquals(100, prices.forMap(map).list().seatPrice(1));
        assertFalse(map.seatId(0).equals("e\u0301-1"));
    }

    private static SeatMap map(String section, String first, String second) {
        return new SeatMap.Builder()
                .category("Stalls")
                .section(section)
                .row("A")
                .seat(first, "1", 0, 0, 0, false, false, 1)
                .seat(second, "2", 100, 0, 0, false, false, 1)
                .build();
    }
}
