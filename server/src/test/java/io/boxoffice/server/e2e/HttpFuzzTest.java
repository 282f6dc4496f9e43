package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.fuzz.Corpus;
import io.boxoffice.server.fuzz.Mutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private static final long REQUESTS = Long.getLong("boxoffice.fuzz.requests", 6_000);
    private static final long SEED = Long.getLong("boxoffice.fuzz.seed", 1);
    private static final int PIPELINED = 16;

    /** Codings and versions that are not spoken here: said so, in time. */
    private static final Set<Integer> HONEST = Set.of(501, 505);

    private static TestServer server;
    private static LeakWatch watch;
    private static List<Template> templates;

    /** A request that is right, and which of its parts is changed. */
    private record Template(String method, String target, String token, byte[] part, Kind kind) {
        enum Kind {
            BODY,
            QUERY,
            CURSOR,
            HEADER
        }

        byte[] with(byte[] changed) {
            String query = "";
            String header = "";
            if (kind == Kind.QUERY) {
                query = "?" + escaped(changed);
            } else if (kind == Kind.CURSOR) {
                query = "?cursor=" + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            } else if (kind == Kind.HEADER) {
                header = visible(changed) + "\r\n";
            }
            boolean body = kind == Kind.BODY;
            String head = method + ' ' + target + query + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                    + "\r\n"
                    + header
                    + (body ? "Content-Type: application/json\r\nContent-Length: " + changed.length + "\r\n" : "")
                    + "\r\n";
            byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
            byte[] whole = java.util.Arrays.copyOf(start, start.length + (body ? changed.length : 0));
            System.arraycopy(changed, 0, whole, start.length, whole.length - start.length);
            return whole;
        }

        boolean isHead() {
            return method.equals("HEAD");
        }

        private static String escaped(byte[] bytes) {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) {
                boolean plain = b > ' ' && b < 0x7F && b != '#' && b != '\\';
                text.append(plain ? String.valueOf((char) b) : String.format("%%%02x", b & 0xFF));
            }
            return text.length() > 3_000 ? text.substring(0, 3_000) : text.toString();
        }

        private static String visible(byte[] bytes) {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) {
                text.append(b >= ' ' && b < 0x7F ? (char) b : '~');
            }
            return text.length() > 3_000 ? text.substring(0, 3_000) : text.toString();
        }
    }

    @BeforeAll
    static void start(@TempDir Path data) {
        watch = new LeakWatch();
        server = TestServer.aServer()
                .in(data)
                .with("journal.durability", "os")
                .with("http.callers.requests-per-second", 0)
                .start();
        OnSale show = server.organizer().putOnSale(Organizer.hall(4, 8, 50));
        templates = templates(show);
    }

    @AfterAll
    static void stop() {
        server.close();
        watch.close();
    }

    private static List<Template> templates(OnSale show) {
        JsonNode of = server.anybody().get(show.path("")).expect(200).body();
        String venue = of.path("venueId").asText();
        String hall = of.path("hallId").asText();
        String map = of.path("seatMapId").asText();
        String event = of.path("eventId").asText();
        String draft = "{\"eventId\":\"" + event + "\",\"hallId\":\"" + hall + "\",\"seatMapId\":\"" + map
                + "\",\"startsAt\":\"2040-01-31T19:30:00Z\",\"endsAt\":\"2040-01-31T22:30:00+01:00\",\"onSaleFrom\":null,"
                + "\"cancelUntil\":\"2039-01-31T19:30:00Z\",\"currency\":\"EUR\",\"rules\":{\"holdTtlMs\":60000,"
                + "\"strandedSeatRule\":true},\"prices\":{\"default\":100,\"categories\":{\"Stalls\":1},\"seats\":{\"A-1\":2}}}";
        String draftId =
                server.organizer().api().post("/v1/shows", draft).expect(201).id();
        Api customer = server.as(42, Role.CUSTOMER);
        String hold = customer.post(show.path("/holds"), "{\"seats\":[\"A-1\"]}")
                .expect(201)
                .id();
        customer.post("/v1/bookings", "{\"holdId\":\"" + hold + "\"}").expect(201);
        String organizer = server.token(77, Role.ORGANIZER);
        String buyer = server.token(42, Role.CUSTOMER);
        List<Template> all = new ArrayList<>();
        body(
                all,
                organizer,
                "POST",
                "/v1/venues",
                "{\"name\":\"N\",\"externalId\":\"x1\",\"address\":\"S\",\"city\":\"C\","
                        + "\"latitude\":48.2,\"longitude\":16.3,\"timezone\":\"Europe/Vienna\"}");
        body(all, organizer, "PATCH", "/v1/venues/" + venue, "{\"name\":\"Old Mill\",\"city\":null}");
        body(all, organizer, "POST", "/v1/venues/" + venue + "/halls", "{\"name\":\"H\",\"externalId\":\"h\"}");
        body(
                all,
                organizer,
                "POST",
                "/v1/halls/" + hall + "/seat-maps",
                "{\"name\":\"P\",\"categories\":[\"S\"],\"sections\":"
                        + "[{\"rows\":[{\"seats\":[{\"id\":\"1\",\"x\":1.25,\"y\":-1,\"category\":\"S\",\"places\":2}],\"label\":\"A\"}],"
                        + "\"name\":\"M\"}],\"areas\":[{\"id\":\"p\",\"capacity\":5,\"category\":\"T\"}],\"focus\":{\"x\":1,\"y\":2}}");
        body(
                all,
                organizer,
                "POST",
                "/v1/events",
                "{\"title\":\"T\",\"externalId\":\"e\",\"description\":\"D\",\"genres\":"
                        + "[\"G\"],\"language\":\"de\",\"durationMinutes\":90,\"ageRating\":\"12\"}");
        body(all, organizer, "POST", "/v1/shows", draft);
        body(all, organizer, "PATCH", "/v1/shows/" + draftId, "{\"startsAt\":\"2040-01-31T19:00:00Z\",\"rules\":{}}");
        body(all, organizer, "PUT", "/v1/shows/" + draftId + "/prices", "{\"default\":5,\"areas\":{\"pit\":7}}");
        body(all, organizer, "PUT", "/v1/shows/" + draftId + "/seat-blocks", "{\"blocks\":{\"A-1\":1,\"A-2\":127}}");
        body(all, buyer, "POST", show.path("/holds"), "{\"seats\":[\"A-1\",\"A-2\"],\"expectedAmount\":9000}");
        body(
                all,
                buyer,
                "POST",
                show.path("/holds"),
                "{\"bestAvailable\":[{\"quantity\":2,\"category\":\"Stalls\","
                        + "\"accessible\":false}],\"areas\":[{\"area\":\"pit\",\"quantity\":1}]}");
        body(all, buyer, "POST", "/v1/bookings", "{\"holdId\":\"" + hold + "\",\"onBehalfOf\":\"42\"}");
        body(
                all,
                buyer,
                "POST",
                "/v1/bookings/" + hold + "/payments",
                "{\"method\":\"card\",\"token\":\"tok_decline\"}");
        body(
                all,
                buyer,
                "POST",
                "/v1/bookings/" + hold + "/cancel",
                "{\"seats\":[\"A-1\"],\"areas\":[{\"area\":\"pit\"}]}");
        body(all, organizer, "POST", "/v1/check-ins", "{\"ticket\":\"1.0.0123456789AB\"}");
        add(
                all,
                buyer,
                "GET",
                "/v1/events",
                "q=mill&city=Millbrook&date=2040-01-31&genre=Opera&language=de&near=48.2,16.3",
                Template.Kind.QUERY);
        add(
                all,
                buyer,
                "GET",
                "/v1/shows",
                "venue=" + venue + "&date=2040-01-31&limit=1&cursor=abc",
                Template.Kind.QUERY);
        add(all, buyer, "GET", "/v1/venues", "city=Millbrook&limit=1&cursor=dmVudWVz", Template.Kind.QUERY);
        add(all, buyer, "GET", "/v1/bookings", "limit=1&cursor=5&onBehalfOf=42", Template.Kind.QUERY);
        add(all, buyer, "GET", show.path("/availability"), "format=bits", Template.Kind.QUERY);
        add(all, buyer, "HEAD", show.path("/stream"), "after=5", Template.Kind.QUERY);
        add(all, buyer, "GET", "/v1/venues", "venues\n77\nOld Mill", Template.Kind.CURSOR);
        add(all, buyer, "GET", "/v1/events", "events-0\n5\n1800000000000 7ff0000000000000", Template.Kind.CURSOR);
        add(all, buyer, "GET", "/v1/shows", "shows-null-null\n5\n1800000000.5", Template.Kind.CURSOR);
        add(
                all,
                buyer,
                "GET",
                "/v1/events/" + event + "/shows",
                "event-" + event + "\n5\n1800000000.5",
                Template.Kind.CURSOR);
        for (String header : new String[] {
            "Last-Event-ID: 5",
            "If-None-Match: W/\"5\", \"6\"",
            "Accept: application/json;q=0.5, text/*;q=0.0",
            "Accept-Encoding: gzip;q=0.5, br",
            "Idempotency-Key: abc",
            "If-Match: \"5\"",
            "Origin: https://a.example",
            "Expect: 100-continue",
            "Cookie: a=b"
        }) {
            add(all, buyer, "HEAD", show.path("/stream"), header, Template.Kind.HEADER);
            add(all, buyer, "GET", show.path("/availability"), header, Template.Kind.HEADER);
            add(all, organizer, "POST", "/v1/shows/" + draftId + "/archive", header, Template.Kind.HEADER);
        }
        return all;
    }

    private static void body(List<Template> all, String token, String method, String target, String body) {
        add(all, token, method, target, body, Template.Kind.BODY);
    }

    private static void add(
            List<Template> all, String token, String method, String target, String part, Template.Kind kind) {
        all.add(new Template(method, target, token, part.getBytes(StandardCharsets.UTF_8), kind));
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
            List<Template> sent = new ArrayList<>();
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
    private RawHttp judged(RawHttp connection, List<Template> sent, List<byte[]> requests) throws IOException {
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
        for (Template template : templates) {
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
