package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.port.EventLog;
import org.agrona.DirectBuffer;

/** An event log that only tells the trace. */
final class FakeEventLog implements EventLog {
    private final Trace trace;
    private final long lastSequence;

    FakeEventLog(Trace trace, long lastSequence) {
        this.trace = trace;
        this.lastSequence = lastSequence;
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public void append(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
        trace.add("event " + sequence + "." + ordinal);
    }

    @Override
    public void commit() {
        trace.add("events-commit");
    }

    @Override
    public void close() {}
}
