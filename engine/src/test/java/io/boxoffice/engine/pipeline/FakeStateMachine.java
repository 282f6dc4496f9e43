package io.boxoffice.engine.pipeline;

import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.AcceptedEncoder;
import io.boxoffice.protocol.sbe.ContinueDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.TickDecoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Answers every command and query with Accepted(sequence, commands applied), counts, and does what a test tells it on top.
 */
final class FakeStateMachine implements StateMachine {
    /** What a test does in a command besides. */
    interface OnApply {
        void apply(long sequence, int templateId, DirectBuffer command, int offset, Output output);
    }

    final Trace trace;
    final Map<Long, SeatMap> seatMaps = new ConcurrentHashMap<>();
    final Map<Long, PriceList> prices = new ConcurrentHashMap<>();
    final TreeSet<Long> deadlines = new TreeSet<>();
    int deadlinesPerTick = 1;
    int pendingWork;
    volatile OnApply onApply = (sequence, templateId, command, offset, output) -> {};
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AcceptedEncoder accepted = new AcceptedEncoder();
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[64]);
    private long lastSequence;
    private long lastTimeMs;

    FakeStateMachine(Trace trace) {
        this.trace = trace;
    }

    @Override
    public void apply(long sequence, long timeMs, DirectBuffer command, int offset, int length, Output output) {
        if (sequence != lastSequence + 1 || timeMs < lastTimeMs) {
            throw new IllegalStateException("command " + sequence + " after " + lastSequence);
        }
        lastSequence = sequence;
        lastTimeMs = timeMs;
        int templateId = header.wrap(command, offset).templateId();
        if (trace != null) {
            trace.add("apply " + sequence + " t" + templateId);
        }
        if (templateId == TickDecoder.TEMPLATE_ID) {
            for (int n = 0; n < deadlinesPerTick && nextDeadlineMs() <= timeMs; n++) {
                deadlines.pollFirst();
            }
        } else if (templateId == ContinueDecoder.TEMPLATE_ID) {
            pendingWork--;
        }
        onApply.apply(sequence, templateId, command, offset, output);
        answer(sequence, timeMs, output);
    }

    @Override
    public void query(DirectBuffer query, int offset, int length, Output output) {
        if (trace != null) {
            trace.add("query after " + lastSequence);
        }
        answer(lastSequence, -1, output);
    }

    private void answer(long sequence, long version, Output output) {
        accepted.wrapAndApplyHeader(reply, 0, headerEncoder).sequence(sequence).version(version);
        output.onReply(reply, 0, MessageHeaderEncoder.ENCODED_LENGTH + accepted.encodedLength());
    }

    @Override
    public long nextDeadlineMs() {
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first();
    }

    @Override
    public boolean hasPendingWork() {
        return pendingWork > 0;
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public long lastTimeMs() {
        return lastTimeMs;
    }

    @Override
    public SeatMap seatMap(long seatMapId) {
        return seatMaps.get(seatMapId);
    }

    @Override
    public PriceList prices(long showId) {
        return prices.get(showId);
    }

    @Override
    public long stateHash() {
        return lastSequence;
    }
}
