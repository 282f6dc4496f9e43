package io.boxoffice.journal;

import io.boxoffice.journal.recordlog.RecordLogWriter;
import io.boxoffice.protocol.port.EventLog;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;

/**
 * The event log: one new term of the log of events. One thread at a time. Steady state allocates nothing.
 *
 * <p>It is complete through {@link #lastSequence()} when it is opened. Recovery replays the command journal from wherever its
 * state begins and appends the events of later commands only; then the booking thread goes on.
 */
public final class ChronicleEventLog implements EventLog {
    private final RecordLogWriter log;
    private final DiskReserve reserve;
    private long sequence;
    private int ordinal;

    ChronicleEventLog(RecordLogWriter log, DiskReserve reserve) {
        this.log = log;
        this.reserve = reserve;
        sequence = log.writtenSequence();
    }

    /** {@inheritDoc} The open batch is not counted. */
    @Override
    public long lastSequence() {
        return log.writtenSequence();
    }

    @Override
    public void append(long newSequence, int newOrdinal, long timeMs, DirectBuffer buffer, int offset, int length) {
        boolean follows =
                newSequence == sequence ? newOrdinal == ordinal + 1 : newSequence > sequence && newOrdinal == 0;
        if (!follows) {
            throw new IllegalArgumentException(
                    "event " + newSequence + "." + newOrdinal + " does not follow " + sequence + "." + ordinal);
        }
        log.append(newSequence, newOrdinal, timeMs, MessageHeaderEncoder.SCHEMA_VERSION, buffer, offset, length);
        sequence = newSequence;
        ordinal = newOrdinal;
        reserve.add(length);
    }

    @Override
    public void commit() {
        reserve.check();
        log.commit();
    }

    /** Makes durable everything committed so far: a snapshot counts only once this was done after its last command. */
    public void force() {
        log.force();
    }

    @Override
    public void close() {
        log.close(!reserve.gone());
    }
}
