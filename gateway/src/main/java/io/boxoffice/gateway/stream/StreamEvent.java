package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.http.Json;
import java.nio.charset.StandardCharsets;

/**
 * One encoded event.
 *
 * @param from  the version it leads on from
 * @param to    the version it leads to
 * @param bytes as sent
 * @param reset what is sent instead to those who missed an earlier one
 */
record StreamEvent(long from, long to, byte[] bytes, byte[] reset) {
    static final byte[] HEARTBEAT = Json.utf8(": still here\n\n");

    static byte[] encode(long id, String event, byte[] data) {
        byte[] start = Json.utf8("id: " + id + "\nevent: " + event + "\ndata: ");
        byte[] bytes = new byte[start.length + data.length + 2];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(data, 0, bytes, start.length, data.length);
        bytes[bytes.length - 2] = '\n';
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }

    /** Tells the client to read the availability again and to skip events up to what it reads there. */
    static byte[] reset(long showId, long version) {
        String data = "{\"showId\":\"" + showId + "\",\"sequence\":\"" + version + "\"}";
        return encode(version, "reset", data.getBytes(StandardCharsets.US_ASCII));
    }
}
