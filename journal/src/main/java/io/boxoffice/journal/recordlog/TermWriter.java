package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.BufferUtil;

/**
 * Writes the documents of one term through Chronicle Queue and syncs the files they went to. One thread at a time.
 *
 * <p>Chronicle's own {@code sync()} is not used: it does nothing by default, and covers one mapped chunk at best. A file is
 * rolled by the time of the records, which never goes back, and not by the clock of the machine, which may: Chronicle would
 * then go on writing in an older file.
 */
final class TermWriter implements AutoCloseable {
    static {
        ChronicleSwitches.apply();
    }

    private final TermDirectory term;
    private final FileSync sync;
    private final PointerBytesStore document = BytesStore.nativePointer();
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private long rollTimeMs;
    private int cycle = Integer.MIN_VALUE;
    private FileChannel current;
    private FileChannel former;
    private boolean fileAppeared;

    /**
     * Makes the directory of a new term.
     *
     * @throws IOException when it exists already or cannot be made
     */
    TermWriter(TermDirectory term, LogSettings settings, FileSync sync, long timeMs) throws IOException {
        this.term = term;
        this.sync = sync;
        rollTimeMs = timeMs;
        Files.createDirectories(term.path().getParent());
        Files.createDirectory(term.path());
        queue = SingleChronicleQueueBuilder.binary(term.path())
                .rollCycle(settings.rollCycle())
                .blockSize(settings.blockBytes())
                .timeProvider(() -> rollTimeMs)
                .checkInterrupts(false)
                .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /** Writes one document; nothing is promised before {@link #force()}. */
    void write(ByteBuffer bytes, int length, long timeMs) throws IOException {
        rollTimeMs = Math.max(rollTimeMs, timeMs);
        document.set(BufferUtil.address(bytes), length);
        appender.writeBytes(document);
        if (appender.cycle() != cycle) {
            followRoll();
        }
    }

    /** Makes durable everything written so far. */
    void force() throws IOException {
        if (former != null) {
            sync.force(former);
            former.close();
            former = null;
        }
        if (current != null) {
            sync.force(current);
        }
        if (fileAppeared) {
            sync.forceDirectory(term.path());
            fileAppeared = false;
        }
    }

    /** Makes durable that this term exists. */
    void forceExistence() throws IOException {
        sync.forceFile(term.path().resolve("metadata.cq4t"));
        sync.forceDirectory(term.path());
        Path logDirectory = term.path().getParent();
        sync.forceDirectory(logDirectory);
        sync.forceDirectory(logDirectory.getParent());
    }

    /** Unmaps and closes the files; syncs nothing. */
    @Override
    public void close() throws IOException {
        appender.close();
        queue.close();
        if (former != null) {
            former.close();
        }
        if (current != null) {
            current.close();
        }
    }

    private void followRoll() throws IOException {
        cycle = appender.cycle();
        if (former != null) {
            sync.force(former);
            former.close();
        }
        former = current;
        File file = appender.currentFile();
        current = FileChannel.open(file.toPath(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        fileAppeared = true;
    }
}
