package io.boxoffice.gateway.http;

/**
 * What one HTTP port accepts. Sizes are bytes, times milliseconds.
 *
 * @param maxRequestLineBytes  longer: 414
 * @param maxHeaderBytes       all header lines together; more: 431
 * @param maxBodyBytes         of a request whose route states no limit of its own; more: 413
 * @param maxBufferedBodyBytes of all requests under way together; beyond: 503
 * @param maxConnections       further connections are answered 503 and closed; with TLS they are closed without an answer,
 *                             which would take a handshake first
 * @param maxPipelinedRequests requests of one connection under way at a time; reading pauses beyond
 * @param headerTimeoutMs      from the first byte of a request to the end of its header; longer: 408
 * @param bodyTimeoutMs        from the end of the header to the end of the body; longer: 408
 * @param idleTimeoutMs        between requests; longer: closed
 * @param writeTimeoutMs       a client that takes nothing of a waiting answer for so long is cut off
 * @param lingerMs             after refusing a request half read, how long the rest is read and dropped so that the client
 *                             sees the answer
 * @param shutdownGraceMs      how long a stop waits for accepted requests to be answered
 */
public record HttpLimits(
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxBodyBytes,
        long maxBufferedBodyBytes,
        int maxConnections,
        int maxPipelinedRequests,
        int headerTimeoutMs,
        int bodyTimeoutMs,
        int idleTimeoutMs,
        int writeTimeoutMs,
        int lingerMs,
        int shutdownGraceMs) {

    public HttpLimits {
        if (maxRequestLineBytes < 64
                || maxHeaderBytes < 64
                || maxBodyBytes < 0
                || maxBufferedBodyBytes < maxBodyBytes
                || maxConnections < 1
                || maxPipelinedRequests < 1
                || headerTimeoutMs < 1
                || bodyTimeoutMs < 1
                || idleTimeoutMs < 1
                || writeTimeoutMs < 1
                || lingerMs < 0
                || shutdownGraceMs < 0) {
            throw new IllegalArgumentException("HTTP limit out of range");
        }
    }

    public static HttpLimits defaults() {
        return new HttpLimits(
                4096, 16384, 262_144, 100_663_296, 10_000, 32, 10_000, 30_000, 75_000, 30_000, 1_000, 10_000);
    }

    /** How often connections are looked at for time-outs. */
    int sweepIntervalMs() {
        int shortest = Math.min(Math.min(headerTimeoutMs, bodyTimeoutMs), Math.min(idleTimeoutMs, writeTimeoutMs));
        return Math.max(10, Math.min(1_000, shortest / 4));
    }
}
