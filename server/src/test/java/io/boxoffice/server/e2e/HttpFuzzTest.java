package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.fuzz.Corpus;
import io.boxoffice.server.fuzz.Mutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole server, PostgreSQL included, and requests nobody should send: bodies, queries and headers that are nearly right, and
 * bytes that are nearly HTTP. Each is answered, with no 5xx and nothing of the inside told; afterwards no buffer is missing
 * and the server serves. More of them:
 *
 * <pre>
 * mvn test -pl server -am -Dtest=HttpFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dboxoffice.fuzz.requests=1000000 -Dboxoffice.fuzz.seed=2
 * </pre>
 */
class HttpFuzzTest {
    private static final long REQUESTS = Long.getLong("boxoffice.fuzz.requests", 1_600);
    private static final long SEED = Long.getLong("boxoffice.fuzz.seed", 1);
    private static final int PIPELINED = 16;

    /** Codings and versions that are not spoken here: said so, in time. */
    private static final Set<Integer> HONEST = Set.of(501, 505);

    private static TestServer server;
    private static LeakWatch watch;
    private static List<RequestTemplate> templates;

    @BeforeAll
    static void start(@TempDir Path data) {
        watch = new LeakWatch();
        server = TestServer.aServer()
                .in(data)
                .with("journal.durability", "os")
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.staff-requests-per-second", 0)
                .with("catalog.max-show-ahead-ms", Duration.ofDays(36_500).toMillis())
                .start();
        OnSale show = server.organizer().putOnSale(Organizer.hall(4, 8, 50));
        templates = new RequestTemplates(server, show).all();
    }

    @AfterAll
    static void stop() {
        server.close();
        watch.close();
    }

    /** What the fuzzing and a look at it found: each was a 500, or an empty list. */
    @Test
    void shouldRefuseWhatTheDatabaseCannotKeep() {
        Api anybody = server.anybody();
        Api organizer = server.organizer().api();
        for (String query : List.of(
                "/v1/venues?city=%00",
                "/v1/events?city=a%00b",
                "/v1/events?genre=%00",
                "/v1/events?language=%00",
                "/v1/events?q=%00",
                "/v1/events?date=%2B999999999-12-31",
                "/v1/shows?date=-4800-01-01",
                "/v1/shows?date=294277-01-01",
                "/v1/venues?cursor=" + cursor("venues\n1\n\0"),
                "/v1/shows?cursor=" + cursor("shows\n1\n31556889864403199.0"),
                "/v1/shows?cursor=" + cursor("shows\n1\n-31557014167219200.0"),
                "/v1/events?cursor=" + cursor("events-67e12cdf\n1\n9223372036854775807 0"),
                "/v1/events?cursor=" + cursor("events-67e12cdf\n1\n-9223372036854775808 0"))) {
            assertEquals(400, anybody.get(query).status(), query);
        }
        assertEquals(404, anybody.get("/v1/halls/1/seat-maps").status());
        for (RequestTemplate template : templates) {
            String body = new String(template.part(), StandardCharsets.UTF_8);
            if (template.target().equals("/v1/shows") && template.method().equals("POST")) {
                for (String time :
                        List.of("+999999999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z")) {
                    String late = body.replace("2040-01-31T22:30:00+01:00", time);
                    assertEquals(422, organizer.post("/v1/shows", late).status(), late);
                }
            }
        }
        String far = "{\"name\":\"N\",\"timezone\":\"Etc/Nowhere\"}";
        assertEquals(422, organizer.post("/v1/venues", far).status());
        String long20000 = "{\"title\":\"T\",\"description\":\"" + "\\u0001".repeat(20_000) + "\"}";
        assertEquals(422, organizer.post("/v1/events", long20000).status(), "an answer too large for its key");
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldAnswerRequestsThatAreNearlyRight() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        List<byte[]> parts = new ArrayList<>(Corpus.of("http-part").values());
        templates.forEach(template -> parts.add(template.part()));
        Mutator mutator = new Mutator(SEED, parts);
        List<Mutator> each = templates.stream()
                .map(template -> new Mutator(random.nextLong(), List.of(template.part())))
                .toList();
        long startNs = System.nanoTime();
        RawHttp connection = new RawHttp(server.inside().address());
        for (long done = 0; done < REQUESTS; done += PIPELINED) {
            List<RequestTemplate> sent = new ArrayList<>();
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < PIPELINED; i++) {
                int index = random.nextInt(templates.size());
                byte[] part = random.nextInt(4) == 0
                        ? mutator.next()
                        : each.get(index).next();
                sent.add(templates.get(index));
                requests.add(templates.get(index).with(part));
            }
            connection = judged(connection, sent, requests);
        }
        connection.close();
        report("requests nearly right", startNs);
        requireSound();
    }

    /** Sends a few requests at once and judges their answers; gives the connection for the next ones. */
    private RawHttp judged(RawHttp connection, List<RequestTemplate> sent, List<byte[]> requests) throws IOException {
        RawHttp open = connection;
        for (byte[] request : requests) {
            open.send(request);
        }
        for (int i = 0; i < requests.size(); i++) {
            RawHttp.Answer answer;
            try {
                answer = open.read(sent.get(i).isHead());
            } catch (IOException e) {
                throw new AssertionError("no answer to " + hex(requests.get(i)), e);
            }
            if (answer != null) {
                judge(answer, requests.get(i));
            }
            if (answer == null || answer.closes()) {
                // What came behind is not answered, and is sent again on another connection.
                open.close();
                open = new RawHttp(server.inside().address());
                for (int again = i + (answer == null ? 0 : 1); again < requests.size(); again++) {
                    open.send(requests.get(again));
                }
                i -= answer == null ? 1 : 0;
            }
        }
        return open;
    }

    @Test
    void shouldAnswerBytesThatAreNearlyHttp() throws IOException {
        List<byte[]> seeds = new ArrayList<>(Corpus.of("http").values());
        for (RequestTemplate template : templates) {
            seeds.add(template.with(template.part()));
        }
        seeds.add(
                ("POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n{}\n\r\n0\r\nT: u\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        Mutator mutator = new Mutator(SEED, seeds);
        long startNs = System.nanoTime();
        for (long i = 0; i < REQUESTS / 4; i++) {
            byte[] bytes = mutator.next();
            try (RawHttp connection = new RawHttp(server.inside().address())) {
                connection.send(bytes).shutdownOutput();
                RawHttp.Answer answer =
                        connection.read(new String(bytes, StandardCharsets.US_ASCII).startsWith("HEAD"));
                if (answer != null) {
                    judge(answer, bytes);
                }
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("no answer to " + hex(bytes), e);
            } catch (java.net.SocketException e) {
                // Cut off while it was still talking: that is an answer too.
                assertTrue(bytes.length > 0, e::toString);
            }
        }
        report("bytes nearly HTTP", startNs);
        requireSound();
    }

    private static void judge(RawHttp.Answer answer, byte[] request) {
        boolean failed = answer.status() >= 500 && !HONEST.contains(answer.status());
        boolean tells = answer.body().contains("Exception") || answer.body().contains("\tat ");
        assertTrue(!failed && !tells, () -> answer + " to " + hex(request));
    }

    private static String hex(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1) + "\n"
                + HexFormat.of().formatHex(bytes);
    }

    private static void report(String what, long startNs) {
        double seconds = (System.nanoTime() - startNs) / 1e9;
        System.out.printf("HttpFuzzTest, %s: seed %d, %.1f s%n", what, SEED, seconds);
    }

    private static void requireSound() {
        assertEquals(200, server.anybody().get("/v1/events").status(), "the server still serves");
        assertEquals(List.of(), watch.leaks(), "buffers that nobody released");
    }
}
