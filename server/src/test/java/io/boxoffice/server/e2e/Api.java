package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.server.history.Exchange;
import io.boxoffice.server.history.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The API as one token may use it, over real HTTP. Any thread; calls block. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<String> CHANGES = Set.of("PUT", "PATCH", "DELETE");
    private static final Pattern SHOW_STEP = Pattern.compile("/v1/shows/\\d+/(publish|close|cancel|archive)");

    private final HttpClient http;
    private final Supplier<URI> base;
    private final String token;
    private final long client;
    private final History history;

    /**
     * @param base    asked before each request: a server that was started again listens elsewhere
     * @param token   a bearer token, or null
     * @param client  whose token it is, or 0
     * @param history gets all that is asked and answered
     */
    Api(HttpClient http, Supplier<URI> base, String token, long client, History history) {
        this.http = http;
        this.base = base;
        this.token = token;
        this.client = client;
        this.history = history;
    }

    static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** What came back. */
    record Answer(int status, HttpHeaders headers, JsonNode body) {
        /** The id of what was made or found. */
        String id() {
            return text("id");
        }

        String text(String field) {
            return body.path(field).asText();
        }

        /** A problem's stable code. */
        String code() {
            return text("code");
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        boolean isProblem() {
            return header("content-type").startsWith("application/problem+json");
        }

        /** This answer, which must have the status. */
        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", was " + status + ": " + body);
            }
            return this;
        }
    }

    Answer get(String path) {
        return send("GET", path, null, null);
    }

    Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body, null);
    }

    /** Changes a part of something, whatever its version. */
    Answer patch(String path, String body) {
        return send("PATCH", path, body, null);
    }

    /** With a key of its own. */
    Answer post(String path, String body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    Answer post(String path, String body, String idempotencyKey) {
        return send("POST", path, body, idempotencyKey);
    }

    /**
     * @param body null: none
     * @param key  null: none
     * @throws UncheckedIOException when no answer came: what was asked for may have happened or not
     */
    Answer send(String method, String path, String body, String key) {
        long startUs = History.nowUs();
        Answer answer = null;
        try {
            HttpResponse<byte[]> response = http.send(request(method, path, body, key), BodyHandlers.ofByteArray());
            byte[] bytes = response.body();
            answer = new Answer(
                    response.statusCode(),
                    response.headers(),
                    isJson(response.headers()) && bytes.length > 0 ? JSON.readTree(bytes) : JSON.createObjectNode());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            history.add(new Exchange(
                    client,
                    method,
                    path,
                    parse(body),
                    key,
                    startUs,
                    History.nowUs(),
                    answer == null ? 0 : answer.status,
                    answer == null ? JSON.createObjectNode() : answer.body));
        }
    }

    /** Sends a file. */
    Answer upload(String path, String contentType, byte[] file) {
        HttpRequest request = HttpRequest.newBuilder(base.get().resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(file))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isJson(HttpHeaders headers) {
        return headers.firstValue("content-type").orElse("").contains("json");
    }

    private HttpRequest request(String method, String path, String body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.get().resolve(path))
                .timeout(TIMEOUT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (CHANGES.contains(method) || SHOW_STEP.matcher(path).matches()) {
            request.header("If-Match", "*");
        }
        return request.build();
    }

    private static JsonNode parse(String body) {
        try {
            return body == null ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
