package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.auth.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/api.md, run in their order against a real server. The status must be the one shown, headers that are named
 * must be there, and all that is shown of a body must be there too and of the same kind; what programs decide by has the same value.
 */
class ApiGuideTest {
    private static final Pattern EXAMPLE = Pattern.compile(
            "```sh\n(?<command>curl [^`]+?)\n```\n```http\nHTTP/1.1 (?<status>\\d+)[^\n]*\n(?<headers>(?:[\\w-]+\n)*)\n(?<body>[^`]*?)\n```"
                    + "(?:\n+`(?<variable>[A-Z]+)` is its `(?<field>\\w+)`)?");
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");
    private static final Set<String> DECIDED_BY =
            Set.of("status", "code", "type", "parameter", "pointer", "currency", "saleStatus");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> variables = new HashMap<>();
    private final HttpClient http = Api.newClient();

    @Test
    void shouldAnswerAsTheGuideSays(@TempDir Path data) throws Exception {
        String guide = Files.readString(guide(), StandardCharsets.UTF_8);
        try (TestServer server = TestServer.aServer()
                .in(data)
                .with("http.cors.allow-localhost", "true")
                .start()) {
            OnSale show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
            variables.put("U", "http://127.0.0.1:" + server.inside().address().getPort());
            variables.put("SHOW", Long.toString(show.id()));
            variables.put("TOKEN", server.token(42, Role.CUSTOMER));
            variables.put("STAFF", server.token(77, Role.ORGANIZER));
            Matcher examples = EXAMPLE.matcher(guide);
            int run = 0;
            while (examples.find()) {
                run(examples);
                run++;
            }
            assertEquals(guide.split("```sh\n", -1).length - 1, run, "every command has an answer");
            assertTrue(run > 10, "there are examples");
        }
    }

    private static Path guide() {
        Path here = Path.of("").toAbsolutePath();
        Path docs = Files.isDirectory(here.resolve("docs")) ? here.resolve("docs") : here.resolveSibling("docs");
        return docs.resolve("api.md");
    }

    private void run(Matcher example) throws IOException, InterruptedException {
        String command = example.group("command");
        HttpResponse<InputStream> answer =
                http.send(request(words(command)), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            boolean isStream =
                    answer.headers().firstValue("content-type").orElse("").equals("text/event-stream");
            String text = isStream ? event(body) : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(example.group("status"), Integer.toString(answer.statusCode()), command + "\n" + text);
            for (String header : example.group("headers").split("\n")) {
                assertTrue(
                        header.isEmpty() || answer.headers().firstValue(header).isPresent(),
                        command + " lacks " + header);
            }
            if (isStream) {
                assertEvent(example.group("body"), text, command);
                return;
            }
            JsonNode told = JSON.readTree(text);
            assertShape(JSON.readTree(example.group("body")), told, command + "\n" + text);
            if (example.group("variable") != null) {
                variables.put(
                        example.group("variable"),
                        told.path(example.group("field")).asText());
            }
        }
    }

    private static String event(InputStream body) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        List<String> event = new ArrayList<>();
        for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
            event.add(line);
        }
        return String.join("\n", event);
    }

    private static void assertEvent(String shown, String told, String where) throws IOException {
        String[] expected = shown.split("\ndata: ");
        String[] actual = told.split("\ndata: ");
        assertEquals(expected[0], actual[0], where);
        assertShape(JSON.readTree(expected[1]), JSON.readTree(actual[1]), where);
    }

    private static void assertShape(JsonNode shown, JsonNode told, String where) {
        assertEquals(shown.getNodeType(), told.getNodeType(), where);
        shown.properties().forEach(field -> {
            JsonNode value = told.path(field.getKey());
            assertFalse(value.isMissingNode(), () -> where + "\nlacks " + field.getKey());
            if (DECIDED_BY.contains(field.getKey())
                    && !field.getValue().asText().startsWith("0403")) {
                assertEquals(field.getValue(), value, where);
            }
            assertShape(field.getValue(), value, where);
        });
        for (int i = 0; shown.isArray() && i < shown.size(); i++) {
            assertTrue(told.size() > i, where);
            assertShape(shown.get(i), told.get(i), where);
        }
    }

    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            if (word.group(2) != null) {
                words.add(word.group(2));
            } else {
                String text =
                        word.group(1) == null ? word.group(3) : word.group(1).replace("\\\"", "\"");
                for (Map.Entry<String, String> variable : variables.entrySet()) {
                    text = text.replaceAll(
                            "\\$" + variable.getKey() + "\\b", Matcher.quoteReplacement(variable.getValue()));
                }
                words.add(text);
            }
        }
        return words;
    }

    private static HttpRequest request(List<String> words) {
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(30));
        String method = null;
        String json = null;
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-X" -> method = words.get(++i);
                case "-N" -> {
                    // What comes is shown as it comes, here too.
                }
                case "-H" -> {
                    String[] header = words.get(++i).split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "--json" -> json = words.get(++i);
                default -> request.uri(URI.create(words.get(i)));
            }
        }
        if (json == null) {
            return request.method(method == null ? "GET" : method, HttpRequest.BodyPublishers.noBody())
                    .build();
        }
        return request.header("Content-Type", "application/json")
                .method(method == null ? "POST" : method, HttpRequest.BodyPublishers.ofString(json))
                .build();
    }
}
