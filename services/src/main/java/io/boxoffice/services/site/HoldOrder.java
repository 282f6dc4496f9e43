package io.boxoffice.services.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.protocol.seatmap.Neighbours;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a form of the choosing page asks for, and what the API is asked then. A form has {@code seat} (ids), {@code area.A.T} (how many
 * places of area A as type T), {@code type.T} (how many seats as type T), {@code best} (how many seats together), {@code category}, and
 * {@code how}: best or chosen;
 * {@code pair} (ids of first halves of seats for two) and {@code whole} (ids of first chairs of tables) stand for several seats.
 */
final class HoldOrder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_COUNT = 1_000;

    private final Map<String, List<String>> form;
    private final SeatMap map;
    private final TicketTypes types;

    HoldOrder(Map<String, List<String>> form, SeatMap map, TicketTypes types) {
        this.form = form;
        this.map = map;
        this.types = types;
    }

    /** The ids of seats that are marked, both halves of a seat for two, and all chairs of a table that is. */
    Set<String> seats() {
        Set<String> seats = new LinkedHashSet<>(form.getOrDefault("seat", List.of()));
        Neighbours neighbours = new Neighbours(map);
        for (String id : form.getOrDefault("pair", List.of())) {
            int seat = map.seatIndex(id);
            int half = seat < 0 ? -1 : neighbours.otherHalf(seat);
            seats.add(id);
            if (half >= 0) {
                seats.add(map.seatId(half));
            }
        }
        for (String id : form.getOrDefault("whole", List.of())) {
            int first = map.seatIndex(id);
            int row = first < 0 ? -1 : map.seatRow(first);
            for (int seat = first; row >= 0 && seat < map.rowStart(row + 1); seat++) {
                seats.add(map.seatId(seat));
            }
        }
        return seats;
    }

    /** A field's text; empty when it was not sent. */
    String text(String field) {
        List<String> values = form.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Whether the best seats are asked for, not those that are marked. */
    boolean isBest() {
        return text("how").equals("best");
    }

    private int count(String field) {
        String text = text(field).strip();
        return text.matches("\\d{1,4}") ? Math.min(MAX_COUNT, Integer.parseInt(text)) : 0;
    }

    /** How many seats as each ticket type; of a show of one type, those asked for or marked. */
    private List<Integer> typeCounts() {
        List<Integer> counts = new ArrayList<>();
        for (int type = 0; type < types.names().size(); type++) {
            counts.add(count("type." + type));
        }
        if (types.names().size() == 1) {
            counts.set(0, isBest() ? count("best") : seats().size());
        }
        return counts;
    }

    /** What is wrong with it, in words; null: nothing. */
    String fault(Say say) {
        int wanted = typeCounts().stream().mapToInt(Integer::intValue).sum();
        if (isBest()) {
            return wanted == 0 ? say.text("choose.howMany") : null;
        }
        int marked = seats().size();
        if (marked == 0 && areas().isEmpty()) {
            return say.text("choose.nothing");
        }
        return marked != wanted ? say.text("choose.countsDiffer", "seats", marked, "tickets", wanted) : null;
    }

    private ArrayNode areas() {
        ArrayNode areas = JSON.createArrayNode();
        for (int area = 0; area < map.areaCount(); area++) {
            for (int type = 0; type < types.names().size(); type++) {
                int count = count("area." + area + '.' + type);
                if (count > 0) {
                    areas.addObject()
                            .put("area", map.area(area).id())
                            .put("quantity", count)
                            .put("type", types.nameOf(type));
                }
            }
        }
        return areas;
    }

    /**
     * As the API takes it, in UTF-8.
     *
     * @param replaces a hold that goes when this one comes; 0: none
     */
    byte[] request(long replaces) {
        ObjectNode request = JSON.createObjectNode();
        if (isBest()) {
            best(request.putObject("bestAvailable"));
        } else {
            if (!seats().isEmpty()) {
                seats(request.putArray("seats"));
            }
            ArrayNode areas = areas();
            if (!areas.isEmpty()) {
                request.set("areas", areas);
            }
        }
        if (replaces != 0) {
            request.put("replaces", Long.toString(replaces));
        }
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void best(ObjectNode best) {
        ArrayNode parties = best.putArray("types");
        List<Integer> counts = typeCounts();
        for (int type = 0; type < counts.size(); type++) {
            if (counts.get(type) > 0) {
                parties.addObject().put("quantity", counts.get(type)).put("type", types.nameOf(type));
            }
        }
        String category = text("category");
        if (map.categoryNamed(category) >= 0) {
            best.put("category", category);
        }
    }

    /** Seats in their order, types in theirs. */
    private void seats(ArrayNode array) {
        List<Integer> counts = typeCounts();
        int type = 0;
        int left = counts.get(0);
        for (String seat : seats()) {
            while (left == 0 && type + 1 < counts.size()) {
                left = counts.get(++type);
            }
            array.addObject().put("id", seat).put("type", types.nameOf(type));
            left--;
        }
    }
}
