package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Digests;
import io.boxoffice.gateway.http.Gzip;
import io.boxoffice.gateway.http.Response;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * What a blocking call read, as the client wants it: 304 when it is known, compressed when it is large. A route that says
 * {@link Route.Builder#etag} and whose handler gives no ETag, as those of lists, gets a weak one of the body. Pages are compressed whatever
 * they answer; one that has a person's proof must not repeat what an address says, or its length would tell the proof. Any thread.
 */
public final class Representations {
    private static final String GZIPPED = "--gzip\"";

    private Representations() {}

    /** The answer to send; whole bodies that chose their own form, as seat maps do, stay as they are. */
    static Response of(Call call, Response response) {
        boolean isRead = call.route().method() == Route.Method.GET && response.status() == 200 && response.isJson();
        if (response.hasHeader("vary") || !isRead && !response.isHtml()) {
            return response;
        }
        HttpHeaders headers = call.exchange().headers();
        String etag = response.header("etag");
        boolean tagged = call.route().headers(200).contains(AnswerHeader.ETAG);
        boolean own = etag == null && tagged;
        if (own) {
            etag = weak(ByteBufUtil.getBytes(response.body()));
        }
        boolean compressed = response.body().readableBytes() >= Gzip.MIN_BYTES && MediaTypes.acceptsGzip(headers);
        boolean known = tagged && isKnown(headers, etag);
        if (!known && !compressed && !own) {
            return response.header("vary", "accept-encoding");
        }
        byte[] body = ByteBufUtil.getBytes(response.body());
        Response told = known
                ? Response.empty(304)
                : Response.of(
                        response.status(),
                        response.contentType(),
                        compressed ? Gzip.compress(body, Deflater.BEST_SPEED) : body);
        response.body().release();
        response.copyHeadersTo(told, "etag");
        if (compressed && !known) {
            told.header("content-encoding", "gzip");
        }
        if (etag != null) {
            told.header("etag", compressed ? ofGzipped(etag) : etag);
        }
        if (own && !Dispatcher.isPersonal(call.exchange())) {
            told.header("cache-control", "no-cache");
        }
        return told.header("vary", "accept-encoding");
    }

    /** Whether the client says that it has what an ETag names, in whatever encoding. */
    public static boolean isKnown(HttpHeaders headers, String etag) {
        for (String header : headers.getAll(HttpHeaderNames.IF_NONE_MATCH)) {
            for (String element : header.split(",")) {
                String tag = element.trim();
                if (tag.equals("*") || content(tag).equals(content(etag))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String content(String tag) {
        String strong = tag.startsWith("W/") ? tag.substring(2) : tag;
        return strong.endsWith(GZIPPED) ? strong.substring(0, strong.length() - GZIPPED.length()) + '"' : strong;
    }

    /** A strong ETag names bytes, so other bytes have another; a weak one names what they say. */
    private static String ofGzipped(String etag) {
        return etag.startsWith("W/") ? etag : etag.substring(0, etag.length() - 1) + GZIPPED;
    }

    private static String weak(byte[] body) {
        return "W/\"" + Long.toHexString(ByteBuffer.wrap(Digests.sha256(body)).getLong()) + '"';
    }
}
