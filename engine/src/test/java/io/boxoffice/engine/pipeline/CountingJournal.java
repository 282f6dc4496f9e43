package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.port.CommandJournal;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;

/** A journal that keeps nothing and allocates nothing, but checks the order: its process is never recovered. For one thread at a time. */
public final class CountingJournal implements CommandJournal {
    final AtomicLong commits = new AtomicLong();
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
    public void commit() {
        commits.lazySet(commits.get() + 1);
    }

    @Override
    public void seal() {}

    @Override
    public Storage storage() {
        return Storage.AMPLE;
    }

    @Override
    public void close() {}
}
