package io.boxoffice.gateway.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.protocol.pricing.BlockReason;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is not for sale, as it is sent in. A reason is a name ({@link BlockReason}) or a code, 1 to 127.
 *
 * @param block   reason codes by seat id
 * @param unblock seat ids
 */
record BlocksBody(Map<String, Integer> block, Set<String> unblock) {
    private static final int MAX_UNBLOCKED = 100_000;

    /** Reads {@code {"blocks":{"A-1":"house"}}}: all of them. */
    static BlocksBody readAll(ByteBuf body) {
        BlocksBody blocks = new BlocksBody(new HashMap<>(), new HashSet<>());
        boolean given = blocks.read(body, "blocks", false);
        if (!given) {
            throw JsonFields.invalid("blocks", "is missing");
        }
        return blocks;
    }

    /** Reads {@code {"block":{"A-1":"house"},"unblock":["A-2"]}}: what changes. */
    static BlocksBody readChanges(ByteBuf body) {
        BlocksBody blocks = new BlocksBody(new HashMap<>(), new HashSet<>());
        blocks.read(body, "block", true);
        return blocks;
    }

    /** Reads the fields there may be. Returns whether the one of blocks was there. */
    private boolean read(ByteBuf body, String blocks, boolean changes) {
        Set<String> given = new HashSet<>();
        JsonFields.read(body, (field, json) -> {
            given.add(field);
            if (field.equals(blocks)) {
                JsonFields.object(json, field, (seat, value) -> block.put(seat, reason(value, blocks + '.' + seat)));
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

    private static int reason(JsonParser json, String field) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return (int) JsonFields.integer(json, field, 1, BlockReason.MAX_CODE);
        }
        int code = BlockReason.codeOf(JsonFields.string(json, field));
        if (code == 0) {
            throw JsonFields.invalid(field, "is no reason of blocks");
        }
        return code;
    }
}
