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
        ascii(out, "HTTP/1.1 ");
        ascii(out, Integer.toString(status));
        out.writeByte(' ');
        ascii(out, HttpResponseStatus.valueOf(status).reasonPhrase());
        ascii(out, "\r\n");
        out.writeBytes(date());
        if (response.contentType() != null) {
            line(out, "content-type", response.contentType());
        }
        if (contentLength >= 0 && status != 204 && status != 304) {
            line(out, "content-length", Long.toString(contentLength));
        }
        line(out, "x-content-type-options", "nosniff");
        List<String> headers = response.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            line(out, headers.get(i), headers.get(i + 1));
        }
        if (close) {
            line(out, "connection", "close");
        }
        ascii(out, "\r\n");
    }

    private static void line(ByteBuf out, String name, String value) {
        ascii(out, name);
        ascii(out, ": ");
        ascii(out, value);
        ascii(out, "\r\n");
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
