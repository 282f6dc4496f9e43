package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.EventStream;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.Response;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that is too large to be made at once: a part is made, on a thread that may block, only when the client has taken the one
 * before it, so that no more than one is in memory. Chunked, so that a client can tell one that was cut off. Belongs to the call's
 * event loop.
 */
public final class AnswerInParts implements EventStream.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerInParts.class);
    /** Between two looks at whether a slow client has taken what it was sent, or a thread is free. */
    private static final int PAUSE_MS = 20;

    private static final byte[] END_OF_LINE = {'\r', '\n'};
    private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What is answered. One thread at a time. */
    public interface Parts extends AutoCloseable {
        /** Status and headers; no body. */
        Response head();

        /** The next bytes, some; null when that was all. May block. */
        byte[] next() throws Exception;

        /** Nobody asks for more. Must not block; any thread. */
        @Override
        void close();
    }

    private final ServiceExecutor threads;
    private final Parts parts;
    private final long caller;
    private final boolean chunked;
    private EventStream stream;
    private boolean over;

    private AnswerInParts(Exchange exchange, ServiceExecutor threads, Parts parts) {
        this.threads = threads;
        this.parts = parts;
        caller = exchange.caller();
        chunked = exchange.request().protocolVersion().equals(HttpVersion.HTTP_1_1);
    }

    /** Begins to answer a call. On its event loop. */
    static void begin(Call call, ServiceExecutor threads, Parts parts) {
        Exchange exchange = call.exchange();
        if (exchange.isHead() || !exchange.isOpen()) {
            parts.close();
            call.respond(parts.head());
            return;
        }
        AnswerInParts answer = new AnswerInParts(exchange, threads, parts);
        Response head = parts.head();
        exchange.startStream(answer.chunked ? head.header("transfer-encoding", "chunked") : head, answer);
    }

    @Override
    public void onOpen(EventStream opened) {
        stream = opened;
        more();
    }

    @Override
    public void onClose() {
        over = true;
        parts.close();
    }

    private void more() {
        if (over) {
            return;
        }
        if (!stream.isWritable()) {
            later();
            return;
        }
        threads.call(caller, parts::next)
                .whenComplete((bytes, failure) -> stream.eventLoop().execute(() -> made(bytes, failure)));
    }

    private void later() {
        stream.eventLoop().schedule(this::more, PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    private void made(byte[] bytes, Throwable failure) {
        if (over) {
            return;
        }
        if (failure instanceof OverloadedException) {
            later();
        } else if (failure != null) {
            // The client sees that the end is missing.
            LOG.warn("an answer in parts is cut off", failure);
            stream.close();
        } else if (bytes == null) {
            if (chunked) {
                stream.write(LAST);
            }
            stream.finish();
        } else {
            write(bytes);
            more();
        }
    }

    private void write(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        if (chunked) {
            stream.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        stream.write(bytes);
        if (chunked) {
            stream.write(END_OF_LINE);
        }
    }
}
