package io.boxoffice.services.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.status.Level;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.services.ManualClock;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.account.AccountConfig;
import io.boxoffice.services.account.AccountFeature;
import io.boxoffice.services.account.CodeRequest;
import io.boxoffice.services.account.ContactBody;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.database.SqlDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The way of a mail out of the outbox, with whatever dies or refuses. The mails are those of codes, which say nothing else. */
@ExtendWith(PostgresExtension.class)
class PostmanTest {
    private static final long ANN = 1_001;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final MailConfig.Times TIMES = new MailConfig.Times(
            Duration.ofMillis(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(9),
            LEASE,
            Duration.ofDays(5));
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{8})\\r?$");

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T18:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<MimeMessage> arrived = Collections.synchronizedList(new ArrayList<>());
    private final MailCounts counts = new MailCounts(meters, clock);
    private SqlDatabase database;
    private Outbox outbox;
    private AccountFeature accounts;
    private Runnable atTheServer = () -> {};
    private MessagingException failure;

    /** The process ends here. */
    private static final class DeathError extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void open(PostgresExtension.Database fresh) {
        database = new SqlDatabase(fresh.jdbcUrl(), fresh.user(), fresh.password(), CatalogConfig.DEFAULT.database());
        database.uses(NotificationFeature.SCHEMA);
        outbox = new Outbox(database, true, "tickets.example", clock);
        accounts = new AccountFeature(
                database,
                new AccountConfig(
                        new AccountConfig.SessionLimits(600_000, 3_600_000, 30, 400),
                        new AccountConfig.GuestLimits(100, 10_000, 1_000),
                        new AccountConfig.CodeLimits(600_000, 3, 100, 3_600_000, Rate.UNLIMITED, Rate.UNLIMITED)),
                new AccountFeature.Files(directory, directory.resolve("spool")),
                false,
                RevokedTokens.none(),
                outbox,
                null,
                null,
                meters,
                clock);
        database.migrate();
        accounts.guests().put(ANN, 7, new ContactBody("ann@example.org", "en", null));
    }

    @AfterEach
    void close() {
        accounts.close();
        database.close();
    }

    /** A mail server that takes everything, unless it is told otherwise. */
    private final class Server implements MailTransport {
        @Override
        public void send(MimeMessage message) throws MessagingException {
            if (failure != null) {
                throw failure;
            }
            arrived.add(message);
            atTheServer.run();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private Postman postman() {
        return new Postman(
                outbox,
                new Postman.Sources(accounts.guests(), accounts.codes(), null, null, null),
                new LetterWriter(
                        new PublicSite("https://tickets.example", "Boxoffice"), show -> null, accounts.links(), clock),
                new MimeLetters("Boxoffice <tickets@tickets.example>"),
                new Server(),
                TIMES,
                counts,
                clock);
    }

    private void ask(String email) {
        accounts.codes().ask(ANN, new CodeRequest(email, "en"), ClientAddresses.UNKNOWN);
    }

    private static String text(MimeMessage message) throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String code(MimeMessage message) throws MessagingException, IOException {
        Matcher code = CODE.matcher(text(message));
        assertTrue(code.find(), text(message));
        return code.group(1);
    }

    private double ended(String how) {
        return meters.counter("boxoffice.mails", "end", how).count();
    }

    @Test
    void shouldSendAMailOnce() throws Exception {
        ask("ann@example.org");
        assertTrue(postman().step());
        assertFalse(postman().step());
        clock.advance(LEASE.multipliedBy(3));
        assertFalse(postman().step());
        MimeMessage mail = arrived.get(0);
        assertEquals(1, arrived.size());
        assertEquals("ann@example.org", mail.getAllRecipients()[0].toString());
        assertTrue(mail.getMessageID().endsWith("@tickets.example>"), mail.getMessageID());
        assertFalse(mail.getSubject().contains(code(mail)), "a code is in no subject");
        assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
        assertTrue(text(mail).contains("multipart/alternative"), text(mail));
        assertEquals(1, ended("sent"));
    }

    @Test
    void shouldSendAgainUnderTheSameIdWhatADeadOneMayHaveSent() throws Exception {
        ask("ann@example.org");
        atTheServer = () -> {
            throw new DeathError();
        };
        assertThrows(DeathError.class, postman()::step);
        atTheServer = () -> {};
        assertFalse(postman().step(), "somebody may still be at it");
        clock.advance(LEASE);
        assertTrue(postman().step());
        assertEquals(2, arrived.size());
        assertEquals(arrived.get(0).getMessageID(), arrived.get(1).getMessageID());
        assertEquals(code(arrived.get(0)), code(arrived.get(1)));
        clock.advance(LEASE);
        assertFalse(postman().step());
    }

    @Test
    void shouldTryLaterWhatIsNotTakenNowAndGiveUpInTheEnd() {
        ask("ann@example.org");
        failure = new MessagingException("450 ann@example.org try later");
        int tries = 0;
        Duration waited = Duration.ZERO;
        while (waited.compareTo(Duration.ofMinutes(20)) < 0) {
            if (postman().step()) {
                tries++;
            }
            clock.advance(Duration.ofSeconds(10));
            waited = waited.plusSeconds(10);
        }
        // After 10, 20, 40 seconds, and then each minute, for nine minutes.
        assertTrue(tries >= 10 && tries <= 13, tries + " tries");
        assertEquals(1, ended("given_up"));
        assertEquals(0, arrived.size());
        List<String> notes = database.withHandle(handle -> handle.createQuery("SELECT note FROM notification.outbox")
                .mapTo(String.class)
                .list());
        assertTrue(notes.get(0).endsWith("450 (address) try later"), notes + ": rows have no addresses");
    }

    @Test
    void shouldSendNothingMoreToAnAddressThatDoesNotExist() {
        ask("ann@example.org");
        failure = new MailTransport.RefusedException("550 5.1.1 no such user", true);
        postman().step();
        failure = null;
        ask("ANN@example.org");
        accounts.guests().put(ANN, 8, new ContactBody("ann@work.example", "en", null));
        ask("ann@work.example");
        assertTrue(postman().step() && postman().step());
        assertEquals(1, arrived.size());
        assertEquals(2, ended("refused"));
    }

    @Test
    void shouldRefuseOneMailAndGoOnWithTheNextToTheSameAddress() {
        ask("ann@example.org");
        failure = new MailTransport.RefusedException("554 5.7.1 looks like spam", false);
        postman().step();
        failure = null;
        ask("ann@example.org");
        postman().step();
        assertEquals(1, arrived.size());
    }

    @Test
    void shouldSendEachOnceHoweverManySend() throws Exception {
        for (int i = 0; i < 40; i++) {
            ask("ann@example.org");
        }
        List<Thread> postmen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Postman postman = postman();
            Thread thread = new Thread(() -> {
                while (postman.step()) {
                    // Goes on while there is one.
                }
            });
            thread.start();
            postmen.add(thread);
        }
        for (Thread thread : postmen) {
            thread.join();
        }
        assertEquals(40, arrived.size());
        HashSet<String> ids = new HashSet<>();
        for (MimeMessage mail : arrived) {
            ids.add(mail.getMessageID());
        }
        assertEquals(40, ids.size());
    }

    @Test
    void shouldSayNothingOfWhatIsOverOrForgotten() throws Exception {
        ask("ann@example.org");
        clock.advance(Duration.ofMinutes(11));
        postman().step();
        assertEquals(0, arrived.size(), "the code is over");
        assertEquals(1, ended("dropped"));
        ask("ann@example.org");
        database.inTransaction(handle -> {
            outbox.forget(handle, ANN);
            return null;
        });
        assertFalse(postman().step());
    }

    @Test
    void shouldForgetWhatWasSentLongAgo() {
        ask("ann@example.org");
        postman().step();
        ask("ann@example.org");
        clock.advance(Duration.ofDays(6));
        outbox.purge(TIMES.kept());
        long left = database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM notification.outbox")
                .mapTo(Long.class)
                .one());
        assertEquals(1, left, "what was not sent stays");
        assertNotEquals(0, outbox.waiting().oldest().toEpochMilli());
    }

    @Test
    void shouldTellOperatorsOfMailsThatAreNotTaken() {
        StatusLimits limits = new StatusLimits(10_000, 250);
        MailPart part = new MailPart(new MailConfig(null, directory, "x", TIMES), counts, clock);
        assertEquals(Level.UP, part.look(limits).level());
        ask("ann@example.org");
        failure = new MessagingException("450 ann@example.org try later");
        postman().step();
        counts.waiting(outbox.waiting());
        assertEquals(Level.BEHIND, part.look(limits).level(), "one failure is nobody's business yet");
        clock.advance(Duration.ofSeconds(12));
        postman().step();
        PartState state = part.look(limits);
        assertEquals(Level.NEEDS_YOU, state.level());
        assertTrue(state.says().startsWith("No mail was taken for 12 s, and 1 mail waits: "), state.says());
        assertFalse(state.says().contains("ann@"), state.says());

        failure = null;
        clock.advance(Duration.ofSeconds(60));
        assertTrue(postman().step());
        counts.waiting(outbox.waiting());
        assertEquals(Level.UP, part.look(limits).level());
    }

    @Test
    void shouldTellOperatorsOfMailsThatWait() {
        StatusLimits limits = new StatusLimits(10_000, 250);
        MailPart part = new MailPart(new MailConfig(null, directory, "x", TIMES), counts, clock);
        ask("ann@example.org");
        clock.advance(Duration.ofSeconds(11));
        counts.waiting(outbox.waiting());
        assertEquals("1 mail waits, the oldest for 11 s.", part.look(limits).says());
        counts.databaseAway();
        assertEquals(Level.BEHIND, part.look(limits).level());
        assertTrue(part.look(limits).says().contains("PostgreSQL"));
        assertEquals(Level.OFF, new MailPart(null, null, clock).look(limits).level());
    }
}
