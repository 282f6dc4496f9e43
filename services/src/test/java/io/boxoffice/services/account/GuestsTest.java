package io.boxoffice.services.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.services.ManualClock;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that guests type, with PostgreSQL there and away. */
@ExtendWith(PostgresExtension.class)
class GuestsTest {
    private static final long ANN = 1_001;
    private static final AccountConfig.GuestLimits LIMITS = new AccountConfig.GuestLimits(3, 1_000, 1_000);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T18:00:00Z"));
    private final SqlDatabase away =
            new SqlDatabase("jdbc:postgresql://127.0.0.1:1/nowhere", "x", "x", CatalogConfig.DEFAULT.database());
    private SqlDatabase database;
    private GuestSpool spool;
    private long nanoTime;

    @BeforeEach
    void open(PostgresExtension.Database fresh) throws IOException {
        database = new SqlDatabase(fresh.jdbcUrl(), fresh.user(), fresh.password(), CatalogConfig.DEFAULT.database());
        database.uses(AccountFeature.SCHEMA);
        database.migrate();
        reopen();
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
        database.close();
        away.close();
    }

    private void reopen() throws IOException {
        if (spool != null) {
            spool.close();
        }
        spool = new GuestSpool(directory.resolve("spool"), directory, LIMITS.maxSpoolBytes(), LIMITS.maxPerPerson());
    }

    private Guests guests(SqlDatabase with) {
        return new Guests(with, spool, LIMITS, () -> nanoTime, clock);
    }

    private static ContactBody body(String email) {
        return new ContactBody(
                email, "en", List.of(new Contact.Consent("terms", true), new Contact.Consent("news", false)));
    }

    private Optional<String> stored(long reservation) {
        return guests(database).find(ANN, reservation).map(Contact::email);
    }

    private PersonalData data(long person) {
        return database.withHandle(handle -> guests(database).export(handle, person));
    }

    @Test
    void shouldKeepWhatWasTypedLastWithWhatWasAgreedToEachTime() {
        Guests guests = guests(database);
        guests.put(ANN, 7, body("ann@exmaple.org"));
        clock.advance(Duration.ofMinutes(1));
        guests.put(ANN, 7, new ContactBody(" Ann@Example.ORG ", "ar", List.of(new Contact.Consent("news", true))));
        assertEquals(Optional.of("Ann@example.org"), stored(7));
        assertEquals(Optional.empty(), stored(8));
        assertEquals("ar", guests.find(ANN, 7).orElseThrow().language());
        assertEquals(
                List.of("news false", "terms true", "news true"),
                data(ANN).consents().stream()
                        .map(said -> said.kind() + " " + said.given())
                        .toList());
    }

    @Test
    void shouldTakeAddressesWithoutPostgreSqlAndBringThemThereOverARestart() throws IOException {
        guests(away).put(ANN, 7, body("ann@example.org"));
        guests(away).put(ANN, 8, body("ann@work.example"));
        assertEquals("ann@example.org", guests(away).find(ANN, 7).orElseThrow().email());
        reopen();
        assertThrows(DatabaseUnavailableException.class, guests(away)::drain);
        guests(database).drain();
        assertEquals(0, Files.size(directory.resolve("spool")));
        assertEquals(Optional.of("ann@example.org"), stored(7));
        assertEquals(Optional.of("ann@work.example"), stored(8));
        assertEquals(4, data(ANN).consents().size());
    }

    @Test
    void shouldNotLetWhatWaitedReplaceWhatWasTypedLater() {
        guests(away).put(ANN, 7, body("first@example.org"));
        clock.advance(Duration.ofSeconds(1));
        guests(database).put(ANN, 7, body("later@example.org"));
        guests(database).drain();
        assertEquals(Optional.of("later@example.org"), stored(7));
    }

    @Test
    void shouldAskPostgreSqlAgainOnlyAfterAWhile() {
        // One handle on both: as if PostgreSQL came back.
        Guests guests = guests(away);
        guests.put(ANN, 7, body("ann@example.org"));
        long beganNs = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            guests.put(ANN, 8 + i, body("ann@example.org"));
        }
        assertTrue(System.nanoTime() - beganNs < 5_000_000_000L, "buyers wait for it one after the other");
    }

    @Test
    void shouldWriteNoAddressReadablyAndDropATailThatWasCutOff() throws IOException {
        guests(away).put(ANN, 7, body("ann@example.org"));
        Path file = directory.resolve("spool");
        assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("example"));
        long whole = Files.size(file);
        guests(away).put(ANN, 8, body("ann@work.example"));
        byte[] both = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(both, both.length - 5));
        reopen();
        assertEquals(
                List.of(7L),
                spool.waiting().stream().map(Contact::reservationId).toList());
        assertEquals(whole, Files.size(file));
        guests(away).put(ANN, 9, body("ann@other.example"));
        reopen();
        assertEquals(2, spool.waiting().size());
    }

    @Test
    void shouldGoOnBehindARecordThatWasDamaged() throws IOException {
        guests(away).put(ANN, 7, body("ann@example.org"));
        guests(away).put(ANN, 8, body("ann@work.example"));
        Path file = directory.resolve("spool");
        byte[] bytes = Files.readAllBytes(file);
        bytes[30] ^= 1;
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        reopen();
        assertEquals(
                List.of(8L),
                spool.waiting().stream().map(Contact::reservationId).toList());
    }

    @Test
    void shouldKeepNoMoreThanItMay() {
        Guests guests = guests(away);
        for (int i = 0; i < 3; i++) {
            guests.put(ANN, 7 + i, body("ann@example.org"));
        }
        assertThrows(DatabaseUnavailableException.class, () -> guests.put(ANN, 10, body("ann@example.org")));
        guests.put(ANN, 7, body("ann@other.example"));
        long person = 2_000;
        int kept = 0;
        try {
            for (; kept < 100; kept++) {
                guests.put(person + kept, 20, body("ben@example.org"));
            }
        } catch (DatabaseUnavailableException e) {
            // Full.
        }
        assertTrue(kept > 2 && kept < 20, kept + " more");
        Guests there = guests(database);
        there.drain();
        there.put(ANN, 7, body("ann@example.org"));
        ProblemException refused =
                assertThrows(ProblemException.class, () -> there.put(ANN, 10, body("ann@example.org")));
        assertEquals(AccountProblem.TOO_MANY_ADDRESSES, refused.problem().code());
    }

    @Test
    void shouldForgetAPersonOnDiskToo() throws IOException {
        guests(database).put(ANN, 7, body("ann@example.org"));
        guests(away).put(ANN, 8, body("ann@example.org"));
        guests(away).put(ANN + 1, 9, body("ben@example.org"));
        database.inTransaction(handle -> {
            guests(database).erase(handle, ANN);
            return null;
        });
        reopen();
        guests(database).drain();
        assertEquals(new PersonalData(new Id(ANN), List.of(), List.of()), data(ANN));
        assertEquals(1, data(ANN + 1).addresses().size());
    }

    @Test
    void shouldForgetWhatIsOlderThanAnyLink() {
        guests(database).put(ANN, 7, body("ann@example.org"));
        clock.advance(Duration.ofDays(10));
        guests(database).put(ANN, 8, body("ann@example.org"));
        guests(database).purge(Duration.ofDays(5));
        assertEquals(Optional.empty(), stored(7));
        assertEquals(Optional.of("ann@example.org"), stored(8));
        assertEquals(2, data(ANN).consents().size());
    }

    @Test
    void shouldTakeNothingThatIsNoAddress() {
        for (String wrong : List.of(
                "ann",
                "@example.org",
                "ann@",
                "ann@localhost",
                "ann@exam ple.org",
                "ann@example.org\r\nBcc: ben@example.org",
                "a\u0000nn@example.org",
                "ann..x@example.org",
                "ann@-example.org",
                "\"ann\"@example.org",
                "ann@example.org,ben@example.org",
                "a".repeat(65) + "@example.org",
                "ann@[127.0.0.1]",
                "ännchen@example.org")) {
            assertThrows(IllegalArgumentException.class, () -> EmailAddress.of(wrong), wrong);
        }
        assertEquals(
                "ann.b+c@xn--bcher-kva.example",
                EmailAddress.of(" ann.b+c@Bücher.example ").text());
    }
}
