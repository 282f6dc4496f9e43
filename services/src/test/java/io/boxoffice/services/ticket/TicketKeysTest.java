package io.boxoffice.services.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.booking.Credential;
import io.boxoffice.gateway.booking.TicketCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketKeysTest {
    private static final Credential TICKET = new Credential(402_827_674_722_939_137L, 7, 3, 2, 0xCAFE_F00DL, 0);

    @TempDir
    private Path directory;

    private TicketKeys keys(TicketKeys.Restored... restores) throws IOException {
        return TicketKeys.loadOrCreate(directory, List.of(restores));
    }

    private static Credential of(long reservationId) {
        return new Credential(1, reservationId, 0, 0, 5, 0);
    }

    @Test
    void shouldReadWhatItMade() throws IOException {
        String code = keys().code(TICKET);
        assertEquals(TICKET, keys().read(code));
        assertEquals(TICKET, keys().read(" " + code.toLowerCase(java.util.Locale.ROOT)));
        Credential largest = new Credential(Long.MAX_VALUE, Long.MAX_VALUE, 65_534, 254, 0xFFFF_FFFFL, 0);
        assertEquals(largest, keys().read(keys().code(largest)));
    }

    @Test
    void shouldFitAQrCodeOfVersionEightWithAQuarterToSpare() throws IOException {
        // 157 characters of digits and capital letters at correction level Q.
        assertTrue(keys().code(TICKET).length() <= 157);
        assertTrue(keys().code(TICKET).matches("[0-9A-Z]+"));
    }

    @Test
    void shouldRefuseACodeOfWhichAnyCharacterWasChanged() throws IOException {
        TicketKeys keys = keys();
        String code = keys.code(TICKET);
        for (int i = 0; i < code.length(); i++) {
            char other = code.charAt(i) == '7' ? '8' : '7';
            String forged = code.substring(0, i) + other + code.substring(i + 1);
            assertThrows(IllegalArgumentException.class, () -> keys.read(forged), forged);
        }
        assertThrows(IllegalArgumentException.class, () -> keys.read(code + "0"));
        assertThrows(IllegalArgumentException.class, () -> keys.read(""));
    }

    @Test
    void shouldRefuseWhatAnotherInstallationSigned() throws IOException {
        TicketKeys keys = keys();
        String foreign = TicketKeys.generate().code(TICKET);
        assertThrows(IllegalArgumentException.class, () -> keys.read(foreign));
    }

    @Test
    void shouldBelieveOlderKeysOfReservationsUpToTheRestoredOnly() throws IOException {
        String kept = keys().code(of(50));
        String lost = keys().code(of(51));
        TicketKeys restored = keys(new TicketKeys.Restored(50, "abc"));
        assertEquals(of(50), restored.read(kept));
        assertThrows(IllegalArgumentException.class, () -> restored.read(lost));
        String again = restored.code(of(51));
        assertNotEquals(lost, again);
        assertEquals(of(51), restored.read(again));
        TicketKeys twice = keys(new TicketKeys.Restored(50, "abc"), new TicketKeys.Restored(40, "def"));
        assertThrows(IllegalArgumentException.class, () -> twice.read(kept));
        assertThrows(IllegalArgumentException.class, () -> twice.read(again));
        assertEquals(of(40), twice.read(restored.code(of(40))));
        assertEquals(of(41), twice.read(twice.code(of(41))));
    }

    @Test
    void shouldReadCodesOfTheOldKind() throws IOException {
        assertEquals(new Credential(0, 7, 1, 0, 0, 9), keys().read(new TicketCode(7, 1, 9).format()));
        assertThrows(IllegalArgumentException.class, () -> keys().read("7.1"));
    }

    @Test
    void shouldKeepKeysWhereTheirOwnerAloneMayReadThem() throws IOException {
        keys();
        Path file = directory.resolve("ticket-ed25519-first.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.writeString(file, "nonsense");
        assertThrows(IOException.class, this::keys);
    }
}
