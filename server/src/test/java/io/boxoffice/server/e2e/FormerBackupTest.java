package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.backup.Backup;
import io.boxoffice.server.backup.Restore;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup that 0.2.0 took is brought up: of a booking, a booking that was cancelled, a declined payment, and three holds that were
 * released, made a booking, and left. 0.2.0 wrote a row for each step of each hold.
 */
class FormerBackupTest {
    private static final Path BACKUP = Path.of("src", "test", "resources", "backups", "0.2.0.zip");
    private static final int EVENTS = 24;
    private static final int WRITTEN = 13;
    private static final String RESERVATIONS = "SELECT reservation_id, customer_id, status, payment_status, reference,"
            + " amount, paid_amount, refunded_amount, units, created_at, deadline_at, last_sequence"
            + " FROM sales.reservations ORDER BY 1";
    private static final String STEPS = "SELECT * FROM sales.reservation_transitions ORDER BY sequence, ordinal";
    private static final String PARTS =
            "SELECT reservation_id, attempt, amount, status, last_sequence FROM sales.payments"
                    + " UNION ALL SELECT reservation_id, -refund, amount, status, last_sequence FROM sales.refunds"
                    + " UNION ALL SELECT reservation_id, ordinal, price, status, unit FROM sales.booked_seats ORDER BY 1, 2, 3";

    @TempDir
    private Path directory;

    @Test
    void shouldBringUpABackupOfTheFormerVersion() throws Exception {
        Path data = directory.resolve("data");
        Path copy = directory.resolve("copy");
        assertEquals(EVENTS, bringUp(unpacked(), data).transitions(), "a row for each event, and they agree");

        try (TestServer server = start(data)) {
            Sales sales = server.sales();
            // Those who left then lapse now: of the declined payment that is one step more.
            Await.until(
                    "the hold of the declined payment lapses",
                    () -> sales.number("SELECT count(*) FROM sales.reservations WHERE status = 'expired'") == 1);
            server.awaitWriter();
            assertEquals(
                    List.of(
                            List.of("1", "booked", "captured", "2"),
                            List.of("2", "cancelled", "captured", "0"),
                            List.of("5", "expired", "declined", "1")),
                    sales.rows(
                            "SELECT reservation_id, status, payment_status, units FROM sales.reservations ORDER BY 1"));
            assertEquals(WRITTEN + 1, sales.number("SELECT count(*) FROM sales.reservation_transitions"));
            assertEquals(
                    2,
                    server.customer(42)
                            .bookings()
                            .expect(200)
                            .body()
                            .path("items")
                            .size());
            requireSameWhenRefilled(server);
            new Backup(config(data), "FormerBackupTest", line -> {}).into(copy);
        }
        assertEquals(WRITTEN + 1, bringUp(copy, directory.resolve("again")).transitions());
    }

    /** From events of schema version 2, and those since. */
    private static void requireSameWhenRefilled(TestServer server) {
        List<List<List<String>>> rows = everything(server.sales());
        assertTrue(server.sales().tryTo("DROP SCHEMA sales CASCADE"));
        server.restart();
        server.awaitWriter();
        assertEquals(rows, everything(server.sales()));
    }

    private static List<List<List<String>>> everything(Sales sales) {
        return List.of(sales.rows(RESERVATIONS), sales.rows(STEPS), sales.rows(PARTS));
    }

    private Path unpacked() throws IOException {
        Path backup = directory.resolve("backup");
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(BACKUP))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = backup.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                if (!entry.isDirectory()) {
                    Files.copy(zip, file);
                }
            }
        }
        return backup;
    }

    private static TestServer start(Path data) {
        return TestServer.aServer()
                .in(data)
                .with("writer.idle-check-interval-ms", 100)
                .start();
    }

    private static Restore.Summary bringUp(Path backup, Path data) throws Exception {
        return new Restore(backup, config(data), line -> {}).run();
    }

    private static ServerConfig config(Path data) {
        return new ConfigLoader().withFlag("--data", "data-directory", data).load();
    }
}
