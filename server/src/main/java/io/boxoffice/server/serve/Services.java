package io.boxoffice.server.serve;

import io.boxoffice.gateway.GatewayPorts;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.catalog.ShowJson;
import io.boxoffice.journal.disk.OwnerOnly;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.BookingCore;
import io.boxoffice.services.ServiceExecutor;
import io.boxoffice.services.booking.BookingLists;
import io.boxoffice.services.booking.PastBookings;
import io.boxoffice.services.catalog.CatalogCache;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogDatabase;
import io.boxoffice.services.catalog.CatalogKeeper;
import io.boxoffice.services.catalog.CatalogReconciler;
import io.boxoffice.services.catalog.CatalogSearch;
import io.boxoffice.services.catalog.CatalogUnavailableException;
import io.boxoffice.services.catalog.EventCatalog;
import io.boxoffice.services.catalog.IdempotencyKeys;
import io.boxoffice.services.catalog.Quotas;
import io.boxoffice.services.catalog.SeatMapCatalog;
import io.boxoffice.services.catalog.ShowCatalog;
import io.boxoffice.services.catalog.ShowSales;
import io.boxoffice.services.catalog.ShowTimes;
import io.boxoffice.services.catalog.VenueCatalog;
import io.boxoffice.services.payment.NoProvider;
import io.boxoffice.services.payment.PastPayments;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.PaymentKeys;
import io.boxoffice.services.payment.PaymentProvider;
import io.boxoffice.services.payment.PaymentService;
import io.boxoffice.services.payment.SandboxProvider;
import io.boxoffice.services.payment.SettlementWorker;
import io.boxoffice.services.payment.StrayPayments;
import io.boxoffice.services.payment.ThreadPaymentTimer;
import io.boxoffice.services.ticket.TicketKeys;
import io.boxoffice.services.ticket.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Catalog, payments, tickets and lists on top of a running core. */
final class Services implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    private final ServiceExecutor executor;
    private final CatalogDatabase catalogDatabase;
    private final CatalogCache cache;
    private final CatalogKeeper keeper;
    private final GatewayPorts.Catalog catalog;
    private final BookingLists bookingLists;
    private final GatewayPorts.Past past;
    private final Tickets tickets;
    private final ThreadPaymentTimer timer = new ThreadPaymentTimer();
    private final SandboxProvider sandbox;
    private final SettlementWorker settlement;
    private final PaymentService payments;

    /**
     * @param hurryWriter asks the persistence writer not to wait for more to write
     */
    Services(
            ServerConfig config,
            DataDirectory data,
            BookingCore core,
            Database database,
            Runnable hurryWriter,
            MeterRegistry meters) {
        Clock clock = Clock.systemUTC();
        CatalogConfig limits = config.catalog();
        Quotas quotas = new Quotas(config.quotas());
        executor = new ServiceExecutor(
                config.services().threads(),
                config.services().maxQueued(),
                config.services().maxPerCaller(),
                config.services().threadsWithoutToken(),
                meters);
        catalogDatabase = connect(database.access(), limits);
        cache = new CatalogCache(data.catalogCache(), limits.maxCachedShows());
        SeatMapCatalog seatMaps = new SeatMapCatalog(catalogDatabase, limits, quotas);
        ShowCatalog shows = new ShowCatalog(
                catalogDatabase,
                seatMaps,
                core.client(),
                core.shows(),
                cache,
                config.showDefaults(),
                new ShowTimes(limits, clock),
                new ShowSales(catalogDatabase, core.shows(), core::lastSalesSequence, hurryWriter),
                quotas,
                new ShowJson(new ShowSnapshots(core.shows(), clock)));
        IdempotencyKeys keys = new IdempotencyKeys(catalogDatabase, limits, quotas, clock);
        catalog = new GatewayPorts.Catalog(
                new VenueCatalog(catalogDatabase, limits, quotas),
                seatMaps,
                new EventCatalog(catalogDatabase, quotas),
                shows,
                new CatalogSearch(catalogDatabase, limits, clock),
                cache,
                keys);
        keeper = new CatalogKeeper(
                catalogDatabase, shows, new CatalogReconciler(catalogDatabase, shows), cache, keys, limits, clock);
        bookingLists = new BookingLists(catalogDatabase, config.bookingLists(), core::lastSalesSequence, hurryWriter);
        past = new GatewayPorts.Past(
                new PastBookings(
                        catalogDatabase,
                        shows,
                        seatMaps,
                        core.shows(),
                        config.bookingLists().maxCachedSeats()),
                new PastPayments(catalogDatabase));
        List<PaymentKeys.Restore> restores = PaymentKeys.readRestores(data.restores());
        tickets = new Tickets(core.shows(), cache, ticketKeys(data, restores));
        PaymentConfig payment = config.payment();
        PaymentKeys paymentKeys = new PaymentKeys(core.journalId(), restores);
        sandbox = config.asked().sandbox()
                ? new SandboxProvider(data.sandboxPayments(), config.sandbox(), timer, clock)
                : null;
        PaymentProvider provider = sandbox == null ? new NoProvider() : sandbox;
        StrayPayments stray = new StrayPayments(catalogDatabase, executor);
        settlement = new SettlementWorker(core.client(), provider, paymentKeys, stray, timer, payment, meters);
        payments = new PaymentService(core.client(), provider, paymentKeys, settlement, timer, payment, meters);
        prepareCatalog();
        keeper.start();
        settlement.start(core.events(), core.shows().sequence());
    }

    private static CatalogDatabase connect(ServerConfig.Database access, CatalogConfig limits) {
        ServerConfig.Login features = access.features();
        ServerConfig.Login owner = access.owner();
        return new CatalogDatabase(access.jdbcUrl(), features.user(), features.password(), limits)
                .migratedBy(owner.user(), owner.password());
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

    /** So that the catalog can be used as soon as the server is ready; if PostgreSQL is away, the keeper goes on trying. */
    private void prepareCatalog() {
        try {
            catalogDatabase.migrate();
        } catch (CatalogUnavailableException e) {
            LOG.warn("Starting without PostgreSQL: selling goes on, the catalog and lists wait for it");
        }
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

    GatewayPorts.Past past() {
        return past;
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
        if (sandbox != null) {
            sandbox.close();
        }
        keeper.close();
        executor.close();
        cache.close();
        catalogDatabase.close();
    }
}
