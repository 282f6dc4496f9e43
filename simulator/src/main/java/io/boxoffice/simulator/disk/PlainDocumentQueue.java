package io.boxoffice.simulator.disk;

import io.boxoffice.journal.recordlog.DocumentQueue;
import io.boxoffice.journal.recordlog.LogSettings;
import io.boxoffice.journal.recordlog.TermDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Documents with their length in front, in a file a cycle: as much of Chronicle's layout as the reader can tell. */
final class PlainDocumentQueue implements DocumentQueue {
    private static final int LENGTH_BYTES = 4;
    private static final int ALIGNMENT_BYTES = 4;

    private final Path directory;
    private final long cycleMs;
    private final ByteBuffer prefix = ByteBuffer.allocate(LENGTH_BYTES);
    private final Path metadata;
    private SimulatedChannel channel;
    private Path file;
    private int cycle = Integer.MIN_VALUE;

    PlainDocumentQueue(TermDirectory term, LogSettings settings, long timeMs) throws IOException {
        directory = term.path();
        cycleMs = settings.rollCycle().lengthInMillis();
        metadata = directory.resolve("metadata.cq4t");
        try (FileChannel made = create(metadata)) {
            made.write(ByteBuffer.wrap(new byte[64]));
        }
    }

    @Override
    public void append(ByteBuffer bytes, int length, long timeMs) throws IOException {
        int documentCycle = Math.max(cycle, Math.toIntExact(timeMs / cycleMs));
        if (documentCycle != cycle) {
            close();
            cycle = documentCycle;
            file = directory.resolve(String.format("%08d.cq4", documentCycle));
            channel = create(file);
        }
        prefix.clear().putInt(length).flip();
        ByteBuffer document = bytes.duplicate();
        document.limit(length).position(0);
        long end = channel.size();
        channel.writeMapped(end, prefix);
        channel.writeMapped(end + LENGTH_BYTES, document);
        int rest = -length & ALIGNMENT_BYTES - 1;
        channel.writeMapped(end + LENGTH_BYTES + length, ByteBuffer.allocate(rest));
    }

    private static SimulatedChannel create(Path path) throws IOException {
        return (SimulatedChannel) FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public int cycle() {
        return cycle;
    }

    @Override
    public Path currentFile() {
        return file;
    }

    @Override
    public Path metadataFile() {
        return metadata;
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.closeQuietly();
            channel = null;
        }
    }
}
