package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
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

    private static volatile DateLine dateLine = new DateLine(0);

    private ResponseHead() {}

    private static final class DateLine {
        final long second;
        final byte[] line;

        DateLine(long second) {
            this.second = second;
            line = Json.utf8("date: " + DateFormatter.format(new Date(second * 1000)) + "\r\n");
        }
    }

    /**
     * @param contentLength -1: the body ends with the connection
     */
    static void write(ByteBuf out, Response response, long contentLength, boolean close) {
        int status = response.status();
        out.writeBytes(BEGINNINGS[status]);
        out.writeBytes(date());
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

    private static byte[] date() {
        long second = System.currentTimeMillis() / 1000;
        DateLine line = dateLine;
        if (line.second != second) {
            line = new DateLine(second);
            dateLine = line;
        }
        return line.line;
    }
}
