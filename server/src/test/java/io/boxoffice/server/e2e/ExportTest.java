package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.boxoffice.gateway.auth.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything of an organisation out again, read by parsers that are not ours. */
class ExportTest {
    private static final long HOME = 77;
    private static final String TITLE =
            "Köln, \"live\"; a very long title that no line of a calendar has room for, 東京 and all";
    /** More than one part has. */
    private static final int DRAFTS = 23;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static TestServer server;
    private static OnSale show;
    private static String draftMap;
    private static final Set<String> SHOWS = new TreeSet<>();

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer()
                .in(data)
                .with("public.url", "https://tickets.example.org")
                .with("http.callers.staff-requests-per-second", 0)
                .start();
        Organizer house = server.organizer();
        show = house.putOnSale(Organizer.hall(3, 4, 5));
        SHOWS.add(Long.toString(show.id()));
        JsonNode sold = house.api().get(show.path("")).expect(200).body();
        String event = house.api()
                .post(
                        "/v1/events",
                        body("title", TITLE, "description", "Two lines,\nand \"quotes\"")
                                .toString())
                .expect(201)
                .id();
        for (int i = 0; i < DRAFTS; i++) {
            ObjectNode draft = body("eventId", event);
            for (String field : List.of("hallId", "seatMapId", "currency")) {
                draft.set(field, sold.get(field));
            }
            Instant start = Instant.parse("2031-07-01T18:00:00Z").plusSeconds(86_400L * i);
            draft.put("startsAt", start.toString())
                    .put("endsAt", start.plusSeconds(7_200).toString());
            draft.putObject("prices").put("default", 1_250);
            SHOWS.add(
                    house.api().post("/v1/shows", draft.toString()).expect(201).id());
        }
        draftMap = sold.path("seatMapId").asText();
        // Another house's things are not in it.
        new Organizer(server.as(88, Role.ORGANIZER)).putOnSale(Organizer.hall(2, 4, 5));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static ObjectNode body(String... fields) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.length; i += 2) {
            node.put(fields[i], fields[i + 1]);
        }
        return node;
    }

    private static HttpResponse<byte[]> export(String token, String format) {
        HttpRequest request = HttpRequest.newBuilder(
                        server.url().resolve("/v1/organisations/" + HOME + "/export?format=" + format))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] exported(String format, String type) {
        HttpResponse<byte[]> answer = export(server.token(HOME, Role.ORGANIZER), format);
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        assertEquals(type, answer.headers().firstValue("content-type").orElse(""));
        assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
        assertTrue(answer.headers().firstValue("content-disposition").orElse("").startsWith("attachment"));
        return answer.body();
    }

    @Test
    void shouldExportEverythingAsJsonSoThatItGoesInAgain() throws IOException {
        JsonNode all = JSON.readTree(exported("json", "application/json"));
        Api house = server.organizer().api();

        assertEquals(Long.toString(HOME), all.at("/organisation/id").asText());
        Set<String> shows = new TreeSet<>();
        all.path("shows").forEach(each -> shows.add(each.path("id").asText()));
        assertEquals(SHOWS, shows);
        JsonNode own = find(all.path("shows"), Long.toString(show.id()));
        JsonNode told = house.get(show.path("")).expect(200).body();
        for (String field : List.of("prices", "startsAt", "rules", "externalId", "eventTitle", "timezone", "status")) {
            assertEquals(told.path(field), own.path(field), field);
        }
        assertEquals(house.get("/v1/venues/" + told.path("venueId").asText()).body(), all.at("/venues/0"));
        assertEquals(house.get("/v1/halls/" + told.path("hallId").asText()).body(), all.at("/halls/0"));
        assertEquals(2, all.path("events").size());
        all.path("events")
                .forEach(event -> assertEquals(
                        house.get("/v1/events/" + event.path("id").asText()).body(), event));

        JsonNode map = all.at("/seatMaps/0");
        assertEquals(draftMap, map.at("/about/id").asText());
        Api other = server.as(99, Role.ORGANIZER);
        String venue = other.post("/v1/venues", "{\"name\":\"V\",\"timezone\":\"UTC\"}")
                .expect(201)
                .id();
        String hall = other.post("/v1/venues/" + venue + "/halls", "{\"name\":\"H\"}")
                .expect(201)
                .id();
        JsonNode again = other.post(
                        "/v1/halls/" + hall + "/seat-maps", map.path("plan").toString())
                .expect(201)
                .body();
        assertEquals(map.at("/about/sha256"), again.path("sha256"), "the same map");
    }

    private static JsonNode find(JsonNode items, String id) {
        for (JsonNode item : items) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        throw new AssertionError(id + " is not there");
    }

    @Test
    void shouldExportTablesAsCsv() throws IOException {
        Map<String, List<Map<String, String>>> tables = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(exported("csv", "application/zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                MappingIterator<Map<String, String>> rows = new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                tables.put(entry.getName(), rows.readAll());
            }
        }
        assertEquals(
                Set.of("venues.csv", "halls.csv", "seats.csv", "areas.csv", "events.csv", "shows.csv", "prices.csv"),
                tables.keySet());
        assertEquals(12, tables.get("seats.csv").size());
        assertEquals(draftMap, tables.get("seats.csv").get(0).get("seat_map_id"));
        assertEquals(1, tables.get("areas.csv").size());
        Set<String> shows = new TreeSet<>();
        tables.get("shows.csv").forEach(row -> shows.add(row.get("id")));
        assertEquals(SHOWS, shows);
        Map<String, String> event = tables.get("events.csv").stream()
                .filter(row -> row.get("title").equals(TITLE))
                .findFirst()
                .orElseThrow();
        assertEquals("Two lines,\nand \"quotes\"", event.get("description"));
        assertEquals(
                DRAFTS,
                tables.get("prices.csv").stream()
                        .filter(row -> row.get("of").equals("default")
                                && row.get("amount").equals("1250"))
                        .count());
    }

    @Test
    void shouldExportShowsAsACalendar() {
        byte[] file = exported("ics", "text/calendar; charset=utf-8");
        String text = new String(file, StandardCharsets.UTF_8);
        for (String line : text.split("\r\n")) {
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
        }
        List<ICalendar> calendars = Biweekly.parse(text).all();
        assertEquals(1, calendars.size());
        assertEquals(
                List.of(),
                new ArrayList<>(calendars.get(0).validate(ICalVersion.V2_0).getWarnings()));
        List<VEvent> events = calendars.get(0).getEvents();
        assertEquals(SHOWS.size(), events.size());
        VEvent draft = events.stream()
                .filter(each -> each.getSummary().getValue().equals(TITLE))
                .findFirst()
                .orElseThrow();
        assertTrue(draft.getStatus().isTentative());
        assertEquals(
                1,
                events.stream().filter(each -> each.getStatus().isConfirmed()).count());
    }

    @Test
    void shouldExportWhatWasAnnouncedAsJsonLd() throws IOException {
        JsonNode graph = JSON.readTree(exported("jsonld", "application/ld+json"));
        assertEquals("https://schema.org", graph.path("@context").asText());
        assertEquals(1, graph.path("@graph").size(), "no drafts");
        JsonNode event = graph.at("/@graph/0");
        JsonNode told = server.anybody().get(show.path("")).expect(200).body();
        assertTrue(event.path("@type").asText().endsWith("Event"), event.toString());
        assertEquals(told.path("eventTitle"), event.path("name"));
        assertEquals(
                Instant.parse(told.path("startsAt").asText()),
                OffsetDateTime.parse(event.path("startDate").asText()).toInstant());
        assertEquals(told.path("venueName"), event.at("/location/name"));
        assertTrue(event.path("offers").size() > 0, event.toString());
        assertFalse(event.toString().contains(TITLE));
    }

    @Test
    void shouldExportToThePeopleOfTheOrganisationWhoMayAlone() {
        for (Role role : List.of(Role.ORGANIZER, Role.OWNER, Role.ADMIN)) {
            assertEquals(200, export(server.token(8, role, HOME), "ics").statusCode(), role.name());
            assertEquals(404, export(server.token(8, role, 88), "ics").statusCode(), role.name());
        }
        assertEquals(403, export(server.token(8, Role.DOOR, HOME), "ics").statusCode());
        assertEquals(404, export(server.token(8, Role.CUSTOMER), "ics").statusCode());
        assertEquals(400, export(server.token(HOME, Role.ORGANIZER), "xml").statusCode());
    }

    /** Each has a place, which is free again when the client is gone. */
    @Test
    void shouldLetAnExportGoWhoseClientHasGone() throws IOException {
        for (int i = 0; i < 12; i++) {
            try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
                socket.getOutputStream()
                        .write(("GET /v1/organisations/" + HOME
                                        + "/export HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                        + server.token(HOME, Role.ORGANIZER) + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertTrue(socket.getInputStream().read() >= 0);
            }
        }
        Await.until(
                "there is a place again",
                () -> export(server.token(HOME, Role.ORGANIZER), "json").statusCode() == 200);
    }
}
