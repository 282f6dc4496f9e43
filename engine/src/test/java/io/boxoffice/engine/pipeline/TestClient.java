package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.sbe.AcceptedDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;

/** A producer and the owner of its reply channel; one thread. */
final class TestClient {
    /** The sequence answered with, or -1 for a rejection. */
    record Reply(long correlationId, long sequence, String rejection) {}

    final AtomicInteger wakeUps = new AtomicInteger();
    final List<Reply> replies = new ArrayList<>();
    final ReplyChannel channel;
    private final BookingPipeline pipeline;
    private final Messages messages = new Messages();
    private long nextCorrelationId;

    TestClient(BookingPipeline pipeline, String name, int places, Trace trace) {
        this.pipeline = pipeline;
        channel = pipeline.openReplies(name, places, () -> {
            trace.add("wake " + name);
            wakeUps.incrementAndGet();
        });
    }

    long placeHold(long customerId) {
        long claim = pipeline.tryClaim(channel, false);
        return claim < 0 ? claim : publish(claim, messages.placeHold(pipeline.slot(claim), customerId));
    }

    long releaseHold(long reservationId) {
        long claim = pipeline.tryClaim(channel, false);
        return claim < 0 ? claim : publish(claim, messages.releaseHold(pipeline.slot(claim), reservationId));
    }

    long getReservation(long reservationId) {
        long claim = pipeline.tryClaim(channel, true);
        return claim < 0 ? claim : publish(claim, messages.getReservation(pipeline.slot(claim), reservationId));
    }

    private long publish(long claim, int length) {
        pipeline.publish(claim, length, nextCorrelationId);
        return nextCorrelationId++;
    }

    /** Drains until so many replies have come in all. */
    List<Reply> awaitReplies(int count) {
        PipelineFixture.eventually("reply " + count + " of " + channel, () -> {
            drain();
            return replies.size() >= count;
        });
        return replies;
    }

    int drain() {
        return channel.drain(this::onReply, Integer.MAX_VALUE);
    }

    private void onReply(long correlationId, DirectBuffer buffer, int offset, int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == RejectedDecoder.TEMPLATE_ID) {
            RejectedDecoder rejected = new RejectedDecoder().wrapAndApplyHeader(buffer, offset, header);
            replies.add(new Reply(correlationId, -1, rejected.reason().name()));
        } else {
            AcceptedDecoder accepted = new AcceptedDecoder().wrapAndApplyHeader(buffer, offset, header);
            replies.add(new Reply(correlationId, accepted.sequence(), null));
        }
    }
}
