package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import io.boxoffice.writer.SmallDisk;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the data directory fills up while customers buy, to the first floor, to the second, to the last byte, and is
 * cleared again. Needs root, for a small disk to be mounted; skipped elsewhere.
 */
class DiskFullTest {
    private static final int MIB = 1 << 20;
    private static final int DISK_MIB = 160;
    private static final int LOW_FLOOR_MIB = 64;
    private static final int EXHAUSTED_FLOOR_MIB = 32;
    private static final int CUSTOMERS = 4;
    private static final long PAUSE_NS = 2_000_000;

    @TempDir
    private Path directory;

    private final Queue<Kept> kept = new ConcurrentLinkedQueue<>();
    private final LongAdder refused = new LongAdder();
    private volatile boolean stopped;

    /** What was acknowledged. */
    private record Kept(Customer who, String path, String body, String key, int status, JsonNode answer) {
        void repeat() {
            Answer again = who.api().post(path, body, key);
            assertEquals(status, again.status(), path);
            assertEquals(answer, again.body(), path);
        }
    }

    @Test
    void shouldRefuseByFloorsAndSellAgainWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mountAt(directory.resolve("data"), DISK_MIB);
                EmbeddedDatabase database = PostgresTemplate.MIGRATED.start(directory.resolve("database"))) {
            Agreement agreement;
            try (ServerProcess server = new ServerProcess(directory)) {
                configure(server, database);
                server.start();
                OnSale show = new Organizer(server.clients().as(77, Role.ORGANIZER))
                        .putOnSale(Organizer.hall(20, 50, 1_000_000));
                sellWhileDiskFills(server, disk, show);
                server.start();
                kept.stream().parallel().forEach(Kept::repeat);
                agreement = inPostgres(server, database, show);
            }
            agreement.assertReplayedFrom(disk.directory());
        }
        System.out.printf(
                "DiskFullTest: %d answers kept, %d requests refused with storage_low%n", kept.size(), refused.sum());
    }

    /** The server is killed in the end. */
    private void sellWhileDiskFills(ServerProcess server, SmallDisk disk, OnSale show) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CUSTOMERS);
        List<Future<?>> customers = new ArrayList<>();
        try {
            for (int i = 0; i < CUSTOMERS; i++) {
                Customer customer = server.clients().customer(500 + i);
                customers.add(threads.submit(() -> buyUntilStopped(customer, show)));
            }
            Await.until("the first sales", () -> kept.size() > 100);
            fillAndClear(server, disk, show);
            int before = kept.size();
            Await.until("sales go on", () -> kept.size() > before + 100);
            server.kill();
            for (Future<?> customer : customers) {
                customer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            stopped = true;
            threads.shutdownNow();
        }
    }

    private static Agreement inPostgres(ServerProcess server, EmbeddedDatabase database, OnSale show) {
        Sales sales = new Sales(database.jdbcUrl(), database.user(), database.password());
        Await.until("settlement", () -> {
            server.clients().awaitWriter();
            return sales.number("SELECT count(*) FROM sales.payments WHERE status IN ('started', 'authorised')") == 0;
        });
        return Agreement.with(sales, show);
    }

    private void configure(ServerProcess server, EmbeddedDatabase database) {
        // A disk in memory survives a killed process, and the server knows that it survives nothing more.
        server.with("journal.durability", "os")
                .with("journal.block-bytes", MIB)
                .with("journal.max-batch-bytes", MIB / 8)
                .with("journal.low-floor-bytes", LOW_FLOOR_MIB * MIB)
                .with("journal.exhausted-floor-bytes", EXHAUSTED_FLOOR_MIB * MIB)
                .with("journal.floor-interval-ms", 50)
                .with("database.jdbc-url", database.jdbcUrl())
                .with("database.user", database.user())
                .with("database.password", database.password());
    }

    private void fillAndClear(ServerProcess server, SmallDisk disk, OnSale show) throws Exception {
        Customer customer = server.clients().customer(1);
        Answer toBook = customer.hold(show, "A-1").expect(201);
        Answer toRelease = customer.hold(show, "A-2").expect(201);
        Answer toKeep = customer.hold(show, "A-3").expect(201);
        assertEquals("ample", server.clients().readiness().path("storage").asText());

        disk.fillUntil((LOW_FLOOR_MIB + EXHAUSTED_FLOOR_MIB) / 2L * MIB);
        awaitStorage(server, "low");
        assertTold(server, "not-selling", "new holds are refused below 64.0 MiB");
        assertRefused(customer.hold(show, "B-1"));
        assertRefused(customer.holdPlaces(show, Organizer.PIT, 1));
        customer.book(toBook).expect(201);
        customer.pay(toBook, Customer.APPROVE).expect(201);
        customer.release(toRelease).expect(204);
        assertTrue(server.metric("boxoffice_storage_refusals_total") > 0);
        assertTrue(server.metric("boxoffice_disk_usable_bytes") < LOW_FLOOR_MIB * MIB);

        disk.fillUntil(EXHAUSTED_FLOOR_MIB / 2L * MIB);
        awaitStorage(server, "exhausted");
        assertNothingButReading(server, customer, show, toBook, toKeep);
        disk.fill();
        TimeUnit.SECONDS.sleep(1);
        assertNothingButReading(server, customer, show, toBook, toKeep);
        assertTrue(server.runs());

        assertTold(server, "not-selling", "every command is refused below 32.0 MiB");

        disk.clear();
        awaitStorage(server, "ample");
        disk.fillUntil((LOW_FLOOR_MIB + 16L) * MIB);
        Await.until("the warning", () -> disk(server).path("level").asText().equals("needs-you"));
        disk.clear();
        customer.buy(show, "A-2").expect(200);
        customer.release(toKeep).expect(204);
        assertEquals("confirmed", customer.booking(toBook.id()).expect(200).text("status"));
    }

    private static void assertNothingButReading(
            ServerProcess server, Customer customer, OnSale show, Answer booked, Answer held) {
        assertRefused(customer.hold(show, "B-1"));
        assertRefused(customer.release(held));
        assertRefused(customer.book(held));
        customer.api().get("/v1/holds/" + held.id()).expect(200);
        customer.booking(booked.id()).expect(200);
        customer.tickets(booked.id()).expect(200);
        server.clients().anybody().get(show.path("/availability")).expect(200);
        server.clients().anybody().get(show.path("/seat-map")).expect(200);
        server.clients().anybody().get("/v1/events?q=miller").expect(200);
    }

    private static void assertRefused(Answer answer) {
        assertEquals("storage_low", answer.expect(503).code());
        assertFalse(answer.header("retry-after").isEmpty());
    }

    private static void awaitStorage(ServerProcess server, String state) {
        Await.until(
                () -> server.clients().readiness() + "\n" + server.output(),
                () -> server.clients().readiness().path("storage").asText().equals(state));
        assertTrue(server.clients().readiness().path("ready").asBoolean(), "ready all the same");
    }

    /** What operators see. */
    private static void assertTold(ServerProcess server, String level, String says) {
        JsonNode disk = disk(server);
        assertEquals(level, disk.path("level").asText());
        assertTrue(disk.path("says").asText().contains(says), disk.toString());
        assertTrue(disk.path("command").asText().contains(server.data().toString()), disk.toString());
    }

    private static JsonNode disk(ServerProcess server) {
        return server.clients().status().part("Disk");
    }

    private void buyUntilStopped(Customer customer, OnSale show) {
        try {
            while (!stopped) {
                Answer hold = ask(
                        customer,
                        show.path("/holds"),
                        "{\"areas\":[{\"area\":\"" + Organizer.PIT + "\",\"quantity\":2}]}");
                if (hold.status() == 201
                        && ask(customer, "/v1/bookings", "{\"holdId\":\"" + hold.id() + "\"}")
                                        .status()
                                == 201) {
                    ask(customer, "/v1/bookings/" + hold.id() + "/payments", Customer.payment(Customer.APPROVE));
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
        } catch (UncheckedIOException killed) {
            // The server is gone, or going.
        }
    }

    private Answer ask(Customer customer, String path, String body) {
        String key = UUID.randomUUID().toString();
        Answer answer = customer.api().post(path, body, key);
        if (answer.status() == 201) {
            kept.add(new Kept(customer, path, body, key, 201, answer.body()));
        } else {
            // A payment that could not be begun, or not be confirmed in time, may go on later.
            assertTrue(
                    answer.code().equals("storage_low") || answer.status() == 202,
                    () -> answer.status() + " " + answer.body());
            refused.increment();
        }
        return answer;
    }
}
