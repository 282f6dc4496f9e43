package io.boxoffice.server.config;

import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.engine.pipeline.WaitMode;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.admin.AdminConfig;
import io.boxoffice.gateway.auth.RequestRates;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.EventLoops.Transport;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.gateway.route.Callers;
import io.boxoffice.gateway.route.CorsPolicy;
import io.boxoffice.gateway.stream.StreamLimits;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.server.config.ServerConfig.Asked;
import io.boxoffice.server.config.ServerConfig.Booking;
import io.boxoffice.server.config.ServerConfig.Database;
import io.boxoffice.server.config.ServerConfig.Login;
import io.boxoffice.server.config.ServerConfig.Retention;
import io.boxoffice.server.config.ServerConfig.Services;
import io.boxoffice.server.config.ServerConfig.Snapshots;
import io.boxoffice.services.booking.BookingListConfig;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.QuotaConfig;
import io.boxoffice.services.catalog.ShowRules;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.SandboxConfig;
import java.nio.file.Path;
import java.util.Set;
import net.openhft.chronicle.queue.RollCycles;

/** Reads the merged configuration into the rooms' own records, each value with its range. */
final class ConfigTree {
    private static final String SANDBOX = "sandbox";
    private static final int MAX_UNITS = 48;
    private static final int MAX_COUNT = 1_000_000_000;
    private static final int MAX_RATE = 10_000_000;
    private static final long DAY_MS = 86_400_000L;
    private static final long MAX_BYTES = Long.MAX_VALUE;

    private final Section root;

    ConfigTree(Section root) {
        this.root = root;
    }

    ServerConfig server() {
        Section journal = root.section("journal");
        return new ServerConfig(
                Path.of(root.text("data-directory")),
                gateway(root.section("http")),
                admin(root.section("admin")),
                database(root.section("database")),
                journal(journal),
                snapshots(root.section("snapshot")),
                new Retention(root.integer("retention.days", 0, 36_500)),
                pipeline(root.section("ring")),
                booking(root.section("booking")),
                showDefaults(root.section("show-defaults")),
                catalog(root.section("catalog")),
                quotas(root.section("quotas")),
                new Services(
                        root.integer("services.threads", 1, 1000),
                        root.integer("services.max-queued", 0, MAX_COUNT),
                        root.integer("services.max-per-caller", 1, MAX_COUNT),
                        root.integer("services.threads-without-token", 1, MAX_COUNT)),
                bookingLists(root.section("lists")),
                payment(root.section("payment")),
                sandbox(root.section("sandbox")),
                writer(root.section("writer")),
                new Asked(
                        sandboxAsked(root.section("payment")),
                        root.flag("http.allow-plain"),
                        root.flag("admin.allow-remote")));
    }

    private static boolean sandboxAsked(Section s) {
        for (String provider : s.texts("providers")) {
            if (!provider.equals(SANDBOX)) {
                throw s.refused("providers", "may name " + SANDBOX + " and nothing else, has \"" + provider + "\"");
            }
        }
        return !s.texts("providers").isEmpty();
    }

    private GatewayConfig gateway(Section s) {
        Section work = s.section("work");
        Section callers = s.section("callers");
        GatewayConfig defaults = GatewayConfig.defaults();
        int threads = s.integer("event-loop-threads", 0, 256);
        return new GatewayConfig(
                new GatewayConfig.Listener(
                        s.text("bind-address"),
                        s.integer("port", 0, 65_535),
                        threads == 0 ? defaults.listener().eventLoopThreads() : threads,
                        s.choice("transport", Transport.class),
                        tls(s.section("tls"))),
                limits(s.section("limits")),
                new GatewayConfig.Work(
                        work.integer("max-in-flight-per-loop", 1, 1 << 20),
                        work.integer("target-wait-ms", 0, 60_000),
                        work.integer("worker-threads", 1, 256),
                        work.integer("max-queued", 0, MAX_COUNT),
                        s.integer("limits.max-large-body-bytes", 1024, 1 << 30),
                        maxSeatsPerMap(),
                        work.whole("max-cached-bytes", 0, MAX_BYTES),
                        work.whole("max-shared-bytes", 1 << 20, MAX_BYTES)),
                callers(callers),
                new GatewayConfig.Lists(root.integer("lists.default-limit", 1, maxLimit()), maxLimit()),
                streams(s.section("streams")),
                new CorsPolicy(
                        Set.copyOf(s.texts("cors.allowed-origins")), s.integer("cors.max-age-seconds", 0, 86_400)));
    }

    private static GatewayConfig.TlsFiles tls(Section s) {
        String certificate = s.text("certificate-file");
        String key = s.text("key-file");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw s.refused(key.isEmpty() ? "key-file" : "certificate-file", "is missing: TLS needs both files");
        }
        return certificate.isEmpty()
                ? null
                : new GatewayConfig.TlsFiles(
                        Path.of(certificate), Path.of(key), s.whole("reload-interval-ms", 0, DAY_MS));
    }

    private static GatewayConfig.Callers callers(Section s) {
        return new GatewayConfig.Callers(
                s.whole("max-cached-token-bytes", 0, MAX_BYTES),
                new Callers.Rates(
                        rate(s, "requests-per-second", "request-burst"),
                        rate(s, "staff-requests-per-second", "staff-request-burst"),
                        rate(s, "address-requests-per-second", "address-request-burst"),
                        rate(s, "failed-tokens-per-second", "failed-token-burst"),
                        s.integer("max-rated", 1, MAX_COUNT)),
                addresses(s));
    }

    private static RequestRates.Rate rate(Section s, String perSecond, String burst) {
        return new RequestRates.Rate(s.integer(perSecond, 0, MAX_RATE), s.integer(burst, 1, MAX_RATE));
    }

    private static ClientAddresses addresses(Section s) {
        try {
            return ClientAddresses.of(s.texts("trusted-proxies"));
        } catch (IllegalArgumentException e) {
            throw s.refused("trusted-proxies", e.getMessage());
        }
    }

    private static HttpLimits limits(Section s) {
        int maxBodyBytes = s.integer("max-body-bytes", 1024, 1 << 20);
        return new HttpLimits(
                new HttpLimits.Requests(
                        s.integer("max-request-line-bytes", 64, 1 << 20),
                        s.integer("max-header-bytes", 64, 1 << 20),
                        s.integer("max-pipelined-requests", 1, 10_000)),
                new HttpLimits.Bodies(
                        maxBodyBytes,
                        s.integer("max-buffered-body-bytes", maxBodyBytes, 1 << 30),
                        s.integer("max-buffered-small-body-bytes", maxBodyBytes, 1 << 30),
                        s.integer("max-buffered-body-bytes-per-caller", maxBodyBytes, 1 << 30)),
                new HttpLimits.Connections(
                        s.integer("max-connections", 1, 10_000_000),
                        s.integer("max-connections-per-address", 1, 10_000_000)),
                new HttpLimits.Memory(
                        s.whole("max-held-bytes", 1 << 20, MAX_BYTES),
                        s.whole("max-held-bytes-per-connection", 65_536, MAX_BYTES)),
                new HttpLimits.LeastRates(
                        s.integer("least-body-bytes-per-second", 0, 1 << 30),
                        s.integer("least-answer-bytes-per-second", 0, 1 << 30)),
                new HttpLimits.Timeouts(
                        s.integer("header-timeout-ms", 1, 3_600_000),
                        s.integer("body-timeout-ms", 1, 3_600_000),
                        s.integer("idle-timeout-ms", 1, 86_400_000),
                        s.integer("write-timeout-ms", 1, 3_600_000),
                        s.integer("pressed-timeout-ms", 1, 3_600_000),
                        s.integer("linger-ms", 0, 600_000),
                        s.integer("refused-pause-ms", 0, 60_000),
                        s.integer("shutdown-grace-ms", 0, 600_000)));
    }

    private static StreamLimits streams(Section s) {
        return new StreamLimits(
                s.integer("max-streams", 0, 10_000_000),
                s.integer("max-streams-per-address", 1, 10_000_000),
                s.integer("publish-interval-ms", 1, 60_000),
                s.integer("heartbeat-ms", 1, 3_600_000),
                s.integer("max-recent-deltas", 0, 1_000_000),
                s.integer("max-recent-bytes", 0, 1 << 30),
                s.integer("feed-linger-ms", 0, 86_400_000));
    }

    private static AdminConfig admin(Section s) {
        return new AdminConfig(
                s.text("bind-address"),
                s.integer("port", 0, 65_535),
                Set.copyOf(s.texts("allowed-hosts")),
                AdminConfig.defaults().http());
    }

    private static Database database(Section s) {
        String url = s.text("jdbc-url");
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            throw s.refused("jdbc-url", "must begin with jdbc:postgresql:");
        }
        Login owner = new Login(s.text("user"), s.text("password"));
        return new Database(
                url,
                owner,
                login(s.section("features"), owner),
                login(s.section("writer"), owner),
                s.integer("niceness", 0, 19));
    }

    private static Login login(Section s, Login otherwise) {
        String user = s.text("user");
        if (user.isEmpty() && !s.text("password").isEmpty()) {
            throw s.refused("password", "is a password of nobody: name the user too");
        }
        return user.isEmpty() ? otherwise : new Login(user, s.text("password"));
    }

    private static JournalConfig journal(Section s) {
        return new JournalConfig(
                s.choice("durability", Durability.class),
                s.choice("roll-cycle", RollCycles.class),
                s.integer("block-bytes", 1 << 20, 1 << 30),
                s.integer("max-batch-bytes", 4096, 1 << 30),
                s.whole("low-floor-bytes", 0, MAX_BYTES),
                s.whole("exhausted-floor-bytes", 0, MAX_BYTES),
                s.whole("floor-interval-ms", 1, DAY_MS));
    }

    private static Snapshots snapshots(Section s) {
        return new Snapshots(
                s.whole("interval-commands", 0, Long.MAX_VALUE),
                s.whole("interval-ms", 0, 365 * DAY_MS),
                s.whole("stop-commands", 0, Long.MAX_VALUE),
                s.integer("kept", 2, 1000));
    }

    private static PipelineConfig pipeline(Section s) {
        return new PipelineConfig(
                s.integer("slots", 4, 1 << 20),
                s.integer("max-batch-commands", 1, 1 << 20),
                s.integer("max-batch-bytes", 1024, 1 << 30),
                s.integer("max-reply-channels", 1, 100_000),
                s.integer("max-replies-in-flight", 1, 1 << 24),
                s.choice("wait-mode", WaitMode.class),
                s.integer("wake-check-ms", 1, 100),
                s.integer("seal-after-idle-ms", 1, 3_600_000),
                s.integer("stop-timeout-ms", 1, 3_600_000));
    }

    private Booking booking(Section s) {
        return new Booking(
                s.integer("max-seat-maps", 1, 10_000_000),
                maxSeatsPerMap(),
                s.integer("max-shows", 1, 10_000_000),
                s.integer("max-seats-on-sale", 1, MAX_COUNT),
                s.integer("max-reservations", 1, MAX_COUNT),
                s.integer("max-uploads", 1, 10_000),
                s.whole("upload-ttl-ms", 1000, DAY_MS),
                s.integer("max-units-per-hold", 1, MAX_UNITS),
                s.whole("max-hold-ttl-ms", 1000, 30 * DAY_MS),
                s.integer("max-extensions", 0, 1000),
                s.whole("payment-window-ms", 1000, DAY_MS),
                s.integer("max-payment-attempts", 1, 1000),
                s.whole("lapsed-retention-ms", 0, 30 * DAY_MS),
                s.integer("max-keys-per-reservation", 1, 1000),
                s.integer("work-per-command", 1, 100_000),
                s.whole("seat-map-retention-ms", 0, 36_500 * DAY_MS),
                s.whole("max-hold-life-ms", 1_000, DAY_MS),
                s.whole("max-state-bytes", 1_000_000, 1L << 40),
                uploadWindowMs());
    }

    private static ShowRules showDefaults(Section s) {
        return new ShowRules(
                s.whole("hold-ttl-ms", 1000, 30 * DAY_MS),
                s.integer("max-units-per-hold", 1, MAX_UNITS),
                s.integer("max-units-per-customer", 0, 1_000_000),
                s.flag("stranded-seat-rule"));
    }

    private CatalogConfig catalog(Section s) {
        return new CatalogConfig(
                s.integer("max-connections", 1, 1000),
                s.whole("connect-timeout-ms", 250, 600_000),
                s.whole("statement-timeout-ms", 1, 3_600_000),
                maxLimit(),
                maxSeatsPerMap(),
                s.integer("max-cached-shows", 1, MAX_COUNT),
                s.integer("max-kept-response-bytes", 0, 1 << 30),
                s.whole("key-retention-ms", 0, 365 * DAY_MS),
                s.whole("keeper-interval-ms", 1, DAY_MS),
                s.whole("archive-after-ms", 0, 36_500 * DAY_MS),
                s.whole("max-show-duration-ms", 1, 36_500 * DAY_MS),
                s.whole("max-show-ahead-ms", 1, 36_500 * DAY_MS),
                s.whole("check-in-before-start-ms", 0, 36_500 * DAY_MS),
                s.whole("max-check-in-after-end-ms", 0, 365 * DAY_MS),
                uploadWindowMs());
    }

    private static QuotaConfig quotas(Section s) {
        return new QuotaConfig(
                s.integer("venues", 0, MAX_COUNT),
                s.integer("halls", 0, MAX_COUNT),
                s.integer("events", 0, MAX_COUNT),
                s.integer("seat-maps", 0, MAX_COUNT),
                s.whole("seats", 0, MAX_BYTES),
                s.integer("shows", 0, MAX_COUNT),
                s.integer("keys", 0, MAX_COUNT),
                s.integer("changes", 1, MAX_COUNT),
                s.integer("step-keys-per-show", 0, 1_000_000));
    }

    private BookingListConfig bookingLists(Section s) {
        return new BookingListConfig(
                maxLimit(),
                s.whole("max-wait-ms", 0, 600_000),
                s.whole("poll-interval-ms", 1, 60_000),
                s.whole("max-known-customers", 1, MAX_COUNT),
                s.whole("max-cached-seats", 0, MAX_COUNT));
    }

    private static PaymentConfig payment(Section s) {
        return new PaymentConfig(
                s.integer("max-in-flight", 1, MAX_COUNT),
                s.whole("respond-within-ms", 0, 600_000),
                s.whole("attempt-timeout-ms", 1, DAY_MS),
                s.whole("retry-min-ms", 1, DAY_MS),
                s.whole("retry-max-ms", 1, DAY_MS),
                s.integer("max-queued-settlements", 1, MAX_COUNT),
                s.integer("max-concurrent-settlements", 1, 100_000),
                s.whole("feed-interval-ms", 1, DAY_MS),
                s.whole("rescan-interval-ms", 1, DAY_MS),
                s.whole("provider-timeout-ms", 1, DAY_MS));
    }

    private static SandboxConfig sandbox(Section s) {
        return new SandboxConfig(
                s.whole("late-approval-ms", 0, DAY_MS),
                s.whole("pending-ms", 0, DAY_MS),
                s.integer("max-attempts", 1, MAX_COUNT),
                s.integer("max-queued", 1, MAX_COUNT),
                s.whole("compact-after-bytes", 1024, MAX_BYTES));
    }

    private static ServerConfig.Writer writer(Section s) {
        return new ServerConfig.Writer(
                s.flag("enabled"),
                s.integer("batch-max-events", 1, 100_000),
                s.whole("batch-max-wait-ms", 0, 60_000),
                s.whole("poll-interval-ms", 1, 60_000),
                s.whole("idle-check-interval-ms", 1, 3_600_000),
                s.whole("backoff-min-ms", 1, 3_600_000),
                s.whole("backoff-max-ms", 1, 3_600_000),
                s.whole("connect-timeout-ms", 1_000, 600_000),
                s.whole("answer-timeout-ms", 1_000, 3_600_000),
                s.whole("close-timeout-ms", 1, 3_600_000));
    }

    private int maxSeatsPerMap() {
        return root.integer("booking.max-seats-per-map", 1, 100_000);
    }

    private long uploadWindowMs() {
        return root.whole("booking.check-in-upload-window-ms", 0, 365 * DAY_MS);
    }

    private int maxLimit() {
        return root.integer("lists.max-limit", 1, 10_000);
    }
}
