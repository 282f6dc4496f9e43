package io.boxoffice.gateway.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AvailabilityJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] STATES = {"free", "held", "sold", "blocked"};

    @Test
    void shouldTellOfEachSeatInItsStateInTheOrderOfTheMap() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            SeatMap map = map(1 + random.nextInt(200));
            ShowSnapshot now = states(map, random, ShowStatus.OPEN);
            assertEquals(expected(map, now.seats()), encoded(map, now), "round " + round);
        }
    }

    private static SeatMap map(int seats) {
        SeatMap.Builder map = new SeatMap.Builder().category("All").section("S").row("R");
        for (int seat = 0; seat < seats; seat++) {
            String id = seat % 7 == 0 ? "\"é\\-" + seat : "A-" + seat;
            map.seat(id, "s", seat, 0, 0, false, false, 1);
        }
        return map.area(new SeatMap.Area("Pit \"1\"", "Pit", 100, 0, 0, 0)).build();
    }

    @Test
    void shouldTellThatNothingIsFreeOfACancelledShow() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 300; round++) {
            SeatMap map = map(1 + random.nextInt(200));
            long seed = random.nextLong();
            ShowSnapshot before = states(map, new SplittableRandom(seed), ShowStatus.OPEN);
            JsonNode told = encoded(map, states(map, new SplittableRandom(seed), ShowStatus.CANCELLED));
            JsonNode expected = expected(map, before.seats());
            int blocked = expected.at("/counts/free").asInt()
                    + expected.at("/counts/blocked").asInt();
            assertEquals("cancelled", told.path("saleStatus").asText());
            assertEquals(0, told.at("/counts/free").asInt());
            assertEquals(0, told.at("/areas/0/free").asInt());
            assertEquals(blocked, told.at("/counts/blocked").asInt());
            assertEquals(blocked, told.path("blocked").size());
            assertEquals(expected.path("held"), told.path("held"));
            assertEquals(expected.path("sold"), told.path("sold"));
        }
    }

    private static JsonNode encoded(SeatMap map, ShowSnapshot now) throws IOException {
        return JSON.readTree(AvailabilityJson.encode(map, now, 50));
    }

    /** On sale from 10 to 90, over at 100. */
    static ShowDefinition show(ShowStatus status) {
        return new ShowDefinition(7, 8, 1, 2, 3, 90, 100, 10, 90, 0, 0, 0, 60_000, 10, 0, "EUR", false, 4, status);
    }

    private static ShowSnapshot states(SeatMap map, SplittableRandom random, ShowStatus status) {
        ShowSnapshot told = new ShowSnapshot();
        AvailabilitySnapshot now = told.seats();
        now.ensureCapacity(map.seatCount(), 1);
        now.areaHeld[0] = 3;
        now.areaSold[0] = 4;
        int stretch = 1 + random.nextInt(70);
        long state = SeatState.FREE;
        for (int seat = 0; seat < map.seatCount(); seat++) {
            state = random.nextInt(stretch) == 0 ? random.nextInt(STATES.length) : state;
            now.words[seat >>> 5] |= state << ((seat & 31) << 1);
        }
        told.become(show(status), 12);
        return told;
    }

    private static ObjectNode expected(SeatMap map, AvailabilitySnapshot now) {
        ObjectNode json = JSON.createObjectNode();
        json.put("showId", "7").put("sequence", "12").put("seatMapId", "8").put("pricesVersion", "4");
        json.put("saleStatus", "on_sale");
        int[] counts = new int[STATES.length];
        ArrayNode[] lists = new ArrayNode[STATES.length];
        for (int state = 0; state < STATES.length; state++) {
            lists[state] = JSON.createArrayNode();
        }
        for (int seat = 0; seat < map.seatCount(); seat++) {
            lists[now.seatState(seat)].add(map.seatId(seat));
            counts[now.seatState(seat)]++;
        }
        ObjectNode counted = json.putObject("counts");
        for (int state = 0; state < STATES.length; state++) {
            counted.put(STATES[state], counts[state]);
        }
        for (int state = SeatState.HELD; state < STATES.length; state++) {
            json.set(STATES[state], lists[state]);
        }
        json.putArray("areas")
                .addObject()
                .put("area", "Pit \"1\"")
                .put("capacity", 100)
                .put("free", 93)
                .put("blocked", 0);
        return json;
    }
}
