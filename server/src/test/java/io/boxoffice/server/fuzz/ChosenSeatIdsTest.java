package io.boxoffice.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.seatmap.SeatMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChosenSeatIdsTest {
    private static final int PAIRS = 17;

    /** Ids that are all alike to a hash which multiplies by 31, as String's does: a map of them took minutes to index. */
    @Test
    @Timeout(60)
    void shouldIndexIdsThatWereChosenToCollide() {
        SeatMap.Builder builder =
                new SeatMap.Builder().category("A").section("S").row("R");
        for (int seat = 0; seat < 1 << PAIRS; seat++) {
            builder.seat(id(seat), "1", seat, 0, 0, false, false, 1);
        }
        SeatMap map = builder.build();
        for (int seat = 0; seat < 1 << PAIRS; seat += 1_000) {
            assertEquals(seat, map.seatIndex(id(seat)));
        }
    }

    private static String id(int number) {
        StringBuilder id = new StringBuilder();
        for (int bit = 0; bit < PAIRS; bit++) {
            id.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return id.toString();
    }
}
