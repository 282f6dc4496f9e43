package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed while many buy, and started again, some times over: what was acknowledged is there. */
class KilledServerTest {
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 6;
    private static final int MAX_LOAD_MS = 1_500;
    private static final int ROWS = 26;
    private static final int SEATS_PER_ROW = 60;

    @TempDir
    private Path directory;

    private final Ledger ledger = new Ledger();

    @Test
    void shouldHaveEverythingThatWasAcknowledged() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KilledServerTest: seed " + seed);
        Random random = new Random(seed);
        Agreement agreement;
        try (ServerProcess server = new ServerProcess(directory)) {
            server.start();
            OnSale show = new Organizer(server.clients().as(77, Role.ORGANIZER))
                    .putOnSale(Organizer.hall(ROWS, SEATS_PER_ROW, 5_000));
            for (int round = 0; round < ROUNDS; round++) {
                loadAndKill(server, show, random);
                server.start();
                System.out.println("KilledServerTest: " + ledger.size() + " requests answered, "
                        + ledger.unansweredSize() + " cut off");
                ledger.repeatAll();
                assertSeatsAreTaken(server, show);
            }
            agreement = inPostgres(server, show);
        }
        agreement.assertReplayedFrom(directory.resolve("data"));
    }

    private void loadAndKill(ServerProcess server, OnSale show, Random random) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            int before = ledger.size();
            List<Future<?>> shoppers = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Customer customer = server.clients().customer(500 + client);
                Random own = new Random(random.nextLong());
                shoppers.add(threads.submit(() -> shop(customer, show, own)));
            }
            Await.until("the first answers", () -> ledger.size() > before + CLIENTS);
            Thread.sleep(random.nextInt(MAX_LOAD_MS));
            server.kill();
            for (Future<?> shopper : shoppers) {
                shopper.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Holds, books and pays until the server is gone. */
    private void shop(Customer customer, OnSale show, Random random) {
        try {
            while (true) {
                Answer hold = ask(customer, show.path("/holds"), wish(random));
                if (hold.status() != 201 || random.nextInt(10) == 0) {
                    continue;
                }
                ask(customer, "/v1/bookings", "{\"holdId\":\"" + hold.id() + "\"}");
                String payments = "/v1/bookings/" + hold.id() + "/payments";
                if (random.nextInt(5) == 0) {
                    ask(customer, payments, Customer.payment(Customer.DECLINE));
                }
                ask(customer, payments, Customer.payment(Customer.APPROVE));
            }
        } catch (UncheckedIOException e) {
            // The server is gone, or going.
        }
    }

    private Answer ask(Customer customer, String path, String body) {
        return ledger.ask(customer, path, body, UUID.randomUUID().toString());
    }

    private static String wish(Random random) {
        int quantity = 1 + random.nextInt(3);
        return switch (random.nextInt(3)) {
            case 0 -> "{\"areas\":[{\"area\":\"" + Organizer.PIT + "\",\"quantity\":" + quantity + "}]}";
            case 1 -> "{\"bestAvailable\":{\"quantity\":" + quantity + "}}";
            default -> Customer.seats((char) ('A' + random.nextInt(ROWS)) + "-" + (1 + random.nextInt(SEATS_PER_ROW)));
        };
    }

    private void assertSeatsAreTaken(ServerProcess server, OnSale show) {
        JsonNode now = server.clients()
                .anybody()
                .get(show.path("/availability"))
                .expect(200)
                .body();
        Set<String> taken = new HashSet<>();
        now.path("held").forEach(seat -> taken.add(seat.asText()));
        now.path("sold").forEach(seat -> taken.add(seat.asText()));
        assertTrue(taken.containsAll(ledger.seats()), () -> ledger.seats() + " are not all in " + taken);
    }

    private Agreement inPostgres(ServerProcess server, OnSale show) {
        Sales sales = Sales.under(server.data());
        Await.until("all payments captured", () -> {
            server.clients().awaitWriter();
            return sales.number("SELECT count(*) FROM sales.payments WHERE status IN ('started', 'authorised')") == 0;
        });
        List<String> captured = new ArrayList<>();
        sales.rows("SELECT reservation_id || '-' || attempt FROM sales.payments WHERE status = 'captured'")
                .forEach(row -> captured.add(row.get(0)));
        assertTrue(
                captured.containsAll(ledger.completedPayments()),
                () -> ledger.completedPayments() + " are not all in " + captured);
        return Agreement.with(sales, show);
    }
}
