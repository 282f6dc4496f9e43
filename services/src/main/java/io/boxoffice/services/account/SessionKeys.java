package io.boxoffice.services.account;

import io.boxoffice.services.OwnerOnlyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of cookies, links and codes: this server alone makes and reads them, so they are signed with HMAC-SHA256. The newest key
 * signs, and after a time a new one is made; older ones are believed as long as anything signed with them may be. They stand in a file
 * that only its owner may read, a line each: number, second it was made in, and the key in base64. Any thread.
 */
final class SessionKeys {
    static final String FILE_NAME = "session-keys";

    /** What a signature is for: one made for one use is none for another. */
    enum Use {
        COOKIE,
        PROOF,
        LINK,
        CODE,
        RETURN,
        PREVIEW
    }

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MAC_BYTES = 32;
    private static final int MAX_TEXT_CHARS = 1_024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Key(int number, Instant madeAt, SecretKeySpec secret) {
        static Key make(int number, Instant now) {
            byte[] bytes = new byte[KEY_BYTES];
            RANDOM.nextBytes(bytes);
            return new Key(number, now, new SecretKeySpec(bytes, ALGORITHM));
        }

        static Key of(String line) throws IOException {
            String[] parts = line.split(" ");
            try {
                byte[] secret = Base64.getDecoder().decode(parts[2]);
                if (secret.length != KEY_BYTES) {
                    throw new IOException("a key is too short");
                }
                return new Key(
                        Integer.parseInt(parts[0]),
                        Instant.ofEpochSecond(Long.parseLong(parts[1])),
                        new SecretKeySpec(secret, ALGORITHM));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IOException("a line is no key", e);
            }
        }

        String line() {
            return number + " " + madeAt.getEpochSecond() + " "
                    + Base64.getEncoder().encodeToString(secret.getEncoded()) + "\n";
        }
    }

    private final Path file;
    private final Clock clock;
    private final Duration signs;
    private final Duration believed;
    /** The newest last. */
    private volatile List<Key> keys;

    private SessionKeys(Path file, Duration signs, Duration believed, Clock clock) {
        this.file = file;
        this.signs = signs;
        this.believed = believed;
        this.clock = clock;
    }

    /**
     * Reads the keys, making one when there is none.
     *
     * @param directory of keys; it is there
     * @param signs     how long a key signs
     * @param believed  how long what it signed counts
     * @throws IOException when the file cannot be read or written, or holds something else
     */
    static SessionKeys loadOrCreate(Path directory, Duration signs, Duration believed, Clock clock) throws IOException {
        SessionKeys loaded = new SessionKeys(directory.resolve(FILE_NAME), signs, believed, clock);
        loaded.keys = loaded.read();
        loaded.renew();
        return loaded;
    }

    private List<Key> read() throws IOException {
        List<Key> read = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                read.add(Key.of(line));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
        return List.copyOf(read);
    }

    /** Makes a new key if it is time, and forgets those that nothing is believed of any more. Blocks. */
    synchronized void renew() throws IOException {
        Instant now = clock.instant();
        List<Key> kept = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            // It signed until the next one was made.
            boolean newest = i == keys.size() - 1;
            if (newest || keys.get(i + 1).madeAt().plus(believed).isAfter(now)) {
                kept.add(keys.get(i));
            }
        }
        if (kept.isEmpty() || !kept.get(kept.size() - 1).madeAt().plus(signs).isAfter(now)) {
            int number = kept.isEmpty() ? 1 : kept.get(kept.size() - 1).number() + 1;
            kept.add(Key.make(number, now));
        }
        if (!kept.equals(keys)) {
            write(kept);
            keys = List.copyOf(kept);
        }
    }

    /** Onto the disk before any of them signs. */
    private void write(List<Key> all) throws IOException {
        Path fresh = file.resolveSibling(FILE_NAME + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = OwnerOnlyFile.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            StringBuilder lines = new StringBuilder();
            all.forEach(key -> lines.append(key.line()));
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** The number of the key that signs. */
    int newest() {
        return keys.get(keys.size() - 1).number();
    }

    /** A text of visible characters that carries a payload and its signature. */
    String sign(Use use, byte[] payload) {
        Key key = keys.get(keys.size() - 1);
        byte[] signed = ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(key.number())
                .put(payload)
                .array();
        byte[] all = Arrays.copyOf(signed, signed.length + MAC_BYTES);
        System.arraycopy(mac(key, use, signed), 0, all, signed.length, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The payload of such a text; null when it is not genuine, or of a key that is not known any more. */
    ByteBuffer read(Use use, String text) {
        byte[] all = decode(text);
        if (all.length < Integer.BYTES + MAC_BYTES) {
            return null;
        }
        int end = all.length - MAC_BYTES;
        Key key = key(ByteBuffer.wrap(all).getInt());
        if (key == null
                || !MessageDigest.isEqual(
                        mac(key, use, Arrays.copyOf(all, end)), Arrays.copyOfRange(all, end, all.length))) {
            return null;
        }
        return ByteBuffer.wrap(all, Integer.BYTES, end - Integer.BYTES).slice();
    }

    private static byte[] decode(String text) {
        try {
            return text.length() > MAX_TEXT_CHARS
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /**
     * What only this server can make of some bytes; null when the key is not known any more.
     *
     * @param number of the key
     */
    byte[] mac(Use use, int number, byte[] bytes) {
        Key key = key(number);
        return key == null ? null : mac(key, use, bytes);
    }

    private Key key(int number) {
        for (Key key : keys) {
            if (key.number() == number) {
                return key;
            }
        }
        return null;
    }

    private static byte[] mac(Key key, Use use, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret());
            mac.update((use.name().toLowerCase(Locale.ROOT) + '\0').getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }
}
