package io.boxoffice.engine.live;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedEncoder;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a test does to the way into the core. What it lets pass, the core answers as it does. Any thread. */
final class Interference implements CommandPort {
    private final CommandPort core;
    private final Map<Long, Replies> claimants = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> counts = new ConcurrentHashMap<>();
    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Runnable> beforeNext = new ConcurrentHashMap<>();
    private final AtomicInteger fullFor = new AtomicInteger();

    Interference(CommandPort core) {
        this.core = core;
    }

    void beFullFor(int claimCount) {
        fullFor.set(claimCount);
    }

    void refuse(int templateId) {
        refused.add(templateId);
    }

    void takeAgain(int templateId) {
        refused.remove(templateId);
    }

    void beforeNext(int templateId, Runnable action) {
        beforeNext.put(templateId, action);
    }

    int count(int templateId) {
        return counts.getOrDefault(templateId, 0);
    }

    @Override
    public long tryClaim(ReplyChannel replyTo, boolean query) {
        if (fullFor.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return RING_FULL;
        }
        Replies replies = (Replies) replyTo;
        long claim = core.tryClaim(replies.ofCore, query);
        if (claim >= 0) {
            claimants.put(claim, replies);
        }
        return claim;
    }

    @Override
    public MutableDirectBuffer slot(long claim) {
        return core.slot(claim);
    }

    @Override
    public void publish(long claim, int length, long correlationId) {
        int templateId = new MessageHeaderDecoder().wrap(core.slot(claim), 0).templateId();
        Replies replies = claimants.remove(claim);
        Runnable action = beforeNext.remove(templateId);
        if (action != null) {
            action.run();
        }
        if (refused.contains(templateId)) {
            core.abandon(claim);
            replies.refuse(correlationId);
        } else {
            core.publish(claim, length, correlationId);
        }
        counts.merge(templateId, 1, Integer::sum);
    }

    @Override
    public void abandon(long claim) {
        claimants.remove(claim);
        core.abandon(claim);
    }

    @Override
    public ReplyChannel openReplies(String name, int maxInFlight, Runnable wakeUp) {
        return new Replies(core.openReplies(name, maxInFlight, wakeUp), wakeUp);
    }

    /** The core's replies, and refusals that it never heard of. */
    private static final class Replies implements ReplyChannel {
        private final ReplyChannel ofCore;
        private final Runnable wakeUp;
        private final Queue<Long> refusals = new ConcurrentLinkedQueue<>();

        Replies(ReplyChannel ofCore, Runnable wakeUp) {
            this.ofCore = ofCore;
            this.wakeUp = wakeUp;
        }

        void refuse(long correlationId) {
            refusals.add(correlationId);
            wakeUp.run();
        }

        @Override
        public int drain(Handler handler, int limit) {
            int drained = ofCore.drain(handler, limit);
            while (drained < limit && !refusals.isEmpty()) {
                UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
                RejectedEncoder rejected =
                        new RejectedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
                rejected.detail(0).reason(RejectReason.WRONG_STATE).conflictsCount(0);
                int length = MessageHeaderEncoder.ENCODED_LENGTH + rejected.encodedLength();
                handler.onReply(refusals.remove(), buffer, 0, length);
                drained++;
            }
            return drained;
        }

        @Override
        public int inFlight() {
            return ofCore.inFlight() + refusals.size();
        }
    }
}
