package io.boxoffice.services.payment;

import io.boxoffice.gateway.booking.BookingAnswers;
import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.PastReservations;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.services.SaleCore;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.follow.FollowedLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Paying, and settling what was paid: captures, refunds, approvals that come late. */
public final class PaymentFeature implements Feature {
    private final SettlementWorker settlement;
    private final WatchedProvider provider;
    private final PaymentTimer timer;
    private final FollowedLog events;
    private final PaymentService service;
    private final List<Route> routes;

    /**
     * Money: who moves it, under which keys, and where what nobody expected is written down.
     *
     * @param timer closed with the feature, as is the provider
     */
    public record Money(PaymentProvider provider, PaymentKeys keys, StrayMoney.Books stray, PaymentTimer timer) {}

    /**
     * @param events   the core's, for settlement
     * @param bookings how bookings look
     */
    public PaymentFeature(
            PaymentConfig config,
            Money money,
            SaleCore core,
            FollowedLog events,
            SqlDatabase database,
            BookingAnswers bookings,
            BookingHistory history,
            PastReservations past,
            MeterRegistry meters) {
        this.events = events;
        timer = money.timer();
        provider = new WatchedProvider(money.provider(), timer, config.providerTimeoutMs());
        settlement = new SettlementWorker(core.client(), provider, money.keys(), money.stray(), timer, config, meters);
        service = new PaymentService(core.client(), provider, money.keys(), settlement, timer, config, meters);
        routes = new ArrayList<>(
                new PaymentRoutes(service, bookings, history, past, new PastPayments(database)).routes());
        routes.addAll(provider.routes());
    }

    /** Takes payments. */
    public PaymentService service() {
        return service;
    }

    /** Where people say how they pay; null: the provider has no such page. */
    public HostedPage hostedPage() {
        return provider.hostedPage();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Collection<? extends ProblemCode> problems() {
        return List.of(PaymentProblem.values());
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("Payments", new PaymentPart(provider, settlement, timer)::look));
    }

    @Override
    public void start() {
        settlement.start(events);
    }

    @Override
    public void close() {
        settlement.close();
        timer.close();
        provider.close();
    }
}
