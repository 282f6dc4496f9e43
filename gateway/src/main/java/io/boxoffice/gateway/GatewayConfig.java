package io.boxoffice.gateway;

import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.booking.GroupHoldLimits;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.EventLoops.Transport;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.gateway.http.PublicUrl;
import io.boxoffice.gateway.route.Callers.Rates;
import io.boxoffice.gateway.route.CorsPolicy;
import io.boxoffice.gateway.stream.StreamLimits;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import java.nio.file.Path;

/** Everything about the gateway that can be configured. Each default is pinned by a test. */
public record GatewayConfig(
        Listener listener,
        HttpLimits http,
        Work work,
        Callers callers,
        Lists lists,
        GroupHoldLimits groupHolds,
        StreamLimits streams,
        CorsPolicy cors,
        PublicUrl publicUrl) {
    /** Reads it from the sections {@code http} and {@code lists}. */
    public static final ConfigPart<GatewayConfig> PART =
            new ConfigPart<>("http", GatewayConfig.class, GatewayConfig::read);

    /**
     * Where it listens.
     *
     * @param port             0 for any free one
     * @param eventLoopThreads that do all input and output
     * @param tls              null for plain text
     */
    public record Listener(String host, int port, int eventLoopThreads, Transport transport, TlsFiles tls) {
        private static Listener read(Section s) {
            int threads = s.integer("event-loop-threads", 0, 256);
            return new Listener(
                    s.text("bind-address"),
                    s.integer("port", 0, 65_535),
                    threads == 0 ? defaultThreads() : threads,
                    s.choice("transport", Transport.class),
                    TlsFiles.read(s.section("tls")));
        }
    }

    /**
     * PEM files: the certificate chain, and its private key in PKCS 8.
     *
     * @param reloadIntervalMs between two looks whether they have changed; 0: never
     */
    public record TlsFiles(Path certificateChain, Path privateKey, long reloadIntervalMs) {
        private static TlsFiles read(Section s) {
            String certificate = s.text("certificate-file");
            String key = s.text("key-file");
            if (certificate.isEmpty() != key.isEmpty()) {
                throw s.refused(key.isEmpty() ? "key-file" : "certificate-file", "is missing: TLS needs both files");
            }
            return certificate.isEmpty()
                    ? null
                    : new TlsFiles(
                            Path.of(certificate), Path.of(key), s.whole("reload-interval-ms", 0, Section.DAY_MS));
        }
    }

    /**
     * How much may be under way.
     *
     * @param maxInFlightPerLoop requests of one event loop that wait for the booking core; more: 503
     * @param targetWaitMs       within which at least one of them in 100 ms should be answered; else, when there are many, new
     *                           holds and all that only looks are 503 while the oldest waits longer, and what completes a sale
     *                           or gives seats back goes on; 0: never
     * @param workerThreads      that encode what is large
     * @param maxQueuedWork      that waits for one of them; more: 503
     * @param maxLargeBodyBytes  of seat maps, prices and blocks sent in; more: 413
     * @param maxSeatsPerMap     of a seat map sent in
     * @param maxCachedBytes     of encoded seat maps and prices that are kept; and as much of availability
     * @param maxSharedBytes     of encoded bodies, kept or amid being sent; more: 503
     */
    public record Work(
            int maxInFlightPerLoop,
            int targetWaitMs,
            int workerThreads,
            int maxQueuedWork,
            int maxLargeBodyBytes,
            int maxSeatsPerMap,
            long maxCachedBytes,
            long maxSharedBytes) {
        private static Work read(Section http) {
            Section s = http.section("work");
            return new Work(
                    s.integer("max-in-flight-per-loop", 1, 1 << 20),
                    s.integer("target-wait-ms", 0, 60_000),
                    s.integer("worker-threads", 1, 256),
                    s.integer("max-queued", 0, Section.MAX_COUNT),
                    http.integer("limits.max-large-body-bytes", 1024, 1 << 30),
                    s.root().integer("booking.max-seats-per-map"),
                    s.whole("max-cached-bytes", 0, Long.MAX_VALUE),
                    s.whole("max-shared-bytes", 1 << 20, Long.MAX_VALUE));
        }
    }

    /**
     * Who asks, and how much.
     *
     * @param maxCachedTokenBytes of verified tokens that are remembered
     * @param addresses           tells whom a connection or request comes from
     */
    public record Callers(long maxCachedTokenBytes, Rates rates, ClientAddresses addresses) {
        private static Callers read(Section s) {
            return new Callers(s.whole("max-cached-token-bytes", 0, Long.MAX_VALUE), Rates.read(s), addresses(s));
        }

        private static ClientAddresses addresses(Section s) {
            try {
                return ClientAddresses.of(s.texts("trusted-proxies"));
            } catch (IllegalArgumentException e) {
                throw s.refused("trusted-proxies", e.getMessage());
            }
        }
    }

    /** How many items a list has by default, and at most. */
    public record Lists(int defaultLimit, int maxLimit) {
        private static Lists read(Section s) {
            int maxLimit = s.integer("max-limit", 1, 10_000);
            return new Lists(s.integer("default-limit", 1, maxLimit), maxLimit);
        }
    }

    private static GatewayConfig read(Section s) {
        return new GatewayConfig(
                Listener.read(s),
                HttpLimits.read(s.section("limits")),
                Work.read(s),
                Callers.read(s.section("callers")),
                Lists.read(s.root().section("lists")),
                GroupHoldLimits.read(s.section("group-holds")),
                StreamLimits.read(s.section("streams")),
                CorsPolicy.read(s.section("cors")),
                PublicUrl.read(s.root().section("public")));
    }

    private static int defaultThreads() {
        return Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
    }

    public static GatewayConfig defaults() {
        return new GatewayConfig(
                new Listener("127.0.0.1", 8080, defaultThreads(), Transport.AUTO, null),
                HttpLimits.defaults(),
                new Work(4_096, 5, 2, 1_024, 33_554_432, 100_000, 29_360_128, 83_886_080),
                new Callers(
                        16_777_216,
                        new Rates(
                                new Rate(100, 200),
                                new Rate(1_000, 2_000),
                                new Rate(2_000, 10_000),
                                new Rate(20, 100),
                                new Rate(50, 1_000),
                                100_000),
                        ClientAddresses.LOOPBACK_TRUSTED),
                new Lists(50, 200),
                new GroupHoldLimits(480, 60),
                StreamLimits.defaults(),
                CorsPolicy.OFF,
                PublicUrl.NONE);
    }

    public GatewayConfig withListener(Listener other) {
        return new GatewayConfig(other, http, work, callers, lists, groupHolds, streams, cors, publicUrl);
    }

    public GatewayConfig withHttp(HttpLimits other) {
        return new GatewayConfig(listener, other, work, callers, lists, groupHolds, streams, cors, publicUrl);
    }

    public GatewayConfig withWork(Work other) {
        return new GatewayConfig(listener, http, other, callers, lists, groupHolds, streams, cors, publicUrl);
    }

    public GatewayConfig withCallers(Callers other) {
        return new GatewayConfig(listener, http, work, other, lists, groupHolds, streams, cors, publicUrl);
    }

    public GatewayConfig withStreams(StreamLimits other) {
        return new GatewayConfig(listener, http, work, callers, lists, groupHolds, other, cors, publicUrl);
    }

    public GatewayConfig withPublicUrl(PublicUrl other) {
        return new GatewayConfig(listener, http, work, callers, lists, groupHolds, streams, cors, other);
    }

    public GatewayConfig withCors(CorsPolicy other) {
        return new GatewayConfig(listener, http, work, callers, lists, groupHolds, streams, other, publicUrl);
    }
}
