package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;

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

    /** That are read at a time. */
    private static final int BLOCK_BYTES = 1 << 20;

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
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long start = from / PAGE_BYTES * PAGE_BYTES;
            long end = channel.size();
            ByteBuffer block = ByteBuffer.allocateDirect((int) Math.max(0, Math.min(BLOCK_BYTES, end - start)));
            for (long blockAt = start; blockAt < end; blockAt += block.capacity()) {
                block.clear();
                while (block.hasRemaining() && channel.read(block, blockAt + block.position()) > 0) {
                    continue;
                }
                block.flip();
                rewritePages(channel, block, blockAt);
            }
            BufferUtil.free(block);
            sync.force(channel);
        }
    }

    private static void rewritePages(FileChannel channel, ByteBuffer block, long blockAt) throws IOException {
        for (int offset = 0; offset < block.limit(); offset += PAGE_BYTES) {
            ByteBuffer page = block.slice(offset, Math.min(PAGE_BYTES, block.limit() - offset));
            long at = blockAt + offset;
            if (!isZero(page)) {
                writeAll(channel, page, at);
            }
        }
    }

    /** The rest of a mapped block: there is nothing to lose, and no need to take room for it. */
    private static boolean isZero(ByteBuffer page) {
        int at = 0;
        for (; at + Long.BYTES <= page.limit(); at += Long.BYTES) {
            if (page.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < page.limit(); at++) {
            if (page.get(at) != 0) {
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
