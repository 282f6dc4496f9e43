package io.boxoffice.gateway.http;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for bodies of requests that are under way: one part for bodies that may be large, one for small ones, which no large
 * body can take, and of both a share for each caller beside one body of any size. Any thread.
 *
 * <p>A caller has an entry only while one of its bodies has come in part, so that there are no more entries than connections.
 */
final class BodyBudget {
    /** A caller of whom nothing is known: it is not limited by itself. */
    static final long NOBODY = 0;

    private final HttpLimits.Bodies limits;
    private final AtomicLong large = new AtomicLong();
    private final AtomicLong small = new AtomicLong();
    private final ConcurrentHashMap<Long, UnderWay> callers = new ConcurrentHashMap<>();

    BodyBudget(HttpLimits.Bodies limits) {
        this.limits = limits;
    }

    /** Of one caller, what has come in part. Only while its entry is computed. */
    private static final class UnderWay {
        private final Set<Share> bodies = new HashSet<>();
        private long bytes;

        long besideTheLargest() {
            return bytes
                    - bodies.stream().mapToLong(body -> body.countedBytes).max().orElse(0);
        }
    }

    /** What one body takes. For its connection's event loop. */
    final class Share {
        private final long caller;
        private final AtomicLong part;
        private final long max;
        private long bytes;
        private long countedBytes;
        private boolean isWithin;

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
                return tryCount(more);
            }
            return true;
        }

        private boolean tryCount(int more) {
            callers.compute(caller, (key, there) -> {
                UnderWay all = there == null ? new UnderWay() : there;
                all.bodies.add(this);
                countedBytes += more;
                all.bytes += more;
                long max = limits.maxBufferedPerCallerBytes();
                isWithin = all.bytes <= max || all.besideTheLargest() <= max;
                return all;
            });
            return isWithin;
        }

        private void uncount() {
            if (countedBytes > 0) {
                callers.computeIfPresent(caller, (key, all) -> {
                    all.bodies.remove(this);
                    all.bytes -= countedBytes;
                    countedBytes = 0;
                    return all.bodies.isEmpty() ? null : all;
                });
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
