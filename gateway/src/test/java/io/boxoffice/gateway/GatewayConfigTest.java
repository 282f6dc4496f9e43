package io.boxoffice.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.admin.AdminConfig;
import io.boxoffice.gateway.http.EventLoops.Transport;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.gateway.route.CorsPolicy;
import io.boxoffice.gateway.stream.StreamLimits;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    @Test
    void shouldPinDefaults() {
        GatewayConfig config = GatewayConfig.defaults();
        GatewayConfig.Listener listener = config.listener();
        assertTrue(listener.eventLoopThreads() >= 1 && listener.eventLoopThreads() <= 8);
        assertEquals(
                new GatewayConfig.Listener("127.0.0.1", 8080, listener.eventLoopThreads(), Transport.AUTO, null),
                listener);
        assertEquals(
                new HttpLimits(
                        4096, 16384, 262_144, 100_663_296, 10_000, 32, 10_000, 30_000, 75_000, 30_000, 1_000, 10_000),
                config.http());
        assertEquals(new GatewayConfig.Work(4_096, 5, 2, 1_024, 33_554_432, 100_000, 2_000, 67_108_864), config.work());
        assertEquals(new GatewayConfig.Callers(50_000, 100, 200, 100_000), config.callers());
        assertEquals(new GatewayConfig.Lists(50, 200), config.lists());
        assertEquals(new StreamLimits(5_000, 100, 15_000, 256, 1_048_576, 60_000), config.streams());
        assertEquals(new CorsPolicy(Set.of(), 600), config.cors());
    }

    @Test
    void shouldPinDefaultsOfTheAdminPort() {
        HttpLimits limits =
                new HttpLimits(2_048, 8_192, 1_024, 65_536, 64, 4, 5_000, 5_000, 30_000, 10_000, 200, 1_000);
        assertEquals(new AdminConfig("127.0.0.1", 8081, Set.of(), limits), AdminConfig.defaults());
    }

    @Test
    void shouldRefuseLimitsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new HttpLimits(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StreamLimits(1, 0, 1, 1, 1, 1));
    }
}
