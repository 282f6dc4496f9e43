package io.boxoffice.bench.load.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Requests as bytes. Any thread. */
final class HttpText {
    private static final AtomicLong NEXT_KEY = new AtomicLong(System.currentTimeMillis() << 20);
    private static final String HOST = " HTTP/1.1\r\nhost: 127.0.0.1\r\n";

    private HttpText() {}

    /** A header line. */
    static String header(String name, String value) {
        return name + ": " + value + "\r\n";
    }

    /** The header line of a change of whatever version. */
    static final String ANY_VERSION = header("if-match", "*");

    /** The header line of somebody with a token. */
    static String bearer(String token) {
        return header("authorization", "Bearer " + token);
    }

    /** The header line of an Idempotency-Key that was never used before. */
    static String newKey() {
        return header("idempotency-key", Long.toString(NEXT_KEY.getAndIncrement(), Character.MAX_RADIX));
    }

    /** A whole request without a body. */
    static String bodiless(String method, String target, String headers) {
        return method + ' ' + target + HOST + headers + "\r\n";
    }

    /** The head of a request with JSON of so many bytes. */
    static String head(String method, String target, String headers, int bodyBytes) {
        return method + ' ' + target + HOST + headers + header("content-type", "application/json")
                + header("content-length", Integer.toString(bodyBytes)) + "\r\n";
    }

    /** The head of a request with JSON in chunks. */
    static String chunkedHead(String method, String target, String headers) {
        return method + ' ' + target + HOST + headers + header("content-type", "application/json")
                + header("transfer-encoding", "chunked") + "\r\n";
    }

    /** A whole request with JSON in ASCII. */
    static String json(String method, String target, String headers, String body) {
        return head(method, target, headers, body.length()) + body;
    }

    /**
     * ASCII bytes that are shared and never change. Off the heap: else each connection that sends them would copy all of them. Nobody
     * need release them: the collector frees their memory when the last connection is gone.
     */
    static ByteBuf shared(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(ascii.length).put(ascii).flip());
    }

    /** Writes ASCII. */
    static void write(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }
}
