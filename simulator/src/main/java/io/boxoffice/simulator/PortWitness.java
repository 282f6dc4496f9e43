package io.boxoffice.simulator;

import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ReplyChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.agrona.MutableDirectBuffer;

/** Stands in front of the way into the core: sees every request that is made of it, and every answer, whoever asks. */
final class PortWitness implements CommandPort {
    /** A request on its way through the core. */
    static final class Passage {
        /** Its place in the ring. */
        final long claim;

        final boolean query;
        private final Replies replies;
        byte[] bytes;

        /** Of the command in the journal; 0: it is not there. */
        long sequence;

        /** It was not journaled because the disk has no room. */
        boolean refused;

        /** What the model answers; null: not known yet. */
        byte[] due;

        private Passage(long claim, boolean query, Replies replies) {
            this.claim = claim;
            this.query = query;
            this.replies = replies;
        }
    }

    /** Hears of each answer before whoever asked does. */
    @FunctionalInterface
    interface Listener {
        void answered(Passage passage, byte[] reply);
    }

    private final CommandPort port;
    private final Listener listener;
    private final Trace trace;
    private final Map<Long, Passage> claimed = new HashMap<>();
    private final Deque<Passage> queued = new ArrayDeque<>();

    PortWitness(CommandPort port, Listener listener, Trace trace) {
        this.port = port;
        this.listener = listener;
        this.trace = trace;
    }

    /** What is in the ring, in order; whoever follows the booking thread takes it from there. */
    Deque<Passage> queued() {
        return queued;
    }

    @Override
    public long tryClaim(ReplyChannel replyTo, boolean query) {
        Replies replies = (Replies) replyTo;
        long claim = port.tryClaim(replies.channel, query);
        if (claim >= 0) {
            claimed.put(claim, new Passage(claim, query, replies));
        }
        return claim;
    }

    @Override
    public MutableDirectBuffer slot(long claim) {
        return port.slot(claim);
    }

    @Override
    public void publish(long claim, int length, long correlationId) {
        Passage passage = claimed.remove(claim);
        passage.bytes = Oracle.copy(port.slot(claim), 0, length);
        port.publish(claim, length, correlationId);
        queued.add(passage);
        passage.replies.waiting.put(correlationId, passage);
        trace.say(
                correlationId, () -> passage.replies.name + ": asks " + correlationId + " " + Trace.hex(passage.bytes));
    }

    @Override
    public void abandon(long claim) {
        claimed.remove(claim);
        port.abandon(claim);
    }

    @Override
    public ReplyChannel openReplies(String name, int maxInFlight, Runnable wakeUp) {
        return new Replies(name, port.openReplies(name, maxInFlight, wakeUp));
    }

    private final class Replies implements ReplyChannel {
        private final String name;
        private final ReplyChannel channel;
        private final Map<Long, Passage> waiting = new HashMap<>();

        private Replies(String name, ReplyChannel channel) {
            this.name = name;
            this.channel = channel;
        }

        @Override
        public int drain(Handler handler, int limit) {
            return channel.drain(
                    (correlationId, buffer, offset, length) -> {
                        Passage passage = waiting.remove(correlationId);
                        Violation.unless(passage != null, name + ": request " + correlationId + " was answered twice");
                        byte[] reply = Oracle.copy(buffer, offset, length);
                        trace.say(
                                correlationId, () -> name + ": " + correlationId + " is answered " + Trace.hex(reply));
                        listener.answered(passage, reply);
                        handler.onReply(correlationId, buffer, offset, length);
                    },
                    limit);
        }

        @Override
        public int inFlight() {
            return channel.inFlight();
        }
    }
}
