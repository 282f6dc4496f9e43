package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;

/**
 * The open end of a streamed answer. Belongs to its event loop. What a slow client has not taken yet waits in the
 * connection's outbound buffer; whoever writes asks {@link #isWritable()} first and so keeps that bounded.
 */
public final class EventStream {
    /** Told, on the event loop, when the stream can be written to and when it is over. */
    public interface Listener {
        void onOpen(EventStream stream);

        void onClose();
    }

    private final HttpConnection connection;
    private final Listener listener;
    private AnswerWriter answers;
    private boolean open;

    EventStream(HttpConnection connection, Listener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    public EventLoop eventLoop() {
        return connection.eventLoop();
    }

    /** Whether the client keeps up, with less waiting than the outbound buffer's high water mark, and the server has room. */
    public boolean isWritable() {
        return open && connection.hasRoomForStream();
    }

    /** Sends bytes, which are not copied and must not change any more. */
    public void write(byte[] bytes) {
        if (open) {
            answers.stream(Unpooled.wrappedBuffer(bytes));
        }
    }

    /** Sends bytes that other streams are sent too; they are shared, must not change any more, and stay the caller's. */
    public void writeShared(ByteBuf bytes) {
        if (open) {
            answers.stream(bytes.retainedDuplicate());
        }
    }

    public void close() {
        connection.close();
    }

    /** Ends the stream once all that was written has left. */
    public void finish() {
        if (open) {
            answers.flushAll().addListener(left -> connection.close());
        }
    }

    boolean isOpen() {
        return open;
    }

    /**
     * @param writer of the connection
     */
    void opened(AnswerWriter writer) {
        answers = writer;
        open = true;
        listener.onOpen(this);
    }

    void closed() {
        open = false;
        listener.onClose();
    }
}
