package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.core.JournalReplay;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import io.boxoffice.server.imports.cinemas.CinemasImport;
import io.boxoffice.server.imports.cinemas.CinemasOptions;
import io.boxoffice.services.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A city's season is on sale at once, and people buy, are declined, let holds lapse and cancel. In the end engine, journal and
 * PostgreSQL say the same, seat by seat and to the last dong.
 */
class SeasonTest {
    private static final int SHOWS_ON_SALE = 1_500;
    private static final int CUSTOMERS = 8;

    /** The shortest that leaves time to pay: no payment begins in a hold's last minute. */
    private static final int HOLD_LIFE_MS = 75_000;

    private static final int VISITS_PER_CUSTOMER = 100;
    private static final long SEED = 20_201_231;
    private static final long DEFAULT_PRICE = 75_000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    @TempDir
    Path data;

    @Test
    void shouldAgreeEverywhereAfterASeason() throws Exception {
        Path cinemas = SharedData.path("cinemas");
        List<Set<Integer>> soldByEngine = new ArrayList<>();
        long[] shows;
        try (TestServer server = TestServer.aServer()
                .in(data)
                .with("show-defaults.hold-ttl-ms", 5_000)
                .with("booking.payment-window-ms", 5_000)
                .with("booking.max-hold-life-ms", HOLD_LIFE_MS)
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.staff-requests-per-second", 0)
                .start()) {
            bringIn(cinemas, server);
            ShowDirectory directory = server.inside().core().shows();
            shows = LongStream.of(directory.showIds()).sorted().toArray();
            assertTrue(shows.length >= SHOWS_ON_SALE, shows.length + " shows");
            for (long show : shows) {
                assertEquals(ShowStatus.OPEN, directory.show(show).definition().status());
            }
            visitAll(server, shows);
            // What was declined stands for two minutes, or as long as a hold lives: another card can be tried.
            Await.within(Duration.ofMinutes(4), "holds lapse", () -> LongStream.of(shows)
                    .allMatch(s -> count(directory.show(s), SeatState.HELD) == 0));
            Await.until("money settles", () -> server.sales().number(UNSETTLED) == 0);
            server.awaitWriter();
            for (long show : shows) {
                soldByEngine.add(sold(directory.show(show)));
            }
            compareWithPostgres(server.sales(), shows, soldByEngine);
        }
        compareWithReplay(shows, soldByEngine);
        assertTrue(JournalVerifier.verify(data).sound());
    }

    private static final String UNSETTLED =
            "SELECT (SELECT count(*) FROM sales.payments WHERE status IN ('started', 'authorised'))"
                    + " + (SELECT count(*) FROM sales.refunds WHERE status = 'due')";

    private void bringIn(Path cinemas, TestServer server) throws IOException {
        SigningKeys keys = SigningKeys.loadOrCreate(new DataDirectory(data).keys());
        String token = new TokenIssuer(keys, Clock.systemUTC()).issue(5, Role.ORGANIZER, Duration.ofHours(1));
        URI uri = URI.create("http://127.0.0.1:" + server.inside().address().getPort());
        CinemasOptions options =
                new CinemasOptions(LocalDate.now(ZONE).plusDays(2), ZONE, DEFAULT_PRICE, true, 1, "VND", "season");
        PrintWriter quiet = new PrintWriter(Writer.nullWriter());
        new CinemasImport(new CatalogClient(uri, token), new InParallel(8, quiet), options, new ImportReport())
                .run(cinemas);
    }

    private static void visitAll(TestServer server, long[] shows) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicInteger confirmed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int c = 0; c < CUSTOMERS; c++) {
            Customer customer = server.customer(1_000 + c);
            Random random = new Random(SEED + c);
            threads.add(new Thread(() -> {
                try {
                    for (int visit = 0; visit < VISITS_PER_CUSTOMER; visit++) {
                        confirmed.addAndGet(visit(server, customer, shows, random));
                    }
                } catch (RuntimeException | AssertionError e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError("seed " + SEED, failure.get());
        }
        assertTrue(confirmed.get() > CUSTOMERS * VISITS_PER_CUSTOMER / 3, confirmed + " sales");
    }

    /** One visit: most buy, some are declined, some let the hold lapse, some cancel. Returns 1 for a sale. */
    private static int visit(TestServer server, Customer customer, long[] shows, Random random) {
        long showId = shows[random.nextInt(Math.min(shows.length, 60)) * (shows.length / 60)];
        OnSale show =
                new OnSale(showId, server.inside().core().shows().show(showId).seatMap());
        int kind = random.nextInt(10);
        int quantity = 1 + random.nextInt(4);
        Answer hold = random.nextBoolean()
                ? customer.holdBest(show, quantity)
                : customer.hold(
                        show, show.map().seatId(random.nextInt(show.map().seatCount())));
        if (hold.status() != 201) {
            assertEquals(409, hold.status(), () -> "" + hold.body());
            return 0;
        }
        if (kind == 0) {
            return 0;
        }
        Answer booking = customer.book(hold).expect(201);
        if (kind == 1) {
            customer.pay(booking, Customer.DECLINE).expect(402);
            return 0;
        }
        if (kind == 2) {
            customer.pay(booking, Customer.DECLINE).expect(402);
        }
        customer.pay(booking, Customer.APPROVE).expect(201);
        if (kind == 3) {
            customer.cancel(booking.id()).expect(200);
        } else if (kind == 4) {
            customer.cancel(
                            booking.id(),
                            hold.body().path("seats").path(0).path("seat").asText())
                    .expect(200);
        }
        return 1;
    }

    private static void compareWithPostgres(Sales sales, long[] shows, List<Set<Integer>> soldByEngine) {
        for (int i = 0; i < shows.length; i++) {
            Set<Integer> rows = new TreeSet<>();
            for (List<String> row : sales.rows(
                    "SELECT unit FROM sales.booked_seats WHERE show_id = ? AND status = 'booked'", shows[i])) {
                assertTrue(rows.add(Integer.parseInt(row.get(0))), "a seat twice");
            }
            assertEquals(soldByEngine.get(i), rows, "show " + shows[i]);
        }
        assertEquals(
                sales.number("SELECT coalesce(sum(price), 0) FROM sales.booked_seats"),
                sales.number("SELECT coalesce(sum(amount), 0) FROM sales.payments WHERE status = 'captured'"));
        assertEquals(
                sales.number("SELECT coalesce(sum(price), 0) FROM sales.booked_seats WHERE status = 'cancelled'"),
                sales.number("SELECT coalesce(sum(amount), 0) FROM sales.refunds WHERE status = 'refunded'"));
    }

    private void compareWithReplay(long[] shows, List<Set<Integer>> soldByEngine) {
        JournalReplay replay = new JournalReplay(0);
        replay.run(data, Long.MAX_VALUE, Long.MAX_VALUE, (commands, percent, rate) -> {});
        assertArrayEquals(shows, LongStream.of(replay.showIds()).sorted().toArray());
        for (int i = 0; i < shows.length; i++) {
            assertEquals(soldByEngine.get(i), sold(replay.show(shows[i])), "show " + shows[i]);
        }
    }

    private static int count(PublishedShow show, int state) {
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        show.availability().copyTo(snapshot);
        int count = 0;
        for (int seat = 0; seat < snapshot.seats; seat++) {
            count += snapshot.seatState(seat) == state ? 1 : 0;
        }
        return count;
    }

    private static Set<Integer> sold(PublishedShow show) {
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        show.availability().copyTo(snapshot);
        Set<Integer> sold = new HashSet<>();
        for (int seat = 0; seat < snapshot.seats; seat++) {
            if (snapshot.seatState(seat) == SeatState.SOLD) {
                sold.add(seat);
            }
        }
        return sold;
    }
}
