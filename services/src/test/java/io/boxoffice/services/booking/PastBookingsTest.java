package io.boxoffice.services.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestCore;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.WriterTables;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.catalog.QuotaConfig;
import io.boxoffice.services.catalog.Quotas;
import io.boxoffice.services.catalog.SeatMapCatalog;
import io.boxoffice.services.catalog.ShowCatalog;
import io.boxoffice.services.catalog.ShowRules;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.payment.PastPayments;
import io.boxoffice.services.payment.Payment;
import io.boxoffice.services.ticket.Tickets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class PastBookingsTest {
    private static final long SHOW = 9;
    private static final long OWNER = 900;
    private static final long ANNA = 42;
    private static final Instant MADE = Instant.parse("2026-05-01T10:00:00.123Z");
    /** As far as it is read; the persistence writer owns the schema. */
    private PostgresExtension.Database postgres;

    private SqlDatabase database;
    private TestCore core;
    private BookingClient client;

    private Path directory;

    @BeforeEach
    void open(PostgresExtension.Database fresh, @TempDir Path temporary) {
        directory = temporary;
        postgres = fresh;
        database = database(fresh);
        core = TestCore.at(System::currentTimeMillis);
        client = new BookingClient(core, "past-test", 16);
    }

    private static SqlDatabase database(PostgresExtension.Database postgres) {
        return new SqlDatabase(
                postgres.jdbcUrl(), postgres.user(), postgres.password(), CatalogConfig.DEFAULT.database());
    }

    @AfterEach
    void close() {
        client.close();
        core.close();
        database.close();
    }

    private PastBookings past(SqlDatabase connections) {
        SeatMapCatalog maps =
                new SeatMapCatalog(connections, CatalogConfig.DEFAULT, new Quotas(QuotaConfig.DEFAULT), directory);
        ShowCatalog shows =
                new ShowCatalog(connections, maps, client, core, null, ShowRules.DEFAULT, null, null, null, null);
        return new PastBookings(connections, shows, maps, 1_000);
    }

    /** A show of the past with seats and a pit, in the catalog alone. */
    private void show() {
        database.uses(CatalogFeature.SCHEMA);
        database.migrate();
        SeatMap map = new SeatMap.Builder()
                .category("Stalls")
                .category("Pit")
                .section("Main")
                .row("A")
                .seat("A-1", "1", 100, 0, 0, false, false, 1)
                .seat("A-2", "2", 200, 0, 0, false, false, 1)
                .area(new SeatMap.Area("pit", "Pit", 50, 1, 0, 0))
                .build();
        byte[] content = io.boxoffice.protocol.seatmap.SeatMapCodec.encode(map);
        postgres.execute("""
                INSERT INTO catalog.venues (id, owner_id, name, city, timezone) VALUES (1, 900, 'Oper', 'Graz', 'Europe/Vienna');
                INSERT INTO catalog.halls (id, venue_id, owner_id, name) VALUES (1, 1, 900, 'Saal');
                INSERT INTO catalog.seat_maps (id, hall_id, owner_id, name, content, sha256, seats, areas)
                VALUES (1, 1, 900, 'Plan', decode('%s', 'hex'), '', 2, 1);
                INSERT INTO catalog.events (id, owner_id, title, genres) VALUES (1, 900, 'Tosca', '{}');
                INSERT INTO catalog.shows (id, owner_id, venue_id, hall_id, event_id, seat_map_id, starts_at, ends_at,
                  latest_ends_at, currency, hold_ttl_ms, max_units_per_hold, max_units_per_customer, stranded_seat_rule, state)
                VALUES (9, 900, 1, 1, 1, 1, '2026-06-01 18:00Z', '2026-06-01 20:00Z', '2026-06-01 20:00Z', 'EUR', 1, 1, 0, false,
                  'archived')""".formatted(java.util.HexFormat.of().formatHex(content)));
    }

    private void booking(long id, long reference, String status, String paymentStatus) {
        postgres.execute(
                "INSERT INTO sales.reservations VALUES (%d, 9, 42, '%s', '%s', %d, 'EUR', 1000, 1500, 0, 500, 3, '%s', NULL, '%s', 77)"
                        .formatted(id, status, paymentStatus, reference, MADE, MADE.plusSeconds(60)));
    }

    private void soldBooking() {
        booking(7, 33, "booked", "captured");
        postgres.execute("""
                INSERT INTO sales.booked_seats VALUES (7, 1, 1, 500, 'cancelled', 2), (7, 0, 0, 500, 'booked', 0),
                    (7, 2, -1, 500, 'booked', 0);
                INSERT INTO sales.check_ins VALUES (7, 0);
                INSERT INTO sales.payments VALUES (7, 1, 1500), (7, 2, 1500);
                INSERT INTO sales.refunds VALUES (7, 1);
                INSERT INTO sales.reservation_transitions VALUES (7, 5, 0, 'payment_declined', 1, 'declined_by_provider')""");
    }

    @Test
    void shouldReadABookingAsTheCoreHadIt() {
        show();
        postgres.execute(WriterTables.CREATE);
        soldBooking();

        PastBooking found = past(database).find(7).orElseThrow();

        Reservation booking = found.booking();
        assertEquals(SHOW, booking.showId());
        assertEquals(ANNA, booking.customerId());
        assertEquals(ReservationStatus.BOOKED, booking.status());
        assertEquals(PaymentStatus.CAPTURED, booking.paymentStatus());
        assertEquals(MADE.toEpochMilli(), booking.createdAtMs());
        assertEquals(0, booking.deadlineMs());
        assertEquals(2, booking.attempt());
        assertEquals(500, booking.refundedAmount());
        assertEquals(
                List.of(
                        new Reservation.Unit(0, 500, false, true),
                        new Reservation.Unit(1, 500, true, false, 0, 2),
                        new Reservation.Unit(-1, 500, false, false)),
                booking.units());
        assertEquals(1_500, found.soldAmount());
        assertTrue(found.isVisibleTo(new Principal(OWNER, Role.ORGANIZER)));
        assertFalse(found.isVisibleTo(new Principal(OWNER + 1, Role.ORGANIZER)));
        List<Ticket> tickets = new Tickets(core, null, ToldMaps.CORES, null).of(found);
        assertEquals(
                List.of("A-1", "A-2"),
                tickets.stream().limit(2).map(Ticket::seat).toList());
        assertEquals("pit", tickets.get(2).area());
        assertEquals("Tosca", tickets.get(0).eventTitle());
        assertNull(tickets.get(0).code(), "no door opens to it any more");
        assertEquals(
                List.of(Ticket.Status.USED, Ticket.Status.CANCELLED, Ticket.Status.VALID),
                tickets.stream().map(Ticket::status).toList());
    }

    @Test
    void shouldReadItsPayments() {
        show();
        postgres.execute(WriterTables.CREATE);
        soldBooking();
        Reservation booking = past(database).find(7).orElseThrow().booking();
        PastPayments payments = new PastPayments(database);

        List<Payment> all = payments.of(booking);
        assertEquals(List.of(2, 1), all.stream().map(Payment::attempt).toList());
        Payment paid = all.get(0);
        assertEquals(PaymentStatus.CAPTURED, paid.status());
        assertEquals(1_500, paid.amount());
        assertEquals(DeclineReason.UNSPECIFIED, paid.declineReason());
        Payment declined = all.get(1);
        assertEquals(PaymentStatus.DECLINED, declined.status());
        assertEquals(DeclineReason.DECLINED_BY_PROVIDER, declined.declineReason());
    }

    @Test
    void shouldKnowNoHoldsAndNothingBeforeTheWriterWasThere() {
        show();
        assertTrue(past(database).find(7).isEmpty());
        postgres.execute(WriterTables.CREATE);
        booking(8, 0, "expired", "none");

        assertTrue(past(database).find(8).isEmpty(), "a hold that no booking was made of");
        assertTrue(past(database).find(9).isEmpty());
    }

    @Test
    void shouldReadABookingThatLapsedAndOneWhoseShowIsNotInTheCatalog() {
        database.uses(CatalogFeature.SCHEMA);
        database.migrate();
        postgres.execute(WriterTables.CREATE);
        booking(8, 5, "expired", "declined");

        PastBooking found = past(database).find(8).orElseThrow();

        assertEquals(List.of(), found.booking().units());
        assertNull(found.map());
        assertFalse(found.isVisibleTo(new Principal(OWNER, Role.ORGANIZER)));
    }

    @Test
    void shouldSayThatPostgresIsAway() {
        try (SqlDatabase nowhere =
                database(new PostgresExtension.Database("jdbc:postgresql://127.0.0.1:1/nowhere", "x", "x"))) {
            assertThrows(DatabaseUnavailableException.class, () -> past(nowhere).find(7));
        }
    }
}
