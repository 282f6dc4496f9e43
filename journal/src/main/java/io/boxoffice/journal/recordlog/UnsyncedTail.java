package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where in a log the bytes begin of which nothing says that they are on disk.
 *
 * <p>After a sync that failed, the operating system goes on showing what was written, but has forgotten that it is not on disk:
 * the next sync then succeeds and does nothing. So whoever builds on such bytes writes them once more before he syncs.
 *
 * @param term     that they are of
 * @param file     the first file that has some
 * @param position in bytes from its start
 */
public record UnsyncedTail(TermDirectory term, Path file, long position) {
    private static final int PAGE_BYTES = 4096;

    /** Writes all of it once more, to the end of the term, and makes it durable. */
    void makeDurable(FileSync sync) throws IOException {
        for (Path later : term.cycleFiles()) {
            int order = later.compareTo(file);
            if (order >= 0) {
                rewrite(later, order == 0 ? position : 0, sync);
            }
        }
        sync.forceDirectory(term.path());
    }

    private static void rewrite(Path path, long from, FileSync sync) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = from / PAGE_BYTES * PAGE_BYTES; at < channel.size(); at += PAGE_BYTES) {
                page.clear();
                while (page.hasRemaining() && channel.read(page, at + page.position()) > 0) {
                    continue;
                }
                page.flip();
                if (!isZero(page)) {
                    writeAll(channel, page, at);
                }
            }
            sync.force(channel);
        }
    }

    /** The rest of a mapped block: there is nothing to lose, and no need to take room for it. */
    private static boolean isZero(ByteBuffer page) {
        for (int i = 0; i < page.limit(); i++) {
            if (page.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static void writeAll(FileChannel channel, ByteBuffer page, long at) throws IOException {
        while (page.hasRemaining()) {
            channel.write(page, at + page.position());
        }
    }
}
