package io.boxoffice.services.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.services.ManualClock;
import io.boxoffice.services.account.SessionKeys.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionKeysTest {
    private static final Duration SIGNS = Duration.ofDays(30);
    private static final Duration BELIEVED = Duration.ofDays(100);
    private static final byte[] PAYLOAD = {1, 2, 3};

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T18:00:00Z"));

    private SessionKeys keys() throws IOException {
        return SessionKeys.loadOrCreate(directory, SIGNS, BELIEVED, clock);
    }

    @Test
    void shouldBelieveWhatItSignedOverARestartForThatUseAlone() throws IOException {
        String cookie = keys().sign(Use.COOKIE, PAYLOAD);
        assertEquals(3, keys().read(Use.COOKIE, cookie).remaining());
        assertNull(keys().read(Use.LINK, cookie));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(SessionKeys.FILE_NAME))));
    }

    @Test
    void shouldSignWithANewKeyInTimeAndBelieveTheOldOneAsLongAsNeeded() throws IOException {
        SessionKeys keys = keys();
        String first = keys.sign(Use.LINK, PAYLOAD);
        clock.advance(SIGNS);
        keys.renew();
        String second = keys.sign(Use.LINK, PAYLOAD);
        assertEquals(2, keys.newest());
        assertNotNull(keys.read(Use.LINK, first));
        clock.advance(BELIEVED.minusDays(1));
        keys.renew();
        assertNotNull(keys().read(Use.LINK, first), "signed a moment before the new key came");
        clock.advance(Duration.ofDays(2));
        keys.renew();
        assertNull(keys().read(Use.LINK, first));
        assertNotNull(keys().read(Use.LINK, second));
    }

    @Test
    void shouldRefuseAFileThatHoldsSomethingElse() throws IOException {
        Files.writeString(directory.resolve(SessionKeys.FILE_NAME), "1 0 c2hvcnQ=\n");
        assertThrows(IOException.class, this::keys);
    }

    @Test
    void shouldOpenBookingsByLinksUntilTheyEnd() throws IOException {
        BookingLinks links = new BookingLinks(keys(), Duration.ofDays(5), clock);
        String link = links.make(1_001, 7);
        assertEquals(new BookingLinks.Opened(1_001, 7), links.open(link));
        assertNull(links.open(link.substring(1)));
        assertNull(links.open(keys().sign(Use.COOKIE, PAYLOAD)));
        clock.advance(Duration.ofDays(6));
        assertNull(links.open(link));
    }
}
