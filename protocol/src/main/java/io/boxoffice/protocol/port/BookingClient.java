package io.boxoffice.protocol.port;

import io.boxoffice.protocol.sbe.BeginUploadEncoder;
import io.boxoffice.protocol.sbe.CommitUploadEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartEncoder;
import io.boxoffice.protocol.upload.UploadRecords;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The booking core for code off the hot path: any thread submits, replies complete futures on the client's own thread.
 *
 * <p>Futures must not be completed into long work: that delays the replies behind them. A future ends exceptionally with
 * {@link OverloadedException} when the core had no room, and {@link #accepted} turns a Rejected reply into
 * {@link RejectedException}.
 *
 * <p>A simulation takes the replies itself, without a thread: {@link #inSteps}.
 */
public final class BookingClient implements AutoCloseable {
    /** Encodes header and message at offset 0 of a slot. */
    @FunctionalInterface
    public interface Encoder {
        /**
         * @return the encoded length, header included
         */
        int encode(MutableDirectBuffer slot, MessageHeaderEncoder header);
    }

    /** The core had no room for the command; nothing happened. */
    public static final class OverloadedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public OverloadedException(long refusal) {
            super("the booking core has no room (" + refusal + ")");
        }
    }

    private static final int UPLOAD_WINDOW = 64;
    private static final int REPLIES_AT_ONCE = 256;

    private final CommandPort port;
    private final ReplyChannel replies;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Map<Long, CompletableFuture<DirectBuffer>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong nextCorrelationId = new AtomicLong();
    private final Object claimLock = new Object();
    private final Thread drainer;
    private volatile boolean closed;

    public BookingClient(CommandPort port, String name, int maxInFlight) {
        this.port = port;
        drainer = new Thread(this::drain, name);
        drainer.setDaemon(true);
        replies = port.openReplies(name, maxInFlight, () -> LockSupport.unpark(drainer));
        drainer.start();
    }

    private BookingClient(CommandPort port, ReplyChannel replies) {
        this.port = port;
        this.replies = replies;
        drainer = null;
    }

    /** A client without a thread: futures end when its owner calls {@link #takeReplies}, on that thread. */
    public static BookingClient inSteps(CommandPort port, String name, int maxInFlight) {
        return new BookingClient(port, port.openReplies(name, maxInFlight, () -> {}));
    }

    /**
     * Ends the futures of replies that have come. For the owner of a client {@link #inSteps}.
     *
     * @return how many
     */
    public int takeReplies(int limit) {
        synchronized (claimLock) {
            return replies.drain(this::onReply, limit);
        }
    }

    /** Submits a query; the future gets the reply, header first, in a buffer of its own. */
    public CompletableFuture<DirectBuffer> query(Encoder encoder) {
        return submit(encoder, true);
    }

    /** Submits a command; the future gets the reply as that of a query, or ends with {@link RejectedException} when it is Rejected. */
    public CompletableFuture<DirectBuffer> accepted(Encoder encoder) {
        return submit(encoder, false).thenApply(BookingClient::requireNotRejected);
    }

    /**
     * The same as {@link #accepted}, but waits up to some seconds for room for the command. The calling thread's commands reach the
     * core in the order of these calls, without waiting for each other's replies.
     */
    public CompletableFuture<DirectBuffer> acceptedPatiently(Encoder encoder) {
        for (int attempt = 0; ; attempt++) {
            CompletableFuture<DirectBuffer> future = submit(encoder, false);
            boolean overloaded = future.isCompletedExceptionally();
            if (!overloaded || closed || attempt == 2_000) {
                return future.thenApply(BookingClient::requireNotRejected);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /**
     * Sends something larger than a slot, waiting for the outcome.
     *
     * @return the reply to CommitUpload
     * @throws RejectedException   when any of its commands was rejected; nothing took effect then
     * @throws OverloadedException when there was no room for a part for too long
     */
    public DirectBuffer upload(UploadKind kind, long targetId, long ownerId, byte[] bytes) {
        return join(send(kind, targetId, ownerId, bytes));
    }

    /**
     * Sends something larger than a slot. What is larger than a window of parts is waited for, but for the last of them. The
     * calling thread's other commands go before or after it, as {@link #acceptedPatiently} says.
     *
     * @return ends with the reply to CommitUpload, or as {@link #upload} throws, with the first that was rejected
     * @throws RejectedException   when one of the first parts was rejected; nothing takes effect then
     * @throws OverloadedException when there was no room for one of the first parts for too long
     */
    public CompletableFuture<DirectBuffer> send(UploadKind kind, long targetId, long ownerId, byte[] bytes) {
        long uploadId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        Deque<CompletableFuture<DirectBuffer>> underWay = new ArrayDeque<>();
        underWay.add(acceptedPatiently((slot, h) -> {
            BeginUploadEncoder begin = new BeginUploadEncoder().wrapAndApplyHeader(slot, 0, h);
            begin.uploadId(uploadId).targetId(targetId).ownerId(ownerId).byteLength(bytes.length);
            begin.crc32c(UploadRecords.crc32c(bytes) & 0xFFFF_FFFFL).kind(kind);
            return MessageHeaderEncoder.ENCODED_LENGTH + begin.encodedLength();
        }));
        for (int[] part : UploadRecords.parts(bytes)) {
            if (underWay.size() == UPLOAD_WINDOW) {
                join(underWay.remove());
            }
            underWay.add(acceptedPatiently((slot, h) -> {
                UploadPartEncoder encoder = new UploadPartEncoder().wrapAndApplyHeader(slot, 0, h);
                encoder.uploadId(uploadId).byteOffset(part[0]).putBytes(bytes, part[0], part[1]);
                return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
            }));
        }
        underWay.add(acceptedPatiently((slot, h) -> {
            CommitUploadEncoder commit = new CommitUploadEncoder().wrapAndApplyHeader(slot, 0, h);
            commit.uploadId(uploadId);
            return MessageHeaderEncoder.ENCODED_LENGTH + commit.encodedLength();
        }));
        return underWay.stream()
                .reduce((before, next) -> before.thenCombine(next, (first, second) -> second))
                .orElseThrow();
    }

    /** Waits for a future of this client, throwing what it ended with. */
    public static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The reply itself, unless it is Rejected. */
    public static DirectBuffer requireNotRejected(DirectBuffer reply) {
        MessageHeaderDecoder h = new MessageHeaderDecoder().wrap(reply, 0);
        if (h.templateId() == RejectedDecoder.TEMPLATE_ID) {
            throw new RejectedException(new RejectedDecoder().wrapAndApplyHeader(reply, 0, h));
        }
        return reply;
    }

    private CompletableFuture<DirectBuffer> submit(Encoder encoder, boolean query) {
        synchronized (claimLock) {
            long claim = closed ? CommandPort.STOPPED : port.tryClaim(replies, query);
            if (claim < 0) {
                return CompletableFuture.failedFuture(new OverloadedException(claim));
            }
            CompletableFuture<DirectBuffer> future = new CompletableFuture<>();
            long correlationId = nextCorrelationId.incrementAndGet();
            int length = -1;
            try {
                length = encoder.encode(port.slot(claim), header);
            } finally {
                if (length < 0) {
                    port.abandon(claim);
                }
            }
            waiting.put(correlationId, future);
            port.publish(claim, length, correlationId);
            return future;
        }
    }

    private void drain() {
        while (!closed) {
            if (takeReplies(REPLIES_AT_ONCE) == 0) {
                LockSupport.parkNanos(waiting.isEmpty() ? 100_000_000L : 1_000_000L);
            }
        }
    }

    private void onReply(long correlationId, DirectBuffer buffer, int offset, int length) {
        byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        CompletableFuture<DirectBuffer> future = waiting.remove(correlationId);
        if (future != null) {
            future.complete(new UnsafeBuffer(copy));
        }
    }

    @Override
    public void close() {
        synchronized (claimLock) {
            closed = true;
            waiting.values().forEach(f -> f.completeExceptionally(new OverloadedException(CommandPort.STOPPED)));
            waiting.clear();
        }
        if (drainer != null) {
            LockSupport.unpark(drainer);
        }
    }
}
