package io.boxoffice.gateway.http;

import io.boxoffice.protocol.config.Section;

/** What one HTTP port accepts. Immutable. */
public record HttpLimits(
        Requests requests, Bodies bodies, Connections connections, Memory memory, LeastRates rates, Timeouts timeouts) {
    /**
     * The first line and the header of a request.
     *
     * @param maxLineBytes   longer: 414
     * @param maxHeaderBytes all header lines together; more: 431
     * @param maxPipelined   requests of one connection under way at a time; nothing more is read beyond
     */
    public record Requests(int maxLineBytes, int maxHeaderBytes, int maxPipelined) {
        public Requests {
            require(maxLineBytes >= 64 && maxHeaderBytes >= 64 && maxPipelined >= 1);
        }
    }

    /**
     * The bodies of requests.
     *
     * @param maxBytes                  of a request whose route states no limit of its own; more: 413
     * @param maxBufferedBytes          of all requests under way whose body may be larger than {@code maxBytes}; beyond: 503
     * @param maxBufferedSmallBytes     of all other requests under way: large bodies cannot take this room; beyond: 503
     * @param maxBufferedPerCallerBytes of one caller's requests under way that came in several pieces, apart from one body of
     *                                  any size; beyond: 503
     */
    public record Bodies(
            int maxBytes, long maxBufferedBytes, long maxBufferedSmallBytes, long maxBufferedPerCallerBytes) {
        public Bodies {
            require(maxBytes >= 0
                    && maxBufferedBytes >= maxBytes
                    && maxBufferedSmallBytes >= maxBytes
                    && maxBufferedPerCallerBytes >= maxBytes);
        }
    }

    /**
     * Open connections. Further ones are answered 503 and closed; with TLS they are closed without an answer, which would take
     * a handshake first.
     *
     * @param max           of all
     * @param maxPerAddress of one address that is no trusted proxy
     */
    public record Connections(int max, int maxPerAddress) {
        public Connections {
            require(max >= 1 && maxPerAddress >= 1);
        }
    }

    /**
     * What connections may hold in memory: answers that are not sent, and requests that are not decoded.
     *
     * @param maxHeldBytes          of all connections. From three quarters on, a connection begins a request only when it holds
     *                              none, and slow ones are cut off sooner; beyond, answers over 4 KiB become 503
     * @param maxHeldPerConnectionBytes of one connection; beyond, answers over 4 KiB become 503
     */
    public record Memory(long maxHeldBytes, long maxHeldPerConnectionBytes) {
        public Memory {
            require(maxHeldBytes >= 1 && maxHeldPerConnectionBytes >= 1);
        }
    }

    /**
     * How fast a client must be, in bytes a second; 0: as slow as it likes, within the time-outs.
     *
     * @param bodyBytesPerSecond   of a body that it sends, after {@link #GRACE_MS}
     * @param answerBytesPerSecond of an answer that it takes, over each {@link Timeouts#writeMs()}
     */
    public record LeastRates(int bodyBytesPerSecond, int answerBytesPerSecond) {
        public LeastRates {
            require(bodyBytesPerSecond >= 0 && answerBytesPerSecond >= 0);
        }
    }

    /**
     * Times in milliseconds.
     *
     * @param headerMs        from the first byte of a request to the end of its header; longer: 408
     * @param bodyMs          from the end of the header to the end of the body; longer: 408
     * @param idleMs          between requests; longer: closed
     * @param writeMs         a client that takes less than the least rate of a waiting answer for so long is cut off
     * @param pressedMs       instead of header and write time-outs while connections hold three quarters of what they may
     * @param lingerMs        after refusing a request half read, how long the rest is read and dropped so that the client
     *                        sees the answer
     * @param refusedPauseMs  how long a connection is not read after a request too many (429), unless it is a trusted proxy's,
     *                        which speaks for others too; 0: it is read on
     * @param shutdownGraceMs how long a stop waits for accepted requests to be answered
     */
    public record Timeouts(
            int headerMs,
            int bodyMs,
            int idleMs,
            int writeMs,
            int pressedMs,
            int lingerMs,
            int refusedPauseMs,
            int shutdownGraceMs) {
        public Timeouts {
            require(headerMs >= 1
                    && bodyMs >= 1
                    && idleMs >= 1
                    && writeMs >= 1
                    && pressedMs >= 1
                    && lingerMs >= 0
                    && refusedPauseMs >= 0
                    && shutdownGraceMs >= 0);
        }
    }

    /** How long a body may come slower than the least rate. */
    static final int GRACE_MS = 3_000;

    private static void require(boolean inRange) {
        if (!inRange) {
            throw new IllegalArgumentException("HTTP limit out of range");
        }
    }

    /** Reads the section {@code http.limits}, without the key {@code max-large-body-bytes}, which is of routes. */
    public static HttpLimits read(Section s) {
        int maxBodyBytes = s.integer("max-body-bytes", 1024, 1 << 20);
        return new HttpLimits(
                new Requests(
                        s.integer("max-request-line-bytes", 64, 1 << 20),
                        s.integer("max-header-bytes", 64, 1 << 20),
                        s.integer("max-pipelined-requests", 1, 10_000)),
                new Bodies(
                        maxBodyBytes,
                        s.integer("max-buffered-body-bytes", maxBodyBytes, 1 << 30),
                        s.integer("max-buffered-small-body-bytes", maxBodyBytes, 1 << 30),
                        s.integer("max-buffered-body-bytes-per-caller", maxBodyBytes, 1 << 30)),
                new Connections(
                        s.integer("max-connections", 1, 10_000_000),
                        s.integer("max-connections-per-address", 1, 10_000_000)),
                new Memory(
                        s.whole("max-held-bytes", 1 << 20, Long.MAX_VALUE),
                        s.whole("max-held-bytes-per-connection", 65_536, Long.MAX_VALUE)),
                new LeastRates(
                        s.integer("least-body-bytes-per-second", 0, 1 << 30),
                        s.integer("least-answer-bytes-per-second", 0, 1 << 30)),
                new Timeouts(
                        s.integer("header-timeout-ms", 1, 3_600_000),
                        s.integer("body-timeout-ms", 1, 3_600_000),
                        s.integer("idle-timeout-ms", 1, 86_400_000),
                        s.integer("write-timeout-ms", 1, 3_600_000),
                        s.integer("pressed-timeout-ms", 1, 3_600_000),
                        s.integer("linger-ms", 0, 600_000),
                        s.integer("refused-pause-ms", 0, 60_000),
                        s.integer("shutdown-grace-ms", 0, 600_000)));
    }

    public static HttpLimits defaults() {
        return new HttpLimits(
                new Requests(4_096, 16_384, 32),
                new Bodies(8_192, 67_108_864, 16_777_216, 262_144),
                new Connections(10_000, 2_000),
                new Memory(25_165_824, 2_097_152),
                new LeastRates(1_024, 1_024),
                new Timeouts(10_000, 30_000, 75_000, 30_000, 2_000, 1_000, 200, 10_000));
    }

    /** How often connections are looked at for time-outs. */
    int sweepIntervalMs() {
        int shortest =
                Math.min(Math.min(timeouts.headerMs, timeouts.bodyMs), Math.min(timeouts.idleMs, timeouts.writeMs));
        return Math.max(10, Math.min(1_000, shortest / 4));
    }

    public HttpLimits withBodies(Bodies other) {
        return new HttpLimits(requests, other, connections, memory, rates, timeouts);
    }

    public HttpLimits withConnections(Connections other) {
        return new HttpLimits(requests, bodies, other, memory, rates, timeouts);
    }

    public HttpLimits withMemory(Memory other) {
        return new HttpLimits(requests, bodies, connections, other, rates, timeouts);
    }

    public HttpLimits withTimeouts(Timeouts other) {
        return new HttpLimits(requests, bodies, connections, memory, rates, other);
    }
}
