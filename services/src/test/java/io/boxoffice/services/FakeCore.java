package io.boxoffice.services;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedEncoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A booking core in memory, with as much of its meaning as services see: shows and seat maps ({@link FakeShows}), payments
 * ({@link FakeReservations}), events. Applies a command as it is published.
 */
public final class FakeCore implements CommandPort, ShowDirectory {
    /** Ends the handling of a command with a rejection. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final RejectReason reason;

        Refusal(RejectReason reason) {
            this.reason = reason;
        }
    }

    private record Event(long sequence, int ordinal, byte[] bytes) {}

    public final FakeShows shows = new FakeShows(this);
    public final FakeReservations reservations = new FakeReservations(this);
    public long nowMs = 1_000_000;

    private final Map<Long, MutableDirectBuffer> claims = new HashMap<>();
    private final Map<Long, FakeReplies> claimants = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Integer> counts = new HashMap<>();
    private final Set<Integer> refused = new HashSet<>();
    private final AtomicInteger fullFor = new AtomicInteger();
    private long nextClaim;
    private long sequence;
    private int ordinal;

    /** Has the next claims refused. */
    public void beFullFor(int claimCount) {
        fullFor.set(claimCount);
    }

    /** Has all commands of a template refused, until {@link #takeAgain}. */
    public synchronized void refuse(int templateId) {
        refused.add(templateId);
    }

    public synchronized void takeAgain(int templateId) {
        refused.remove(templateId);
    }

    /** How many messages of a template came. */
    public synchronized int count(int templateId) {
        return counts.getOrDefault(templateId, 0);
    }

    @Override
    public synchronized long tryClaim(ReplyChannel replyTo, boolean query) {
        if (fullFor.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return RING_FULL;
        }
        long claim = nextClaim++;
        claims.put(claim, new UnsafeBuffer(new byte[Slot.SIZE_BYTES]));
        claimants.put(claim, (FakeReplies) replyTo);
        return claim;
    }

    @Override
    public synchronized MutableDirectBuffer slot(long claim) {
        return claims.get(claim);
    }

    @Override
    public synchronized void abandon(long claim) {
        claims.remove(claim);
        claimants.remove(claim);
    }

    @Override
    public synchronized void publish(long claim, int length, long correlationId) {
        DirectBuffer message = claims.remove(claim);
        FakeReplies replies = claimants.remove(claim);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
        counts.merge(header.templateId(), 1, Integer::sum);
        boolean query = header.templateId() >= 50;
        if (!query) {
            sequence++;
            ordinal = 0;
        }
        ExpandableArrayBuffer reply = new ExpandableArrayBuffer();
        int replyLength;
        try {
            if (refused.contains(header.templateId())) {
                throw new Refusal(RejectReason.WRONG_STATE);
            }
            replyLength = shows.handles(header.templateId())
                    ? shows.apply(message, header, reply)
                    : reservations.apply(message, header, reply);
        } catch (Refusal e) {
            RejectedEncoder rejected = new RejectedEncoder().wrapAndApplyHeader(reply, 0, new MessageHeaderEncoder());
            rejected.detail(0).reason(e.reason).conflictsCount(0);
            replyLength = MessageHeaderEncoder.ENCODED_LENGTH + rejected.encodedLength();
        }
        byte[] bytes = new byte[replyLength];
        reply.getBytes(0, bytes);
        replies.put(correlationId, bytes);
    }

    void emit(DirectBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        events.add(new Event(sequence, ordinal++, bytes));
    }

    /** Events as they come. */
    public EventFeed.Source feed() {
        return after -> new EventFeed() {
            private int next = -1;

            @Override
            public int poll(Handler handler, int limit) {
                List<Event> fresh;
                synchronized (FakeCore.this) {
                    if (next < 0) {
                        next = (int) events.stream()
                                .filter(e -> e.sequence() <= after)
                                .count();
                    }
                    fresh = List.copyOf(events.subList(next, events.size()));
                    next = events.size();
                }
                fresh.forEach(e -> handler.onEvent(
                        e.sequence(), e.ordinal(), nowMs, new UnsafeBuffer(e.bytes()), 0, e.bytes().length));
                return fresh.size();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public ReplyChannel openReplies(String name, int maxInFlight, Runnable wakeUp) {
        return new FakeReplies(wakeUp);
    }

    @Override
    public synchronized PublishedShow show(long showId) {
        return shows.show(showId);
    }

    @Override
    public synchronized SeatMap seatMap(long seatMapId) {
        return shows.seatMap(seatMapId);
    }

    @Override
    public synchronized long[] showIds() {
        return shows.ids();
    }

    @Override
    public synchronized long sequence() {
        return sequence;
    }

    private static final class FakeReplies implements ReplyChannel {
        private record Reply(long correlationId, byte[] bytes) {}

        private final ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
        private final Runnable wakeUp;

        FakeReplies(Runnable wakeUp) {
            this.wakeUp = wakeUp;
        }

        void put(long correlationId, byte[] bytes) {
            replies.add(new Reply(correlationId, Arrays.copyOf(bytes, bytes.length)));
            wakeUp.run();
        }

        @Override
        public int drain(Handler handler, int limit) {
            int drained = 0;
            for (Reply reply = replies.poll(); reply != null; reply = replies.poll()) {
                handler.onReply(reply.correlationId(), new UnsafeBuffer(reply.bytes()), 0, reply.bytes().length);
                drained++;
            }
            return drained;
        }

        @Override
        public int inFlight() {
            return replies.size();
        }
    }
}
