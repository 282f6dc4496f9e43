package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.history.History;
import io.boxoffice.server.postgres.PostgresTemplate;
import io.boxoffice.server.serve.BookingServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A whole server in this process, on any free ports of the loopback interface. One thread starts and stops it. */
final class TestServer implements AutoCloseable {
    private final Path dataDirectory;
    private final ServerConfig config;
    private final Clients clients;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private BookingServer running;

    private TestServer(Path dataDirectory, ServerConfig config) {
        this.dataDirectory = dataDirectory;
        this.config = config;
        clients = new Clients(dataDirectory, () -> uri(running.address()), () -> uri(running.adminAddress()));
    }

    static Builder aServer() {
        return new Builder();
    }

    /** What is to be started. */
    static final class Builder {
        private final Map<String, Object> settings = new LinkedHashMap<>();
        private Path dataDirectory;
        private boolean fromNothing;

        private Builder() {
            with("http.port", 0).with("admin.port", 0).with("payment.providers", "sandbox");
            with("catalog.check-in-before-start-ms", 0).with("booking.check-in-upload-window-ms", 0);
        }

        Builder in(Path directory) {
            dataDirectory = directory;
            return with("data-directory", directory);
        }

        Builder with(String key, Object value) {
            settings.put(key, value);
            return this;
        }

        /** It makes its own PostgreSQL; otherwise that is there already, with all schemas and no row. */
        Builder fromNothing() {
            fromNothing = true;
            return this;
        }

        TestServer start() {
            if (!fromNothing && !settings.containsKey("database.jdbc-url")) {
                bringPostgres(dataDirectory);
            }
            ConfigLoader loader = new ConfigLoader();
            settings.forEach((key, value) -> loader.withFlag(key, key, value));
            TestServer server = new TestServer(dataDirectory, loader.load());
            server.start();
            return server;
        }
    }

    /** What making it would come to, where there is none. */
    static void bringPostgres(Path dataDirectory) {
        Path directory = new DataDirectory(dataDirectory).postgres();
        if (!Files.exists(directory)) {
            PostgresTemplate.MIGRATED.copyTo(directory);
        }
    }

    private void start() {
        try {
            running = BookingServer.start(config, failure::set);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it, and starts it again on the same data. */
    void restart() {
        close();
        start();
    }

    /** Its inside. */
    BookingServer inside() {
        return running;
    }

    Customer customer(long id) {
        return clients.customer(id);
    }

    Organizer organizer() {
        return new Organizer(clients.as(77, Role.ORGANIZER));
    }

    Api as(long subject, Role role) {
        return clients.as(subject, role);
    }

    /** Somebody who acts for an organisation. */
    Api as(long subject, Role role, long organisationId) {
        return clients.as(subject, role, organisationId);
    }

    /** A bearer token. */
    String token(long subject, Role role) {
        return token(subject, role, 0);
    }

    /** That of somebody who acts for an organisation; 0: for the platform, or for themselves. */
    String token(long subject, Role role, long organisationId) {
        return clients.token(new Principal(subject, role, organisationId));
    }

    /** Where it listens. */
    URI url() {
        return uri(running.address());
    }

    /** Whoever has this token. */
    Api withToken(String token) {
        return clients.withToken(token);
    }

    /** Somebody without a token. */
    Api anybody() {
        return clients.anybody();
    }

    /** All that was asked and answered. */
    History history() {
        return clients.history();
    }

    JsonNode readiness() {
        return clients.readiness();
    }

    /** What the operators' page says. */
    Clients.Status status() {
        return clients.status();
    }

    /** PostgreSQL has everything that was answered. */
    void awaitWriter() {
        clients.awaitWriter();
    }

    /** Its own PostgreSQL. */
    Sales sales() {
        return Sales.under(dataDirectory);
    }

    private static URI uri(InetSocketAddress address) {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    @Override
    public void close() {
        running.close();
        if (failure.get() != null) {
            throw new AssertionError("the journal failed", failure.get());
        }
    }
}
