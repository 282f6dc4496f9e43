package io.boxoffice.gateway.operations;

import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import java.util.Set;

/**
 * Where and how the admin port listens.
 *
 * @param port         0 for any free one
 * @param allowedHosts that a request's Host may name, besides localhost, loopback addresses and {@code host}
 */
public record AdminConfig(String host, int port, Set<String> allowedHosts, HttpLimits http) {
    /** Reads it from the section {@code admin}. */
    public static final ConfigPart<AdminConfig> PART = new ConfigPart<>("admin", AdminConfig.class, AdminConfig::read);

    private static AdminConfig read(Section s) {
        return new AdminConfig(
                s.text("bind-address"),
                s.integer("port", 0, 65_535),
                Set.copyOf(s.texts("allowed-hosts")),
                defaults().http());
    }

    public static AdminConfig defaults() {
        HttpLimits limits = new HttpLimits(
                new HttpLimits.Requests(2_048, 8_192, 4),
                new HttpLimits.Bodies(1_024, 65_536, 65_536, 65_536),
                new HttpLimits.Connections(64, 64),
                new HttpLimits.Memory(4_194_304, 2_097_152),
                new HttpLimits.LeastRates(1_024, 1_024),
                new HttpLimits.Timeouts(5_000, 5_000, 30_000, 10_000, 2_000, 200, 0, 1_000));
        return new AdminConfig("127.0.0.1", 8081, Set.of(), limits);
    }
}
