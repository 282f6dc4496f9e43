package io.boxoffice.bench.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/**
 * The host's own sync: 96 bytes written behind each other into a file and forced with {@link FileChannel#force}, one thread,
 * nothing else. No durable answer can come faster, and what is answered in batches cannot have more of them a second.
 */
public final class FsyncProbe {
    private static final int RECORD_BYTES = 96;
    private static final int WARM_UP = 100;

    private FsyncProbe() {}

    /** syncsPerSecond and latencies. */
    public static Figures measure(Setting setting) throws IOException {
        Histogram latencies = Figures.latencies();
        Path file = setting.directory().resolve("fsync");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
            for (int i = 0; i < WARM_UP; i++) {
                sync(channel, record);
            }
            long startNs = System.nanoTime();
            while (System.nanoTime() - startNs < setting.stepNs()) {
                latencies.recordValue(sync(channel, record));
            }
            double seconds = (System.nanoTime() - startNs) / 1e9;
            return new Figures()
                    .put("syncsPerSecond", latencies.getTotalCount() / seconds)
                    .putLatency("", latencies);
        }
    }

    private static long sync(FileChannel channel, ByteBuffer record) throws IOException {
        record.clear();
        long startNs = System.nanoTime();
        channel.write(record);
        channel.force(false);
        return System.nanoTime() - startNs;
    }
}
