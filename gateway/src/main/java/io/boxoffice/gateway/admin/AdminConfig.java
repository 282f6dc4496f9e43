package io.boxoffice.gateway.admin;

import io.boxoffice.gateway.http.HttpLimits;

/**
 * Where and how the admin port listens.
 *
 * @param port 0 for any free one
 */
public record AdminConfig(String host, int port, HttpLimits http) {
    public static AdminConfig defaults() {
        HttpLimits limits =
                new HttpLimits(2_048, 8_192, 1_024, 65_536, 64, 4, 5_000, 5_000, 30_000, 10_000, 200, 1_000);
        return new AdminConfig("0.0.0.0", 8081, limits);
    }
}
