package io.boxoffice.gateway.fake;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedEncoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The port and the directory; the meaning is in {@link FakeShows} and {@link FakeReservations}. */
public final class FakeCore implements CommandPort, ShowDirectory, AutoCloseable {
    /** Ends a command with a rejection. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final RejectReason reason;
        final long detail;
        final int[] conflicts;

        Refusal(RejectReason reason, long detail, int... conflicts) {
            this.reason = reason;
            this.detail = detail;
            this.conflicts = conflicts;
        }
    }

    private record Command(Replies replies, UnsafeBuffer message, long correlationId) {}

    private final int ringSize;
    private final LinkedBlockingQueue<Command> ring = new LinkedBlockingQueue<>();
    private final AtomicInteger used = new AtomicInteger();
    private final Map<Long, Command> claims = new ConcurrentHashMap<>();
    private final AtomicLong nextClaim = new AtomicLong();
    private final FakeShows shows = new FakeShows(this);
    private final FakeReservations reservations = new FakeReservations(this, shows);
    private final Thread thread = new Thread(this::run, "fake-core");
    private final Object gate = new Object();
    private volatile long sequence;
    private volatile boolean stopped;
    private boolean paused;

    public FakeCore(int ringSize) {
        this.ringSize = ringSize;
        thread.setDaemon(true);
        thread.start();
    }

    /** Puts a show on sale without asking anybody. */
    public FakeShows shows() {
        return shows;
    }

    /** Stops applying commands; they wait in the ring. */
    public void pause() {
        synchronized (gate) {
            paused = true;
        }
    }

    public void resume() {
        synchronized (gate) {
            paused = false;
            gate.notifyAll();
        }
    }

    /** Commands that wait or are claimed. */
    public int used() {
        return used.get();
    }

    public long nowMs() {
        return System.currentTimeMillis();
    }

    long nextSequence() {
        return ++sequence;
    }

    @Override
    public long tryClaim(ReplyChannel replyTo, boolean query) {
        if (stopped) {
            return STOPPED;
        }
        Replies replies = (Replies) replyTo;
        if (replies.inFlight.get() >= replies.maxInFlight) {
            return REPLIES_FULL;
        }
        if (used.incrementAndGet() > ringSize) {
            used.decrementAndGet();
            return RING_FULL;
        }
        replies.inFlight.incrementAndGet();
        long claim = nextClaim.incrementAndGet();
        claims.put(claim, new Command(replies, new UnsafeBuffer(new byte[Slot.SIZE_BYTES]), 0));
        return claim;
    }

    @Override
    public MutableDirectBuffer slot(long claim) {
        return claims.get(claim).message;
    }

    @Override
    public void publish(long claim, int length, long correlationId) {
        Command command = claims.remove(claim);
        ring.add(new Command(command.replies, command.message, correlationId));
    }

    @Override
    public void abandon(long claim) {
        claims.remove(claim).replies.inFlight.decrementAndGet();
        used.decrementAndGet();
    }

    @Override
    public ReplyChannel openReplies(String name, int maxInFlight, Runnable wakeUp) {
        return new Replies(maxInFlight, wakeUp);
    }

    private void run() {
        try {
            while (!stopped) {
                Command command = ring.take();
                synchronized (gate) {
                    while (paused) {
                        gate.wait();
                    }
                }
                byte[] reply = apply(command.message);
                used.decrementAndGet();
                command.replies.put(command.correlationId, reply);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] apply(DirectBuffer message) {
        UnsafeBuffer reply = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
        int length;
        try {
            length = shows.handles(header.templateId())
                    ? shows.apply(message, header, reply)
                    : reservations.apply(message, header, reply);
        } catch (Refusal refusal) {
            RejectedEncoder rejected = new RejectedEncoder().wrapAndApplyHeader(reply, 0, new MessageHeaderEncoder());
            rejected.detail(refusal.detail).reason(refusal.reason);
            RejectedEncoder.ConflictsEncoder conflicts = rejected.conflictsCount(refusal.conflicts.length);
            for (int unit : refusal.conflicts) {
                conflicts.next().unit(unit);
            }
            length = MessageHeaderEncoder.ENCODED_LENGTH + rejected.encodedLength();
        }
        byte[] bytes = new byte[length];
        reply.getBytes(0, bytes);
        return bytes;
    }

    @Override
    public PublishedShow show(long showId) {
        return shows.show(showId);
    }

    @Override
    public SeatMap seatMap(long seatMapId) {
        return shows.seatMap(seatMapId);
    }

    @Override
    public long[] showIds() {
        return shows.ids();
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }

    private static final class Replies implements ReplyChannel {
        private record Reply(long correlationId, byte[] bytes) {}

        private final ConcurrentLinkedQueue<Reply> arrived = new ConcurrentLinkedQueue<>();
        private final AtomicInteger inFlight = new AtomicInteger();
        private final int maxInFlight;
        private final Runnable wakeUp;

        Replies(int maxInFlight, Runnable wakeUp) {
            this.maxInFlight = maxInFlight;
            this.wakeUp = wakeUp;
        }

        void put(long correlationId, byte[] bytes) {
            arrived.add(new Reply(correlationId, bytes));
            wakeUp.run();
        }

        @Override
        public int drain(Handler handler, int limit) {
            int drained = 0;
            for (Reply reply; drained < limit && (reply = arrived.poll()) != null; drained++) {
                inFlight.decrementAndGet();
                handler.onReply(reply.correlationId, new UnsafeBuffer(reply.bytes), 0, reply.bytes.length);
            }
            return drained;
        }

        @Override
        public int inFlight() {
            return inFlight.get();
        }
    }
}
