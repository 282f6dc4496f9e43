package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What the third version of the rules brought to a hostile season in the lives of holds, the ends of refunds and what is kept of
 * what is over. Draws from a source of its own, so that older streams stay what they were.
 *
 * <p>Besides single commands it tells a story now and then: a customer pays, the approval comes late, and meanwhile he holds
 * others.
 */
final class RandomLives {
    private static final int MANY = 1 << 20;
    private static final long NO_RESERVATION = 0;

    /** The story's customers are its own, so that others' holds do not come against their limits. */
    private static final long FIRST_CUSTOMER = 100;

    /** What comes next in the story, in this order. */
    private enum Step {
        HOLD,
        BOOK,
        PAY,
        LAPSE,
        HOLD_OTHERS,
        APPROVE,
        REFUND,
        OVER
    }

    private final Random random;
    private final boolean shortSeason;
    private Step step = Step.OVER;
    private long showId;
    private long customerId;
    private long reservationId;
    private long amount;
    private boolean waits;
    private boolean waited;
    private boolean longHolds;

    RandomLives(long seed, boolean shortSeason) {
        random = new Random(seed * 31 + 5);
        this.shortSeason = shortSeason;
    }

    /** Lives from too short for any payment to too long to matter, and so little room that what is over must go. */
    void configure(ConfigureEncoder e) {
        e.maxHoldLifeMs(random.nextInt(5) == 0 ? 1_000 + random.nextInt(60_000) : 62_000 + random.nextInt(200_000));
        boolean tight = random.nextInt(3) == 0;
        e.maxStateBytes(tight ? 2_500 + random.nextInt(9_000) : MANY);
        if (random.nextInt(3) == 0) {
            e.lapsedRetentionMs(60_000L * random.nextInt(60));
        }
        longHolds = random.nextInt(2) == 0;
        if (longHolds) {
            e.maxHoldTtlMs(300_000);
        }
    }

    /** Now and then so few units a customer that late approvals are in each other's way, or holds that outlast a declined payment. */
    void defineShow(DefineShowEncoder e) {
        if (random.nextInt(2) == 0) {
            e.maxUnitsPerCustomer(3 + random.nextInt(2));
        }
        if (longHolds && random.nextInt(5) == 0) {
            e.holdTtlMs(140_000 + random.nextInt(60_000));
        }
    }

    /** Whether the next command is one of these. */
    boolean comes(long someShow) {
        if (step == Step.OVER && random.nextInt(shortSeason ? 60 : 80) == 0) {
            step = Step.HOLD;
            showId = someShow;
            customerId = FIRST_CUSTOMER + random.nextInt(3);
            reservationId = NO_RESERVATION;
        }
        return step != Step.OVER || random.nextInt(25) == 0;
    }

    /**
     * The next step of the story; else the end of a refund, or one more extension.
     *
     * @param chosen  a reservation
     * @param refunds how many it is known to have
     */
    byte[] next(long chosen, int refunds) {
        if (step == Step.OVER) {
            return random.nextInt(3) == 0
                    ? Commands.extendHold(chosen, 0, Commands.Key.NONE)
                    : refunded(chosen, refunds);
        }
        Step now = step;
        boolean lost = now != Step.HOLD && reservationId == NO_RESERVATION;
        step = lost ? Step.OVER : Step.values()[now.ordinal() + 1];
        return switch (now) {
            case HOLD ->
                new Commands.Hold(showId, customerId)
                        .best(2 + random.nextInt(2))
                        .encode();
            case HOLD_OTHERS -> {
                int first = random.nextInt(28);
                int last = first + 1 + random.nextInt(2);
                yield new Commands.Hold(showId, customerId)
                        .seats(IntStream.rangeClosed(first, last).toArray())
                        .encode();
            }
            case BOOK -> Commands.createBooking(reservationId, customerId, 7, Commands.Key.NONE);
            case PAY -> {
                waits = random.nextInt(3) > 0;
                yield Commands.beginPayment(reservationId, customerId, Commands.Key.NONE);
            }
            case LAPSE -> {
                // Nobody waited: the provider declined at once.
                boolean declined = !waited;
                step = declined ? Step.OVER : step;
                yield declined
                        ? Commands.declined(reservationId, 1, DeclineReason.DECLINED_BY_PROVIDER)
                        : Commands.tick();
            }
            case APPROVE -> Commands.authorised(reservationId, 1, amount);
            case REFUND -> refunded(reservationId, 1);
            default -> Commands.tick();
        };
    }

    /** Learns which hold the story is about. */
    void observe(ReservationReplyDecoder reply) {
        if (step == Step.BOOK && reservationId == NO_RESERVATION && reply.status() == ReservationStatus.HELD) {
            reservationId = reply.reservationId();
            amount = reply.amount();
        }
    }

    /** How long after the last command the next comes: long enough for a payment's window, when the story waits. */
    long delayMs(long otherwiseMs) {
        long delayMs = waits ? 8_000 + random.nextInt(200) : otherwiseMs;
        waited = waits;
        waits = false;
        return delayMs;
    }

    private byte[] refunded(long id, int refunds) {
        int refund = refunds == 0 || random.nextInt(6) == 0 ? random.nextInt(4) : 1 + random.nextInt(refunds);
        return random.nextInt(3) == 0 ? Commands.refunded(id, refund) : Commands.voided(id, refund);
    }
}
