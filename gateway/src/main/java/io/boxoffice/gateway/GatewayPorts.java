package io.boxoffice.gateway;

import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.ServiceExecutor;
import io.boxoffice.services.booking.BookingLists;
import io.boxoffice.services.booking.PastBookings;
import io.boxoffice.services.catalog.CatalogCache;
import io.boxoffice.services.catalog.CatalogSearch;
import io.boxoffice.services.catalog.EventCatalog;
import io.boxoffice.services.catalog.IdempotencyKeys;
import io.boxoffice.services.catalog.SeatMapCatalog;
import io.boxoffice.services.catalog.ShowCatalog;
import io.boxoffice.services.catalog.VenueCatalog;
import io.boxoffice.services.payment.PastPayments;
import io.boxoffice.services.payment.PaymentService;
import io.boxoffice.services.ticket.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What the gateway sees of the other rooms. None of it is closed by the gateway.
 *
 * @param revoked  looked at every second
 * @param services the threads on which what blocks runs
 * @param past     what the core no longer knows
 * @param clock    by which tokens expire
 */
public record GatewayPorts(
        CommandPort commands,
        ShowDirectory shows,
        SigningKeys keys,
        RevokedTokens revoked,
        ServiceExecutor services,
        Catalog catalog,
        BookingLists bookingLists,
        Past past,
        Tickets tickets,
        PaymentService payments,
        MeterRegistry meters,
        Clock clock) {
    /** Bookings that the core no longer knows, and their payments. */
    public record Past(PastBookings bookings, PastPayments payments) {}

    /** The catalog's parts. */
    public record Catalog(
            VenueCatalog venues,
            SeatMapCatalog seatMaps,
            EventCatalog events,
            ShowCatalog shows,
            CatalogSearch search,
            CatalogCache cache,
            IdempotencyKeys keys) {}
}
