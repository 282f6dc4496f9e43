package io.boxoffice.gateway.booking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeatListScannerTest {
    private static final SeatMap MAP = TestShow.smallHall();

    private static int[] scanned(String body) {
        int[] seats = new int[8];
        int count = SeatListScanner.scan(utf8(body), MAP, seats);
        return count < 0 ? null : Arrays.copyOf(seats, count);
    }

    private static ByteBuf utf8(String body) {
        return Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadAListOfSeats() {
        assertArrayEquals(new int[] {0}, scanned("{\"seats\":[\"A-1\"]}"));
        assertArrayEquals(new int[] {7, 0, 0}, scanned(" {\t\"seats\" :\r\n[ \"B-4\" , \"A-1\",\"A-1\" ] }\n"));
    }

    @Test
    void shouldLeaveEverythingElseToTheParser() {
        for (String body : new String[] {
            "",
            " ",
            "{}",
            "null",
            "{\"seats\":[]}",
            "{\"seats\":[\"A-1\"]",
            "{\"seats\":[\"A-1\"",
            "{\"seats\":[\"A-1",
            "{\"seats\":[\"A-1\",]}",
            "{\"seats\":[,\"A-1\"]}",
            "{\"seats\":[\"A-1\" \"A-2\"]}",
            "{\"seats\":[\"A-1\"]}}",
            "{\"seats\":[\"A-1\"],\"seats\":[\"A-2\"]}",
            "{\"seats\":[\"A-1\"],\"expectedAmount\":1}",
            "{\"seats\":[\"A\\u002d1\"]}",
            "{\"seats\":[\"Z-9\"]}",
            "{\"seats\":[1]}",
            "{\"areas\":[{\"area\":\"Pit\"}]}",
            "{\"seatz\":[\"A-1\"]}",
            "{\"seats\":[\"A-1\",\"A-1\",\"A-1\",\"A-1\",\"A-1\",\"A-1\",\"A-1\",\"A-1\",\"A-1\"]}",
            "{\"seats\":[\"A-1\"]}" + " ".repeat(1_100)
        }) {
            assertArrayEquals(null, scanned(body), body);
        }
    }

    @Test
    void shouldTakeNothingThatTheParserReadsOtherwise() {
        SplittableRandom random = new SplittableRandom(3);
        String good = "{\"seats\":[\"A-1\", \"B-3\"]}";
        String alphabet = "{}[]\":,\\ A-1B3seat\n\u0000\u00e9";
        int taken = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder body = new StringBuilder(good);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(body.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> body.setCharAt(at, c);
                    case 1 -> body.insert(at, c);
                    default -> body.deleteCharAt(at);
                }
            }
            int[] seats = scanned(body.toString());
            if (seats != null) {
                taken++;
                assertEquals(
                        parsed(body.toString()), Arrays.stream(seats).boxed().toList(), body::toString);
            }
        }
        assertTrue(taken > 10_000, taken + " bodies were read");
    }

    /** As the parser has it; null when it refuses. */
    private static List<Integer> parsed(String body) {
        List<Integer> seats = new ArrayList<>();
        try {
            JsonFields.read(utf8(body), (name, json) -> {
                assertEquals("seats", name);
                JsonFields.array(json, name, seat -> seats.add(MAP.seatIndex(JsonFields.string(seat, name))));
            });
        } catch (ProblemException e) {
            return null;
        }
        return seats;
    }
}
