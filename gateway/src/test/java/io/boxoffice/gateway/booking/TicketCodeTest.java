package io.boxoffice.gateway.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketCodeTest {
    private static final long MAX = (1L << 60) - 1;

    @Test
    void shouldPrintAReferenceAsTwelveCharacters() {
        assertEquals("12.0.000000000001", new TicketCode(12, 0, 1).format());
        assertEquals("12.47.ZZZZZZZZZZZZ", new TicketCode(12, 47, MAX).format());
        assertEquals("0000-0000-0010", TicketCode.formatReference(32));
    }

    @Test
    void shouldReadWhatItPrinted() {
        for (int i = 0; i < 1_000; i++) {
            long reference = TicketCode.newReference();
            assertTrue(reference >= 1 && reference <= MAX);
            TicketCode code = new TicketCode(1 + i * 7_919L, i, reference);
            assertEquals(code, TicketCode.parse(code.format()));
        }
    }

    @Test
    void shouldReadWhatPeopleMistake() {
        TicketCode code = TicketCode.parse("5.1.0123456789AB");

        assertEquals(code, TicketCode.parse(" 5.1.oi23456789ab\n"));
        assertEquals(code, TicketCode.parse("5.1.OL23456789AB"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5.1",
                "5.1.0123456789A",
                "5.1.0123456789ABC",
                "5.1.0123456789AU",
                "0.1.0123456789AB",
                "-5.1.0123456789AB",
                "5.65535.0123456789AB",
                "5.01.0123456789AB",
                "5.1.000000000000",
                "9999999999999999999.1.0123456789AB",
                "5.1.0123456789ÄB"
            })
    void shouldRefuseWhatIsNotACode(String text) {
        assertThrows(IllegalArgumentException.class, () -> TicketCode.parse(text));
    }
}
