package io.boxoffice.services.account;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The links that show an event as its page will be, before everybody may see it: whoever has one may look, and do nothing else. Signed by
 * the server's key, so nothing is kept of them; they end by themselves. Needs no PostgreSQL; any thread; never blocks.
 */
public final class PreviewLinks {
    private static final byte VERSION = 1;
    private static final int PAYLOAD_BYTES = 1 + 2 * Long.BYTES;

    private final SessionKeys keys;
    private final Clock clock;

    /** What a link shows, and until when. */
    public record Opened(long eventId, Instant until) {}

    PreviewLinks(SessionKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** When a link that is made now ends. */
    public Instant end(Duration life) {
        return Instant.ofEpochSecond(clock.instant().plus(life).getEpochSecond());
    }

    /** The text that shows an event until then; visible characters that stand in paths as they are. */
    public String make(long eventId, Instant until) {
        return keys.sign(
                SessionKeys.Use.PREVIEW,
                ByteBuffer.allocate(PAYLOAD_BYTES)
                        .put(VERSION)
                        .putLong(eventId)
                        .putLong(until.getEpochSecond())
                        .array());
    }

    /** What such a text shows; null when it is not genuine, or over. */
    public Opened open(String text) {
        ByteBuffer payload = keys.read(SessionKeys.Use.PREVIEW, text);
        if (payload == null || payload.remaining() != PAYLOAD_BYTES || payload.get() != VERSION) {
            return null;
        }
        Opened opened = new Opened(payload.getLong(), Instant.ofEpochSecond(payload.getLong()));
        return opened.until().isAfter(clock.instant()) ? opened : null;
    }
}
