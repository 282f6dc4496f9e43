package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does that nobody asked for anything: no payments from nobody, nothing in plain text, nothing for others to read. */
class SafeByDefaultTest {
    @TempDir
    private Path directory;

    private TestServer.Builder server() {
        return TestServer.aServer().in(directory.resolve("data"));
    }

    private TestServer.Builder fromNothing() {
        return server().fromNothing();
    }

    private TestServer.Builder withoutProvider() {
        return server().with("payment.providers", "");
    }

    @Test
    void shouldBeginNoPaymentWithoutAProviderAndSellWhatCostsNothing() {
        OnSale show;
        Answer booking;
        Customer buyer;
        try (TestServer server = withoutProvider().start()) {
            show = server.organizer().putOnSale(Organizer.hall(1, 8, 1));
            buyer = server.customer(5);
            booking = buyer.book(buyer.hold(show, "A-1").expect(201)).expect(201);
            long before = server.inside().core().shows().sequence();
            Answer refused = buyer.pay(booking, Customer.APPROVE).expect(503);
            assertEquals("payments_unavailable", refused.code());
            assertEquals(before, server.inside().core().shows().sequence(), "something was journaled");
            assertEquals("pending", buyer.booking(booking.id()).text("status"));
            assertEquals(
                    "not_found",
                    buyer.pay("999", Customer.APPROVE, "k").expect(404).code());

            Api organizer = server.as(77, Role.ORGANIZER);
            organizer.put(show.path("/prices"), "{\"default\":0}").expect(200);
            Answer free = buyer.book(buyer.hold(show, "A-5").expect(201)).expect(201);
            assertEquals("confirmed", free.text("status"));
            assertEquals(
                    1, buyer.tickets(free.id()).expect(200).body().path("items").size());
        }
        try (TestServer server = server().start()) {
            server.customer(5).pay(booking, Customer.APPROVE).expect(201);
        }
    }

    /** They wait, and somebody hears of it. */
    @Test
    void shouldKeepWhatIsToBeSettledUntilThereIsAProviderAgain() throws Exception {
        OnSale show;
        Answer booking;
        try (TestServer server = server().with("payment.respond-within-ms", 100)
                .with("sandbox.late-approval-ms", 60_000)
                .start()) {
            show = server.organizer().putOnSale(Organizer.hall(1, 8, 1));
            Customer buyer = server.customer(5);
            booking = buyer.book(buyer.hold(show, "A-1").expect(201)).expect(201);
            buyer.pay(booking, Customer.LATE_APPROVE).expect(202);
        }
        String payment = "/v1/bookings/" + booking.id() + "/payments/" + booking.id() + "-1";
        try (TestServer server = withoutProvider()
                .with("payment.attempt-timeout-ms", 50)
                .with("payment.retry-max-ms", 20)
                .start()) {
            Await.until("the metric", () -> metric(server, "boxoffice_settlements_without_provider") == 1);
            // Many tries and the time after which an undecided attempt is given up, were there somebody to ask.
            Thread.sleep(500);
            assertEquals("processing", server.customer(5).api().get(payment).text("status"));
            assertEquals(1, metric(server, "boxoffice_settlements_without_provider"));
        }
        try (TestServer server = server().with("sandbox.late-approval-ms", 1).start()) {
            Await.until("the settlement", () -> !"processing"
                    .equals(server.customer(5).api().get(payment).text("status")));
            assertEquals(0, metric(server, "boxoffice_settlements_without_provider"));
        }
    }

    private static double metric(TestServer server, String name) {
        int port = server.inside().adminAddress().getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldListenBeyondThisMachineOnlyWhenAskedTo() {
        assertRefused("http.bind-address", "0.0.0.0", "http.allow-plain = true");
        assertRefused("http.bind-address", "::", "http.allow-plain = true");
        assertRefused("admin.bind-address", "0.0.0.0", "admin.allow-remote = true");
        assertFalse(Files.exists(directory.resolve("data")), "it had begun");
        try (TestServer server = server().with("http.bind-address", "0.0.0.0")
                .with("http.allow-plain", true)
                .with("public.url", "http://tickets.example")
                .with("admin.bind-address", "0.0.0.0")
                .with("admin.allow-remote", true)
                .start()) {
            assertTrue(server.inside().address().getAddress().isAnyLocalAddress());
        }
    }

    private void assertRefused(String key, String value, String advice) {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> fromNothing().with(key, value).start());
        assertTrue(refused.getMessage().contains(key + " is " + value), refused::getMessage);
        assertTrue(refused.getMessage().contains(advice), refused::getMessage);
        assertFalse(refused.getMessage().contains("\n"), refused::getMessage);
    }

    @Test
    void shouldSayThatAPortIsBusyBeforeAnythingIsRecovered() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (String key : List.of("http.port", "admin.port")) {
                UncheckedIOException refused = assertThrows(
                        UncheckedIOException.class,
                        () -> fromNothing().with(key, taken.getLocalPort()).start());
                String said = refused.getCause().getMessage();
                assertTrue(said.contains("port " + taken.getLocalPort() + " of 127.0.0.1 (" + key + ")"), said);
                assertTrue(said.contains(key.equals("http.port") ? "--port" : "--admin-port"), said);
                assertFalse(Files.exists(directory.resolve("data")), "it had begun");
            }
        }
        UncheckedIOException twice = assertThrows(UncheckedIOException.class, () -> fromNothing()
                .with("http.port", 18_080)
                .with("admin.port", 18_080)
                .start());
        assertTrue(
                twice.getCause().getMessage().contains("both 18080"),
                twice.getCause().getMessage());
    }

    /** Whatever the umask, and also what was there before. */
    @Test
    void shouldKeepOthersOutOfTheDataDirectory() throws Exception {
        Path data = directory.resolve("data");
        try (TestServer server = fromNothing().with("snapshot.stop-commands", 1).start()) {
            assertOwnerOnly(data);
            OnSale show = server.organizer().putOnSale(Organizer.hall(1, 8, 1));
            server.customer(5).buy(show, "A-1");
            assertOwnerOnly(data);
        }
        assertOwnerOnly(data);
        assertTrue(Files.exists(data.resolve("sandbox-payments.log")));
        assertTrue(Files.exists(data.resolve("catalog-cache.json")));
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                boolean executable = Files.isDirectory(path) || Files.isExecutable(path);
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        // As it was before PostgreSQL was kept to its owner, it must be able to start again.
        Files.setPosixFilePermissions(data.resolve("postgres/cluster"), PosixFilePermissions.fromString("rwx------"));
        try (TestServer server = fromNothing().start()) {
            server.awaitWriter();
            assertOwnerOnly(data);
        }
    }

    /** A directory that somebody named by mistake must not be closed to all others. */
    @Test
    void shouldLeaveADirectoryOpenThatHasOtherThingsInIt() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        Path other = Files.writeString(data.resolve("somebody's"), "");
        for (Path path : List.of(data, other)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try (TestServer server = fromNothing().start()) {
            assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
            assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(other)));
            for (String part : List.of("journal", "events", "keys", "postgres")) {
                assertOwnerOnly(data.resolve(part));
            }
            assertTrue(server.readiness().path("ready").asBoolean());
        }
    }

    private static void assertOwnerOnly(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                if (Files.exists(path)) {
                    String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                    assertTrue(permissions.endsWith("------"), () -> path + " " + permissions);
                }
            }
        }
    }
}
