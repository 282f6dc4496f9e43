package io.boxoffice.gateway.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.Contract;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.http.HttpProblem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile Readiness readiness = new Readiness("ready", true, "fsync", "ample", "running", 3, null);
    private AdminServer server;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        AdminConfig config = new AdminConfig(
                "127.0.0.1",
                0,
                Set.of("test", "metrics.example:9090"),
                AdminConfig.defaults().http());
        server = new AdminServer(config, registry, () -> readiness);
        server.start();
        client = new TestClient(server.address(), new Contract(List.of(), List.of(HttpProblem.values())));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private Reply ask(String path) throws IOException {
        client.write("GET", path, null);
        return client.read();
    }

    /** A web page can make its own name lead to 127.0.0.1, but it cannot choose another Host. */
    @Test
    void shouldAnswerForItsOwnHostsOnly() throws IOException {
        for (String host :
                List.of("localhost", "LOCALHOST:8081", "127.0.0.1:1", "[::1]:8081", "metrics.example:9090")) {
            assertEquals(200, statusFor("Host: " + host + "\r\n"), host);
        }
        for (String host : List.of(
                "evil.example", "localhost.evil.example", "metrics.example:1", "10.0.0.1", "127.0.0.1.nip.io")) {
            assertEquals(421, statusFor("Host: " + host + "\r\n"), host);
        }
    }

    private int statusFor(String host) throws IOException {
        client.raw("GET /metrics HTTP/1.1\r\n" + host + "\r\n");
        return client.read().status();
    }

    @Test
    void shouldBeAlive() throws IOException {
        assertEquals(200, ask("/livez").status());
    }

    @Test
    void shouldSayWhenItIsReady() throws IOException {
        Reply reply = ask("/readyz");
        assertEquals(200, reply.status());
        assertEquals("fsync", reply.json().path("durability").asText());
        assertEquals(3, reply.json().at("/writer/lag").asInt());
    }

    @Test
    void shouldShowHowFarRecoveryIs() throws IOException {
        readiness = new Readiness(
                "recovering", false, "fsync", "ample", "waiting", -1, new Readiness.Recovery(5_000, 41.66, 1e6));
        Reply reply = ask("/readyz");
        assertEquals(503, reply.status());
        assertEquals("recovering", reply.json().path("status").asText());
        assertEquals(41.7, reply.json().at("/recovery/percent").asDouble());
        assertTrue(reply.json().at("/writer/lag").isMissingNode());
        assertEquals(200, ask("/livez").status());
    }

    @Test
    void shouldGiveMetrics() throws IOException {
        registry.counter("some.counter").increment();
        Reply reply = ask("/metrics");
        assertTrue(reply.header("content-type").startsWith("text/plain"));
        assertTrue(reply.text().contains("some_counter_total 1.0"));
    }
}
