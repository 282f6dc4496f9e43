package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.history.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Makes those who talk to a server, wherever it runs: only its data directory and ports are needed. */
final class Clients {
    private static final Duration TOKEN_TIME = Duration.ofHours(1);

    private final HttpClient http = Api.newClient();
    private final Path dataDirectory;
    private final Supplier<URI> api;
    private final Api admin;
    private volatile History history = new History();

    Clients(Path dataDirectory, Supplier<URI> api, Supplier<URI> admin) {
        this.dataDirectory = dataDirectory;
        this.api = api;
        this.admin = new Api(http, admin, null, 0, new History());
    }

    /** All that those made here have asked and were answered. */
    History history() {
        return history;
    }

    /** Those made from now on write another history. */
    void beginHistory() {
        history = new History();
    }

    Customer customer(long id) {
        return new Customer(id, as(id, Role.CUSTOMER));
    }

    Api as(long subject, Role role) {
        return as(subject, role, 0);
    }

    /** Somebody who acts for an organisation; 0: for the platform, or for themselves. */
    Api as(long subject, Role role, long organisationId) {
        return new Api(http, api, token(new Principal(subject, role, organisationId)), subject, history);
    }

    String token(Principal principal) {
        try {
            SigningKeys keys = SigningKeys.loadOrCreate(new DataDirectory(dataDirectory).keys());
            return new TokenIssuer(keys, Clock.systemUTC()).issue(principal, TOKEN_TIME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Api withToken(String token) {
        return new Api(http, api, token, 0, history);
    }

    Api anybody() {
        return new Api(http, api, null, 0, history);
    }

    JsonNode readiness() {
        return admin.get("/readyz").body();
    }

    /** What the operators' page says. */
    Status status() {
        return new Status(admin.get("/status").body());
    }

    /** The page's words, for programs. */
    record Status(JsonNode told) {
        /** A part that must be there. */
        JsonNode part(String name) {
            for (JsonNode part : told.path("parts")) {
                if (part.path("part").asText().equals(name)) {
                    return part;
                }
            }
            throw new AssertionError("no " + name + " in " + told);
        }

        String level(String name) {
            return part(name).path("level").asText();
        }

        String says() {
            return told.path("says").asText();
        }
    }

    void awaitWriter() {
        Await.until(() -> readiness().toString(), () -> {
            JsonNode writer = readiness().path("writer");
            return writer.path("status").asText().equals("running")
                    && writer.path("lag").asLong(-1) == 0;
        });
    }
}
