package io.boxoffice.server.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.postgresql.util.PasswordUtil;

/** The password of the server's own PostgreSQL: random, made once, kept in a file that its owner alone may read. */
final class DatabasePassword {
    /**
     * Rounds in which PostgreSQL's SCRAM stretches it, at each connection. That is against guessing words that people choose; the usual
     * 4,096 make nothing safer that is random, and a start, with its cold code and some twenty connections, slower.
     */
    static final int SCRAM_ITERATIONS = 1;

    private static final int RANDOM_BYTES = 24;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private DatabasePassword() {}

    static String readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            write(unfinished, Base64.getUrlEncoder().withoutPadding().encodeToString(random(RANDOM_BYTES)));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    /** What PostgreSQL is told of a password: enough to know it again, not to use it. */
    static String proof(String password) {
        return PasswordUtil.encodeScramSha256(password.toCharArray(), SCRAM_ITERATIONS, random(SALT_BYTES));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** Writes a password to a file of its own, on disk. */
    static void write(Path file, String password) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            channel.write(ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }
}
