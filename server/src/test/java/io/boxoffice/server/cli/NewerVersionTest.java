package io.boxoffice.server.cli;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalInspector;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.protocol.sbe.ConfigureDecoder;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that a later version wrote, and that this one must not touch: every command says so, in a line. */
class NewerVersionTest {
    private static final long T0 = 1_900_000_000_000L;
    private static final int BATCH_HEADER_BYTES = 80;
    private static final int RECORD_HEADER_BYTES = 48;
    private static final int FORMAT_VERSION_OFFSET = 20;
    private static final int SCHEMA_VERSION_OFFSET = 12;

    @TempDir
    Path directory;

    @Test
    void shouldRefuseALaterSchemaOfCommands() throws IOException {
        write(1);
        patch(LogKind.COMMANDS, BATCH_HEADER_BYTES + SCHEMA_VERSION_OFFSET, 99);
        assertRefused("has schema version 99, this program knows up to ", verify(), replay(), inspect(), serve());
    }

    @Test
    void shouldRefuseALaterSchemaOfEvents() throws IOException {
        write(1);
        patch(LogKind.EVENTS, BATCH_HEADER_BYTES + SCHEMA_VERSION_OFFSET, 99);
        assertRefused(
                "has schema version 99, this program knows up to ",
                verify(),
                serve(),
                command("write", "--jdbc-url", "jdbc:postgresql://127.0.0.1:1/none"));
    }

    @Test
    void shouldRefuseALaterFormat() throws IOException {
        write(1);
        patch(LogKind.COMMANDS, FORMAT_VERSION_OFFSET, 7);
        assertRefused("has format version 7, this program knows up to ", verify(), replay(), serve());
    }

    @Test
    void shouldRefuseLaterRules() {
        write(99);
        assertRefused("behaviour version 99", verify(), replay(), serve());
    }

    /** Rules are of a later version than the schema is, when a later program changes rules alone. */
    @Test
    void shouldRefuseLaterRulesInAMessageOfTheFirstSchemaVersion() {
        write(99, 1, ConfigureDecoder.seatMapRetentionMsEncodingOffset());
        assertRefused("behaviour version 99", verify(), replay(), serve());
    }

    private void write(int behaviourVersion) {
        write(behaviourVersion, ConfigureEncoder.SCHEMA_VERSION, ConfigureEncoder.BLOCK_LENGTH);
    }

    private void write(int behaviourVersion, int schemaVersion, int blockLength) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        ConfigureEncoder e = new ConfigureEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.behaviourVersion(behaviourVersion);
        new MessageHeaderEncoder().wrap(buffer, 0).blockLength(blockLength).version(schemaVersion);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        try (JournalStore store = JournalStore.open(directory, JournalConfig.defaults(), () -> T0)) {
            store.openCommands().append(1, T0, buffer, 0, length);
            store.commands().commit();
            store.eventLog().append(1, 0, T0, buffer, 0, length);
            store.eventLog().commit();
        }
    }

    /** Changes a version in the first batch of records, and mends all checksums. */
    private void patch(LogKind log, int at, int version) throws IOException {
        JournalInspector.Entry[] first = new JournalInspector.Entry[1];
        JournalInspector.visit(directory, log, 1, 1, (entry, buffer, offset) -> {
            first[0] = entry;
            return false;
        });
        try (FileChannel file = FileChannel.open(first[0].file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer batch = ByteBuffer.allocate(BATCH_HEADER_BYTES).order(LITTLE_ENDIAN);
            file.read(batch, first[0].position());
            batch = ByteBuffer.allocate(batch.getInt(16)).order(LITTLE_ENDIAN);
            file.read(batch, first[0].position());
            long journalId = batch.getLong(24);
            int payload = batch.getInt(BATCH_HEADER_BYTES + 8);
            batch.putShort(at, (short) version);
            int record = crc(batch, BATCH_HEADER_BYTES + 8, RECORD_HEADER_BYTES - 8 + payload);
            batch.putInt(BATCH_HEADER_BYTES + 4, record ^ Long.hashCode(journalId));
            batch.putInt(12, crc(batch, BATCH_HEADER_BYTES, batch.capacity() - BATCH_HEADER_BYTES));
            batch.putInt(8, crc(batch, 12, BATCH_HEADER_BYTES - 12));
            file.write(batch.clear(), first[0].position());
        }
    }

    private static int crc(ByteBuffer bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), from, length);
        return (int) crc.getValue();
    }

    private void assertRefused(String words, CommandRun... runs) {
        for (CommandRun run : runs) {
            assertEquals(1, run.code(), run.out());
            List<String> lines = run.err().lines().toList();
            String last = lines.get(lines.size() - 1);
            assertTrue(last.startsWith("boxoffice: ") && last.contains(words), run.err());
            assertTrue(last.contains("start a newer Boxoffice on it"), run.err());
        }
    }

    private CommandRun verify() {
        return command("journal", "verify");
    }

    private CommandRun replay() {
        return command("journal", "replay");
    }

    private CommandRun inspect() {
        return command("journal", "inspect");
    }

    /** With PostgreSQL away, which a start does not need. */
    private CommandRun serve() {
        return command("serve", "--port", "0", "--admin-port", "0", "--jdbc-url", "jdbc:postgresql://127.0.0.1:1/none");
    }

    private CommandRun command(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--data";
        all[words.length + 1] = directory.toString();
        return CommandRun.of(all);
    }
}
