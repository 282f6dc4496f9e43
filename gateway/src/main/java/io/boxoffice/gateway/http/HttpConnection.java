package io.boxoffice.gateway.http;

import io.boxoffice.gateway.http.ConnectionState.Input;
import io.boxoffice.gateway.http.ConnectionState.Output;
import io.boxoffice.gateway.http.ConnectionState.Sending;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: requests in, answers out in the same order. Everything happens on the connection's event loop.
 *
 * <p>What it holds in memory is bounded. A further request is begun only while {@link #mayBegin()}: fewer than the limit are
 * under way, the client takes what it is sent, what waits behind the head of the line is little, and the server as a whole has
 * room. An answer of some size that there is no room for becomes 503.
 *
 * <p>What was written is sent when the read or task that wrote it is over: {@link #sendSoon()} is the one place that decides.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    /** Answers that wait for their turn with more than this hold further requests back. */
    private static final int MUCH_WAITING_BYTES = 65_536;

    private final ConnectionOwner server;
    private final LoopWork loopWork;
    private final HttpLimits limits;
    private final RequestHandler handler;
    private final ArrayDeque<Exchange> queue = new ArrayDeque<>(4);
    private final RequestReader reader;
    private final ConnectionTiming timing;
    private ChannelHandlerContext context;
    private StrictRequestDecoder decoder;
    private AnswerWriter answers;
    private long peerAddress;
    private Input input = Input.OPEN;
    private Output output = Output.ANSWERS;
    private Sending sending = Sending.NOTHING_DUE;
    /** Bytes of answers that are there and not their turn. */
    private long behindBytes;

    private long heldBytes;
    private boolean awaitsTurn;
    /** It asked too often, and is not listened to for a while. */
    private boolean pausing;

    private int place;

    HttpConnection(ConnectionOwner server, LoopWork loopWork) {
        this.server = server;
        this.loopWork = loopWork;
        limits = server.limits();
        handler = server.handler();
        reader = new RequestReader(this, server);
        timing = new ConnectionTiming(limits);
    }

    /** What belongs before this in the pipeline. */
    StrictRequestDecoder decoder() {
        decoder = new StrictRequestDecoder(limits.requests(), this::onFirstByte, () -> input == Input.HELD_BACK);
        return decoder;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        answers = new AnswerWriter(ctx);
        peerAddress = server.addresses().ofPeer(ctx.channel().remoteAddress());
        timing.deadlineIn(limits.timeouts().idleMs());
    }

    int place() {
        return place;
    }

    void place(int newPlace) {
        place = newPlace;
    }

    EventLoop eventLoop() {
        return context.channel().eventLoop();
    }

    ByteBufAllocator allocator() {
        return context.alloc();
    }

    /** The address of the other end, or the one that a trusted proxy names. */
    long address(HttpHeaders headers) {
        return peerAddress == ClientAddresses.UNKNOWN ? server.addresses().ofForwarded(headers) : peerAddress;
    }

    boolean isActive() {
        return context.channel().isActive();
    }

    boolean isWritable() {
        return context.channel().isWritable();
    }

    /** Whether a stream may be sent more: the client keeps up, and takes all that it is sent while memory is short. */
    boolean hasRoomForStream() {
        return isWritable() && (!server.held().isPressed() || answers.waitingBytes() == 0);
    }

    private void onFirstByte() {
        if (!reader.isAmidRequest()) {
            timing.deadlineIn(limits.timeouts().headerMs());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        sending = Sending.AT_END_OF_READ;
        if (input == Input.ENDED) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            reader.onHeader(request);
        }
        if (message instanceof HttpContent content) {
            reader.onContent(content);
        }
        if (input == Input.OPEN && !reader.isAmidRequest() && !mayBegin()) {
            holdBack();
        }
    }

    /** Whether a further request may be begun. */
    private boolean mayBegin() {
        return !pausing
                && queue.size() < limits.requests().maxPipelined()
                && isWritable()
                && behindBytes <= MUCH_WAITING_BYTES
                && answers.isAtRest()
                && (!server.held().isPressed() || (queue.isEmpty() && answers.waitingBytes() == 0));
    }

    /** A request has begun: its answer comes after those before. */
    void begin(Exchange exchange) {
        queue.add(exchange);
    }

    /** No request is read any more. */
    void endInput() {
        input = Input.ENDED;
    }

    boolean isInputEnded() {
        return input == Input.ENDED;
    }

    /** Answers and reads no further request. */
    void endAfter(Exchange exchange, Problem problem) {
        input = Input.ENDED;
        // What is left of it is read once it is answered, and slowly.
        context.channel().config().setAutoRead(false);
        exchange.closeAfter();
        exchange.refuse();
        if (exchange.isAnswered()) {
            advance();
        } else {
            exchange.respond(problem);
        }
    }

    void onAnswered(Exchange exchange) {
        if (exchange.response() != null && !exchange.isDropped()) {
            if (!hasRoomFor(exchange.response().ownBytes())) {
                exchange.replaceResponse(Problem.of(HttpProblem.OVERLOADED).toResponse());
            }
            handler.onResponse(exchange, exchange.response());
            behindBytes += exchange.response().ownBytes();
            if (exchange.response().problem() == HttpProblem.TOO_MANY_REQUESTS) {
                pause();
            }
        }
        advance();
    }

    /** Refusals cost too: who asks too often is heard again after a while. Not so a proxy, which speaks for others as well. */
    private void pause() {
        int pauseMs = limits.timeouts().refusedPauseMs();
        if (pauseMs > 0 && !pausing && peerAddress != ClientAddresses.UNKNOWN) {
            pausing = true;
            Runnable end = () -> {
                pausing = false;
                resumeWhenPossible();
            };
            eventLoop().schedule(end, pauseMs, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Small answers always find room: there are never more of them than requests that were begun. A connection that holds nothing
     * may hold one answer of any size.
     */
    private boolean hasRoomFor(int bytes) {
        if (bytes <= AnswerWriter.SMALL_BODY_BYTES) {
            return true;
        }
        long holds = behindBytes + answers.heldBytes();
        return server.held().hasRoomFor(behindBytes + bytes)
                && (holds == 0 || holds + bytes <= limits.memory().maxHeldPerConnectionBytes());
    }

    /** Writes what is ready at the head of the line, as far as the client takes it. */
    void advance() {
        while (answers.isAtRest() && output == Output.ANSWERS && isActive() && isWritable() && !queue.isEmpty()) {
            Exchange first = queue.peek();
            if (first.takeContinueDue() && !first.isAnswered()) {
                answers.bytes(ResponseHead.CONTINUE);
                reader.onContinue();
            }
            // A refused request's body is read to its end first, unless the connection ends with it.
            if (first.response() == null || (reader.isReading(first) && input != Input.ENDED)) {
                break;
            }
            if (first.stream() != null) {
                beginStream(first);
                return;
            }
            write(first);
        }
        boolean nothingFollows = queue.isEmpty()
                && !reader.isAmidRequest()
                && (input == Input.ENDED || (server.isDraining() && !decoder.isAmidHeader()));
        boolean ends = output == Output.LAST_ANSWER || (output == Output.ANSWERS && nothingFollows);
        if (ends && answers.isAtRest()) {
            leave();
            return;
        }
        awaitTurn();
        sendSoon();
        resumeWhenPossible();
    }

    /** A large body that the client has room for goes on in this connection's turn. */
    private void awaitTurn() {
        if (!answers.isAtRest() && !awaitsTurn && isWritable()) {
            awaitsTurn = true;
            loopWork.largeAnswers().add(this);
        }
    }

    /** It is this connection's turn. */
    void nextPiece() {
        awaitsTurn = false;
        answers.piece();
        answers.flush();
        if (answers.isAtRest()) {
            advance();
        } else {
            awaitTurn();
        }
        tellHeld();
    }

    private void write(Exchange answered) {
        queue.poll();
        behindBytes -= answered.response().ownBytes();
        answers.begin(answered.response(), answered.isHead(), answered.closesConnection());
        if (answered.closesConnection()) {
            input = Input.ENDED;
            output = Output.LAST_ANSWER;
            dropQueue();
        }
    }

    /** Nothing is read any more, and a stream may stay for hours: what the request needed is let go. */
    private void beginStream(Exchange exchange) {
        output = Output.STREAM;
        input = Input.ENDED;
        answers.head(exchange.response(), -1, true);
        flush();
        exchange.forgetRequest();
        context.pipeline().remove(StrictRequestDecoder.class);
        exchange.stream().opened(answers);
    }

    /** What was written leaves when the read or the task that wrote it is over, and with it whatever else that writes. */
    private void sendSoon() {
        if (sending == Sending.NOTHING_DUE && answers.isFlushDue()) {
            sending = Sending.AT_END_OF_TASK;
            loopWork.flushes().add(this);
        }
    }

    /** Sends what was written. */
    void flush() {
        if (sending == Sending.AT_END_OF_TASK) {
            sending = Sending.NOTHING_DUE;
        }
        answers.flush();
        tellHeld();
    }

    /** Tells the server how much more or less than before is held. */
    private void tellHeld() {
        long unsent = answers.heldBytes();
        if (output == Output.STREAM) {
            // What is more than that is a large event that all who watch share.
            unsent = Math.min(unsent, MUCH_WAITING_BYTES);
        }
        long held = unsent + behindBytes + decoder.undecodedBytes();
        if (held != heldBytes) {
            server.held().add(held - heldBytes);
            heldBytes = held;
        }
    }

    /** Ends the connection once everything written has left; a half-read request's rest is dropped for a while. */
    private void leave() {
        input = Input.ENDED;
        int lingerMs = limits.timeouts().lingerMs();
        boolean halfRead = reader.isAmidRequest() && lingerMs > 0 && !isInputShutdown();
        reader.stop();
        dropQueue();
        if (output == Output.LEAVING) {
            return;
        }
        output = Output.LEAVING;
        timing.deadlineIn(Math.max(lingerMs, limits.timeouts().writeMs()));
        answers.flushAll().addListener(written -> {
            if (halfRead && context.channel() instanceof DuplexChannel duplex && isActive()) {
                timing.deadlineIn(lingerMs);
                duplex.shutdownOutput();
                loopWork.refusedBodies().add(duplex);
            } else {
                context.close();
            }
        });
        tellHeld();
    }

    private void dropQueue() {
        for (Exchange dropped = queue.poll(); dropped != null; dropped = queue.poll()) {
            dropped.drop();
        }
        behindBytes = 0;
    }

    private void holdBack() {
        input = Input.HELD_BACK;
        context.channel().config().setAutoRead(false);
    }

    /** Reads the socket or not: of one whose other end has said its last, epoll knows no more, and what it said is here already. */
    void readOn(boolean isRead) {
        if (input == Input.OPEN && (!isRead || !isInputShutdown())) {
            context.channel().config().setAutoRead(isRead);
        }
    }

    private boolean isInputShutdown() {
        return context.channel() instanceof DuplexChannel duplex && duplex.isInputShutdown();
    }

    private void resumeWhenPossible() {
        if (input == Input.HELD_BACK && mayBegin()) {
            input = Input.OPEN;
            if (decoder.isAmidHeader()) {
                timing.deadlineIn(limits.timeouts().headerMs());
            }
            readOn(true);
            eventLoop().execute(() -> context.pipeline().fireUserEventTriggered(StrictRequestDecoder.Resumed.EVENT));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        sending = Sending.NOTHING_DUE;
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (isWritable()) {
            // Not here: the channel becomes writable amid a flush.
            eventLoop().execute(this::advance);
        } else if (input == Input.OPEN && !reader.isAmidRequest()) {
            holdBack();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // The client has said all it will say; what it asked for is still answered.
            if (output == Output.STREAM || (output == Output.LEAVING && answers.waitingBytes() == 0)) {
                close();
            } else if (reader.isAmidRequest() && input != Input.ENDED) {
                reader.refuse(Framing.malformed("the request ends early"));
            } else {
                input = Input.ENDED;
                advance();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        input = Input.ENDED;
        reader.stop();
        dropQueue();
        answers.release();
        server.held().add(-heldBytes);
        heldBytes = 0;
        server.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("connection ends: {}", cause.toString());
        close();
    }

    /** What was answered is sent first: between an answer and its flush, other tasks of the event loop may run. */
    void close() {
        input = Input.ENDED;
        flush();
        context.close();
    }

    /** The server stops: idle connections end, others after the answers they wait for. */
    void drain() {
        Exchange last = queue.peekLast();
        if (last == null && !decoder.isAmidHeader() && output == Output.ANSWERS) {
            input = Input.ENDED;
            advance();
        } else if (last != null) {
            last.closeAfter();
            if (!reader.isAmidRequest()) {
                input = Input.ENDED;
            }
            if (output == Output.STREAM) {
                close();
            }
        }
    }

    /** Looks for time-outs. */
    void sweep(long nowNs) {
        tellHeld();
        resumeWhenPossible();
        boolean pressed = server.held().isPressed();
        // A large body that is taken slowly keeps what it is made of from those who would take it at once.
        boolean hurried = !answers.isAtRest() && server.isSharedPressed();
        boolean readsHeader = input == Input.OPEN && !reader.isAmidRequest() && decoder.isAmidHeader();
        if (timing.isTakenTooSlowly(nowNs, answers, pressed, hurried)) {
            close();
        } else if (timing.isOver(nowNs)
                || (pressed && readsHeader && timing.isHeaderLateUnderPressure(nowNs))
                || reader.isLate(nowNs)) {
            onDeadline();
        }
    }

    private void onDeadline() {
        if (answers.waitingBytes() > 0 && !reader.isAmidRequest()) {
            // Whether the client takes it fast enough is judged by its pace alone.
            timing.deadlineIn(limits.timeouts().idleMs());
        } else if (output == Output.LEAVING) {
            close();
        } else if (reader.isAmidRequest()) {
            reader.refuse(Problem.of(HttpProblem.REQUEST_TIMEOUT));
        } else if (decoder.isAmidHeader() && input == Input.OPEN) {
            // A header that never ends: there is no exchange yet to answer.
            if (queue.isEmpty() && output == Output.ANSWERS && answers.isAtRest()) {
                input = Input.ENDED;
                output = Output.LAST_ANSWER;
                answers.begin(Problem.of(HttpProblem.REQUEST_TIMEOUT).toResponse(), false, true);
                advance();
            }
        } else if (queue.isEmpty() && output == Output.ANSWERS && answers.isAtRest()) {
            close();
        }
    }

    ConnectionTiming timing() {
        return timing;
    }
}
