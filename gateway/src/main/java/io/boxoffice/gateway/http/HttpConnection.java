package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: requests in, answers out in the same order. Everything happens on the connection's event loop. At most
 * {@link HttpLimits#maxPipelinedRequests()} requests are under way; then nothing more is read until the first is answered.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final HttpServer server;
    private final PendingFlushes flushes;
    private final HttpLimits limits;
    private final RequestHandler handler;
    private final ArrayDeque<Exchange> queue = new ArrayDeque<>(4);
    private ChannelHandlerContext context;
    private AnswerWriter answers;
    private Exchange reading;
    private long bodyBytes;
    private long maxBodyBytes;
    private boolean inRead;
    private boolean flushPending;
    /** No request will be read any more. */
    private boolean ending;

    /** The answer at the head of the queue is a stream that has begun. */
    private boolean streaming;

    private boolean lingering;
    private boolean paused;
    private boolean headerStarted;
    private long deadlineNs;
    private long lastPendingBytes;
    private long lastProgressNs;
    private int place;

    HttpConnection(HttpServer server, PendingFlushes flushes) {
        this.server = server;
        this.flushes = flushes;
        limits = server.limits();
        handler = server.handler();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        answers = new AnswerWriter(ctx);
        lastProgressNs = System.nanoTime();
        deadlineIn(limits.idleTimeoutMs());
    }

    /** Where {@link OpenConnections} has it. */
    int place() {
        return place;
    }

    void place(int newPlace) {
        place = newPlace;
    }

    EventLoop eventLoop() {
        return context.channel().eventLoop();
    }

    void unbuffer(long bytes) {
        server.unbuffer(bytes);
    }

    ByteBufAllocator allocator() {
        return context.alloc();
    }

    boolean isActive() {
        return context.channel().isActive();
    }

    boolean isWritable() {
        return context.channel().isWritable();
    }

    void onFirstByte() {
        headerStarted = true;
        if (reading == null) {
            deadlineIn(limits.headerTimeoutMs());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        inRead = true;
        if (ending) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            onHeader(request);
        }
        if (message instanceof HttpContent content) {
            onContent(content);
        }
        pauseWhenFull();
    }

    private void onHeader(HttpRequest request) {
        headerStarted = false;
        Exchange exchange = new Exchange(this, request);
        queue.add(exchange);
        reading = exchange;
        Problem malformed = Framing.check(request);
        if (malformed != null) {
            endAfter(exchange, malformed);
            return;
        }
        if (server.isDraining() || !HttpUtil.isKeepAlive(request)) {
            exchange.closeAfter();
        }
        bodyBytes = 0;
        deadlineIn(limits.bodyTimeoutMs());
        long length = HttpUtil.getContentLength(request, -1L);
        boolean hasBody = length > 0 || HttpUtil.isTransferEncodingChunked(request);
        if (hasBody) {
            exchange.announcesBody();
        }
        boolean expectsContinue = false;
        try {
            expectsContinue = Framing.expectsContinue(request) && hasBody;
            maxBodyBytes = handler.onHeader(exchange);
            if (length > maxBodyBytes) {
                endAfter(exchange, Problem.of(ProblemCode.CONTENT_TOO_LARGE).with("limit", maxBodyBytes));
            } else if (expectsContinue) {
                exchange.continueDue();
                advance();
            }
        } catch (ProblemException e) {
            if (expectsContinue || length > limits.maxBodyBytes()) {
                endAfter(exchange, e.problem());
            } else {
                maxBodyBytes = limits.maxBodyBytes();
                exchange.refuse();
                exchange.respond(e.problem());
            }
        } catch (RuntimeException e) {
            endAfter(exchange, internalError(e));
        }
    }

    private void onContent(HttpContent content) {
        Exchange exchange = reading;
        if (exchange == null || ending) {
            content.release();
            return;
        }
        if (content.decoderResult().isFailure()) {
            content.release();
            endAfter(exchange, Framing.of(content.decoderResult().cause()));
            return;
        }
        boolean last = content instanceof LastHttpContent;
        bodyBytes += content.content().readableBytes();
        if (bodyBytes > maxBodyBytes) {
            content.release();
            endAfter(exchange, Problem.of(ProblemCode.CONTENT_TOO_LARGE).with("limit", maxBodyBytes));
            return;
        }
        int bytes = content.content().readableBytes();
        if (exchange.isRefused()) {
            content.release();
        } else if (server.tryBuffer(bytes)) {
            exchange.append(content.content(), bytes, last);
        } else {
            content.release();
            endAfter(exchange, Problem.of(ProblemCode.OVERLOADED));
            return;
        }
        if (last) {
            reading = null;
            deadlineIn(limits.idleTimeoutMs());
            if (exchange.closesConnection()) {
                ending = true;
            }
            if (exchange.isRefused()) {
                advance();
            } else {
                dispatch(exchange);
            }
        }
    }

    private void dispatch(Exchange exchange) {
        try {
            handler.onRequest(exchange);
        } catch (ProblemException e) {
            exchange.respond(e.problem());
        } catch (RuntimeException e) {
            exchange.respond(internalError(e));
        }
    }

    /** Logs a fault under a random id and makes the answer that names the id and nothing else. */
    static Problem internalError(Throwable fault) {
        String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
        LOG.error("unexpected fault {}", id, fault);
        return Problem.of(ProblemCode.INTERNAL_ERROR).with("errorId", id);
    }

    /** Answers and reads no further request. */
    private void endAfter(Exchange exchange, Problem problem) {
        ending = true;
        exchange.closeAfter();
        exchange.refuse();
        if (exchange.isAnswered()) {
            advance();
        } else {
            exchange.respond(problem);
        }
    }

    void onAnswered(Exchange exchange) {
        if (exchange.response() != null) {
            handler.onResponse(exchange, exchange.response());
        }
        advance();
    }

    /**
     * Writes what is ready at the head of the queue, for as long as the client takes it: what a connection keeps in memory
     * unsent is one answer, and what {@link AnswerWriter} gathers, beyond the channel's high-water mark.
     */
    private void advance() {
        Exchange first = queue.peek();
        while (first != null && isActive() && isWritable()) {
            if (first.takeContinueDue() && !first.isAnswered()) {
                answers.bytes(ResponseHead.CONTINUE);
            }
            // A refused request's body is read to its end first, unless the connection ends with it.
            if (first.response() == null || (first == reading && !ending)) {
                break;
            }
            if (first.stream() != null) {
                if (!streaming) {
                    beginStream(first);
                }
                return;
            }
            queue.poll();
            answers.answer(first.response(), first.isHead(), first.closesConnection());
            if (first.closesConnection()) {
                finish();
                return;
            }
            first = queue.peek();
        }
        if (!inRead) {
            flushSoon();
        }
        resumeWhenPossible();
        if (queue.isEmpty() && reading == null && (ending || server.isDraining()) && !headerStarted) {
            finish();
        }
    }

    /** Nothing is read any more, and a stream may stay for hours: what the request needed is let go. */
    private void beginStream(Exchange exchange) {
        streaming = true;
        ending = true;
        answers.head(exchange.response(), -1, true);
        flush();
        exchange.forgetRequest();
        context.pipeline().remove(StrictRequestDecoder.class);
        exchange.stream().opened();
    }

    void writeStream(ByteBuf bytes) {
        context.writeAndFlush(bytes, context.voidPromise());
    }

    private void flushSoon() {
        if (answers.isFlushDue() && !flushPending) {
            flushPending = true;
            flushes.add(this);
        }
    }

    /** Sends what was written. */
    void flush() {
        flushPending = false;
        answers.flush();
    }

    /** Ends the connection once everything written has left; a half-read request's rest is dropped for a while. */
    private void finish() {
        ending = true;
        boolean halfRead = reading != null && limits.lingerMs() > 0 && !isInputShutdown();
        reading = null;
        dropQueue();
        if (lingering) {
            return;
        }
        lingering = true;
        deadlineIn(Math.max(limits.lingerMs(), limits.writeTimeoutMs()));
        answers.flushAll().addListener(written -> {
            if (halfRead && context.channel() instanceof DuplexChannel duplex && isActive()) {
                deadlineIn(limits.lingerMs());
                duplex.shutdownOutput();
                context.channel().config().setAutoRead(true);
            } else {
                context.close();
            }
        });
    }

    private void dropQueue() {
        for (Exchange dropped = queue.poll(); dropped != null; dropped = queue.poll()) {
            dropped.drop();
        }
    }

    private void pauseWhenFull() {
        if (queue.size() >= limits.maxPipelinedRequests() && reading == null && !ending) {
            pause();
            inRead = false;
            flush();
        }
    }

    /** Whether no further request is wanted for now. */
    boolean isPaused() {
        return paused;
    }

    private void pause() {
        paused = true;
        context.channel().config().setAutoRead(false);
    }

    private boolean isInputShutdown() {
        return context.channel() instanceof DuplexChannel duplex && duplex.isInputShutdown();
    }

    private void resumeWhenPossible() {
        if (paused && queue.size() < limits.maxPipelinedRequests() && isWritable() && !ending) {
            paused = false;
            if (!isInputShutdown()) {
                // Epoll has forgotten a socket whose other end has said its last; what it said is here already.
                context.channel().config().setAutoRead(true);
            }
            eventLoop().execute(() -> context.pipeline().fireUserEventTriggered(StrictRequestDecoder.Resumed.EVENT));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (isWritable()) {
            // Not here: the channel becomes writable amid a flush.
            eventLoop().execute(this::advance);
        } else {
            inRead = false;
            flush();
            pause();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // The client has said all it will say; what it asked for is still answered.
            headerStarted = false;
            if (queue.isEmpty() || lingering || queue.peek().stream() != null) {
                ending = true;
                closeNow();
            } else if (reading != null && !ending) {
                endAfter(reading, Framing.malformed("the request ends early"));
            } else {
                ending = true;
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ending = true;
        reading = null;
        dropQueue();
        answers.release();
        server.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("connection ends: {}", cause.toString());
        closeNow();
    }

    void close() {
        closeNow();
    }

    /** What was answered is sent first: between an answer and its flush, other tasks of the event loop may run. */
    private void closeNow() {
        flush();
        context.close();
    }

    /** The server stops: idle connections end, others after the answers they wait for. */
    void drain() {
        Exchange last = queue.peekLast();
        if (last == null && !headerStarted) {
            finish();
        } else if (last != null) {
            last.closeAfter();
            if (reading == null) {
                ending = true;
            }
            if (queue.peek().stream() != null) {
                closeNow();
            }
        }
    }

    /** Looks for time-outs. */
    void sweep(long nowNs) {
        ChannelOutboundBuffer outbound = context.channel().unsafe().outboundBuffer();
        long pendingBytes = isWritable() || outbound == null ? 0 : outbound.totalPendingWriteBytes();
        if (pendingBytes == 0 || pendingBytes < lastPendingBytes) {
            lastProgressNs = nowNs;
        }
        lastPendingBytes = pendingBytes;
        if (nowNs - lastProgressNs > TimeUnit.MILLISECONDS.toNanos(limits.writeTimeoutMs())) {
            closeNow();
        } else if (nowNs - deadlineNs > 0) {
            onDeadline();
        }
    }

    private void onDeadline() {
        if (lingering) {
            closeNow();
        } else if (reading != null) {
            endAfter(reading, Problem.of(ProblemCode.REQUEST_TIMEOUT));
        } else if (headerStarted && !ending) {
            // A header that never ends: there is no exchange yet to answer.
            Response response = Problem.of(ProblemCode.REQUEST_TIMEOUT).toResponse();
            if (queue.isEmpty()) {
                ending = true;
                answers.answer(response, false, true);
                finish();
            } else {
                response.body().release();
            }
        } else if (queue.isEmpty()) {
            closeNow();
        }
    }

    private void deadlineIn(long ms) {
        deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
