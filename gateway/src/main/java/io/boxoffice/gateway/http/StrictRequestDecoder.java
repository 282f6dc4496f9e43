package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Netty's decoder, refusing what two readers might read in two ways: folded header lines, bare line feeds, a request line with
 * other than single spaces in it, a length given twice or beside a transfer coding. {@link HttpConnection} looks at the latter
 * two; here they are only kept visible. Also tells when the first byte of a request has come, so that slow headers can be timed.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
    /** Fired through the pipeline when reading goes on after a pause; not from within a read. */
    enum Resumed {
        EVENT
    }

    private final Runnable onFirstByte;
    private final BooleanSupplier paused;
    private boolean inBody;
    private boolean started;
    private boolean lineChecked;
    private Object end;
    private boolean broken;

    /**
     * @param paused whether no further request is wanted for now; {@link Resumed} tells the end of it
     */
    StrictRequestDecoder(HttpLimits.Requests limits, Runnable onFirstByte, BooleanSupplier paused) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxLineBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setMaxChunkSize(65_536)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setValidateHeaders(true));
        this.onFirstByte = onFirstByte;
        this.paused = paused;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (isPaused()) {
            // Reading is paused: what has come already waits as bytes, since decoded it would take forty times the
            // room.
            return;
        }
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!inBody && in.isReadable()) {
            if (!started) {
                started = true;
                onFirstByte.run();
            }
            String fault = hasFoldedLine(in) ? "folded or indented header line" : faultOfRequestLine(in);
            if (fault != null) {
                broken = true;
                in.skipBytes(in.readableBytes());
                out.add(refused(fault));
                return;
            }
        }
        int before = out.size();
        super.decode(ctx, in, out);
        for (int i = before; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest) {
                inBody = true;
            }
            if (out.get(i) instanceof LastHttpContent) {
                inBody = false;
                started = false;
                lineChecked = false;
            }
        }
    }

    /** Whether a request has begun to come whose header is not whole. */
    boolean isAmidHeader() {
        return started && !inBody;
    }

    /** Bytes that have come and are not decoded. */
    int undecodedBytes() {
        return actualReadableBytes();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        boolean inputEnds = event instanceof ChannelInputShutdownEvent;
        if (event == Resumed.EVENT && isPaused()) {
            // Paused again meanwhile. To go on would read from the socket, as the end of a read without a message does,
            // and fill
            // memory with what is not decoded; the next resume tells again.
            return;
        }
        if (event != Resumed.EVENT && !inputEnds) {
            super.userEventTriggered(ctx, event);
            return;
        }
        end = inputEnds ? event : end;
        channelRead(ctx, Unpooled.EMPTY_BUFFER);
        channelReadComplete(ctx);
        if (end != null && !isPaused()) {
            // That a client has said its last counts once all that it said before is decoded.
            Object due = end;
            end = null;
            super.userEventTriggered(ctx, due);
        }
    }

    private boolean isPaused() {
        return !inBody && paused.getAsBoolean();
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        // Both stay visible: the connection refuses the request.
    }

    /** Looks at the header block only; the decoder consumes whole lines, so what is left starts at a line's start. */
    private static boolean hasFoldedLine(ByteBuf in) {
        int lineStart = in.readerIndex();
        int end = in.writerIndex();
        while (lineStart < end) {
            byte first = in.getByte(lineStart);
            if (first == ' ' || first == '\t') {
                return true;
            }
            int lineFeed = in.forEachByte(lineStart, end - lineStart, ByteProcessor.FIND_LF);
            if (lineFeed < 0) {
                return false;
            }
            boolean empty = lineFeed == lineStart || (lineFeed == lineStart + 1 && first == '\r');
            if (empty && lineStart > in.readerIndex()) {
                return false;
            }
            lineStart = lineFeed + 1;
        }
        return false;
    }

    /** What is wrong with the request line, once it is whole; null when nothing is. */
    private String faultOfRequestLine(ByteBuf in) {
        int start = in.readerIndex();
        // One who ends a body with an empty line too many is forgiven, as RFC 9112 asks.
        while (start + 1 < in.writerIndex() && in.getByte(start) == '\r' && in.getByte(start + 1) == '\n') {
            start += 2;
        }
        int lineFeed = lineChecked ? -1 : in.indexOf(start, in.writerIndex(), (byte) '\n');
        if (lineFeed < 0) {
            return null;
        }
        lineChecked = true;
        return RequestLine.fault(in, start, lineFeed);
    }

    private static FullHttpRequest refused(String why) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
        request.setDecoderResult(DecoderResult.failure(new DecoderException(why)));
        return request;
    }
}
