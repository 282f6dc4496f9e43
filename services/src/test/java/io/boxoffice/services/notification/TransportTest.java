package io.boxoffice.services.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail servers and folders, and what they say. */
class TransportTest {
    private final MimeLetters letters = new MimeLetters("Boxoffice <tickets@tickets.example>");

    private static MailConfig.Smtp smtp(int port, String user, MailConfig.Encryption encryption) {
        return new MailConfig.Smtp("127.0.0.1", port, user, "secret", encryption, 2_000, 2_000);
    }

    private MimeMessage mail(String id) throws MessagingException {
        Letter letter = new Letter(
                "ar",
                "rtl",
                "تذاكرك: <Lear> & \"Söhne\"",
                "Hello <b>",
                List.of("One & two", "."),
                List.of(new Letter.Fact("Seats", List.of("A 1", "A 2"))),
                "Show",
                "https://tickets.example/ar/b/abc?x=1&y=2",
                "Hint",
                "Foot");
        return letters.of(letter, "ann@example.org", id, Instant.parse("2026-05-01T18:00:00Z"));
    }

    @Test
    void shouldHandMailsToAServerThatAsksWhoSends() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("tickets", "tickets", "secret");
        server.start();
        try (SmtpTransport transport =
                new SmtpTransport(smtp(server.getSmtp().getPort(), "tickets", MailConfig.Encryption.NONE))) {
            transport.send(mail("<1@tickets.example>"));
            transport.send(mail("<2@tickets.example>"));
            MimeMessage[] arrived = server.getReceivedMessages();
            assertEquals(2, arrived.length);
            assertEquals("<1@tickets.example>", arrived[0].getMessageID());
            assertEquals("تذاكرك: <Lear> & \"Söhne\"", arrived[0].getSubject());
            Multipart parts = (Multipart) arrived[0].getContent();
            String plain = parts.getBodyPart(0).getContent().toString();
            String html = parts.getBodyPart(1).getContent().toString();
            assertTrue(plain.contains("One & two\r\n\r\n.\r\n\r\nSeats: A 1\r\n    A 2\r\n"), plain);
            assertTrue(plain.contains("https://tickets.example/ar/b/abc?x=1&y=2"), plain);
            assertTrue(html.contains("dir=\"rtl\"") && html.contains("Hello &lt;b&gt;"), html);
            assertTrue(html.contains("href=\"https://tickets.example/ar/b/abc?x=1&amp;y=2\""), html);
            assertFalse(html.contains("src="), "nothing is loaded from anywhere");
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldSendNothingToAServerWithoutTheEncryptionThatIsDemanded() throws Exception {
        try (FakeMailServer server = new FakeMailServer();
                SmtpTransport transport = new SmtpTransport(smtp(server.port(), "", MailConfig.Encryption.STARTTLS))) {
            assertThrows(MessagingException.class, () -> transport.send(mail("<1@tickets.example>")));
            assertEquals(List.of(), server.mails);
        }
    }

    @Test
    void shouldTellWhatIsRefusedForGoodFromWhatIsRefusedForNow() throws Exception {
        try (FakeMailServer server = new FakeMailServer();
                SmtpTransport transport = new SmtpTransport(smtp(server.port(), "", MailConfig.Encryption.NONE))) {
            server.toRecipient = "550 5.1.1 no such user";
            assertTrue(refused(transport).addressIsWrong());
            server.toRecipient = "550 5.7.1 not from you";
            assertFalse(refused(transport).addressIsWrong());
            server.toRecipient = "450 4.2.1 later";
            MessagingException later =
                    assertThrows(MessagingException.class, () -> transport.send(mail("<1@tickets.example>")));
            assertFalse(later instanceof MailTransport.RefusedException, later.toString());
            server.toRecipient = "250 ok";
            server.toMail = "554 5.6.0 spam";
            assertFalse(refused(transport).addressIsWrong());
            server.toMail = "451 4.3.0 later";
            assertFalse(
                    assertThrows(MessagingException.class, () -> transport.send(mail("<1@tickets.example>")))
                            instanceof MailTransport.RefusedException);
            server.toMail = "250 ok";
            transport.send(mail("<9@tickets.example>"));
            assertTrue(server.mails.get(server.mails.size() - 1).contains("Message-ID: <9@tickets.example>"));
        }
    }

    private MailTransport.RefusedException refused(MailTransport transport) {
        return assertThrows(MailTransport.RefusedException.class, () -> transport.send(mail("<1@tickets.example>")));
    }

    @Test
    void shouldFindAServerAgainThatWasAway() throws Exception {
        FakeMailServer server = new FakeMailServer();
        int port = server.port();
        server.close();
        try (SmtpTransport transport = new SmtpTransport(smtp(port, "", MailConfig.Encryption.NONE))) {
            assertThrows(MessagingException.class, () -> transport.send(mail("<1@tickets.example>")));
        }
    }

    @Test
    void shouldWriteEachMailIntoOneFile(@TempDir Path directory) throws Exception {
        Path folder = directory.resolve("mails");
        try (FolderTransport transport = new FolderTransport(folder)) {
            transport.send(mail("<1@tickets.example>"));
            transport.send(mail("<2/../x@tickets.example>"));
            transport.send(mail("<1@tickets.example>"));
        }
        assertEquals(2, count(folder));
        assertTrue(Files.readString(folder.resolve("_1_tickets.example_.eml"))
                .contains("Message-ID: <1@tickets.example>"));
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml")).count();
        }
    }
}
