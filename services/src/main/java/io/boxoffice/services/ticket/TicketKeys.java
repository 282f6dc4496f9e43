package io.boxoffice.services.ticket;

import io.boxoffice.gateway.booking.Credential;
import io.boxoffice.gateway.booking.CrockfordBase32;
import io.boxoffice.gateway.booking.TicketCode;
import io.boxoffice.services.OwnerOnlyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Makes and reads the codes of tickets, signed with Ed25519, so that a door can tell a genuine one without asking anybody.
 *
 * <p>A journal that was restored from a backup gives ids of reservations a second time, which the original, after the backup, may
 * have given to others and made tickets of. So each restore begins a new key; an older one is believed of reservations up to the
 * last that was restored. Any thread.
 */
public final class TicketKeys {
    private static final byte VERSION = 1;
    private static final int PAYLOAD_BYTES = 1 + 1 + 8 + 8 + 2 + 1 + 4;
    private static final int SIGNATURE_BYTES = 64;
    /** Keys that the one byte of a code can name. */
    private static final int MAX_KEYS = 256;

    private static final String ALGORITHM = "Ed25519";

    /**
     * A restore from a backup.
     *
     * @param lastReservation the last id that the backup's journal had given
     * @param mark            random, hexadecimal
     */
    public record Restored(long lastReservation, String mark) {}

    /** The oldest first; the last one signs. */
    private final List<KeyPair> keys;

    /** The last reservation that each key is believed of. */
    private final long[] lastReservations;

    private TicketKeys(List<KeyPair> keys, List<Restored> restores) {
        this.keys = List.copyOf(keys);
        lastReservations = new long[keys.size()];
        long last = Long.MAX_VALUE;
        for (int k = keys.size() - 1; k >= 0; k--) {
            lastReservations[k] = last;
            last = k == 0 ? last : Math.min(last, restores.get(k - 1).lastReservation());
        }
    }

    /**
     * Reads the keys of a data directory, making those that are missing: one, and one a restore.
     *
     * @param restores the oldest first
     * @throws IOException when one cannot be read or written, or a file holds something else
     */
    public static TicketKeys loadOrCreate(Path directory, List<Restored> restores) throws IOException {
        if (restores.size() >= MAX_KEYS) {
            throw new IOException(
                    "more than " + (MAX_KEYS - 1) + " restores: codes of tickets cannot name so many keys");
        }
        List<KeyPair> keys = new ArrayList<>();
        keys.add(loadOrCreate(directory, "first"));
        for (Restored restore : restores) {
            keys.add(loadOrCreate(directory, restore.mark()));
        }
        return new TicketKeys(keys, restores);
    }

    /** One key that is kept nowhere. */
    public static TicketKeys generate() {
        return new TicketKeys(List.of(newPair()), List.of());
    }

    private static KeyPair loadOrCreate(Path directory, String name) throws IOException {
        Path file = directory.resolve("ticket-ed25519-" + name + ".key");
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            create(directory, file);
            return read(file);
        }
    }

    private static KeyPair read(Path file) throws IOException {
        String[] parts =
                Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ");
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            Base64.Decoder base64 = Base64.getDecoder();
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(parts[0]))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(parts[parts.length - 1]))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " does not hold an Ed25519 key pair", e);
        }
    }

    private static void create(Path directory, Path file) throws IOException {
        Files.createDirectories(directory);
        Path fresh = directory.resolve(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        KeyPair pair = newPair();
        Base64.Encoder base64 = Base64.getEncoder();
        String text = base64.encodeToString(pair.getPublic().getEncoded()) + " "
                + base64.encodeToString(pair.getPrivate().getEncoded()) + "\n";
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel channel =
                    OwnerOnlyFile.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            // Another process that is faster wins.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(fresh);
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }

    /** A ticket's code: digits and capital letters, 143 of them, which fit a QR code of version 8 with a quarter to spare. */
    public String code(Credential credential) {
        ByteBuffer code = ByteBuffer.allocate(PAYLOAD_BYTES + SIGNATURE_BYTES);
        code.put(VERSION).put((byte) (keys.size() - 1));
        code.putLong(credential.showId()).putLong(credential.reservationId());
        code.putShort((short) credential.ordinal()).put((byte) credential.generation());
        code.putInt((int) credential.number());
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.get(keys.size() - 1).getPrivate());
            signature.update(code.array(), 0, PAYLOAD_BYTES);
            code.put(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a ticket", e);
        }
        return CrockfordBase32.format(code.array());
    }

    /**
     * Reads a code of this kind, or one of the old kind, which a booking's reference proves.
     *
     * @throws IllegalArgumentException when it is not the genuine code of a ticket
     */
    public Credential read(String text) {
        if (text.indexOf('.') >= 0) {
            TicketCode old = TicketCode.parse(text);
            return new Credential(0, old.reservationId(), old.ordinal(), 0, 0, old.reference());
        }
        byte[] code = CrockfordBase32.parseBytes(text.strip(), PAYLOAD_BYTES + SIGNATURE_BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(code);
        boolean known = buffer.get() == VERSION;
        int key = buffer.get() & 0xFF;
        if (!known || key >= keys.size() || !isSigned(code, key)) {
            throw new IllegalArgumentException("not a genuine ticket code");
        }
        Credential credential = new Credential(
                buffer.getLong(),
                buffer.getLong(),
                buffer.getShort() & 0xFFFF,
                buffer.get() & 0xFF,
                buffer.getInt() & 0xFFFF_FFFFL,
                0);
        if (credential.reservationId() > lastReservations[key]) {
            throw new IllegalArgumentException("signed with the key of what a restore undid");
        }
        return credential;
    }

    private boolean isSigned(byte[] code, int key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(keys.get(key).getPublic());
            signature.update(code, 0, PAYLOAD_BYTES);
            return signature.verify(code, PAYLOAD_BYTES, SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            // A signature that is no point of the curve, say.
            return false;
        }
    }
}
