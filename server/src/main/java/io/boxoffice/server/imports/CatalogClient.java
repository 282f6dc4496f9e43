package io.boxoffice.server.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.http.Digests;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Requests to a running server, as an organizer. Any thread; calls block until the answer is there.
 *
 * <p>A server that is busy (429, 503, a request in progress) is asked again after the time it names, a broken connection at
 * once, each a limited number of times. That is harmless: the Idempotency-Key is a hash of this client's own number and the
 * request, so that the same request through the same client is the same to the server. Other runs have other keys: they are
 * to hear what is there now, not what was answered once, and find things by their external ids.
 */
public final class CatalogClient {
    private static final String EXTERNAL_ID_TAKEN = "external_id_taken";
    private static final int MAX_TRIES = 30;
    private static final int MAX_BROKEN_CONNECTIONS = 3;
    private static final long MAX_WAIT_SECONDS = 10;

    /** As many as a request may have. */
    private static final int MAX_SHOWS_TOGETHER = 200;

    /**
     * Of one caller a server takes, beside one body of any size, 256 KiB in all that are not whole yet
     * (http.memory.max-buffered-body-bytes-per-caller): a large one, and eight small ones.
     */
    private static final int SMALL_BODY_BYTES = 16_384;

    private static final int LARGE_BODY_BYTES = 131_072;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String run = UUID.randomUUID().toString();
    /** One body of each of these sizes is under way at a time. */
    private final Lock large = new ReentrantLock();

    private final Lock largest = new ReentrantLock();
    private final URI base;
    private final String token;

    /**
     * @param base  such as {@code http://localhost:8080}
     * @param token a bearer token of an organizer or admin
     */
    public CatalogClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /**
     * What the server answered.
     *
     * @param created whether this request made it; false when it was there already
     * @param differs whether what is there under the same external id says something else, and stays as it is
     */
    public record Answer(boolean created, boolean differs, JsonNode body) {
        public String id() {
            return body.path("id").asText();
        }

        /** Whether it is a show that still has to be published, because it is new or the last run was cut off. */
        public boolean isDraft() {
            String status = body.path(body.has("state") ? "state" : "status").asText();
            return status.equals("draft") || status.equals("publishing");
        }
    }

    /**
     * Reads something.
     *
     * @throws RefusedByServerException when the server refuses this request
     * @throws ImportException          when no request can succeed
     */
    public JsonNode get(String path) {
        return send(request(path).build(), "GET", path).body();
    }

    /**
     * Creates something, or finds it.
     *
     * @throws RefusedByServerException when the server refuses this request
     * @throws ImportException          when no request can succeed
     */
    public Answer post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    /**
     * Adds a seat map to a hall, or finds the one of the same content.
     *
     * @throws RuntimeException as {@link #post} says
     */
    public Answer postSeatMap(String hallId, String name, SeatMap map) {
        return send("POST", "/v1/halls/" + hallId + "/seat-maps", ImportedSeatMap.of(map, name));
    }

    /**
     * What became of one of several shows.
     *
     * @param answer  null when it was refused
     * @param refused null when it was not
     */
    public record Outcome(Answer answer, RefusedByServerException refused) {
        /**
         * @throws RefusedByServerException when the server refused this show
         */
        public Answer orThrow() {
            if (refused != null) {
                throw refused;
            }
            return answer;
        }
    }

    /**
     * Creates shows, or finds them.
     *
     * @param bodies each as it would be created alone
     * @return what became of each, in their order
     * @throws ImportException when no request can succeed
     */
    public List<Outcome> createShows(List<ObjectNode> bodies) {
        List<Outcome> outcomes = new ArrayList<>();
        for (List<ObjectNode> some : parts(bodies)) {
            ObjectNode batch = json.createObjectNode();
            batch.putArray("shows").addAll(some);
            try {
                outcomes.addAll(outcomes(send("POST", "/v1/show-batches", batch), some.size()));
            } catch (RefusedByServerException e) {
                // What one of them has makes the whole unreadable, or there are too many: each says what is wrong with
                // it.
                some.forEach(body -> outcomes.add(alone(() -> post("/v1/shows", body))));
            }
        }
        return outcomes;
    }

    /**
     * Puts shows on sale, whatever their versions are: what the last run left of them may be finished at the same time.
     *
     * @return what became of each, in their order
     * @throws RefusedByServerException when the server refuses the request as a whole
     * @throws ImportException          when no request can succeed
     */
    public List<Outcome> publish(List<String> showIds) {
        List<Outcome> outcomes = new ArrayList<>();
        for (List<String> some : parts(showIds)) {
            ObjectNode batch = json.createObjectNode();
            ArrayNode shows = batch.putArray("shows");
            some.forEach(id -> shows.addObject().put("id", id).put("ifMatch", "*"));
            outcomes.addAll(outcomes(send("POST", "/v1/show-publications", batch), some.size()));
        }
        return outcomes;
    }

    private static <T> List<List<T>> parts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MAX_SHOWS_TOGETHER) {
            parts.add(all.subList(from, Math.min(all.size(), from + MAX_SHOWS_TOGETHER)));
        }
        return parts;
    }

    private static List<Outcome> outcomes(Answer answer, int asked) {
        List<Outcome> outcomes = new ArrayList<>();
        answer.body().path("items").forEach(item -> outcomes.add(outcome(item)));
        if (outcomes.size() != asked) {
            throw new ImportException("the server answered for " + outcomes.size() + " of " + asked + " shows");
        }
        return outcomes;
    }

    private static Outcome outcome(JsonNode item) {
        int status = item.path("status").asInt();
        String code = item.path("code").asText();
        boolean differs = code.equals(EXTERNAL_ID_TAKEN);
        if (status / 100 == 2 || differs) {
            return new Outcome(new Answer(status == 201, differs, item), null);
        }
        return new Outcome(null, new RefusedByServerException(status, code, why(status, item)));
    }

    private static Outcome alone(Supplier<Answer> request) {
        try {
            return new Outcome(request.get(), null);
        } catch (RefusedByServerException e) {
            return new Outcome(null, e);
        }
    }

    private static String why(int status, JsonNode problem) {
        StringBuilder why = new StringBuilder()
                .append(status)
                .append(' ')
                .append(problem.path("code").asText());
        why.append(' ').append(problem.path("detail").asText());
        problem.path("errors").forEach(error -> why.append(' ')
                .append(error.path("pointer").asText())
                .append(' ')
                .append(error.path("detail").asText()));
        return why.toString().trim();
    }

    /**
     * Cancels a show, whatever its version is.
     *
     * @throws RefusedByServerException when the server refuses this request
     * @throws ImportException          when no request can succeed
     */
    public Answer cancel(String showId) {
        return step(showId, "cancel");
    }

    private Answer step(String showId, String step) {
        return send("POST", "/v1/shows/" + showId + "/" + step, json.createObjectNode(), "If-Match", "*");
    }

    /**
     * Replaces something, whatever its version is.
     *
     * @throws RefusedByServerException when the server refuses this request
     * @throws ImportException          when no request can succeed
     */
    public Answer put(String path, JsonNode body) {
        return send("PUT", path, body, "If-Match", "*");
    }

    /**
     * Adds an image; one that is there already is answered as it is.
     *
     * @throws RuntimeException as {@link #post} says
     */
    public Answer postImage(byte[] png) {
        HttpRequest.Builder builder = request("/v1/images").header("Content-Type", "image/png");
        return send(builder.POST(BodyPublishers.ofByteArray(png)).build(), "POST", "/v1/images");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, application/problem+json");
    }

    private Answer send(String method, String path, JsonNode body, String... headers) {
        return send(method, path, bytes(body), headers);
    }

    private Answer send(String method, String path, byte[] bytes, String... headers) {
        HttpRequest.Builder builder = request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key(method, path, bytes))
                .method(method, BodyPublishers.ofByteArray(bytes));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        if (bytes.length <= SMALL_BODY_BYTES) {
            return send(builder.build(), method, path);
        }
        Lock turn = bytes.length > LARGE_BODY_BYTES ? largest : large;
        turn.lock();
        try {
            return send(builder.build(), method, path);
        } finally {
            turn.unlock();
        }
    }

    private Answer send(HttpRequest request, String method, String path) {
        int broken = 0;
        for (int tries = 1; ; tries++) {
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (!again(response) || tries == MAX_TRIES) {
                    return answer(response, method, path);
                }
                Thread.sleep(1000L * retryAfterSeconds(response));
            } catch (ConnectException e) {
                throw new ImportException(
                        "no server at " + base + ": start it with `bin/boxoffice serve`, or name another with --url",
                        e);
            } catch (IOException e) {
                if (++broken > MAX_BROKEN_CONNECTIONS) {
                    throw new ImportException("the connection to " + base + " broke: " + e.getMessage(), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ImportException("interrupted", e);
            }
        }
    }

    private boolean again(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        return status == 429 || status == 503 || status == 409 && code(response).equals("request_in_progress");
    }

    private Answer answer(HttpResponse<byte[]> response, String method, String path) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Answer(status == 201, false, read(response));
        }
        if (status == 409 && code(response).equals(EXTERNAL_ID_TAKEN)) {
            return new Answer(false, true, read(response));
        }
        String why = why(status, read(response));
        if (status == 401 || status == 403) {
            throw new ImportException("the server at " + base + " does not accept the token (" + why
                    + "): name its data directory with --data, or another token with --token");
        }
        if (status >= 500 || status == 429) {
            throw new ImportException(method + " " + path + " failed: " + why);
        }
        throw new RefusedByServerException(status, code(response), why);
    }

    private String code(HttpResponse<byte[]> response) {
        return read(response).path("code").asText();
    }

    private JsonNode read(HttpResponse<byte[]> response) {
        try {
            JsonNode node = json.readTree(response.body());
            return node == null ? json.createObjectNode() : node;
        } catch (IOException e) {
            return json.createObjectNode();
        }
    }

    private byte[] bytes(JsonNode body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long retryAfterSeconds(HttpResponse<?> response) {
        String header = response.headers().firstValue("Retry-After").orElse("1");
        return header.matches("\\d{1,9}") ? Math.min(MAX_WAIT_SECONDS, Long.parseLong(header)) : 1;
    }

    private String key(String method, String path, byte[] body) {
        MessageDigest sha = Digests.sha256();
        sha.update((run + " " + method + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha.digest(body), 0, 16);
    }
}
