package io.boxoffice.server.e2e;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The folder that a server writes mails into. */
record Mails(Path folder) {
    /**
     * A mail.
     *
     * @param raw the whole file
     */
    record Mail(String to, String subject, String id, String plain, String html, String raw) {
        /** What a link in it opens a booking with. */
        String link() {
            return plain.replaceAll("(?s).*/(?:en|ar)/b/([A-Za-z0-9_-]+).*", "$1");
        }
    }

    List<Mail> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .map(Mails::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mail read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            Multipart parts = (Multipart) message.getContent();
            return new Mail(
                    message.getAllRecipients()[0].toString(),
                    message.getSubject(),
                    message.getMessageID(),
                    parts.getBodyPart(0).getContent().toString(),
                    parts.getBodyPart(1).getContent().toString(),
                    Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The mails of an address. */
    List<Mail> to(String address) {
        return all().stream().filter(mail -> mail.to().equals(address)).toList();
    }

    /** The one mail of an address whose subject begins so, which comes in time. */
    Mail await(String address, String subject) {
        Await.until(
                () -> "a mail \"" + subject + "\" to " + address + ", among "
                        + to(address).stream().map(Mail::subject).toList(),
                () -> to(address).stream().anyMatch(mail -> mail.subject().startsWith(subject)));
        return to(address).stream()
                .filter(mail -> mail.subject().startsWith(subject))
                .findFirst()
                .orElseThrow();
    }
}
