package io.boxoffice.gateway.admin;

import io.boxoffice.gateway.http.HttpLimits;
import java.util.Set;

/**
 * Where and how the admin port listens.
 *
 * @param port         0 for any free one
 * @param allowedHosts that a request's Host may name, besides localhost, loopback addresses and {@code host}
 */
public record AdminConfig(String host, int port, Set<String> allowedHosts, HttpLimits http) {
    public static AdminConfig defaults() {
        HttpLimits limits =
                new HttpLimits(2_048, 8_192, 1_024, 65_536, 64, 4, 5_000, 5_000, 30_000, 10_000, 200, 1_000);
        return new AdminConfig("127.0.0.1", 8081, Set.of(), limits);
    }
}
