package io.boxoffice.services.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.booking.Credential;
import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.catalog.CatalogCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketsTest {
    private static final SeatMap MAP = new SeatMap.Builder()
            .category("Stalls")
            .category("Floor")
            .section("Left")
            .row("A")
            .seat("A-1", "1", 0, 0, 0, false, false, 1)
            .seat("A-2", "2", 0, 0, 0, false, false, 2)
            .area(new SeatMap.Area("pit", "Pit", 10, 1, 0, 0))
            .build();

    private static final TicketKeys KEYS = TicketKeys.generate();

    @TempDir
    private Path directory;

    private static Reservation reservation(ReservationStatus status, long reference, Reservation.Unit... units) {
        return new Reservation(
                7,
                1,
                42,
                1,
                1,
                1,
                0,
                reference,
                100,
                0,
                0,
                0,
                1,
                0,
                "EUR",
                status,
                PaymentStatus.CAPTURED,
                false,
                4_711,
                List.of(units));
    }

    private static Reservation.Unit unit(int unit) {
        return new Reservation.Unit(unit, 100, false, false);
    }

    private List<Ticket> tickets(ShowDirectory shows, Reservation reservation) {
        Path file = directory.resolve("cards.jsonl");
        try {
            Files.writeString(file, """
                    {"showId":1,"eventId":2,"venueId":3,"hallId":4,"seatMapId":5,"organizerId":6,"eventTitle":"Hamlet",\
                    "venueName":"Globe","city":"London","timezone":"Europe/London","hallName":"Pit","startsAtMs":5000,\
                    "endsAtMs":6000}
                    """);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        try (CatalogCache cache = new CatalogCache(file, 10)) {
            return new Tickets(shows, cache, ToldMaps.CORES, KEYS).of(reservation);
        }
    }

    @Test
    void shouldMakeATicketOfEachUnit() {
        Reservation booked = reservation(ReservationStatus.BOOKED, 33, unit(0), unit(1), unit(-1));

        List<Ticket> tickets = tickets(new OneShow(MAP), booked);

        Ticket sofa = tickets.get(1);
        assertEquals("A-2", sofa.seat());
        assertEquals("2", sofa.label());
        assertEquals("A", sofa.row());
        assertEquals("Left", sofa.section());
        assertEquals("Stalls", sofa.category());
        assertEquals(2, sofa.admits());
        assertEquals("Hamlet", sofa.eventTitle());
        assertEquals("Globe", sofa.venue());
        assertEquals(Instant.ofEpochMilli(5_000), sofa.startsAt());
        assertEquals(new Credential(1, 7, 1, 0, 4_711, 0), KEYS.read(sofa.code()));
        assertEquals(Ticket.Status.VALID, sofa.status());
        assertNull(tickets.get(2).seat());
        assertEquals("pit", tickets.get(2).area());
        assertEquals("Floor", tickets.get(2).category());
    }

    @Test
    void shouldSayWhichTicketsAreUsedOrCancelled() {
        Reservation booked = reservation(
                ReservationStatus.BOOKED,
                33,
                new Reservation.Unit(0, 100, true, false),
                new Reservation.Unit(1, 100, false, true));

        List<Ticket> tickets = tickets(new OneShow(MAP), booked);

        assertEquals(Ticket.Status.CANCELLED, tickets.get(0).status());
        assertNull(tickets.get(0).code());
        assertEquals(Ticket.Status.USED, tickets.get(1).status());
    }

    @Test
    void shouldMakeNoTicketsBeforeTheBookingIsConfirmed() {
        assertEquals(List.of(), tickets(new OneShow(MAP), reservation(ReservationStatus.PAYING, 33, unit(0))));
        assertEquals(List.of(), tickets(new OneShow(MAP), reservation(ReservationStatus.EXPIRED, 33, unit(0))));
    }

    @Test
    void shouldDoWithoutASeatMapThatIsForgotten() {
        Ticket ticket = tickets(new OneShow(null), reservation(ReservationStatus.CANCELLED, 33, unit(0)))
                .get(0);

        assertNull(ticket.seat());
        assertEquals(Ticket.Status.CANCELLED, ticket.status());
        assertEquals(1, ticket.admits());
    }

    /** Show 1 with a map, or nothing at all. */
    private record OneShow(SeatMap map) implements ShowDirectory, PublishedShow {
        @Override
        public PublishedShow show(long showId) {
            return map == null ? null : this;
        }

        @Override
        public SeatMap seatMap(long seatMapId) {
            return map;
        }

        @Override
        public long[] showIds() {
            return new long[] {1};
        }

        @Override
        public long sequence() {
            return 0;
        }

        @Override
        public ShowDefinition definition() {
            return new ShowDefinition(
                    1, 5, 2, 3, 6, 5_000, 6_000, 0, 5_000, 0, 0, 0, 1, 1, 0, "EUR", false, 1, ShowStatus.OPEN);
        }

        @Override
        public SeatMap seatMap() {
            return map;
        }

        @Override
        public PriceList prices() {
            return null;
        }

        @Override
        public Availability availability() {
            return null;
        }
    }
}
