package io.boxoffice.services.account;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * What goes with people to a payment provider's pages and comes back with them: whose booking is to be paid, and how much. It is signed, so
 * that coming back needs no cookie, which browsers do not send when another site sends them. Needs no PostgreSQL; any thread; never blocks.
 */
public final class PaymentReturns {
    private static final byte VERSION = 1;
    private static final int PAYLOAD_BYTES = 1 + 5 * Long.BYTES;

    private final SessionKeys keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * What somebody came back for.
     *
     * @param personId      whose booking it is
     * @param reservationId the booking
     * @param amount        in minor units
     * @param isOver        whether they were away for too long
     */
    public record Return(long personId, long reservationId, long amount, boolean isOver) {}

    PaymentReturns(SessionKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A text for one way to the provider and back; each is another. Visible characters that stand in paths as they are.
     *
     * @param amount in minor units
     * @param life   how long it counts
     */
    public String make(long personId, long reservationId, long amount, Duration life) {
        return keys.sign(
                SessionKeys.Use.RETURN,
                ByteBuffer.allocate(PAYLOAD_BYTES)
                        .put(VERSION)
                        .putLong(personId)
                        .putLong(reservationId)
                        .putLong(amount)
                        .putLong(clock.instant().plus(life).getEpochSecond())
                        .putLong(random.nextLong())
                        .array());
    }

    /** What such a text says; null when it is not genuine. */
    public Return open(String text) {
        ByteBuffer payload = keys.read(SessionKeys.Use.RETURN, text);
        if (payload == null || payload.remaining() != PAYLOAD_BYTES || payload.get() != VERSION) {
            return null;
        }
        return new Return(
                payload.getLong(),
                payload.getLong(),
                payload.getLong(),
                payload.getLong() <= clock.instant().getEpochSecond());
    }
}
