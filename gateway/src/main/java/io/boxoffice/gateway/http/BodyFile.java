package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of one request on its way into a file, piece by piece. Its connection is read no more while {@value #MUCH_BYTES} bytes wait
 * for the disk: with the piece that is filling and what was read from the socket, no more than about 112 KiB of a body are in memory. For the
 * connection's event loop, but for what says that it runs on the thread that writes.
 */
final class BodyFile {
    /** What is written at a time. */
    static final int PIECE_BYTES = 32_768;

    /** What may wait for the disk. */
    static final int MUCH_BYTES = 2 * PIECE_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(BodyFile.class);

    /** What becomes of it; told on the event loop. */
    interface Listener {
        /** Whether the connection shall wait for the disk. */
        void waits(boolean isWaiting);

        /** All of it is in the file. */
        void whole();

        /** It cannot be written. Nothing more is told. */
        void failed(IOException e);
    }

    private final BodyFiles files;
    private final ByteBufAllocator allocator;
    private Executor loop;
    private Listener listener;
    private ByteBuf filling;
    private int waitingBytes;
    private boolean waits;
    private boolean over;
    /** Of the thread that writes, which sets it before the body is whole. */
    private volatile Path path;
    /** Of the thread that writes. */
    private FileChannel channel;

    BodyFile(BodyFiles files, ByteBufAllocator allocator) {
        this.files = files;
        this.allocator = allocator;
    }

    /** Before anything comes. */
    void tell(Executor eventLoop, Listener whom) {
        loop = eventLoop;
        listener = whom;
    }

    /** How long it may take to arrive, in milliseconds. */
    int timeoutMs() {
        return files.timeoutMs();
    }

    /** Where it is, once it is whole; gone when the request is answered. Any thread. */
    Path path() {
        return path;
    }

    /** Takes over one reference. */
    void append(ByteBuf content) {
        try {
            while (!over && content.isReadable()) {
                if (filling == null) {
                    filling = allocator.heapBuffer(PIECE_BYTES, PIECE_BYTES);
                }
                filling.writeBytes(content, Math.min(content.readableBytes(), filling.maxWritableBytes()));
                if (filling.maxWritableBytes() == 0) {
                    handOver();
                }
            }
        } finally {
            content.release();
        }
    }

    private void handOver() {
        ByteBuf piece = filling;
        filling = null;
        if (piece != null) {
            waitingBytes += piece.readableBytes();
            files.writer().execute(() -> write(piece));
            waits(waitingBytes >= MUCH_BYTES);
        }
    }

    private void waits(boolean isWaiting) {
        if (waits != isWaiting) {
            waits = isWaiting;
            listener.waits(isWaiting);
        }
    }

    /** No more comes. */
    void end() {
        handOver();
        files.writer().execute(this::finish);
    }

    /** On the thread that writes. */
    private void write(ByteBuf piece) {
        int bytes = piece.readableBytes();
        try {
            open();
            while (piece.isReadable()) {
                piece.readBytes(channel, piece.readableBytes());
            }
            onLoop(() -> {
                waitingBytes -= bytes;
                waits(waitingBytes >= MUCH_BYTES);
            });
        } catch (IOException e) {
            onLoop(() -> fail(e));
        } finally {
            piece.release();
        }
    }

    /** On the thread that writes. */
    private void open() throws IOException {
        if (channel == null) {
            path = files.create();
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
        }
    }

    /** On the thread that writes. */
    private void finish() {
        try {
            open();
            channel.close();
            onLoop(() -> {
                if (!over) {
                    listener.whole();
                }
            });
        } catch (IOException e) {
            onLoop(() -> fail(e));
        }
    }

    private void fail(IOException e) {
        if (!over) {
            listener.failed(e);
        }
    }

    private void onLoop(Runnable work) {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException e) {
            // The loop has stopped, and the connection with it.
            LOG.debug("nobody waits for a body any more");
        }
    }

    /** It is needed no more, whole or not: the file goes. May be called again. */
    void release() {
        if (over) {
            return;
        }
        over = true;
        if (filling != null) {
            filling.release();
            filling = null;
        }
        if (listener != null) {
            waits(false);
        }
        files.writer().execute(this::discard);
    }

    /** On the thread that writes. */
    private void discard() {
        try {
            if (channel != null) {
                channel.close();
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warn("A request's file could not be removed; the next start does: {}", e.toString());
        } finally {
            files.done();
        }
    }
}
