package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.services.SharedData;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People's queries, each with what must be found first, on a corpus of films and on made-up events that play somewhere. How they
 * were judged: search/README.md.
 */
class JudgedSearchTest {
    private static final double ENGLISH = 0.95;
    private static final double OTHERS = 0.90;
    private static final int SEARCHABLE_WITHIN_MS = 30_000;
    private static final int CONNECTIONS = 4;
    private static final int IN_FLIGHT = 4;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant STARTS =
            Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    /** One query; any of the titles may come first. */
    private record Judged(String language, String kind, String query, List<String> expected) {
        static Judged of(String line) {
            String[] parts = line.split("\t", -1);
            assertEquals(4, parts.length, line);
            return new Judged(parts[0], parts[1], parts[2], List.of(parts[3].split(" \\| ")));
        }

        boolean isEnglish() {
            return language.equals("en");
        }
    }

    /** How many there are, and how many had the right event first. */
    private static final class Score {
        int asked;
        int right;

        void count(boolean isRight) {
            asked++;
            right += isRight ? 1 : 0;
        }

        double share() {
            return (double) right / asked;
        }

        @Override
        public String toString() {
            return right + " of " + asked;
        }
    }

    @Test
    void shouldFindTheRightEventFirst(@TempDir Path directory) throws IOException {
        Path films = SharedData.path("movies/films-2010-2023.json.gz");
        List<Judged> judged = judged();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                TestGateway server = TestGateway.aGateway()
                        .unlimitedCallers()
                        .postgres(postgres.getJdbcUrl("postgres", "postgres"))
                        .start(directory)) {
            server.database.migrate();
            try (TestClient organizer = server.organizer();
                    TestClient anybody = server.client()) {
                JsonNode madeUp = JSON.readTree(resource("made-up-events.json"));
                Map<String, String> eventIds = makeEvents(server, films, madeUp);
                putOnSale(organizer, eventIds, madeUp);
                awaitSearchable(anybody, organizer);
                judge(anybody, judged);
            }
        }
    }

    @Test
    void shouldAskAsManyQueriesAsWasAgreed() throws IOException {
        List<Judged> judged = judged();
        assertEquals(150, judged.stream().filter(Judged::isEnglish).count());
        assertEquals(150, judged.stream().filter(query -> !query.isEnglish()).count());
        assertEquals(300, judged.stream().map(Judged::query).distinct().count());
        assertEquals(10, judged.stream().map(Judged::language).distinct().count());
        assertTrue(
                judged.stream()
                        .filter(query -> query.kind().equals("decomposed"))
                        .noneMatch(query -> Normalizer.isNormalized(query.query(), Normalizer.Form.NFC)),
                "an editor has composed what must stay decomposed");
    }

    private static void judge(TestClient anybody, List<Judged> judged) throws IOException {
        Score english = new Score();
        Score others = new Score();
        Map<String, Score> byKind = new TreeMap<>();
        List<String> misses = new ArrayList<>();
        for (Judged query : judged) {
            JsonNode found = anybody.get("/v1/events?limit=3&q=" + encoded(query.query()))
                    .json()
                    .path("items");
            boolean isRight =
                    query.expected().contains(found.path(0).path("title").asText());
            (query.isEnglish() ? english : others).count(isRight);
            byKind.computeIfAbsent(query.kind(), kind -> new Score()).count(isRight);
            byKind.computeIfAbsent("in " + query.language(), kind -> new Score())
                    .count(isRight);
            if (!isRight) {
                misses.add("%s, %s: '%s' should find %s first, found %s"
                        .formatted(query.language(), query.kind(), query.query(), query.expected(), titles(found)));
            }
        }
        String figures = String.format(Locale.ROOT, "English %s, others %s; %s", english, others, byKind);
        System.out.println(figures);
        misses.forEach(System.out::println);
        String told = figures + "\n" + String.join("\n", misses);
        assertTrue(english.share() >= ENGLISH, told);
        assertTrue(others.share() >= OTHERS, told);
    }

    private static List<String> titles(JsonNode found) {
        List<String> titles = new ArrayList<>();
        found.forEach(event -> titles.add(event.path("title").asText()));
        return titles;
    }

    private static List<Judged> judged() throws IOException {
        String text = new String(resource("judged.tsv"), StandardCharsets.UTF_8);
        return text.lines().skip(1).map(Judged::of).toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = JudgedSearchTest.class.getResourceAsStream("/search/" + name)) {
            return in.readAllBytes();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All of them, published. Returns their ids by title; of films with one title, the last one's. */
    private static Map<String, String> makeEvents(TestGateway server, Path films, JsonNode madeUp) throws IOException {
        List<ObjectNode> events = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(films))) {
            for (JsonNode film : JSON.readTree(in)) {
                events.add(event(film));
            }
        }
        for (JsonNode made : madeUp.path("events")) {
            events.add(((ObjectNode) made.path("event").deepCopy()).put("status", "published"));
        }
        Map<String, String> ids = new HashMap<>();
        List<TestClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(server.organizer());
            }
            int atOnce = CONNECTIONS * IN_FLIGHT;
            for (int from = 0; from < events.size(); from += atOnce) {
                List<ObjectNode> some = events.subList(from, Math.min(events.size(), from + atOnce));
                for (int i = 0; i < some.size(); i++) {
                    clients.get(i % CONNECTIONS)
                            .write("POST", "/v1/events", some.get(i).toString());
                }
                for (int i = 0; i < some.size(); i++) {
                    Reply reply = clients.get(i % CONNECTIONS).read();
                    assertEquals(201, reply.status(), reply::text);
                    ids.put(some.get(i).path("title").asText(), reply.id());
                }
            }
        } finally {
            for (TestClient client : clients) {
                client.close();
            }
        }
        return ids;
    }

    private static ObjectNode event(JsonNode film) {
        ObjectNode event = JSON.createObjectNode()
                .put("kind", "film")
                .put("language", "en")
                .put("status", "published")
                .put("title", film.path("title").asText())
                .put("year", film.path("year").asInt())
                .put("description", film.path("extract").asText(""));
        event.set("genres", film.path("genres"));
        ArrayNode credits = event.putArray("credits");
        film.path("cast")
                .forEach(name -> credits.addObject().put("name", name.asText()).put("role", "Cast"));
        return event;
    }

    private static void putOnSale(TestClient organizer, Map<String, String> eventIds, JsonNode madeUp)
            throws IOException {
        Map<String, String> halls = new HashMap<>();
        Map<String, String> maps = new HashMap<>();
        for (JsonNode venue : madeUp.path("venues")) {
            String id = made(organizer, "/v1/venues", venue.toString());
            String hall = made(organizer, "/v1/venues/" + id + "/halls", "{\"name\":\"1\"}");
            halls.put(venue.path("name").asText(), hall);
            maps.put(hall, made(organizer, "/v1/halls/" + hall + "/seat-maps", HttpCatalog.MAP));
        }
        List<JsonNode> playing = new ArrayList<>();
        madeUp.path("events").forEach(playing::add);
        madeUp.path("films").forEach(playing::add);
        for (JsonNode each : playing) {
            String hall = halls.get(each.path("venue").asText());
            String title = each.has("title")
                    ? each.path("title").asText()
                    : each.at("/event/title").asText();
            ObjectNode show = (ObjectNode) JSON.readTree(HttpCatalog.show(hall, eventIds.get(title), maps.get(hall)));
            show.remove("externalId");
            String id = made(organizer, "/v1/shows", show.toString());
            Reply published = organizer.post("/v1/shows/" + id + "/publish", null, "If-Match: *");
            assertEquals(200, published.status(), published.text());
        }
    }

    private static String made(TestClient organizer, String path, String body) throws IOException {
        Reply reply = organizer.post(path, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.id();
    }

    /** Changes are found in the order in which they were made: when the last one is, all are. */
    private static void awaitSearchable(TestClient anybody, TestClient organizer) throws IOException {
        String title = "Zyxwvutsrq";
        made(organizer, "/v1/events", "{\"title\":\"" + title + "\",\"status\":\"published\"}");
        long untilNs =
                System.nanoTime() + Duration.ofMillis(SEARCHABLE_WITHIN_MS).toNanos();
        while (anybody.get("/v1/events?q=" + title).json().path("items").isEmpty()) {
            assertTrue(System.nanoTime() < untilNs, "not searchable within " + SEARCHABLE_WITHIN_MS + " ms");
            LockSupport.parkNanos(20_000_000);
        }
    }
}
