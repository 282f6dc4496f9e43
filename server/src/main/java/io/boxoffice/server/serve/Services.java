package io.boxoffice.server.serve;

import io.boxoffice.gateway.GatewayPorts;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.BookingCore;
import io.boxoffice.services.ServiceExecutor;
import io.boxoffice.services.booking.BookingListConfig;
import io.boxoffice.services.booking.BookingLists;
import io.boxoffice.services.catalog.CatalogCache;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogDatabase;
import io.boxoffice.services.catalog.CatalogKeeper;
import io.boxoffice.services.catalog.CatalogReconciler;
import io.boxoffice.services.catalog.CatalogSearch;
import io.boxoffice.services.catalog.EventCatalog;
import io.boxoffice.services.catalog.IdempotencyKeys;
import io.boxoffice.services.catalog.SeatMapCatalog;
import io.boxoffice.services.catalog.ShowCatalog;
import io.boxoffice.services.catalog.VenueCatalog;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.PaymentKeys;
import io.boxoffice.services.payment.PaymentService;
import io.boxoffice.services.payment.SandboxConfig;
import io.boxoffice.services.payment.SandboxProvider;
import io.boxoffice.services.payment.SettlementWorker;
import io.boxoffice.services.payment.ThreadPaymentTimer;
import io.boxoffice.services.ticket.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Catalog, payments, tickets and lists on top of a running core. */
final class Services implements AutoCloseable {
    private static final int MAX_QUEUED_CALLS = 1_024;

    private final ServiceExecutor executor;
    private final CatalogDatabase catalogDatabase;
    private final CatalogCache cache;
    private final CatalogKeeper keeper;
    private final GatewayPorts.Catalog catalog;
    private final BookingLists bookingLists;
    private final Tickets tickets;
    private final ThreadPaymentTimer timer = new ThreadPaymentTimer();
    private final SandboxProvider provider;
    private final SettlementWorker settlement;
    private final PaymentService payments;

    Services(ServerConfig config, DataDirectory data, BookingCore core, Database database, MeterRegistry meters) {
        Clock clock = Clock.systemUTC();
        CatalogConfig limits = catalogLimits(config);
        executor = new ServiceExecutor(limits.maxConnections(), MAX_QUEUED_CALLS, meters);
        catalogDatabase = new CatalogDatabase(database.jdbcUrl(), database.user(), database.password(), limits);
        cache = new CatalogCache(data.catalogCache(), limits.maxCachedShows());
        SeatMapCatalog seatMaps = new SeatMapCatalog(catalogDatabase, limits);
        ShowCatalog shows = new ShowCatalog(catalogDatabase, seatMaps, core.client(), core.shows(), cache);
        IdempotencyKeys keys = new IdempotencyKeys(catalogDatabase, limits, clock);
        catalog = new GatewayPorts.Catalog(
                new VenueCatalog(catalogDatabase, limits),
                seatMaps,
                new EventCatalog(catalogDatabase),
                shows,
                new CatalogSearch(catalogDatabase, limits, clock),
                cache,
                keys);
        keeper = new CatalogKeeper(
                catalogDatabase, shows, new CatalogReconciler(catalogDatabase, shows), cache, keys, limits, clock);
        BookingListConfig lists = BookingListConfig.DEFAULT;
        bookingLists = new BookingLists(
                catalogDatabase,
                new BookingListConfig(
                        lists.maxPageSize(),
                        config.http().limits().listWaitMs(),
                        lists.pollIntervalMs(),
                        lists.maxKnownCustomers()),
                core.shows()::sequence);
        tickets = new Tickets(core.shows(), cache);
        PaymentConfig payment = paymentLimits(config);
        PaymentKeys paymentKeys = new PaymentKeys(core.journalId());
        provider = new SandboxProvider(data.sandboxPayments(), sandboxLimits(config), timer, clock);
        settlement = new SettlementWorker(core.client(), provider, paymentKeys, timer, payment, meters);
        payments = new PaymentService(core.client(), provider, paymentKeys, settlement, timer, payment, meters);
        keeper.start();
        settlement.start(core.events(), core.shows().sequence());
    }

    private static CatalogConfig catalogLimits(ServerConfig config) {
        CatalogConfig d = CatalogConfig.DEFAULT;
        // The persistence writer has a connection of its own.
        int connections = Math.max(1, config.database().maxConnections() - 1);
        return new CatalogConfig(
                connections,
                Math.max(250, config.database().connectTimeoutMs()),
                d.statementTimeoutMs(),
                d.maxPageSize(),
                config.booking().maxSeatsPerMap(),
                config.booking().maxShows(),
                d.maxKeptResponseBytes(),
                d.keyRetentionMs(),
                d.keeperIntervalMs(),
                TimeUnit.DAYS.toMillis(config.retention().archiveShowAfterDays()));
    }

    private static PaymentConfig paymentLimits(ServerConfig config) {
        PaymentConfig d = PaymentConfig.DEFAULT;
        return new PaymentConfig(
                d.maxInFlight(),
                config.payment().respondWithinMs(),
                d.attemptTimeoutMs(),
                d.retryMinMs(),
                d.retryMaxMs(),
                d.maxQueuedSettlements(),
                d.maxConcurrentSettlements(),
                d.feedIntervalMs(),
                d.rescanIntervalMs(),
                config.payment().providerTimeoutMs());
    }

    private static SandboxConfig sandboxLimits(ServerConfig config) {
        SandboxConfig d = SandboxConfig.DEFAULT;
        return new SandboxConfig(
                config.payment().sandboxLateDelayMs(),
                d.pendingMs(),
                d.maxAttempts(),
                d.maxQueued(),
                d.compactAfterBytes());
    }

    ServiceExecutor executor() {
        return executor;
    }

    GatewayPorts.Catalog catalog() {
        return catalog;
    }

    BookingLists bookingLists() {
        return bookingLists;
    }

    Tickets tickets() {
        return tickets;
    }

    PaymentService payments() {
        return payments;
    }

    @Override
    public void close() {
        settlement.close();
        timer.close();
        provider.close();
        keeper.close();
        executor.close();
        cache.close();
        catalogDatabase.close();
    }
}
