package io.boxoffice.server.serve;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.GatewayPorts;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.SigningKeys;
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
import io.boxoffice.gateway.booking.TicketIssuer;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.gateway.stream.StreamHub;
import io.boxoffice.journal.disk.OwnerOnly;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.BookingCore;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.SaleCore;
import io.boxoffice.services.ServiceConfig;
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
import io.boxoffice.services.follow.FollowedLog;
import io.boxoffice.services.follow.RestoreMark;
import io.boxoffice.services.media.MediaConfig;
import io.boxoffice.services.media.MediaFeature;
import io.boxoffice.services.notification.MailConfig;
import io.boxoffice.services.notification.NotificationFeature;
import io.boxoffice.services.organisation.OrganisationConfig;
import io.boxoffice.services.organisation.OrganisationFeature;
import io.boxoffice.services.payment.NoProvider;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.PaymentFeature;
import io.boxoffice.services.payment.PaymentKeys;
import io.boxoffice.services.payment.PaymentProvider;
import io.boxoffice.services.payment.PaymentProviders;
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
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

/** The features, on top of a running core, and what the gateway needs of them. Making them needs no PostgreSQL. */
final class Services implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final BookingCore core;
    private final DataDirectory data;
    private final MeterRegistry meters;
    private final ServiceExecutor executor;
    private final CachedBodies bodies;
    private final ChannelShows shows;
    private final StreamHub streams;
    private final SqlDatabase database;
    private final CatalogFeature catalog;
    private final SearchFeature search;
    private final AccountFeature accounts;
    private final OrganisationFeature organisations;
    private final RevokedTokens revoked;
    private final BookingHistory history;
    private final TicketIssuer tickets;
    private final List<Feature> features;

    /**
     * @param hurryWriter asks the persistence writer not to wait for more to write
     */
    Services(ServerConfig config, DataDirectory data, BookingCore core, Runnable hurryWriter, MeterRegistry meters) {
        this.core = core;
        this.data = data;
        this.meters = meters;
        ServiceConfig work = config.of(ServiceConfig.class);
        executor = new ServiceExecutor(
                work.threads(), work.maxQueued(), work.maxPerCaller(), work.threadsWithoutToken(), meters);
        BlockingCalls blocking = new BlockingCalls(executor);
        GatewayConfig http = config.gateway();
        bodies = CachedBodies.of(http.work().maxCachedBytes(), http.work().maxSharedBytes());
        database = new SqlDatabase(config.of(CatalogConfig.class).database());
        shows = new ChannelShows(core.shows(), this::card);
        streams = new StreamHub(shows, new ShowSnapshots(shows, clock), http.streams(), meters);
        ShowViews views = new ShowViews(shows, streams.told(), streams);
        SaleCore sale = new SaleCore(core.client(), core.shows(), core::lastSalesSequence, hurryWriter);
        catalog = new CatalogFeature(
                database,
                catalogLimits(config),
                MediaFeature.owned(),
                sale,
                views,
                data.catalogCache(),
                blocking,
                bodies,
                http,
                clock);
        search = search(config, views, blocking);
        BookingFeature bookings =
                new BookingFeature(database, config.of(BookingListConfig.class), sale, catalog, blocking, http.lists());
        history = bookings.history();
        List<PaymentKeys.Restore> restores = PaymentKeys.readRestores(data.restores());
        tickets = new Tickets(core.shows(), catalog.names(), catalog.seatMaps().told(), ticketKeys(data, restores));
        PaymentFeature payments = new PaymentFeature(
                config.of(PaymentConfig.class),
                money(config, restores),
                sale,
                followedLog(core, restores),
                database,
                new BookingAnswers(core.shows(), catalog.names()),
                history,
                new PastReservations(history, blocking),
                meters);
        revoked = new RevokedTokens(data.keys());
        NotificationFeature mails = new NotificationFeature(
                database, config.of(MailConfig.class).in(data.root()), config.of(PublicSite.class), clock);
        accounts = accounts(config, mails.mailer(), blocking);
        mails.about(
                new NotificationFeature.Sources(
                        sale, followedLog(core, restores), core.shows(), catalog.names(), tickets, history, accounts),
                meters);
        organisations = organisations(config, blocking);
        features = List.of(
                catalog,
                search,
                organisations,
                bookings,
                payments,
                accounts,
                mails,
                new TicketFeature(core.client(), tickets, catalog.names(), blocking),
                savedShows(config, blocking),
                new MediaFeature(database, config.of(MediaConfig.class), data.images(), blocking, meters, clock),
                site(config, payments, blocking));
    }

    private static CatalogFeature.Limits catalogLimits(ServerConfig config) {
        return new CatalogFeature.Limits(
                config.of(CatalogConfig.class),
                config.of(QuotaConfig.class),
                config.of(ShowRules.class),
                config.of(ManyShowsConfig.class));
    }

    /** Starts them, with PostgreSQL where it is, or is to be: it may be away. */
    void start(DatabaseConfig access) {
        DatabaseConfig.Login own = access.features();
        DatabaseConfig.Login owner = access.owner();
        database.at(access.jdbcUrl(), own.user(), own.password()).migratedBy(owner.user(), owner.password());
        features.forEach(Feature::start);
    }

    private AccountFeature accounts(ServerConfig config, Mailer mailer, BlockingCalls blocking) {
        return new AccountFeature(
                database,
                config.of(AccountConfig.class),
                new AccountFeature.Files(data.keys(), data.guestSpool()),
                isSecure(config.gateway()),
                revoked,
                mailer,
                new AccountFeature.Bookings(desk(), history),
                blocking,
                meters,
                clock);
    }

    private SearchFeature search(ServerConfig config, ShowViews views, BlockingCalls blocking) {
        return new SearchFeature(
                config.of(SearchConfig.class),
                data.searchIndex(),
                catalog.changes(),
                views,
                blocking,
                config.gateway().lists(),
                meters,
                clock);
    }

    private SavedShowsFeature savedShows(ServerConfig config, BlockingCalls blocking) {
        return new SavedShowsFeature(
                database,
                config.of(SavedShowsConfig.class),
                catalog.shows(),
                catalog.names(),
                blocking,
                config.gateway().lists(),
                clock);
    }

    private OrganisationFeature organisations(ServerConfig config, BlockingCalls blocking) {
        return new OrganisationFeature(
                database,
                config.of(OrganisationConfig.class),
                data.organisations(),
                catalog,
                config.of(PublicSite.class),
                blocking,
                config.gateway().lists(),
                clock);
    }

    /** Asked once everything is there. */
    private ShowCard card(long showId) {
        return catalog.names().card(showId);
    }

    private HoldDesk desk() {
        return new HoldDesk(core.client(), shows, catalog.names()::ticketTypes, history::noteAnswered);
    }

    private SiteFeature site(ServerConfig config, PaymentFeature payments, BlockingCalls blocking) {
        return new SiteFeature(
                config.of(SiteConfig.class),
                config.of(PublicSite.class),
                catalog,
                search.search(),
                shows,
                new SiteFeature.Sale(desk(), accounts, payments),
                new TicketSources(
                        tickets, history, new CancelDesk(core.client(), history), accounts.links(), accounts.codes()),
                blocking,
                bodies.budget(),
                clock);
    }

    /** Whether browsers reach the site by TLS, ours or that of a proxy before us. */
    private static boolean isSecure(GatewayConfig http) {
        return http.publicUrl().isConfigured()
                ? http.publicUrl().isSecure()
                : http.listener().tls() != null;
    }

    private static FollowedLog followedLog(BookingCore core, List<PaymentKeys.Restore> restores) {
        String lastRestore =
                restores.isEmpty() ? "" : restores.get(restores.size() - 1).mark();
        return new FollowedLog(
                core.events(),
                core.shows()::sequence,
                RestoreMark.of(core.journalId(), lastRestore),
                core::keepEventsFor);
    }

    private PaymentFeature.Money money(ServerConfig config, List<PaymentKeys.Restore> restores) {
        ThreadPaymentTimer timer = new ThreadPaymentTimer();
        PaymentProvider provider = config.of(PaymentProviders.class).sandbox()
                ? new SandboxProvider(data.sandboxPayments(), config.of(SandboxConfig.class), timer, clock)
                : new NoProvider();
        PaymentKeys keys = new PaymentKeys(core.journalId(), restores);
        return new PaymentFeature.Money(provider, keys, new StrayPayments(database, executor), timer);
    }

    private static TicketKeys ticketKeys(DataDirectory data, List<PaymentKeys.Restore> restores) {
        try {
            return TicketKeys.loadOrCreate(
                    OwnerOnly.createDirectories(data.keys()),
                    restores.stream()
                            .map(restore -> new TicketKeys.Restored(restore.lastReservation(), restore.mark()))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the keys that sign tickets", e);
        }
    }

    /** What the gateway serves beside the sale. */
    List<Feature> features() {
        return features;
    }

    /** What features keep. */
    SqlDatabase database() {
        return database;
    }

    /** What the gateway needs of all this. */
    GatewayPorts ports(SigningKeys keys) {
        return new GatewayPorts(
                core.commands(),
                shows,
                streams,
                keys,
                revoked,
                accounts.sessions(),
                organisations.memberships(),
                executor,
                catalog.names(),
                catalog.seatMaps().told(),
                history,
                tickets,
                bodies,
                meters,
                clock);
    }

    @Override
    public void close() {
        for (int i = features.size() - 1; i >= 0; i--) {
            features.get(i).close();
        }
        executor.close();
        database.close();
    }
}
