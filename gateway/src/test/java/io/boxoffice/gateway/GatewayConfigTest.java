package io.boxoffice.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.booking.GroupHoldLimits;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.EventLoops.Transport;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.gateway.http.PublicUrl;
import io.boxoffice.gateway.operations.AdminConfig;
import io.boxoffice.gateway.route.Callers.Rates;
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
                        new HttpLimits.Requests(4_096, 16_384, 32),
                        new HttpLimits.Bodies(8_192, 67_108_864, 16_777_216, 262_144),
                        new HttpLimits.Connections(10_000, 2_000),
                        new HttpLimits.Memory(25_165_824, 2_097_152),
                        new HttpLimits.LeastRates(1_024, 1_024),
                        new HttpLimits.Timeouts(10_000, 30_000, 75_000, 30_000, 2_000, 1_000, 200, 10_000)),
                config.http());
        assertEquals(new GroupHoldLimits(480, 60), config.groupHolds());
        assertEquals(
                new GatewayConfig.Work(4_096, 5, 2, 1_024, 33_554_432, 100_000, 29_360_128, 83_886_080), config.work());
        Rates rates = new Rates(
                new Rate(100, 200),
                new Rate(1_000, 2_000),
                new Rate(2_000, 10_000),
                new Rate(20, 100),
                new Rate(50, 1_000),
                100_000);
        assertEquals(new GatewayConfig.Callers(16_777_216, rates, ClientAddresses.LOOPBACK_TRUSTED), config.callers());
        assertEquals(new GatewayConfig.Lists(50, 200), config.lists());
        assertEquals(new StreamLimits(5_000, 1_000, 20, 100, 15_000, 256, 1_048_576, 60_000), config.streams());
        assertEquals(new CorsPolicy(Set.of(), false, 600), config.cors());
        assertEquals(PublicUrl.NONE, config.publicUrl());
    }

    @Test
    void shouldPinDefaultsOfTheAdminPort() {
        HttpLimits limits = new HttpLimits(
                new HttpLimits.Requests(2_048, 8_192, 4),
                new HttpLimits.Bodies(1_024, 65_536, 65_536, 65_536),
                new HttpLimits.Connections(64, 64),
                new HttpLimits.Memory(4_194_304, 2_097_152),
                new HttpLimits.LeastRates(1_024, 1_024),
                new HttpLimits.Timeouts(5_000, 5_000, 30_000, 10_000, 2_000, 200, 0, 1_000));
        assertEquals(new AdminConfig("127.0.0.1", 8081, Set.of(), limits), AdminConfig.defaults());
    }

    @Test
    void shouldRefuseLimitsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new HttpLimits.Requests(1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StreamLimits(1, 1, 1, 0, 1, 1, 1, 1));
    }
}
