package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.pricing.BlockReason;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is not for sale, as it is sent in and told. Reasons go by their names ({@link BlockReason}).
 *
 * @param block   reason codes by seat id
 * @param unblock seat ids
 * @param places  how many are blocked, by area id
 */
record BlocksBody(Map<String, Integer> block, Set<String> unblock, Map<String, Integer> places) {
    private static final int MAX_UNBLOCKED = 100_000;
    private static final int MAX_AREAS = 255;
    private static final String AREAS = "areas";

    private BlocksBody() {
        this(new HashMap<>(), new HashSet<>(), new HashMap<>());
    }

    /** Reads {@code {"blocks":{"A-1":"house"},"areas":[{"area":"pit","places":20}]}}: all of them. */
    static BlocksBody readAll(Call call) {
        BlocksBody blocks = new BlocksBody();
        boolean given = blocks.read(call, "blocks", false);
        if (!given) {
            throw JsonFields.invalid("blocks", "is missing");
        }
        return blocks;
    }

    /** Reads {@code {"block":{"A-1":"house"},"unblock":["A-2"],"areas":[{"area":"pit","places":20}]}}: what changes. */
    static BlocksBody readChanges(Call call) {
        BlocksBody blocks = new BlocksBody();
        blocks.read(call, "block", true);
        return blocks;
    }

    /** Writes the fields of {@link #readAll}, within an object, under these names. */
    static void write(JsonGenerator json, Blocks blocks, String seats, String areas) throws IOException {
        json.writeObjectFieldStart(seats);
        for (Map.Entry<String, Integer> block : blocks.seats().entrySet()) {
            json.writeStringField(block.getKey(), BlockReason.nameOf(block.getValue()));
        }
        json.writeEndObject();
        json.writeArrayFieldStart(areas);
        for (Map.Entry<String, Integer> area : blocks.places().entrySet()) {
            json.writeStartObject();
            json.writeStringField("area", area.getKey());
            json.writeNumberField("places", area.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Reads the fields there may be. Returns whether the one of blocks was there. */
    private boolean read(Call call, String blocks, boolean changes) {
        Set<String> given = new HashSet<>();
        call.readJson((field, json) -> {
            given.add(field);
            if (field.equals(blocks)) {
                JsonFields.object(json, field, (seat, value) -> block.put(seat, reason(value, blocks + '.' + seat)));
            } else if (field.equals(AREAS)) {
                JsonFields.array(json, field, this::area);
            } else if (changes && field.equals("unblock")) {
                JsonFields.array(json, field, this::unblock);
            }
        });
        return given.contains(blocks);
    }

    private void unblock(JsonParser json) throws IOException {
        if (unblock.size() >= MAX_UNBLOCKED) {
            throw JsonFields.invalid("unblock", "is too long");
        }
        unblock.add(JsonFields.string(json, "unblock"));
    }

    private static final class Area {
        private String id;
        private int blocked = -1;
    }

    private void area(JsonParser json) throws IOException {
        if (places.size() >= MAX_AREAS) {
            throw JsonFields.invalid(AREAS, "is too long");
        }
        Area area = new Area();
        JsonFields.object(json, AREAS, (name, value) -> {
            if (name.equals("area")) {
                area.id = JsonFields.string(value, "areas.area");
            } else if (name.equals("places")) {
                area.blocked = (int) JsonFields.integer(value, "areas.places", 0, Integer.MAX_VALUE);
            }
        });
        if (area.id == null || area.blocked < 0) {
            throw JsonFields.invalid(area.id == null ? "areas.area" : "areas.places", "is missing");
        }
        if (places.put(area.id, area.blocked) != null) {
            throw JsonFields.invalid("areas.area", "names an area twice");
        }
    }

    private static int reason(JsonParser json, String field) throws IOException {
        int code = BlockReason.codeOf(JsonFields.string(json, field));
        if (code == 0) {
            throw JsonFields.invalid(field, "is no reason of blocks");
        }
        return code;
    }
}
