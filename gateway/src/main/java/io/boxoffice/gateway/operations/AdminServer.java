package io.boxoffice.gateway.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.auth.Memberships;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.EventLoops;
import io.boxoffice.gateway.http.HostGuard;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.HttpServer;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.PublicUrl;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.gateway.route.Browsers;
import io.boxoffice.gateway.route.Callers;
import io.boxoffice.gateway.route.CorsPolicy;
import io.boxoffice.gateway.route.Dispatcher;
import io.boxoffice.gateway.route.HttpMetrics;
import io.boxoffice.gateway.route.ProblemPages;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.route.Router;
import io.boxoffice.gateway.status.StatusBoard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The admin port, on one thread of its own, which also looks at the board once a second. {@link #start()} and {@link #close()} are for the thread that
 * runs the server.
 */
public final class AdminServer implements AutoCloseable {
    private static final String TAG = "admin";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final long LOOK_INTERVAL_MS = 1_000;
    /** Of the files that its page loads. */
    private static final int MAX_FILE_BYTES = 1 << 20;

    private final AdminConfig config;
    private final PrometheusMeterRegistry registry;
    private final Supplier<Readiness> readiness;
    private final StatusBoard board;
    private final StatusPage page;
    private final EventLoops loops;
    private final HttpServer server;
    private InetSocketAddress address;

    /**
     * @param readiness asked on the admin port's thread; must not block
     * @param board     what its page shows; parts may be added later
     */
    public AdminServer(
            AdminConfig config, PrometheusMeterRegistry registry, Supplier<Readiness> readiness, StatusBoard board) {
        this.config = config;
        this.registry = registry;
        this.readiness = readiness;
        this.board = board;
        SharedBytes.Budget files = new SharedBytes.Budget(MAX_FILE_BYTES);
        page = new StatusPage(TAG, board, files);
        loops = new EventLoops("admin", 1, EventLoops.Transport.NIO);
        // What is asked here is not worth counting among the customers' requests.
        Dispatcher dispatcher = new Dispatcher(
                new Router(routes()),
                new Callers(null, Browsers.NONE, Memberships.NONE, Callers.Rates.UNLIMITED, System::nanoTime),
                CorsPolicy.OFF,
                new HttpMetrics(new SimpleMeterRegistry(), List.of(HttpProblem.values())),
                loop -> false,
                config.http().bodies().maxBytes(),
                ProblemPages.NONE,
                PublicUrl.NONE);
        Set<String> hosts = new HashSet<>(config.allowedHosts());
        hosts.add(config.host());
        server = new HttpServer(
                loops, config.http(), new HostGuard(hosts, dispatcher), null, ClientAddresses.LOOPBACK_TRUSTED, files);
    }

    /**
     * Opens the port.
     *
     * @throws IOException when it cannot be had
     */
    public void start() throws IOException {
        address = server.bind(config.host(), config.port());
        loops.all().get(0).scheduleWithFixedDelay(board::look, 0, LOOK_INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /** Where it listens, once started. */
    public InetSocketAddress address() {
        return address;
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>(page.routes());
        routes.addAll(List.of(
                Route.get("/livez", "getLiveness")
                        .summary(TAG, "Whether the process answers")
                        .answer(200, "It does", null)
                        .handledBy(call -> call.respond(Response.json(200, json -> {
                            json.writeStartObject();
                            json.writeStringField("status", "alive");
                            json.writeEndObject();
                        }))),
                Route.get("/readyz", "getReadiness")
                        .summary(TAG, "Whether requests are taken")
                        .answer(200, "They are", null)
                        .answer(503, "Not yet, or no more", null)
                        .handledBy(call -> {
                            Readiness now = readiness.get();
                            Response response = Response.json(now.ready() ? 200 : 503, json -> write(json, now));
                            call.respond(now.ready() ? response : response.header("retry-after", "1"));
                        }),
                Route.get("/metrics", "getMetrics")
                        .summary(TAG, "Metrics for Prometheus")
                        .answer(200, "Text", "text/plain", null)
                        .handledBy(call ->
                                call.respond(Response.of(200, PROMETHEUS, Json.utf8(registry.scrape(PROMETHEUS)))))));
        return routes;
    }

    private static void write(JsonGenerator json, Readiness now) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", now.status());
        json.writeBooleanField("ready", now.ready());
        json.writeStringField("durability", now.durability());
        json.writeStringField("storage", now.storage());
        json.writeObjectFieldStart("writer");
        json.writeStringField("status", now.writer());
        if (now.writerLag() >= 0) {
            json.writeNumberField("lag", now.writerLag());
        }
        json.writeEndObject();
        if (now.recoveredFrom() >= 0) {
            json.writeNumberField("recoveredFrom", now.recoveredFrom());
        }
        if (now.recovery() != null) {
            json.writeObjectFieldStart("recovery");
            json.writeNumberField("records", now.recovery().records());
            json.writeNumberField("percent", Math.round(now.recovery().percent() * 10) / 10.0);
            json.writeNumberField("recordsPerSecond", Math.round(now.recovery().recordsPerSecond()));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }
}
