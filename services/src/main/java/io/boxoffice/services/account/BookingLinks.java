package io.boxoffice.services.account;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;

/**
 * The links in mails that open a booking: whoever has one may see it, and do with it what its owner may, without a session. So a link
 * never makes a browser somebody else. Needs no PostgreSQL; any thread; never blocks.
 */
public final class BookingLinks {
    private static final byte VERSION = 1;
    private static final int PAYLOAD_BYTES = 1 + 3 * Long.BYTES;

    private final SessionKeys keys;
    private final Duration life;
    private final Clock clock;

    /**
     * What a link opens.
     *
     * @param personId      whose it is
     * @param reservationId the booking
     */
    public record Opened(long personId, long reservationId) {}

    BookingLinks(SessionKeys keys, Duration life, Clock clock) {
        this.keys = keys;
        this.life = life;
        this.clock = clock;
    }

    /** The text that opens a booking from now on until it ends; visible characters that stand in paths as they are. */
    public String make(long personId, long reservationId) {
        return keys.sign(
                SessionKeys.Use.LINK,
                ByteBuffer.allocate(PAYLOAD_BYTES)
                        .put(VERSION)
                        .putLong(personId)
                        .putLong(reservationId)
                        .putLong(clock.instant().plus(life).getEpochSecond())
                        .array());
    }

    /** What such a text opens; null when it is not genuine, or over. */
    public Opened open(String text) {
        ByteBuffer payload = keys.read(SessionKeys.Use.LINK, text);
        if (payload == null || payload.remaining() != PAYLOAD_BYTES || payload.get() != VERSION) {
            return null;
        }
        Opened opened = new Opened(payload.getLong(), payload.getLong());
        return payload.getLong() > clock.instant().getEpochSecond() ? opened : null;
    }

    /** Where the site shows the booking that a link opens. */
    public static String path(String language, String link) {
        return "/" + language + "/b/" + link;
    }
}
