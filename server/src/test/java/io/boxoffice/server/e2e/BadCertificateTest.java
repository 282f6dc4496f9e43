package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadCertificateTest {
    @Test
    void shouldRefuseABadCertificateBeforeItTouchesTheJournal(@TempDir Path directory) throws IOException {
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
        Path data = directory.resolve("data");
        TestServer.Builder server = TestServer.aServer()
                .in(data)
                .fromNothing()
                .with("http.tls.certificate-file", nonsense)
                .with("http.tls.key-file", nonsense);
        UncheckedIOException refused = assertThrows(UncheckedIOException.class, server::start);
        assertTrue(refused.getMessage().contains("cannot use the TLS certificate or key"), refused.getMessage());
        assertFalse(Files.exists(data), "nothing was begun");
    }
}
