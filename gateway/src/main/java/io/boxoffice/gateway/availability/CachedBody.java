package io.boxoffice.gateway.availability;

import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.Gzip;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.gateway.route.MediaTypes;
import io.boxoffice.gateway.route.Representations;
import java.util.zip.Deflater;

/**
 * A body that is sent many times: its bytes, its ETag, and the compressed form once somebody asked for it. Whoever made it
 * releases it once. Any thread.
 */
public final class CachedBody {
    private final String contentType;
    private final String etag;
    private final String cacheControl;
    private final SharedBytes.Budget budget;
    private final SharedBytes plain;
    private final int gzipLevel;
    private volatile SharedBytes gzip;
    private boolean released;

    /**
     * One that stays for long: compressed well.
     *
     * @throws ProblemException overloaded, when the budget has no room
     */
    public CachedBody(String contentType, String etag, String cacheControl, byte[] bytes, SharedBytes.Budget budget) {
        this(contentType, etag, cacheControl, bytes, budget, Deflater.DEFAULT_COMPRESSION);
    }

    /**
     * @param gzipLevel as {@link Deflater} has it
     */
    CachedBody(
            String contentType,
            String etag,
            String cacheControl,
            byte[] bytes,
            SharedBytes.Budget budget,
            int gzipLevel) {
        this.contentType = contentType;
        this.etag = etag;
        this.cacheControl = cacheControl;
        this.budget = budget;
        this.gzipLevel = gzipLevel;
        plain = SharedBytes.copyOf(bytes, budget);
    }

    /** The cache has no use for it any more; answers that are being sent keep the bytes. */
    synchronized void release() {
        if (!released) {
            released = true;
            plain.release();
            if (gzip != null) {
                gzip.release();
            }
        }
    }

    /** Whether answering this exchange takes no more work than sending bytes. */
    boolean isReadyFor(Exchange exchange) {
        return gzip != null || !wantsGzip(exchange) || isKnown(exchange, etag);
    }

    /** The answer: the body, compressed if that is taken and pays, or 304. Null: it was released. */
    public Response answer(Exchange exchange) {
        if (isKnown(exchange, etag)) {
            return notModified(etag, cacheControl);
        }
        boolean compressed = wantsGzip(exchange);
        SharedBytes bytes = compressed ? gzip() : plain;
        Response response = bytes == null ? null : Response.of(200, contentType, bytes);
        if (response == null) {
            return null;
        }
        if (compressed) {
            response.header("content-encoding", "gzip");
        }
        return cacheable(response, etag, cacheControl);
    }

    /** How long it is, uncompressed. */
    int plainBytes() {
        return plain.length();
    }

    static Response notModified(String etag, String cacheControl) {
        return cacheable(Response.empty(304), etag, cacheControl);
    }

    /** Whether the client says that it has this version. */
    static boolean isKnown(Exchange exchange, String etag) {
        return Representations.isKnown(exchange.headers(), etag);
    }

    private static Response cacheable(Response response, String etag, String cacheControl) {
        return response.header("etag", etag)
                .header("cache-control", cacheControl)
                .header("vary", "accept, accept-encoding");
    }

    private boolean wantsGzip(Exchange exchange) {
        return plain.length() >= Gzip.MIN_BYTES && MediaTypes.acceptsGzip(exchange.headers());
    }

    /** Null: it was released. */
    private SharedBytes gzip() {
        SharedBytes compressed = gzip;
        if (compressed != null) {
            return compressed;
        }
        synchronized (this) {
            if (gzip == null && !released) {
                byte[] bytes = new byte[plain.length()];
                plain.copyTo(bytes);
                gzip = SharedBytes.copyOf(Gzip.compress(bytes, gzipLevel), budget);
            }
            return gzip;
        }
    }
}
