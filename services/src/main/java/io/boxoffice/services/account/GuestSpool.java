package io.boxoffice.services.account;

import io.boxoffice.services.OwnerOnlyFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses that wait on disk until PostgreSQL is back, each encrypted by itself (AES-256-GCM; the key stands in a file of its own). An
 * address is on disk when {@link #add} returns. The file holds, for each, its length, a nonce, and what is encrypted; a tail that was cut off
 * is dropped at the start, as nobody was told that it was kept. Any thread; blocks for a sync.
 */
final class GuestSpool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuestSpool.class);

    static final String KEY_FILE_NAME = "guest-spool.key";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAX_RECORD_BYTES = 1 << 16;

    private final SecretKeySpec key;
    private final Path path;
    private final long maxBytes;
    private final int maxPerPerson;
    private final SecureRandom random = new SecureRandom();
    /** What waits, the oldest first. */
    private final Map<Who, Contact> waiting = new LinkedHashMap<>();

    private FileChannel file;
    private volatile long bytes;

    private record Who(long personId, long reservationId) {
        static Who of(Contact contact) {
            return new Who(contact.personId(), contact.reservationId());
        }
    }

    /**
     * Opens the spool, making it and its key where there are none.
     *
     * @param maxPerPerson of one person's that may wait
     * @throws IOException when a file cannot be used
     */
    GuestSpool(Path file, Path keys, long maxBytes, int maxPerPerson) throws IOException {
        this.maxBytes = maxBytes;
        this.maxPerPerson = maxPerPerson;
        key = key(keys.resolve(KEY_FILE_NAME));
        path = file;
        this.file = open(file);
        load();
    }

    private SecretKeySpec key(Path keyFile) throws IOException {
        if (!Files.exists(keyFile)) {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            try (FileChannel out =
                    OwnerOnlyFile.open(keyFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(fresh));
                out.force(true);
            }
        }
        byte[] bytes = Files.readAllBytes(keyFile);
        if (bytes.length != KEY_BYTES) {
            throw new IOException(keyFile + " does not hold a key of " + KEY_BYTES + " bytes");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private void load() throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, file.size()));
        while (content.hasRemaining() && file.read(content) >= 0) {
            // Goes on until all is read.
        }
        content.flip();
        int unreadable = 0;
        int end = 0;
        while (content.remaining() >= Integer.BYTES) {
            int length = content.getInt();
            if (length <= NONCE_BYTES || length > MAX_RECORD_BYTES || length > content.remaining()) {
                break;
            }
            byte[] record = new byte[length];
            content.get(record);
            end = content.position();
            Contact contact = decrypt(record);
            if (contact == null) {
                unreadable++;
            } else {
                waiting.put(Who.of(contact), contact);
            }
        }
        if (unreadable > 0) {
            LOG.error("{} addresses that waited for PostgreSQL cannot be read, and are lost", unreadable);
        }
        file.truncate(end);
        file.position(end);
        bytes = end;
    }

    /**
     * Keeps an address; one for the same hold or booking replaces it.
     *
     * @return false: there is no room
     * @throws UncheckedIOException when it could not be written
     */
    synchronized boolean add(Contact contact) {
        Who who = Who.of(contact);
        byte[] record = encrypt(contact);
        long ofPerson = waiting.keySet().stream()
                .filter(w -> w.personId == who.personId)
                .count();
        if (bytes + Integer.BYTES + record.length > maxBytes || ofPerson >= maxPerPerson && !waiting.containsKey(who)) {
            return false;
        }
        try {
            append(record);
            file.force(false);
        } catch (IOException e) {
            cutTo(bytes);
            throw new UncheckedIOException("an address could not be kept for later", e);
        }
        bytes = position();
        waiting.put(who, contact);
        return true;
    }

    private void append(byte[] record) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + record.length)
                .putInt(record.length)
                .put(record)
                .flip();
        while (out.hasRemaining()) {
            file.write(out);
        }
    }

    private long position() {
        try {
            return file.position();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cutTo(long end) {
        try {
            file.truncate(end);
            file.position(end);
        } catch (IOException e) {
            LOG.error("the file of waiting addresses cannot be put back to {} bytes", end, e);
        }
    }

    /** What waits for a hold or booking; null: nothing. */
    synchronized Contact find(long personId, long reservationId) {
        return waiting.get(new Who(personId, reservationId));
    }

    /** All that waits, the oldest first. */
    synchronized List<Contact> waiting() {
        return new ArrayList<>(waiting.values());
    }

    /** Forgets what is kept elsewhere now, unless it was replaced meanwhile. */
    synchronized void done(List<Contact> kept) {
        kept.forEach(contact -> waiting.remove(Who.of(contact), contact));
        rewrite();
    }

    /** Forgets all of a person. */
    synchronized void forget(long personId) {
        if (waiting.keySet().removeIf(who -> who.personId == personId)) {
            rewrite();
        }
    }

    private void rewrite() {
        try {
            if (waiting.isEmpty()) {
                file.truncate(0);
                file.position(0);
                file.force(false);
            } else {
                Path fresh = path.resolveSibling(path.getFileName() + ".new");
                Files.deleteIfExists(fresh);
                FileChannel before = file;
                file = open(fresh);
                before.close();
                for (Contact contact : waiting.values()) {
                    append(encrypt(contact));
                }
                file.force(true);
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            bytes = file.position();
        } catch (IOException e) {
            throw new UncheckedIOException("the file of waiting addresses cannot be written anew", e);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return OwnerOnlyFile.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Of the file. */
    long bytes() {
        return bytes;
    }

    private byte[] encrypt(Contact contact) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, nonce, plain(contact));
        return ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    private Contact decrypt(byte[] record) {
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] encrypted = new byte[record.length - NONCE_BYTES];
        ByteBuffer.wrap(record).get(nonce).get(encrypted);
        byte[] plain = crypt(Cipher.DECRYPT_MODE, nonce, encrypted);
        return plain == null ? null : contact(plain);
    }

    /** Null when what is to be decrypted is not as it was encrypted. */
    private byte[] crypt(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + CIPHER, e);
        }
    }

    private static byte[] plain(Contact contact) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(contact.personId());
            out.writeLong(contact.reservationId());
            out.writeLong(contact.typedAt().toEpochMilli());
            out.writeUTF(contact.email());
            out.writeUTF(contact.language());
            out.writeInt(contact.consents().size());
            for (Contact.Consent consent : contact.consents()) {
                out.writeUTF(consent.kind());
                out.writeBoolean(consent.given());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Contact contact(byte[] plain) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            long person = in.readLong();
            long reservation = in.readLong();
            Instant typedAt = Instant.ofEpochMilli(in.readLong());
            String email = in.readUTF();
            String language = in.readUTF();
            List<Contact.Consent> consents = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                consents.add(new Contact.Consent(in.readUTF(), in.readBoolean()));
            }
            return new Contact(person, reservation, email, language, consents, typedAt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
