package io.boxoffice.bench.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What became of the requests of one lane. For its thread; read and merged when it has ended. */
final class Tally {
    static final long SMALLEST_NS = 1_000;
    static final long LARGEST_NS = 120_000_000_000L;
    private static final int DIGITS = 3;
    private static final int MAX_STATUSES = 64;

    /** Of one kind of request. */
    static final class OfKind {
        final Histogram answered = histogram();
        final Histogram served = histogram();
        final Histogram refused = histogram();
        final Histogram refusalServed = histogram();
        long accepted;
        long conflicts;
        long unexpected;
    }

    private final Map<Kind, OfKind> kinds = new EnumMap<>(Kind.class);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long lost;
    private long planned;
    private long sent;
    private long answeredInTime;
    private long streams;
    private long streamsRefused;
    private long streamsClosed;
    private long streamEvents;

    static Histogram histogram() {
        return new Histogram(SMALLEST_NS, LARGEST_NS, DIGITS);
    }

    Map<Kind, OfKind> kinds() {
        return kinds;
    }

    Map<Integer, Long> statuses() {
        return statuses;
    }

    OfKind of(Kind kind) {
        return kinds.computeIfAbsent(kind, k -> new OfKind());
    }

    /** A request that was counted has left. */
    void sent() {
        sent++;
    }

    /**
     * @param inTime whether it came before the planned end of the run
     */
    void answered(Kind kind, int status, long sinceIntendedNs, long sinceSentNs, boolean inTime) {
        OfKind of = of(kind);
        if (inTime) {
            answeredInTime++;
        }
        if (statuses.size() < MAX_STATUSES) {
            statuses.merge(status, 1L, Long::sum);
        }
        if (status == 503 || status == 429) {
            record(of.refused, sinceIntendedNs);
            record(of.refusalServed, sinceSentNs);
            return;
        }
        record(of.answered, sinceIntendedNs);
        record(of.served, sinceSentNs);
        if (status / 100 == 2) {
            of.accepted++;
        } else if (status == 409) {
            of.conflicts++;
        } else {
            of.unexpected++;
        }
    }

    /** Counted in {@link Kind#STREAM}: how long until a stream said what an answer had said before. */
    void seenOnStream(long sinceAnsweredNs) {
        record(of(Kind.STREAM).answered, sinceAnsweredNs);
        of(Kind.STREAM).accepted++;
    }

    void lost() {
        lost++;
    }

    /** Requests that are to be counted. */
    void planned(long requests) {
        planned += requests;
    }

    void stream(boolean open) {
        if (open) {
            streams++;
        } else {
            streamsRefused++;
        }
    }

    void streamClosed() {
        streamsClosed++;
    }

    void streamEvent() {
        streamEvents++;
    }

    long sentRequests() {
        return sent;
    }

    long answeredInTime() {
        return answeredInTime;
    }

    long lostRequests() {
        return lost;
    }

    long plannedRequests() {
        return planned;
    }

    /** Requests for which no connection had room before the end. */
    long unsentRequests() {
        return planned - sent;
    }

    long streams() {
        return streams;
    }

    long streamsRefused() {
        return streamsRefused;
    }

    long streamsClosed() {
        return streamsClosed;
    }

    long streamEvents() {
        return streamEvents;
    }

    /** Adds another lane's. */
    void add(Tally other) {
        other.kinds.forEach((kind, theirs) -> {
            OfKind ours = of(kind);
            ours.answered.add(theirs.answered);
            ours.served.add(theirs.served);
            ours.refused.add(theirs.refused);
            ours.refusalServed.add(theirs.refusalServed);
            ours.accepted += theirs.accepted;
            ours.conflicts += theirs.conflicts;
            ours.unexpected += theirs.unexpected;
        });
        other.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum));
        lost += other.lost;
        planned += other.planned;
        sent += other.sent;
        answeredInTime += other.answeredInTime;
        streams += other.streams;
        streamsRefused += other.streamsRefused;
        streamsClosed += other.streamsClosed;
        streamEvents += other.streamEvents;
    }

    private static void record(Histogram histogram, long ns) {
        histogram.recordValue(Math.min(Math.max(ns, 0), LARGEST_NS));
    }
}
