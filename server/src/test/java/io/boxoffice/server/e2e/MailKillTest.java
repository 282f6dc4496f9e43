package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed with SIGKILL while mails go out, and started again: no confirmation is lost, and as many at most come twice as it
 * was killed, with the same Message-ID.
 *
 * <p>3 kills; more with {@code mvn test -pl server -am -Dtest=MailKillTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dboxoffice.mail.kills=100}, from another seed with {@code -Dboxoffice.seed=SEED}.
 */
class MailKillTest {
    private static final int KILLS = Integer.getInteger("boxoffice.mail.kills", 3);
    private static final int BOOKINGS_A_ROUND = 25;
    private static final int MAX_RUN_MS = 600;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("boxoffice.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final GreenMail inbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private EmbeddedDatabase database;
    private ServerProcess server;
    private final Set<String> addresses = new TreeSet<>();

    @AfterEach
    void stop() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            database.close();
            inbox.stop();
        }
    }

    @Test
    void shouldLoseNoMailAndDoubleNoMoreThanItWasKilled() throws Exception {
        inbox.start();
        database = PostgresTemplate.MIGRATED.start(directory.resolve("database"));
        server = new ServerProcess(directory)
                .with("database.jdbc-url", database.jdbcUrl())
                .with("database.user", database.user())
                .with("database.password", database.password())
                .with("mail.smtp.host", "127.0.0.1")
                .with("mail.smtp.port", inbox.getSmtp().getPort())
                .with("mail.smtp.encryption", "none")
                .with("mail.from", "tickets@boxoffice.example")
                .with("mail.poll-interval-ms", 20)
                .with("mail.lease-ms", 2_000)
                .with("mail.retry-min-ms", 100);
        server.start();
        OnSale show = new Organizer(server.clients().as(77, Role.ORGANIZER)).putOnSale(Organizer.hall(1, 2, 100_000));
        for (int kill = 0; kill < KILLS; kill++) {
            buy(show, BOOKINGS_A_ROUND);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_RUN_MS));
            server.kill();
            server.start();
        }
        buy(show, 1);
        Await.until(() -> "all mails, boxoffice.seed=" + seed + ", missing " + missing(), () -> missing()
                .isEmpty());
        // Whatever was being sent when it was killed is sent again by now.
        TimeUnit.MILLISECONDS.sleep(3_000);
        int doubles = 0;
        Map<String, String> idOf = new HashMap<>();
        for (MimeMessage mail : inbox.getReceivedMessages()) {
            String to = mail.getAllRecipients()[0].toString();
            String before = idOf.put(to, mail.getMessageID());
            doubles += before == null ? 0 : 1;
            assertTrue(before == null || before.equals(mail.getMessageID()), "boxoffice.seed=" + seed);
        }
        System.out.println("MailKillTest: " + KILLS + " kills, " + idOf.size() + " mails, " + doubles + " twice");
        assertTrue(doubles <= KILLS, doubles + " came twice, boxoffice.seed=" + seed);
        assertEquals(new HashSet<>(idOf.values()).size(), idOf.size(), "each has an id of its own");
    }

    private void buy(OnSale show, int count) {
        for (int i = 0; i < count; i++) {
            Customer buyer = server.clients().customer(10_000 + addresses.size());
            String address = "buyer" + addresses.size() + "@example.org";
            Answer hold = buyer.holdPlaces(show, Organizer.PIT, 1).expect(201);
            buyer.api()
                    .put("/v1/contacts/" + hold.id(), "{\"email\":\"" + address + "\",\"language\":\"en\"}")
                    .expect(200);
            buyer.pay(buyer.book(hold).expect(201), Customer.APPROVE).expect(201);
            addresses.add(address);
        }
    }

    private Set<String> missing() {
        Set<String> missing = new TreeSet<>(addresses);
        try {
            for (MimeMessage mail : inbox.getReceivedMessages()) {
                missing.remove(mail.getAllRecipients()[0].toString());
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return missing;
    }
}
