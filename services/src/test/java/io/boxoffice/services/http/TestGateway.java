package io.boxoffice.services.http;

import io.boxoffice.engine.live.TestCore;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.Contract;
import io.boxoffice.gateway.Gateway;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.GatewayPorts;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import io.boxoffice.gateway.availability.CachedBodies;
import io.boxoffice.gateway.availability.ChannelShows;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.booking.BookingAnswers;
import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.CancelDesk;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.booking.PastReservations;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.EventLoops;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Callers;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.gateway.stream.StreamHub;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.SaleCore;
import io.boxoffice.services.account.AccountConfig;
import io.boxoffice.services.account.AccountFeature;
import io.boxoffice.services.account.Mailer;
import io.boxoffice.services.booking.BookingFeature;
import io.boxoffice.services.booking.BookingListConfig;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.catalog.ManyShowsConfig;
import io.boxoffice.services.catalog.QuotaConfig;
import io.boxoffice.services.catalog.ShowRules;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.media.MediaConfig;
import io.boxoffice.services.media.MediaFeature;
import io.boxoffice.services.organisation.OrganisationConfig;
import io.boxoffice.services.organisation.OrganisationFeature;
import io.boxoffice.services.payment.NoProvider;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.PaymentFeature;
import io.boxoffice.services.payment.PaymentKeys;
import io.boxoffice.services.payment.PaymentProvider;
import io.boxoffice.services.payment.StrayPayments;
import io.boxoffice.services.payment.ThreadPaymentTimer;
import io.boxoffice.services.sandbox.SandboxConfig;
import io.boxoffice.services.sandbox.SandboxProvider;
import io.boxoffice.services.saved.SavedShowsConfig;
import io.boxoffice.services.saved.SavedShowsFeature;
import io.boxoffice.services.search.SearchConfig;
import io.boxoffice.services.search.SearchFeature;
import io.boxoffice.services.site.SiteConfig;
import io.boxoffice.services.site.SiteFeature;
import io.boxoffice.services.site.TicketSources;
import io.boxoffice.services.ticket.TicketFeature;
import io.boxoffice.services.ticket.TicketKeys;
import io.boxoffice.services.ticket.Tickets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A gateway on a loopback port before a {@link TestCore} and the real services; without PostgreSQL unless one is given. Show
 * {@link #SHOW} is on sale: see {@link TestShow#smallHall()}.
 */
public final class TestGateway implements AutoCloseable {
    public static final long SHOW = 100;
    public static final long ORGANIZER = 900;
    private static final long DAY_MS = 86_400_000;
    private static final CatalogConfig CATALOG = new CatalogConfig(
            4,
            250,
            10_000,
            200,
            100_000,
            1_000,
            131_072,
            86_400_000,
            30_000,
            DAY_MS,
            31 * DAY_MS,
            365 * DAY_MS,
            0,
            DAY_MS,
            0,
            DAY_MS / 12);
    static final AccountConfig ACCOUNTS = new AccountConfig(
            new AccountConfig.SessionLimits(3_600_000, 21_600_000, 30, 400),
            new AccountConfig.GuestLimits(3, 10_000, 1_000),
            new AccountConfig.CodeLimits(600_000, 3, 3, 3_600_000, new Rate(1, 20), new Rate(20, 200)));
    private static final BookingListConfig LISTS = new BookingListConfig(100, 50, 10, 1_000, 1_000);
    public static final SigningKeys KEYS = SigningKeys.generate();

    public final TestCore core;
    public final TestShow show;
    public final Gateway gateway;
    public final Contract contract;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final SqlDatabase database;
    public final RevokedTokens revoked;
    private final ServiceExecutor services;
    private final BookingClient client;
    private final ThreadPaymentTimer timer = new ThreadPaymentTimer();
    private final ChannelShows shows;
    private final CatalogFeature catalog;
    private final SearchFeature search;
    private final PaymentFeature payments;
    public final AccountFeature accounts;
    public final MediaFeature media;
    public final OrganisationFeature organisations;

    /** What differs from a test's usual gateway. */
    public static final class Setup {
        private GatewayConfig config = GatewayConfig.defaults()
                .withListener(new GatewayConfig.Listener("127.0.0.1", 0, 2, EventLoops.Transport.AUTO, null));
        private int ringSlots = 1_024;
        private QuotaConfig quotas = QuotaConfig.DEFAULT;
        private final List<Feature> others = new ArrayList<>();
        private OrganisationConfig organisations = OrganisationConfig.DEFAULT;
        private MediaConfig images = MediaConfig.DEFAULT;
        private Mailer mailer = Mailer.OFF;
        private boolean takesPayments = true;
        private long lateMs = 50;
        private long respondMs = 3_000;
        private long attemptMs = 30_000;
        private Clock clock = Clock.systemUTC();
        private String jdbcUrl = "jdbc:postgresql://127.0.0.1:1/nowhere";

        public Setup config(UnaryOperator<GatewayConfig> change) {
            config = change.apply(config);
            return this;
        }

        public Setup unlimitedCallers() {
            return config(c -> c.withCallers(
                    new GatewayConfig.Callers(1_000_000, Callers.Rates.UNLIMITED, ClientAddresses.LOOPBACK_TRUSTED)));
        }

        /** A power of two, 4 or more; queries get a quarter of them. */
        public Setup ringSlots(int slots) {
            ringSlots = slots;
            return this;
        }

        public Setup quotas(QuotaConfig values) {
            quotas = values;
            return this;
        }

        /** One more, beside those of the server. */
        public Setup feature(Feature other) {
            others.add(other);
            return this;
        }

        public Setup organisations(OrganisationConfig limits) {
            organisations = limits;
            return this;
        }

        public Setup images(UnaryOperator<MediaConfig> change) {
            images = change.apply(images);
            return this;
        }

        public Setup mailer(Mailer other) {
            mailer = other;
            return this;
        }

        /** By which sessions, guests, codes and images go. */
        public Setup clock(Clock other) {
            clock = other;
            return this;
        }

        /**
         * How long the sandbox takes to approve late, what buyers wait for, and when an attempt is given up.
         */
        public Setup payments(long approvesAfterMs, long respondsWithinMs, long givesUpAfterMs) {
            lateMs = approvesAfterMs;
            respondMs = respondsWithinMs;
            attemptMs = givesUpAfterMs;
            return this;
        }

        public Setup withoutPayments() {
            takesPayments = false;
            return this;
        }

        public Setup postgres(String url) {
            jdbcUrl = url;
            return this;
        }

        public TestGateway start(Path directory) throws IOException {
            return new TestGateway(this, directory);
        }
    }

    public static Setup aGateway() {
        return new Setup();
    }

    private TestGateway(Setup setup, Path directory) throws IOException {
        revoked = new RevokedTokens(directory);
        core = TestCore.onAThread(setup.ringSlots);
        core.configure(limits -> limits.maxExtensions(1));
        show = core.open(SHOW, TestShow.smallHall(), 1_200);
        database = new SqlDatabase(setup.jdbcUrl, "postgres", "postgres", CATALOG.database());
        client = new BookingClient(core, "test-services", 256);
        services = new ServiceExecutor(4, 256, 64, 1, meters);
        Clock clock = Clock.systemUTC();
        BlockingCalls blocking = new BlockingCalls(services);
        CachedBodies bodies = CachedBodies.of(
                setup.config.work().maxCachedBytes(), setup.config.work().maxSharedBytes());
        shows = new ChannelShows(core, this::card);
        StreamHub streams = new StreamHub(shows, new ShowSnapshots(shows, clock), setup.config.streams(), meters);
        ShowViews views = new ShowViews(shows, streams.told(), streams);
        SaleCore sale = new SaleCore(client, core, core::sequence, () -> {});
        catalog = new CatalogFeature(
                database,
                new CatalogFeature.Limits(CATALOG, setup.quotas, ShowRules.DEFAULT, ManyShowsConfig.DEFAULT),
                MediaFeature.owned(),
                sale,
                views,
                directory.resolve("catalog.json"),
                blocking,
                bodies,
                setup.config,
                clock);
        search = new SearchFeature(
                SearchConfig.DEFAULT.readingBeforeEachSearch(),
                directory.resolve("search"),
                catalog.changes(),
                views,
                blocking,
                setup.config.lists(),
                meters,
                clock);
        BookingFeature bookings = new BookingFeature(database, LISTS, sale, catalog, blocking, setup.config.lists());
        BookingHistory history = bookings.history();
        payments = payments(setup, directory, sale, history, blocking, clock);
        accounts = accounts(setup, directory, history, blocking);
        media = new MediaFeature(database, setup.images, directory.resolve("images"), blocking, meters, setup.clock);
        organisations = organisations(setup, directory, blocking);
        Tickets tickets = new Tickets(core, catalog.names(), catalog.seatMaps().told(), TicketKeys.generate());
        // Not started: nothing goes on beside requests.
        List<Feature> features = new ArrayList<>(List.of(
                catalog,
                search,
                organisations,
                bookings,
                payments,
                accounts,
                new TicketFeature(client, tickets, catalog.names(), blocking),
                savedShows(setup, blocking, clock),
                media,
                site(
                        new TicketSources(
                                tickets, history, new CancelDesk(client, history), accounts.links(), accounts.codes()),
                        blocking,
                        bodies,
                        clock)));
        features.addAll(setup.others);
        gateway = new Gateway(setup.config, ports(streams, history, tickets, bodies, clock), features);
        contract = new Contract(gateway.operations(), gateway.problems());
        gateway.start();
    }

    private GatewayPorts ports(
            StreamHub streams, BookingHistory history, Tickets tickets, CachedBodies bodies, Clock clock) {
        return new GatewayPorts(
                core,
                shows,
                streams,
                KEYS,
                revoked,
                accounts.sessions(),
                organisations.memberships(),
                services,
                catalog.names(),
                catalog.seatMaps().told(),
                history,
                tickets,
                bodies,
                meters,
                clock);
    }

    private PaymentFeature payments(
            Setup setup, Path directory, SaleCore sale, BookingHistory history, BlockingCalls blocking, Clock clock) {
        PaymentProvider provider = setup.takesPayments
                ? new SandboxProvider(
                        directory.resolve("payments"),
                        new SandboxConfig(setup.lateMs, 60_000, 1_000, 1_000, 1 << 20),
                        timer,
                        clock)
                : new NoProvider();
        return new PaymentFeature(
                new PaymentConfig(64, setup.respondMs, setup.attemptMs, 100, 30_000, 100, 4, 50, 60_000, 20_000),
                new PaymentFeature.Money(provider, new PaymentKeys(1), new StrayPayments(database, services), timer),
                sale,
                null,
                database,
                new BookingAnswers(core, catalog.names()),
                history,
                new PastReservations(history, blocking),
                meters);
    }

    private AccountFeature accounts(Setup setup, Path directory, BookingHistory history, BlockingCalls blocking) {
        return new AccountFeature(
                database,
                ACCOUNTS,
                new AccountFeature.Files(directory, directory.resolve("guest-spool")),
                setup.config.publicUrl().isSecure(),
                revoked,
                setup.mailer,
                new AccountFeature.Bookings(desk(), history),
                blocking,
                meters,
                setup.clock);
    }

    private OrganisationFeature organisations(Setup setup, Path directory, BlockingCalls blocking) {
        return new OrganisationFeature(
                database,
                setup.organisations,
                directory.resolve("organisations"),
                catalog,
                new PublicSite("https://tickets.example.org", "Boxoffice"),
                blocking,
                setup.config.lists(),
                setup.clock);
    }

    /** Asked once everything is there. */
    private ShowCard card(long showId) {
        return catalog.names().card(showId);
    }

    private HoldDesk desk() {
        return new HoldDesk(client, shows, catalog.names()::ticketTypes, (customer, sequence) -> {});
    }

    private SavedShowsFeature savedShows(Setup setup, BlockingCalls blocking, Clock clock) {
        return new SavedShowsFeature(
                database,
                new SavedShowsConfig(3),
                catalog.shows(),
                catalog.names(),
                blocking,
                setup.config.lists(),
                clock);
    }

    private SiteFeature site(TicketSources tickets, BlockingCalls blocking, CachedBodies bodies, Clock clock) {
        PublicSite site = new PublicSite("https://tickets.example.org", "Boxoffice");
        SiteFeature.Sale sale = new SiteFeature.Sale(desk(), accounts, payments);
        return new SiteFeature(
                SiteConfig.DEFAULT,
                site,
                catalog,
                search.search(),
                shows,
                sale,
                tickets,
                blocking,
                bodies.budget(),
                clock);
    }

    public TestClient client() throws IOException {
        return new TestClient(gateway.address(), contract);
    }

    /** One that comes from another loopback address, such as 127.0.0.2: a stranger's. */
    public TestClient clientFrom(String source) throws IOException {
        return new TestClient(
                new Socket(
                        gateway.address().getAddress(), gateway.address().getPort(), InetAddress.getByName(source), 0),
                contract);
    }

    public TestClient customer(long id) throws IOException {
        return client().as(token(id, Role.CUSTOMER));
    }

    public TestClient organizer() throws IOException {
        return client().as(token(ORGANIZER, Role.ORGANIZER));
    }

    public static String token(long subject, Role role) {
        return new TokenIssuer(KEYS, Clock.systemUTC()).issue(subject, role, Duration.ofHours(1));
    }

    /** A token of somebody who acts for an organisation. */
    public static String token(long subject, Role role, long organisationId) {
        Principal principal = new Principal(subject, role, organisationId);
        return new TokenIssuer(KEYS, Clock.systemUTC()).issue(principal, Duration.ofHours(1));
    }

    @Override
    public void close() {
        core.resume();
        gateway.close();
        services.close();
        client.close();
        payments.close();
        accounts.close();
        media.close();
        search.close();
        catalog.close();
        database.close();
        core.close();
    }
}
