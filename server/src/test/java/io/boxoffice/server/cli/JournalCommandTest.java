package io.boxoffice.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.ReservationEventEncoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.UploadPartEncoder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandTest {
    private static final long T0 = 1_900_000_000_000L;

    private final ObjectMapper json = new ObjectMapper();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @TempDir
    Path directory;

    @BeforeEach
    void writeAJournal() {
        try (JournalStore store = JournalStore.open(directory, JournalConfig.defaults(), () -> T0)) {
            CommandJournal journal = store.openCommands();
            journal.append(1, T0, buffer, 0, openShow(7));
            journal.append(2, T0 + 1000, buffer, 0, placeHold(7, 3, 4));
            journal.append(3, T0 + 2000, buffer, 0, uploadPart());
            journal.append(4, T0 + 3000, buffer, 0, placeHold(8, 5));
            journal.commit();
            store.eventLog().append(2, 0, T0 + 1000, buffer, 0, held(7));
            store.eventLog().append(4, 0, T0 + 3000, buffer, 0, held(8));
            store.eventLog().commit();
        }
    }

    @Test
    void shouldPrintEveryCommandAsOneLineOfJson() throws IOException {
        List<JsonNode> lines = inspect();
        assertEquals(4, lines.size());
        assertEquals("OpenShow", lines.get(0).get("message").asText());
        JsonNode hold = lines.get(1);
        assertEquals(2, hold.get("sequence").asLong());
        assertEquals("2030-03-17T17:46:41Z", hold.get("time").asText());
        assertEquals(7, hold.get("showId").asLong());
        assertEquals(4, hold.get("seats").get(1).get("seat").asInt());
        assertEquals("UploadPart", lines.get(2).get("message").asText());
    }

    @Test
    void shouldChooseByPointShowAndNumber() throws IOException {
        assertEquals(2, inspect("--until", "2").size());
        assertEquals(2, inspect("--until", "2030-03-17T17:46:41Z").size());
        assertEquals(3, inspect("--from", "2").size());
        assertEquals(2, inspect("--show", "7").size());
        assertEquals(1, inspect("--limit", "1").size());
    }

    @Test
    void shouldPrintEvents() throws IOException {
        List<JsonNode> events = inspect("--events", "--show", "8");
        assertEquals(1, events.size());
        assertEquals("ReservationEvent", events.get(0).get("message").asText());
        assertEquals("HOLD_PLACED", events.get(0).get("step").asText());
        assertEquals("EUR", events.get(0).get("currency").asText());
        assertEquals(0, events.get(0).get("ordinal").asInt());
    }

    @Test
    void shouldFindASoundJournalSound() {
        CommandRun run = CommandRun.of("journal", "verify", "--data", directory.toString());
        assertEquals(0, run.code(), run.out());
        assertTrue(run.out().contains("journal: sound"), run.out());
        assertTrue(run.out().contains("4 records"), run.out());
        assertTrue(run.out().contains("sequences 1 to 4"), run.out());
        assertTrue(run.out().contains("event log: sound"), run.out());
    }

    @Test
    void shouldFindDamage() throws IOException {
        flipAByteOfTheFirstCommand();
        CommandRun run = CommandRun.of("journal", "verify", "--data", directory.toString());
        assertEquals(1, run.code(), run.out());
        assertTrue(run.out().contains("DAMAGED"), run.out());
    }

    private List<JsonNode> inspect(String... options) throws IOException {
        String[] asked = Stream.concat(
                        Stream.of("journal", "inspect", "--data", directory.toString()), Stream.of(options))
                .toArray(String[]::new);
        CommandRun run = CommandRun.of(asked);
        assertEquals(0, run.code(), run.err());
        List<JsonNode> lines = new java.util.ArrayList<>();
        for (String line : run.out().lines().toList()) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private void flipAByteOfTheFirstCommand() throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            file = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        int length = openShow(7);
        byte[] record = new byte[length];
        buffer.getBytes(0, record);
        int at = indexOf(bytes, record);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(at + length - 1);
            out.write(bytes[at + length - 1] ^ 1);
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at < bytes.length - wanted.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("not in the file");
    }

    private int openShow(long showId) {
        OpenShowEncoder encoder = new OpenShowEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.showId(showId);
        return header.encodedLength() + encoder.encodedLength();
    }

    private int placeHold(long showId, int... seats) {
        PlaceHoldEncoder encoder = new PlaceHoldEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.showId(showId).customerId(42).keyHi(0).keyLo(0).bodyHash(0).expectedAmount(-1);
        PlaceHoldEncoder.SeatsEncoder group = encoder.seatsCount(seats.length);
        for (int seat : seats) {
            group.next().seat(seat);
        }
        encoder.areasCount(0);
        encoder.bestAvailableCount(0);
        return header.encodedLength() + encoder.encodedLength();
    }

    private int uploadPart() {
        UploadPartEncoder encoder = new UploadPartEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.uploadId(1).byteOffset(0).putBytes(new byte[] {1, 2, (byte) 0xff, '"', '\\'}, 0, 5);
        return header.encodedLength() + encoder.encodedLength();
    }

    private int held(long showId) {
        ReservationEventEncoder encoder = new ReservationEventEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.showId(showId).reservationId(1).currency("EUR");
        encoder.step(ReservationEventType.HOLD_PLACED).status(ReservationStatus.HELD);
        encoder.unitsCount(0);
        return header.encodedLength() + encoder.encodedLength();
    }
}
