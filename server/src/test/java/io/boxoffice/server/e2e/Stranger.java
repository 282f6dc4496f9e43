package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/**
 * Somebody who asks for anything, with whatever a route demands, and reads answers as they come.
 *
 * @param name    for people
 * @param role    null: nobody whom the server knows
 * @param headers by which the server knows them: names and values in turn
 */
record Stranger(String name, Role role, URI server, String... headers) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = Api.newClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** What came back. */
    record Said(int status, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                return JSON.createObjectNode();
            }
        }

        String code() {
            return json().path("code").asText();
        }
    }

    /** A browser without an account, at the site's address. */
    static Stranger visitor(URI site) {
        HttpResponse<String> session = exchange(HttpRequest.newBuilder(site.resolve("/v1/session")));
        String cookie = session.headers().firstValue("set-cookie").orElseThrow();
        String proof = new Said(200, session.body()).json().path("proof").asText();
        return new Stranger(
                "a visitor",
                Role.CUSTOMER,
                site,
                "Cookie",
                cookie.substring(0, cookie.indexOf(';')),
                "Origin",
                site.toString(),
                "Session-Proof",
                proof);
    }

    /**
     * @param body null: none
     */
    Said ask(String method, String path, String body) {
        return ask(method, path, body, "*");
    }

    /**
     * @param body    null: none
     * @param version that is known of what is changed; "*": any
     */
    Said ask(String method, String path, String body, String version) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!method.equals("GET")) {
            request.header("If-Match", version);
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        HttpResponse<String> response = exchange(request);
        return new Said(response.statusCode(), response.body());
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
