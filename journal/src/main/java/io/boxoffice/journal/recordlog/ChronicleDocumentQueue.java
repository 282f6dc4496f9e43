package io.boxoffice.journal.recordlog;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.BufferUtil;

/**
 * The documents of a term in a Chronicle queue. One thread at a time.
 *
 * <p>Chronicle's own {@code sync()} is not used: it does nothing by default, and covers one mapped chunk at best. A file is
 * rolled by the time of the records, which never goes back, and not by the clock of the machine, which may: Chronicle would
 * then go on writing in an older file.
 */
final class ChronicleDocumentQueue implements DocumentQueue {
    static {
        ChronicleSwitches.apply();
    }

    private final Path directory;
    private final PointerBytesStore document = BytesStore.nativePointer();
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private long rollTimeMs;

    ChronicleDocumentQueue(TermDirectory term, LogSettings settings, long timeMs) {
        directory = term.path();
        rollTimeMs = timeMs;
        queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(settings.rollCycle())
                .blockSize(settings.blockBytes())
                .timeProvider(() -> rollTimeMs)
                .checkInterrupts(false)
                .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    @Override
    public void append(ByteBuffer bytes, int length, long timeMs) {
        rollTimeMs = Math.max(rollTimeMs, timeMs);
        document.set(BufferUtil.address(bytes), length);
        appender.writeBytes(document);
    }

    @Override
    public int cycle() {
        return appender.cycle();
    }

    @Override
    public Path currentFile() {
        return appender.currentFile().toPath();
    }

    @Override
    public Path metadataFile() {
        return directory.resolve("metadata.cq4t");
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
