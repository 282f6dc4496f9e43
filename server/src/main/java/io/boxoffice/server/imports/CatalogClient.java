package io.boxoffice.server.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Requests to a running server, as an organizer. Any thread; calls block until the answer is there.
 *
 * <p>A server that is busy (429, 503, a request in progress) is asked again after the time it names, a broken connection at
 * once, each a limited number of times. That is harmless: the Idempotency-Key is a hash of this client's own number and the
 * request, so that the same request through the same client is the same to the server. Other runs have other keys: they are
 * to hear what is there now, not what was answered once, and find things by their external ids.
 */
public final class CatalogClient {
    private static final int MAX_TRIES = 30;
    private static final int MAX_BROKEN_CONNECTIONS = 3;
    private static final long MAX_WAIT_SECONDS = 10;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String run = UUID.randomUUID().toString();
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
            String status = body.path("status").asText();
            return status.equals("draft") || status.equals("publishing");
        }
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
     * Puts a show on sale, whatever its version is: what the last run left of it may be finished at the same time.
     *
     * @throws RefusedByServerException when the server refuses this request
     * @throws ImportException          when no request can succeed
     */
    public Answer publish(String showId) {
        return step(showId, "publish");
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

    private Answer send(String method, String path, JsonNode body, String... headers) {
        byte[] bytes = bytes(body);
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .header("Idempotency-Key", key(method, path, bytes))
                .method(method, BodyPublishers.ofByteArray(bytes));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        HttpRequest request = builder.build();
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
        if (status == 409 && code(response).equals("external_id_taken")) {
            return new Answer(false, true, read(response));
        }
        String why = status + " " + code(response) + " "
                + read(response).path("detail").asText();
        if (status == 401 || status == 403) {
            throw new ImportException("the server at " + base + " does not accept the token (" + why.trim()
                    + "): name its data directory with --data, or an organizer's token with --token");
        }
        if (status >= 500 || status == 429) {
            throw new ImportException(method + " " + path + " failed: " + why.trim());
        }
        throw new RefusedByServerException(status, code(response), why.trim());
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
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((run + " " + method + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(body), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
