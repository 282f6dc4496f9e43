package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Failures;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's way into the booking core and back. All methods but {@link #inFlight()} are for that event loop. Bounded by
 * the channel: a claim is refused when as many requests wait as there are places.
 */
final class CommandLane {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLane.class);
    private static final int DRAIN_LIMIT = 256;

    /** Takes a reply, on the event loop. The buffer is valid during the call only; it holds one message, header first. */
    @FunctionalInterface
    interface ReplyHandler {
        void onReply(DirectBuffer buffer, int offset);
    }

    private final CommandPort port;
    private final EventLoop loop;
    private final ReplyChannel replies;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final Call[] calls;
    private final ReplyHandler[] handlers;
    private final int[] freePlaces;
    private final WaitingLine line;
    private final LongSupplier nanoTime;
    private int freeCount;
    private long drainNs;
    private volatile int inFlight;

    /**
     * @param line with room for as many as may be in flight
     */
    CommandLane(
            CommandPort port, EventLoop loop, String name, int maxInFlight, WaitingLine line, LongSupplier nanoTime) {
        this.port = port;
        this.loop = loop;
        this.line = line;
        this.nanoTime = nanoTime;
        calls = new Call[maxInFlight];
        handlers = new ReplyHandler[maxInFlight];
        freePlaces = new int[maxInFlight];
        for (int i = 0; i < maxInFlight; i++) {
            freePlaces[i] = i;
        }
        freeCount = maxInFlight;
        replies = port.openReplies(name, maxInFlight, this::wakeUp);
    }

    /** Submits a command or query for a call; without room the call is answered 503 at once. */
    void submit(Call call, boolean query, BookingClient.Encoder encoder, ReplyHandler handler) {
        long claim = freeCount == 0 ? CommandPort.REPLIES_FULL : port.tryClaim(replies, query);
        if (claim < 0) {
            boolean stopped = claim == CommandPort.STOPPED;
            call.respond(Problem.of(stopped ? HttpProblem.STOPPING : HttpProblem.OVERLOADED));
            return;
        }
        int length = -1;
        try {
            length = encoder.encode(port.slot(claim), header);
        } finally {
            if (length < 0) {
                port.abandon(claim);
            }
        }
        int place = freePlaces[--freeCount];
        calls[place] = call;
        handlers[place] = handler;
        inFlight = handlers.length - freeCount;
        line.enter(nanoTime.getAsLong());
        port.publish(claim, length, place);
    }

    /** Whether whoever comes now had better come again later. */
    boolean isCrowded() {
        return line.isCrowded(nanoTime.getAsLong());
    }

    /** Requests that wait for their reply. Any thread. */
    int inFlight() {
        return inFlight;
    }

    /** On the booking thread: one task at a time is enough, it drains whatever has come. */
    private void wakeUp() {
        if (drainScheduled.compareAndSet(false, true)) {
            try {
                loop.execute(this::drain);
            } catch (RejectedExecutionException e) {
                LOG.debug("replies that came after the event loop had stopped are dropped");
            }
        }
    }

    private void drain() {
        drainScheduled.set(false);
        drainNs = nanoTime.getAsLong();
        if (replies.drain(this::onReply, DRAIN_LIMIT) == DRAIN_LIMIT) {
            // Let connections have their turn before the rest.
            wakeUp();
        }
    }

    private void onReply(long correlationId, DirectBuffer buffer, int offset, int length) {
        int place = (int) correlationId;
        Call call = calls[place];
        ReplyHandler handler = handlers[place];
        calls[place] = null;
        handlers[place] = null;
        freePlaces[freeCount++] = place;
        line.leave(drainNs);
        inFlight = handlers.length - freeCount;
        try {
            handler.onReply(buffer, offset);
        } catch (RuntimeException e) {
            call.respond(Failures.problem(e));
        }
    }
}
