package io.boxoffice.server.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The catalog's part of the API and a sale that always succeeds, just as far as importers use them: external ids find again what is there, Idempotency-Keys
 * are checked, and answers can be scripted to fail.
 */
public final class CatalogStub implements AutoCloseable {
    static {
        // Without it every answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Map<String, Resource> byExternalId = new LinkedHashMap<>();
    private final Map<String, String> bodyOfKey = new LinkedHashMap<>();
    private final Map<String, Kept> answerOfKey = new LinkedHashMap<>();
    private final Set<String> published = new HashSet<>();
    private final Set<String> images = new HashSet<>();
    private final List<Scripted> scripted = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private int nextId = 1000;

    /** A thing somebody posted. */
    public record Resource(String id, String path, JsonNode body) {}

    private record Kept(int status, ObjectNode answer) {}

    private record Scripted(String pathPart, int status, String code) {}

    public CatalogStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The next request whose path contains this is answered so. */
    public synchronized void answerOnce(String pathPart, int status, String code) {
        scripted.add(new Scripted(pathPart, status, code));
    }

    /** What was posted to paths that end so. */
    public synchronized List<Resource> posted(String pathEnd) {
        return byExternalId.values().stream()
                .filter(r -> r.path().endsWith(pathEnd))
                .toList();
    }

    /** "METHOD path" of every request. */
    public synchronized List<String> log() {
        return List.copyOf(log);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        ObjectNode answer = json.createObjectNode();
        int status = answer(exchange, body, answer);
        byte[] bytes = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Retry-After", "0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized int answer(HttpExchange exchange, String body, ObjectNode answer) throws IOException {
        String path = exchange.getRequestURI().getPath();
        log.add(exchange.getRequestMethod() + " " + path);
        int asScripted = scripted(path, answer);
        if (asScripted != 0) {
            return asScripted;
        }
        if (!"Bearer organizer".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer.put("code", "unauthorized");
            return 401;
        }
        if (path.equals("/v1/images")) {
            // Goes by what it is, and needs no key.
            answer.put("id", Integer.toHexString(body.hashCode()));
            return images.add(body) ? 201 : 200;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String before = bodyOfKey.putIfAbsent(key, path + body);
        if (before != null && !before.equals(path + body)) {
            answer.put("code", "idempotency_key_reused");
            return 422;
        }
        if (before != null) {
            answer.setAll(answerOfKey.get(key).answer());
            return answerOfKey.get(key).status();
        }
        boolean changes =
                path.endsWith("/publish") || exchange.getRequestMethod().equals("PUT");
        if (changes && exchange.getRequestHeaders().getFirst("If-Match") == null) {
            answer.put("code", "precondition_required");
            return 428;
        }
        int status =
                switch (path) {
                    case "/v1/show-batches" -> createShows(body, answer);
                    case "/v1/show-publications" -> publish(body, answer);
                    default -> create(path, body, answer);
                };
        answerOfKey.put(key, new Kept(status, answer));
        return status;
    }

    /** The status that a request shall have, or 0. */
    private int scripted(String path, ObjectNode answer) {
        for (Scripted next : scripted) {
            if (path.contains(next.pathPart())) {
                scripted.remove(next);
                answer.put("code", next.code()).put("detail", "as scripted");
                return next.status();
            }
        }
        return 0;
    }

    private int createShows(String body, ObjectNode answer) throws IOException {
        ArrayNode items = answer.putArray("items");
        for (JsonNode show : json.readTree(body).path("shows")) {
            ObjectNode item = items.addObject();
            int status = scripted("/v1/shows", item);
            item.put("status", status != 0 ? status : create("/v1/shows", show.toString(), item));
        }
        return 200;
    }

    private int publish(String body, ObjectNode answer) throws IOException {
        ArrayNode items = answer.putArray("items");
        for (JsonNode show : json.readTree(body).path("shows")) {
            published.add(show.path("id").asText());
            items.addObject()
                    .put("status", 200)
                    .put("id", show.path("id").asText())
                    .put("state", "published");
        }
        return 200;
    }

    private int create(String path, String body, ObjectNode answer) throws IOException {
        JsonNode request = json.readTree(body);
        boolean seatMap = path.endsWith("/seat-maps");
        if (!request.has("externalId") && !seatMap) {
            String[] parts = path.split("/");
            answer.put(
                    "id", parts.length > 3 ? parts[3] : request.path("holdId").asText());
            published.add(path.endsWith("/publish") ? answer.get("id").asText() : "");
            return 200;
        }
        String identity = path + " " + request.path("eventId").asText() + " "
                + (seatMap ? body : request.get("externalId").asText());
        Resource found = byExternalId.get(identity);
        int status = found == null ? 201 : 200;
        if (found == null) {
            found = new Resource(Integer.toString(nextId++), path, request);
            byExternalId.put(identity, found);
        }
        answer.put("id", found.id());
        if (path.equals("/v1/shows")) {
            answer.put("state", published.contains(found.id()) ? "published" : "draft");
        }
        return status;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
