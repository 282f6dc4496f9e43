package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * What watchers are told at once: one or more events of server-sent events, of which only {@code changes} and {@code reset} have an
 * id, and come last, so that who was cut off amid them is told all of them again.
 *
 * @param from  the version it leads on from
 * @param to    the version it leads to; the same when only time has passed, as a sale begins
 * @param bytes as sent
 * @param reset what is sent instead to those who missed an earlier one
 */
record StreamEvent(long from, long to, byte[] bytes, byte[] reset) {
    private static final byte[] SHOW_ID = JsonBytes.prepared("showId");
    private static final byte[] SEQUENCE = JsonBytes.prepared("sequence");
    private static final byte[] SERVER_TIME = JsonBytes.prepared("serverTime");
    private static final byte[] END = Json.utf8("\n\n");
    private static final long NO_ID = -1;

    /** Whether somebody who knows a version may not know this. */
    boolean isNewsAfter(long version) {
        return to > version || (from == to && to == version);
    }

    /** Collects events that are sent together. */
    static final class Encoder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Encoder add(String event, Consumer<JsonBytes> data) {
            return add(NO_ID, event, data);
        }

        Encoder add(long id, String event, Consumer<JsonBytes> data) {
            bytes.writeBytes(Json.utf8((id == NO_ID ? "" : "id: " + id + '\n') + "event: " + event + "\ndata: "));
            bytes.writeBytes(JsonBytes.write(data));
            bytes.writeBytes(END);
            return this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    /** Which show, and where it stands: how the data of its events begin. */
    static JsonBytes begin(JsonBytes json, long showId, long version) {
        return json.startObject().name(SHOW_ID).id(showId).name(SEQUENCE).id(version);
    }

    /** A sign of life, with the time. */
    static byte[] ping(long nowMs) {
        return new Encoder()
                .add(
                        "ping",
                        json -> json.startObject().name(SERVER_TIME).time(nowMs).endObject())
                .bytes();
    }

    /** Tells the client to read the availability again and to skip events up to what it reads there. */
    static byte[] reset(long showId, long version) {
        return new Encoder()
                .add(version, "reset", json -> begin(json, showId, version).endObject())
                .bytes();
    }
}
