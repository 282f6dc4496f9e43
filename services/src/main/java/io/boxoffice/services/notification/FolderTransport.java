package io.boxoffice.services.notification;

import io.boxoffice.services.OwnerOnlyFile;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes mails into a folder, each a file that mail programs open, named by its Message-ID. */
final class FolderTransport implements MailTransport {
    private final Path folder;

    FolderTransport(Path folder) {
        this.folder = folder;
    }

    @Override
    public void send(MimeMessage message) throws MessagingException {
        String name = message.getMessageID().replaceAll("[^A-Za-z0-9.-]", "_") + ".eml";
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve(name + ".new");
            Files.deleteIfExists(fresh);
            try (OutputStream out = Channels.newOutputStream(
                    OwnerOnlyFile.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                message.writeTo(out);
            }
            Files.move(
                    fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MessagingException("the folder of mails cannot be written", e);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
