package io.boxoffice.protocol.pricing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.protocol.upload.UploadRecords;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * What a show will cost later: times from which on other amounts stand in its price list, of the same classes and types. In
 * order of time; at most {@link #MAX_PERIODS}. Immutable once built. Since version 3 of the rules.
 *
 * <p>Upload format ({@link UploadRecords}): {@code 1 period: int64 from, epoch milliseconds}, then its amounts in the order of
 * classes and types, {@code 2 amounts: int64 each}, as many records as it takes; without any periods, one record {@code 3}
 * with no payload.
 */
public final class PricePeriods {
    /** The most periods of a show. */
    public static final int MAX_PERIODS = 8;

    /** None. */
    public static final PricePeriods NONE = new PricePeriods(List.of());

    private static final int PERIOD = 1;
    private static final int AMOUNTS = 2;
    private static final int NO_PERIODS = 3;
    private static final int AMOUNTS_A_RECORD = 100;

    /**
     * One period.
     *
     * @param fromMs  when it begins, epoch milliseconds
     * @param amounts a row a class and a column a type
     */
    public record Period(long fromMs, long[] amounts) {
        public Period {
            amounts = amounts.clone();
        }

        /** A copy. */
        @Override
        public long[] amounts() {
            return amounts.clone();
        }
    }

    private final List<Period> periods;

    private PricePeriods(List<Period> periods) {
        this.periods = periods;
    }

    /** All, in order of time. */
    public List<Period> all() {
        return periods;
    }

    /** When the first begins, epoch milliseconds; {@link Long#MAX_VALUE}: there is none. */
    public long firstFromMs() {
        return periods.isEmpty() ? Long.MAX_VALUE : periods.get(0).fromMs();
    }

    /** The last that has begun at a time, or null. */
    public Period begunBy(long nowMs) {
        Period last = null;
        for (Period period : periods) {
            last = period.fromMs() <= nowMs ? period : last;
        }
        return last;
    }

    /** Those that begin after a time. */
    public PricePeriods after(long nowMs) {
        List<Period> later = periods.stream().filter(p -> p.fromMs() > nowMs).toList();
        return later.isEmpty() ? NONE : new PricePeriods(later);
    }

    /** The periods as an upload. */
    public byte[] encode() {
        UploadRecords.Writer w = new UploadRecords.Writer();
        if (periods.isEmpty()) {
            w.begin(NO_PERIODS).end();
        }
        for (Period period : periods) {
            w.begin(PERIOD).putLong(period.fromMs()).end();
            for (int i = 0; i < period.amounts.length; i++) {
                if (i % AMOUNTS_A_RECORD == 0) {
                    w.begin(AMOUNTS);
                }
                w.putLong(period.amounts[i]);
                if (i % AMOUNTS_A_RECORD == AMOUNTS_A_RECORD - 1 || i == period.amounts.length - 1) {
                    w.end();
                }
            }
        }
        return w.toBytes();
    }

    /** Builds them part by part. Not thread-safe. */
    public static final class Builder {
        private final List<Long> fromMs = new ArrayList<>();
        private final List<List<Long>> amounts = new ArrayList<>();

        /**
         * One more period, later than those before.
         *
         * @throws IllegalArgumentException when it is not later, or one too many
         */
        public Builder from(long timeMs) {
            require(timeMs > (fromMs.isEmpty() ? 0 : fromMs.get(fromMs.size() - 1)), "periods out of order");
            require(fromMs.size() < MAX_PERIODS, "more than " + MAX_PERIODS + " periods");
            fromMs.add(timeMs);
            amounts.add(new ArrayList<>());
            return this;
        }

        /**
         * Further amounts of the last period.
         *
         * @throws IllegalArgumentException when there is no period yet, or more than any list has
         */
        public Builder amounts(long... more) {
            require(!amounts.isEmpty(), "amounts of no period");
            List<Long> last = amounts.get(amounts.size() - 1);
            require(last.size() + more.length <= PriceList.MAX_CLASSES * PriceList.MAX_TYPES, "too many amounts");
            for (long amount : more) {
                last.add(amount);
            }
            return this;
        }

        /** How many periods there are so far. */
        public int count() {
            return fromMs.size();
        }

        /** When a period begins, epoch milliseconds. */
        public long fromMs(int period) {
            return fromMs.get(period);
        }

        /** The amounts that a period has so far. */
        public long[] amountsOf(int period) {
            return amounts.get(period).stream().mapToLong(Long::longValue).toArray();
        }

        /**
         * Reads the records of one part.
         *
         * @throws IllegalArgumentException when they are not valid
         */
        public void decode(DirectBuffer buffer, int offset, int length) {
            UploadRecords.forEach(buffer, offset, length, (tag, b, at, n) -> {
                if (tag == PERIOD && n == 8) {
                    from(b.getLong(at, LITTLE_ENDIAN));
                } else if (tag == AMOUNTS && n > 0 && n % 8 == 0) {
                    long[] more = new long[n / 8];
                    for (int i = 0; i < more.length; i++) {
                        more[i] = b.getLong(at + 8 * i, LITTLE_ENDIAN);
                    }
                    amounts(more);
                } else if (tag != NO_PERIODS || n != 0) {
                    throw new IllegalArgumentException("unknown record " + tag);
                }
            });
        }

        /**
         * The periods of a list.
         *
         * @throws IllegalArgumentException when their amounts are not those of its classes and types
         */
        public PricePeriods build(PriceList of) {
            long amounts = (1L + fromMs.size()) * of.classCount() * of.typeCount();
            require(
                    amounts <= PriceList.MAX_AMOUNTS,
                    "more than " + PriceList.MAX_AMOUNTS + " amounts of classes, types and periods");
            List<Period> periods = new ArrayList<>();
            for (int i = 0; i < fromMs.size(); i++) {
                periods.add(
                        new Period(fromMs.get(i), of.withAmounts(amountsOf(i)).amounts()));
            }
            return periods.isEmpty() ? NONE : new PricePeriods(List.copyOf(periods));
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
