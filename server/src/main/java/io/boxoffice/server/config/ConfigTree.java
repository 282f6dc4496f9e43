package io.boxoffice.server.config;

import io.boxoffice.server.config.ServerConfig.Admin;
import io.boxoffice.server.config.ServerConfig.Booking;
import io.boxoffice.server.config.ServerConfig.Cors;
import io.boxoffice.server.config.ServerConfig.Database;
import io.boxoffice.server.config.ServerConfig.Durability;
import io.boxoffice.server.config.ServerConfig.Http;
import io.boxoffice.server.config.ServerConfig.Journal;
import io.boxoffice.server.config.ServerConfig.Payment;
import io.boxoffice.server.config.ServerConfig.RequestLimits;
import io.boxoffice.server.config.ServerConfig.Retention;
import io.boxoffice.server.config.ServerConfig.Ring;
import io.boxoffice.server.config.ServerConfig.ShowDefaults;
import io.boxoffice.server.config.ServerConfig.Storage;
import io.boxoffice.server.config.ServerConfig.Tls;
import io.boxoffice.server.config.ServerConfig.WaitStrategy;
import java.nio.file.Path;

/** Reads the merged configuration into records, each value with its range. */
final class ConfigTree {
    private static final int MAX_UNITS = 48;
    private static final long DAY_MS = 86_400_000L;

    private final Section root;

    ConfigTree(Section root) {
        this.root = root;
    }

    ServerConfig server() {
        return new ServerConfig(
                Path.of(root.text("data-directory")),
                http(root.section("http")),
                admin(root.section("admin")),
                database(root.section("database")),
                journal(root.section("journal")),
                ring(root.section("ring")),
                booking(root.section("booking")),
                showDefaults(root.section("show-defaults")),
                storage(root.section("storage")),
                retention(root.section("retention")),
                payment(root.section("payment")));
    }

    private static Http http(Section s) {
        return new Http(
                s.text("bind-address"),
                s.integer("port", 0, 65_535),
                tls(s.section("tls")),
                new Cors(s.texts("cors.allowed-origins"), s.integer("cors.max-age-seconds", 0, 86_400)),
                limits(s.section("limits")));
    }

    private static Tls tls(Section s) {
        String certificate = s.text("certificate-file");
        String key = s.text("key-file");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw s.refused(key.isEmpty() ? "key-file" : "certificate-file", "is missing: TLS needs both files");
        }
        return certificate.isEmpty() ? null : new Tls(Path.of(certificate), Path.of(key));
    }

    private static RequestLimits limits(Section s) {
        return new RequestLimits(
                s.integer("max-connections", 1, 1_000_000),
                s.integer("max-streams", 0, 1_000_000),
                s.integer("max-uri-bytes", 256, 65_536),
                s.integer("max-header-bytes", 1024, 1 << 20),
                s.integer("max-body-bytes", 1024, 1 << 24),
                s.integer("max-upload-bytes", 1024, 1 << 28),
                s.integer("max-pipelined-requests", 1, 10_000),
                s.integer("request-timeout-ms", 100, 600_000),
                s.integer("idle-timeout-ms", 100, 3_600_000),
                s.integer("write-timeout-ms", 100, 600_000),
                s.integer("list-wait-ms", 0, 60_000),
                s.integer("shutdown-grace-ms", 0, 600_000));
    }

    private static Admin admin(Section s) {
        return new Admin(s.text("bind-address"), s.integer("port", 0, 65_535));
    }

    private static Database database(Section s) {
        String url = s.text("jdbc-url");
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            throw s.refused("jdbc-url", "must begin with jdbc:postgresql:");
        }
        return new Database(
                url,
                s.text("user"),
                s.text("password"),
                s.integer("max-connections", 2, 1000),
                s.integer("connect-timeout-ms", 100, 600_000));
    }

    private static Journal journal(Section s) {
        return new Journal(s.choice("durability", Durability.class), s.integer("max-batch", 1, 65_536));
    }

    private static Ring ring(Section s) {
        int slots = s.integer("slots", 64, 1 << 20);
        if (Integer.bitCount(slots) != 1) {
            throw s.refused("slots", "must be a power of two, is " + slots);
        }
        return new Ring(slots, s.choice("wait-strategy", WaitStrategy.class));
    }

    private static Booking booking(Section s) {
        return new Booking(
                s.integer("max-seat-maps", 1, 10_000_000),
                s.integer("max-seats-per-map", 1, 100_000),
                s.integer("max-shows", 1, 10_000_000),
                s.integer("max-seats-on-sale", 1, 1_000_000_000),
                s.integer("max-reservations", 1, 1_000_000_000),
                s.integer("max-uploads", 1, 10_000),
                s.whole("upload-ttl-ms", 1000, DAY_MS),
                s.integer("max-units-per-hold", 1, MAX_UNITS),
                s.whole("max-hold-ttl-ms", 1000, 30 * DAY_MS),
                s.integer("max-extensions", 0, 1000),
                s.whole("payment-window-ms", 1000, DAY_MS),
                s.integer("max-payment-attempts", 1, 1000),
                s.whole("lapsed-retention-ms", 0, 30 * DAY_MS),
                s.integer("max-keys-per-reservation", 1, 1000),
                s.integer("work-per-command", 1, 100_000));
    }

    private static ShowDefaults showDefaults(Section s) {
        return new ShowDefaults(
                s.whole("hold-ttl-ms", 1000, 30 * DAY_MS),
                s.integer("max-units-per-hold", 1, MAX_UNITS),
                s.integer("max-units-per-customer", 0, 1_000_000),
                s.flag("stranded-seat-rule"),
                s.whole("cancel-before-start-ms", -1, 365 * DAY_MS));
    }

    private static Storage storage(Section s) {
        long low = s.whole("low-floor-bytes", 0, Long.MAX_VALUE);
        long exhausted = s.whole("exhausted-floor-bytes", 0, Long.MAX_VALUE);
        if (exhausted > low) {
            throw s.refused("exhausted-floor-bytes", "must not be above low-floor-bytes");
        }
        return new Storage(low, exhausted);
    }

    private static Retention retention(Section s) {
        return new Retention(s.integer("days", 1, 36_500), s.integer("archive-show-after-days", 0, 36_500));
    }

    private static Payment payment(Section s) {
        return new Payment(
                s.whole("respond-within-ms", 0, 60_000),
                s.whole("provider-timeout-ms", 100, DAY_MS),
                s.whole("sandbox-late-delay-ms", 0, DAY_MS));
    }
}
