package io.boxoffice.engine.live;

import io.boxoffice.protocol.port.CommandJournal;
import org.agrona.DirectBuffer;

/** A journal that keeps nothing: its process is never recovered. It checks what the port promises it. For one thread at a time. */
final class MemoryJournal implements CommandJournal {
    private long last;
    private long lastTimeMs;

    @Override
    public long journalId() {
        return 7;
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public void append(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
        if (sequence != last + 1 || timeMs < lastTimeMs) {
            throw new IllegalStateException("out of order: " + sequence + " after " + last);
        }
        last = sequence;
        lastTimeMs = timeMs;
    }

    @Override
    public void commit() {}

    @Override
    public void seal() {}

    @Override
    public Storage storage() {
        return Storage.AMPLE;
    }

    @Override
    public void close() {}
}
