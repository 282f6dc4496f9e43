package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty clients fight over one hall until nothing is left. */
class SoldOutTest {
    private static final int CLIENTS = 50;
    private static final int ROWS = 20;
    private static final int SEATS_PER_ROW = 20;
    private static final int PLACES = 100;
    private static final Duration HOLD_TIME = Duration.ofMillis(2_500);

    @TempDir
    private Path data;

    @Test
    void shouldSellEverySeatOnceAndAgreeEverywhere() throws Exception {
        SeatMap map = Organizer.hall(ROWS, SEATS_PER_ROW, PLACES);
        Crowd crowd = new Crowd(map.seatCount() + PLACES);
        TestServer server = TestServer.aServer()
                .in(data)
                .with("booking.payment-window-ms", HOLD_TIME.toMillis())
                .with("payment.respond-within-ms", 500)
                .with("sandbox.late-approval-ms", 1_000)
                .start();
        Agreement agreement;
        try (server) {
            OnSale show = server.organizer().putOnSale(map, HOLD_TIME);
            letIn(server, show, crowd);

            assertEquals(0, crowd.unsold(), crowd::toString);
            server.history().assertPossible();
            assertTrue(
                    crowd.conflicts.sum() > 0 && crowd.declines.sum() > 0 && crowd.lapses.sum() > 0, crowd::toString);
            JsonNode left =
                    server.anybody().get(show.path("/availability")).expect(200).body();
            assertEquals(map.seatCount(), left.at("/counts/sold").asInt());
            assertEquals(0, left.at("/areas/0/free").asInt());

            agreement = inPostgres(server, show, crowd);
            agreement.assertShownBy(server.inside().core().shows().show(show.id()));
        }
        assertEquals(
                server.inside().core().stateHash(),
                agreement.assertReplayedFrom(data).stateHash(),
                "the state, and what a replay makes of the journal");
    }

    private static void letIn(TestServer server, OnSale show, Crowd crowd)
            throws InterruptedException, ExecutionException, TimeoutException {
        long seed = System.nanoTime();
        System.out.println("SoldOutTest: seed " + seed);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Void>> buyers = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Customer customer = server.customer(1_000 + client);
                buyers.add(threads.submit(new Buyer(customer, show, crowd, seed + client)));
            }
            for (Future<Void> buyer : buyers) {
                buyer.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("SoldOutTest: " + crowd);
    }

    private static Agreement inPostgres(TestServer server, OnSale show, Crowd crowd) {
        Sales sales = server.sales();
        Await.until("all payments captured", () -> {
            server.awaitWriter();
            return sales.number("SELECT count(*) FROM sales.payments WHERE status IN ('started', 'authorised')") == 0;
        });
        Agreement agreement = Agreement.with(sales, show);
        assertEquals(show.map().seatCount() + PLACES, agreement.units());
        assertEquals(
                crowd.paid.sum(),
                sales.number("SELECT sum(amount) FROM sales.payments WHERE status = 'captured'"),
                "what the clients were told to have paid");
        return agreement;
    }
}
