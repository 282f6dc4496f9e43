package io.boxoffice.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    @TempDir
    private Path directory;

    @Test
    void shouldMakeAKeyOnceForItsOwnerOnly() throws IOException {
        Path keys = directory.resolve("data/keys");
        SigningKeys made = SigningKeys.loadOrCreate(keys);
        assertEquals(made.key(), SigningKeys.loadOrCreate(keys).key());
        Path file = keys.resolve(SigningKeys.FILE_NAME);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(keys)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldSayWhenTheFileHoldsSomethingElse() throws IOException {
        Files.writeString(directory.resolve(SigningKeys.FILE_NAME), "not a key");
        assertThrows(IOException.class, () -> SigningKeys.loadOrCreate(directory));
        Files.writeString(
                directory.resolve(SigningKeys.FILE_NAME),
                SigningKeys.generate().key().toPublicJWK().toJSONString());
        assertThrows(IOException.class, () -> SigningKeys.loadOrCreate(directory));
    }
}
