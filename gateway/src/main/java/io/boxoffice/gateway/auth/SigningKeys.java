package io.boxoffice.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/** The key pair tokens are signed and verified with: P-256, one JSON Web Key in a file only its owner may read. */
public final class SigningKeys {
    /** The file's name in the directory of keys. */
    public static final String FILE_NAME = "token-es256.jwk";

    private final ECKey key;

    private SigningKeys(ECKey key) {
        this.key = key;
    }

    /**
     * Reads the key pair, making one when there is none. Two processes that do so at once get the same one.
     *
     * @throws IOException when it cannot be read or written, or the file holds something else
     */
    public static SigningKeys loadOrCreate(Path directory) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            create(directory, file);
            return read(file);
        }
    }

    private static void create(Path directory, Path file) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path fresh = Files.createTempFile(
                directory,
                "token",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, generate().key.toJSONString() + "\n");
            force(fresh, StandardOpenOption.WRITE);
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its key counts.
            return;
        } finally {
            Files.delete(fresh);
        }
        force(directory, StandardOpenOption.READ);
        force(directory.toAbsolutePath().getParent(), StandardOpenOption.READ);
    }

    /** Onto the disk: after a power cut an empty file would stand in the way of every start. */
    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private static SigningKeys read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        try {
            ECKey key = ECKey.parse(text);
            if (!Curve.P_256.equals(key.getCurve()) || !key.isPrivate()) {
                throw new IOException(file + " does not hold a P-256 key pair");
            }
            return new SigningKeys(key);
        } catch (ParseException e) {
            throw new IOException(file + " does not hold a JSON Web Key", e);
        }
    }

    /** A key pair that is kept nowhere. */
    public static SigningKeys generate() {
        try {
            return new SigningKeys(new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    ECKey key() {
        return key;
    }
}
