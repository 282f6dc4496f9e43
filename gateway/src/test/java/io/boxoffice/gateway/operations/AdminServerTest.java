package io.boxoffice.gateway.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.Contract;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusBoard;
import io.boxoffice.gateway.status.StatusLimits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile Readiness readiness = new Readiness("ready", true, "fsync", "ample", "running", 3, null);
    private final StatusBoard board =
            new StatusBoard("People can buy.", new StatusLimits(10_000, 250), Clock.systemUTC());
    private volatile PartState disk = PartState.up("There is room.").with("left", "2.0 GiB");
    private AdminServer server;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        AdminConfig config = new AdminConfig(
                "127.0.0.1",
                0,
                Set.of("test", "metrics.example:9090"),
                AdminConfig.defaults().http());
        server = new AdminServer(config, registry, () -> readiness, board);
        server.start();
        client = new TestClient(server.address(), new Contract(List.of(), List.of(HttpProblem.values())));
    }

    @BeforeEach
    void addParts() {
        board.add(new Part("Disk", limits -> disk));
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

    @Test
    void shouldShowOperatorsHowItIs() throws IOException {
        Reply page = ask("/");
        assertEquals(200, page.status());
        assertEquals("text/html; charset=utf-8", page.header("content-type"));
        assertTrue(page.text().contains("<h1>People can buy. Everything is up.</h1>"), page.text());
        assertTrue(page.text().contains("<dd class=\"num\">2.0 GiB</dd>"), page.text());

        disk = PartState.notSelling("12.0 MiB are left.")
                .toDo("Make room.")
                .run("df -h /data")
                .chapter("Disk");
        page = ask("/");
        assertTrue(page.text().contains("<title>Not selling · Boxoffice</title>"), page.text());
        for (String said :
                List.of("<h1>Nobody can buy.</h1>", "Make room.", "df -h /data", "docs/operations.md, “Disk”")) {
            assertTrue(page.text().contains(said), said);
        }
    }

    @Test
    void shouldTellProgramsTheSame() throws IOException {
        disk = PartState.needsYou("Little room").toDo("Make room.").with("left", "64.0 MiB");
        Reply reply = ask("/status");
        assertEquals("needs-you", reply.json().path("level").asText());
        assertEquals("Disk", reply.json().at("/parts/0/part").asText());
        assertEquals("Make room.", reply.json().at("/parts/0/toDo").asText());
        assertEquals("64.0 MiB", reply.json().at("/parts/0/figures/left").asText());
        assertEquals("no-store", reply.header("cache-control"));
    }

    /** What other programs said, and names of files, are text. */
    @Test
    void shouldShowWhatOthersSaidAsText() throws IOException {
        String hostile = "</p><script>alert(1)</script><img src=x onerror=alert(1)> \" '";
        board.add(new Part(hostile, limits -> PartState.needsYou(hostile)
                .toDo(hostile)
                .run(hostile)
                .chapter(hostile)
                .with(hostile, hostile)));
        String page = ask("/").text();
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("<img"), page);
        assertTrue(page.contains("&lt;script&gt;alert(1)"), page);
        assertEquals(hostile, ask("/status").json().at("/parts/0/says").asText());
    }

    @Test
    void shouldLoadNothingButItsOwnFilesAndRunNothing() throws IOException {
        Reply page = ask("/");
        assertTrue(page.header("content-security-policy").startsWith("default-src 'none'; style-src 'self';"));
        assertFalse(page.header("content-security-policy").contains("unsafe"));
        assertEquals("no-store", page.header("cache-control"));
        assertFalse(page.text().contains("style="));
        Matcher loaded = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.text());
        int files = 0;
        while (loaded.find()) {
            String address = loaded.group(1);
            assertTrue(address.startsWith("#") || address.startsWith("/") && !address.startsWith("//"), address);
            if (address.startsWith("/")) {
                assertEquals(200, ask(address).status(), address);
                files++;
            }
        }
        assertTrue(files > 5, "styles, icon and links were asked for");
    }

    @Test
    void shouldStaySmallWithManyPartsInTrouble() throws IOException {
        PartState wordy = PartState.needsYou("w".repeat(300))
                .toDo("d".repeat(300))
                .run("c".repeat(80))
                .chapter("PostgreSQL");
        for (int i = 0; i < 12; i++) {
            board.add(new Part("Part " + i, limits -> wordy.with("a", "1").with("b", "2")));
        }
        int bytes = ask("/").body().length;
        assertTrue(bytes < 24 * 1024, bytes + " bytes");
    }

    @Test
    void shouldLookAgainByItselfOnlyWhenAsked() throws IOException {
        assertFalse(ask("/").text().contains("http-equiv"));
        assertTrue(ask("/?every=10").text().contains("<meta http-equiv=\"refresh\" content=\"10\">"));
        assertFalse(ask("/?every=0&every=x").text().contains("http-equiv"));
    }

    /** What changed while nobody had the page open is on it, with its time. */
    @Test
    void shouldLookOnceASecondByItself() {
        AtomicInteger looks = new AtomicInteger();
        board.add(new Part("Counted", limits -> PartState.up(Integer.toString(looks.incrementAndGet()))));
        long startNs = System.nanoTime();
        while (looks.get() < 2) {
            assertTrue(System.nanoTime() - startNs < 30_000_000_000L, "nobody looks");
            LockSupport.parkNanos(10_000_000);
        }
    }
}
