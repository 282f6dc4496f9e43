package io.boxoffice.gateway;

import io.boxoffice.gateway.auth.TokenVerifier;
import io.boxoffice.gateway.availability.ShowViewRoutes;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.booking.BookingAnswers;
import io.boxoffice.gateway.booking.BookingRoutes;
import io.boxoffice.gateway.booking.CancellationRoutes;
import io.boxoffice.gateway.booking.CheckInRoutes;
import io.boxoffice.gateway.booking.CommandLanes;
import io.boxoffice.gateway.booking.GroupHoldRoutes;
import io.boxoffice.gateway.booking.HoldRoutes;
import io.boxoffice.gateway.booking.PastReservations;
import io.boxoffice.gateway.booking.ReservationJson;
import io.boxoffice.gateway.booking.TicketRoutes;
import io.boxoffice.gateway.http.EventLoops;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.HttpServer;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.RequestHandler;
import io.boxoffice.gateway.http.StrictTransport;
import io.boxoffice.gateway.openapi.DocumentationRoutes;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Browsers;
import io.boxoffice.gateway.route.Callers;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.Dispatcher;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.HttpMetrics;
import io.boxoffice.gateway.route.ProblemPages;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.route.Router;
import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.Rising;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.gateway.stream.StreamRoutes;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The HTTP port of a server that has recovered. Made, started and closed by one thread; whatever it depends on is up before
 * {@link #start()} and until after {@link #close()}.
 */
public final class Gateway implements AutoCloseable {
    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final EventLoops loops;
    /** For encoding what is large: apart from the services' threads, which may all be waiting for PostgreSQL. */
    private final ServiceExecutor workers;

    private final ReloadingTls tls;
    private final CommandLanes lanes;
    private final HttpMetrics metrics;
    private final Rising refusals = new Rising();
    private final List<ProblemCode> problems;
    private final List<Route> routes;
    private final HttpServer server;
    private InetSocketAddress address;

    /**
     * @param features whose operations it serves beside the sale
     * @throws IOException when the certificate or key cannot be read
     */
    public Gateway(GatewayConfig config, GatewayPorts ports, List<Feature> features) throws IOException {
        this.config = config;
        this.ports = ports;
        tls = config.listener().tls() == null
                ? null
                : new ReloadingTls(config.listener().tls());
        loops = new EventLoops(
                "gateway",
                config.listener().eventLoopThreads(),
                config.listener().transport());
        workers = new ServiceExecutor(
                "gateway.work", config.work().workerThreads(), config.work().maxQueuedWork(), ports.meters());
        lanes = new CommandLanes(
                ports.commands(),
                ports.shows(),
                ports.history(),
                loops,
                config.work().maxInFlightPerLoop(),
                config.work().targetWaitMs(),
                System::nanoTime,
                ports.clock()::millis,
                ports.meters());
        problems = problems(features);
        routes = routes(features);
        metrics = new HttpMetrics(ports.meters(), problems);
        GatewayConfig.Callers callers = config.callers();
        Dispatcher dispatcher = new Dispatcher(
                new Router(routes),
                new Callers(
                        new TokenVerifier(ports.keys(), ports.revoked(), callers.maxCachedTokenBytes(), ports.clock()),
                        new Browsers(ports.sessions(), config.publicUrl(), tls != null),
                        ports.members(),
                        callers.rates(),
                        System::nanoTime),
                config.cors(),
                metrics,
                lanes::isCrowded,
                config.http().bodies().maxBytes(),
                problemPages(features),
                config.publicUrl());
        RequestHandler handler = tls == null ? dispatcher : new StrictTransport(dispatcher);
        server = new HttpServer(
                loops,
                config.http(),
                handler,
                tls,
                callers.addresses(),
                ports.bodies().budget());
        gauges();
    }

    private void gauges() {
        gauge(
                "boxoffice.gateway.shared.bytes",
                "encoded bodies, kept or amid being sent",
                ports.bodies().budget()::liveBytes);
        gauge("boxoffice.gateway.held.bytes", "answers not sent and requests not decoded", server::heldBytes);
        gauge("boxoffice.gateway.body.bytes", "bodies of requests under way", server::bodyBytes);
        gauge("boxoffice.gateway.connections", "open connections", server::connectionCount);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(ports.meters());
    }

    private static List<ProblemCode> problems(List<Feature> features) {
        List<ProblemCode> all = new ArrayList<>();
        all.addAll(List.of(HttpProblem.values()));
        all.addAll(List.of(CoreProblem.values()));
        features.forEach(feature -> all.addAll(feature.problems()));
        return all;
    }

    private static ProblemPages problemPages(List<Feature> features) {
        return features.stream()
                .map(Feature::problemPages)
                .filter(pages -> pages != ProblemPages.NONE)
                .findFirst()
                .orElse(ProblemPages.NONE);
    }

    private List<Route> routes(List<Feature> features) {
        BlockingCalls encoding = new BlockingCalls(workers);
        List<Route> all = new ArrayList<>();
        features.forEach(feature -> all.addAll(feature.routes()));
        all.addAll(new ShowViewRoutes(
                        ports.shows(),
                        ports.maps(),
                        ports.names()::ticketTypes,
                        encoding,
                        ports.streams().told(),
                        ports.streams(),
                        config.work().maxCachedBytes(),
                        ports.bodies())
                .routes());
        all.addAll(new StreamRoutes(
                        ports.streams(), ports.shows(), config.streams().maxShows())
                .routes());
        all.addAll(saleRoutes(new BlockingCalls(ports.services())));
        all.addAll(new DocumentationRoutes(encoding, ports.bodies().budget())
                .routes(all.stream().filter(route -> !route.isPage()).toList(), problems));
        return all;
    }

    /** Holds, bookings and tickets. */
    private List<Route> saleRoutes(BlockingCalls services) {
        LongFunction<TicketTypes> types = ports.names()::ticketTypes;
        PastReservations past = new PastReservations(ports.history(), services);
        BookingAnswers answers = new BookingAnswers(ports.shows(), ports.names());
        List<Route> all = new ArrayList<>();
        ReservationJson holds = new ReservationJson(ports.shows(), types);
        all.addAll(new HoldRoutes(lanes, ports.shows(), types, holds).routes());
        all.addAll(new GroupHoldRoutes(lanes, ports.shows(), types, holds, config.groupHolds()).routes());
        all.addAll(new BookingRoutes(lanes, ports.shows(), answers, past).routes());
        all.addAll(new CancellationRoutes(lanes, ports.shows(), past).routes());
        all.addAll(new CheckInRoutes(lanes, ports.shows(), ports.tickets()).routes());
        all.addAll(new TicketRoutes(lanes, ports.shows(), ports.tickets(), past).routes());
        return all;
    }

    /** Every problem that some operation may answer. */
    public List<ProblemCode> problems() {
        return problems;
    }

    /** Every operation of the API, as it is served. */
    public List<Route> operations() {
        return routes.stream().filter(route -> !route.isPage()).toList();
    }

    /** Every page, file of one, and what forms are sent to. */
    public List<Route> pages() {
        return routes.stream().filter(Route::isPage).toList();
    }

    /**
     * Opens the port.
     *
     * @throws IOException when it cannot be had
     */
    public void start() throws IOException {
        ports.revoked().refresh();
        loops.all()
                .get(0)
                .scheduleWithFixedDelay(
                        () -> workers.call(0, Executors.callable(ports.revoked()::refresh)), 1, 1, TimeUnit.SECONDS);
        address = server.bind(config.listener().host(), config.listener().port());
    }

    /** How it stands, for operators. */
    public List<Part> parts() {
        return List.of(new Part("Public port", this::look));
    }

    private PartState look(StatusLimits limits) {
        long refused = metrics.refused(HttpProblem.OVERLOADED);
        long nowMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        PartState state = refusals.hasRisen(refused, nowMs, limits.behindAfterMs())
                ? PartState.behind("More is asked than can be answered: some get 503, and are told to come again.")
                        .toDo(
                                "In a rush that is as it should be: what is begun is finished first. If it stays, look at how long a"
                                        + " sync of the journal takes: see Journal.")
                        .chapter("What to watch")
                : PartState.up("Requests are answered.");
        return state.with(
                        "connections",
                        Numbers.count(server.connectionCount())
                                + " of "
                                + Numbers.count(config.http().connections().max()))
                .with("refused since the start", Numbers.count(refused));
    }

    /** Where it listens, once started. */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops accepting, answers what was accepted within {@code http.shutdownGraceMs}, and frees its threads. */
    @Override
    public void close() {
        if (tls != null) {
            tls.close();
        }
        server.close();
        ports.streams().close();
        workers.close();
        loops.close();
    }
}
