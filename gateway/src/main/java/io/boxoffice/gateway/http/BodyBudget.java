package io.boxoffice.gateway.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for bodies of requests that are under way: one part for bodies that may be large, one for small ones, which no large
 * body can take, and of both a share for each caller. Any thread.
 *
 * <p>A caller has an entry only while one of its bodies has come in part, so that there are no more entries than connections.
 */
final class BodyBudget {
    /** A caller of whom nothing is known: it is not limited by itself. */
    static final long NOBODY = 0;

    private final HttpLimits.Bodies limits;
    private final AtomicLong large = new AtomicLong();
    private final AtomicLong small = new AtomicLong();
    private final ConcurrentHashMap<Long, Long> callers = new ConcurrentHashMap<>();

    BodyBudget(HttpLimits.Bodies limits) {
        this.limits = limits;
    }

    /** What one body takes. For its connection's event loop. */
    final class Share {
        private final long caller;
        private final AtomicLong part;
        private final long max;
        private long bytes;
        private long countedBytes;

        private Share(long caller, boolean isSmall) {
            this.caller = caller;
            part = isSmall ? small : large;
            max = isSmall ? limits.maxBufferedSmallBytes() : limits.maxBufferedBytes();
        }

        /**
         * Sets memory aside for a piece.
         *
         * @param last whether the body is whole with it
         * @return false: there is none, and nothing was set aside
         */
        boolean tryAdd(int more, boolean last) {
            if (part.addAndGet(more) > max) {
                part.addAndGet(-more);
                return false;
            }
            bytes += more;
            if (last) {
                uncount();
            } else if (caller != NOBODY) {
                countedBytes += more;
                long all = callers.merge(caller, (long) more, Long::sum);
                return all == countedBytes || all <= limits.maxBufferedPerCallerBytes();
            }
            return true;
        }

        private void uncount() {
            if (countedBytes > 0) {
                long counted = countedBytes;
                countedBytes = 0;
                callers.computeIfPresent(caller, (key, all) -> all > counted ? all - counted : null);
            }
        }

        /** The body is needed no more. May be called again. */
        void giveBack() {
            uncount();
            if (bytes > 0) {
                part.addAndGet(-bytes);
                bytes = 0;
            }
        }
    }

    /**
     * The share of one body.
     *
     * @param caller  a key of whose it is, or {@link #NOBODY}
     * @param isSmall whether it comes out of the part for small bodies
     */
    Share share(long caller, boolean isSmall) {
        return new Share(caller, isSmall);
    }

    /** Bytes set aside now. */
    long takenBytes() {
        return large.get() + small.get();
    }
}
