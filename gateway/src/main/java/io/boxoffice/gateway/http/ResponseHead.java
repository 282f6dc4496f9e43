package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Writes status line and headers. Any thread. */
final class ResponseHead {
    static final byte[] CONTINUE = Json.utf8("HTTP/1.1 100 Continue\r\n\r\n");

    private static final byte[] JSON_TYPE = Json.utf8("content-type: " + Response.JSON + "\r\n");
    private static final byte[] CONTENT_LENGTH = Json.utf8("content-length: ");
    private static final byte[] CLOSE = Json.utf8("connection: close\r\n");
    private static final byte[] END_OF_LINE = Json.utf8("\r\n");

    /** The status line and what every answer says, by status. */
    private static final byte[][] BEGINNINGS = new byte[600][];

    static {
        for (int status = 200; status < BEGINNINGS.length; status++) {
            String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
            BEGINNINGS[status] =
                    Json.utf8("HTTP/1.1 " + status + ' ' + reason + "\r\nx-content-type-options: nosniff\r\n");
        }
    }

    private static volatile Clocked clocked = Clocked.at(0);

    private ResponseHead() {}

    /**
     * What the clock says, as answers carry it: Date, and Server-Time, which pages may read and which has milliseconds.
     *
     * @param lines both headers
     */
    private record Clocked(long ms, byte[] lines) {
        private static final int MS_DIGITS_FROM_END = "000Z\r\n".length();

        static Clocked at(long ms) {
            long second = ms / 1000;
            String time = Instant.ofEpochSecond(second).toString();
            byte[] lines = Json.utf8("date: " + DateFormatter.format(new Date(second * 1000)) + "\r\nserver-time: "
                    + time.substring(0, time.length() - 1) + ".000Z\r\n");
            return new Clocked(second * 1000, lines).moved(ms);
        }

        /** Nearly always within the same second: only three digits differ. */
        Clocked next(long nowMs) {
            return nowMs / 1000 == ms / 1000 ? moved(nowMs) : at(nowMs);
        }

        private Clocked moved(long nowMs) {
            byte[] other = lines.clone();
            int at = other.length - MS_DIGITS_FROM_END;
            int rest = (int) (nowMs % 1000);
            other[at] = (byte) ('0' + rest / 100);
            other[at + 1] = (byte) ('0' + rest / 10 % 10);
            other[at + 2] = (byte) ('0' + rest % 10);
            return new Clocked(nowMs, other);
        }
    }

    /**
     * @param contentLength -1: the body ends with the connection
     */
    static void write(ByteBuf out, Response response, long contentLength, boolean close) {
        int status = response.status();
        out.writeBytes(BEGINNINGS[status]);
        out.writeBytes(clock());
        String contentType = response.contentType();
        if (Response.JSON.equals(contentType)) {
            out.writeBytes(JSON_TYPE);
        } else if (contentType != null) {
            line(out, "content-type", contentType);
        }
        if (contentLength >= 0 && status != 204 && status != 304) {
            out.writeBytes(CONTENT_LENGTH);
            ascii(out, Long.toString(contentLength));
            out.writeBytes(END_OF_LINE);
        }
        List<String> headers = response.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            line(out, headers.get(i), headers.get(i + 1));
        }
        if (close) {
            out.writeBytes(CLOSE);
        }
        out.writeBytes(END_OF_LINE);
    }

    private static void line(ByteBuf out, String name, String value) {
        ascii(out, name);
        ascii(out, ": ");
        ascii(out, value);
        out.writeBytes(END_OF_LINE);
    }

    private static void ascii(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    /** Made once a millisecond, whoever answers. */
    private static byte[] clock() {
        long ms = System.currentTimeMillis();
        Clocked now = clocked;
        if (now.ms != ms) {
            now = now.next(ms);
            clocked = now;
        }
        return now.lines;
    }
}
