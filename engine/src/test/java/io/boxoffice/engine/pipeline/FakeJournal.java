package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.port.JournalFailedException;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal in memory that can be held up in its commit, can fail, and checks what the port promises it. */
final class FakeJournal implements CommandJournal {
    record Entry(long sequence, long timeMs, byte[] bytes) {
        int templateId() {
            return new MessageHeaderDecoder().wrap(new UnsafeBuffer(bytes), 0).templateId();
        }
    }

    final Trace trace;
    final Semaphore enteredCommit = new Semaphore(0);
    final Semaphore mayCommit = new Semaphore(0);
    volatile boolean holdUp;
    volatile boolean fail;
    volatile boolean failSeal;
    volatile Storage storage = Storage.AMPLE;
    private final List<Entry> open = new ArrayList<>();
    private final List<Entry> durable = new ArrayList<>();
    private long last;
    private long lastTimeMs;

    FakeJournal(Trace trace) {
        this.trace = trace;
    }

    synchronized List<Entry> durable() {
        return new ArrayList<>(durable);
    }

    /** The next commits wait in {@link #mayCommit}. */
    void holdUpCommits() {
        holdUp = true;
    }

    void letGo() {
        holdUp = false;
        mayCommit.release();
    }

    @Override
    public long journalId() {
        return 7;
    }

    @Override
    public synchronized long lastSequence() {
        return durable.size();
    }

    @Override
    public void append(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
        if (sequence != last + 1 || timeMs < lastTimeMs) {
            throw new IllegalStateException("out of order: " + sequence + " after " + last);
        }
        last = sequence;
        lastTimeMs = timeMs;
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        open.add(new Entry(sequence, timeMs, bytes));
        trace.add("append " + sequence);
    }

    @Override
    public void commit() {
        enteredCommit.release();
        if (holdUp) {
            mayCommit.acquireUninterruptibly();
        }
        if (fail) {
            throw new JournalFailedException("sync failed", null);
        }
        synchronized (this) {
            durable.addAll(open);
        }
        open.clear();
        trace.add("commit");
    }

    @Override
    public void seal() {
        if (failSeal) {
            throw new JournalFailedException("seal failed", null);
        }
        trace.add("seal");
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public void close() {}
}
