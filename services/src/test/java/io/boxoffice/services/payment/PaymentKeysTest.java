package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.services.payment.PaymentKeys.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentKeysTest {
    @TempDir
    Path directory;

    @Test
    void shouldNameJournalReservationAndAttempt() {
        PaymentKeys keys = new PaymentKeys(0xabc);
        assertEquals("abc-7-2", keys.attempt(7, 2));
        assertEquals("abc-7-2-r1", keys.refund(7, 2, 1));
        assertEquals("abc-7-2-v", keys.abandon(7, 2));
    }

    /** Reservation 101 of the restored journal is not the one that the original made after the backup. */
    @Test
    void shouldKeepReservationsMadeSinceARestoreApart() {
        PaymentKeys keys = new PaymentKeys(0xabc, List.of(new Restore(100, "e1"), new Restore(150, "e2")));
        assertEquals("abc-100-1", keys.attempt(100, 1));
        assertEquals("abc-e1-101-1", keys.attempt(101, 1));
        assertEquals("abc-e1-150-1-r1", keys.refund(150, 1, 1));
        assertEquals("abc-e2-151-1-v", keys.abandon(151, 1));
    }

    @Test
    void shouldForgetIdsThatAnEarlierBackupGivesAgain() {
        PaymentKeys keys = new PaymentKeys(0xabc, List.of(new Restore(150, "e1"), new Restore(100, "e2")));
        assertEquals("abc-e2-151-1", keys.attempt(151, 1));
        assertEquals("abc-e2-101-1", keys.attempt(101, 1));
        assertEquals("abc-100-1", keys.attempt(100, 1));
    }

    @Test
    void shouldReadRestoresFromTheirFile() throws IOException {
        Path file = directory.resolve("restores");
        assertEquals(List.of(), PaymentKeys.readRestores(file));
        Restore restore = new Restore(100, "0f");
        Files.writeString(file, restore.line() + "\n");
        assertEquals(List.of(restore), PaymentKeys.readRestores(file));
        Files.writeString(file, "100\n");
        assertThrows(IllegalStateException.class, () -> PaymentKeys.readRestores(file));
    }
}
