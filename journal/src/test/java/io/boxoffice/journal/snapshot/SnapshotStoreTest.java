package io.boxoffice.journal.snapshot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {
    private static final long JOURNAL = 77;
    private static final int BEHAVIOUR = 3;

    @TempDir
    Path data;

    @Test
    void shouldGiveBackWhatWasWritten() {
        byte[] content = content(300_000);
        write(header(42), content);
        SnapshotStore store = new SnapshotStore(data);
        assertEquals(
                List.of(42L), store.list().stream().map(SnapshotFile::sequence).toList());
        try (SnapshotReader reader = store.open(store.list().get(0), JOURNAL, BEHAVIOUR)) {
            assertEquals(header(42), reader.header());
            assertArrayEquals(content, readAll(reader));
        }
    }

    @Test
    void shouldListTheNewestFirst() throws IOException {
        for (long sequence : new long[] {5, 1_000_000, 70}) {
            write(header(sequence), content(10));
        }
        Files.writeString(data.resolve("snapshots/notes"), "not a snapshot");
        Files.writeString(
                data.resolve("snapshots/snapshot-9999999999999999999"), "nor this: more than a sequence can be");
        assertEquals(
                List.of(1_000_000L, 70L, 5L),
                new SnapshotStore(data)
                        .list().stream().map(SnapshotFile::sequence).toList());
    }

    @Test
    void shouldDetectEveryFlippedBit() throws IOException {
        Path path = write(header(42), content(900), 300);
        byte[] good = Files.readAllBytes(path);
        for (int at = 0; at < good.length; at++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) bit;
                Files.write(path, bad);
                assertThrows(SnapshotDamagedException.class, this::readNewest, "bit " + bit + " of byte " + at);
            }
        }
    }

    @Test
    void shouldDetectEveryCutAndWhatIsAppended() throws IOException {
        Path path = write(header(42), content(900), 300);
        byte[] good = Files.readAllBytes(path);
        for (int length = 0; length < good.length; length++) {
            Files.write(path, Arrays.copyOf(good, length));
            assertThrows(SnapshotDamagedException.class, this::readNewest, "cut to " + length);
        }
        Files.write(path, Arrays.copyOf(good, good.length + 1));
        assertThrows(SnapshotDamagedException.class, this::readNewest);
        Files.write(path, good);
        assertEquals(900, readNewest().length);
    }

    @Test
    void shouldDetectPartsThatStandInAnotherPlace() throws IOException {
        Path path = write(header(42), content(900), 300);
        byte[] good = Files.readAllBytes(path);
        int chunk = SnapshotWriter.CHUNK_HEADER_BYTES + 300;
        byte[] swapped = good.clone();
        System.arraycopy(good, SnapshotHeader.LENGTH_BYTES, swapped, SnapshotHeader.LENGTH_BYTES + chunk, chunk);
        System.arraycopy(good, SnapshotHeader.LENGTH_BYTES + chunk, swapped, SnapshotHeader.LENGTH_BYTES, chunk);
        Files.write(path, swapped);
        assertThrows(SnapshotDamagedException.class, this::readNewest);
        byte[] other = Files.readAllBytes(write(header(43), content(900), 300));
        byte[] mixed = good.clone();
        System.arraycopy(other, SnapshotHeader.LENGTH_BYTES, mixed, SnapshotHeader.LENGTH_BYTES, chunk);
        Files.write(path, mixed);
        SnapshotStore store = new SnapshotStore(data);
        assertThrows(
                SnapshotDamagedException.class,
                () -> readAll(store, store.list().get(1)));
    }

    @Test
    void shouldRefuseAnotherNameAndAnotherJournal() throws IOException {
        Path path = write(header(42), content(10));
        Files.move(path, path.resolveSibling("snapshot-0000000000000000043"));
        SnapshotDamagedException renamed = assertThrows(SnapshotDamagedException.class, this::readNewest);
        assertTrue(renamed.getMessage().contains("snapshot-0000000000000000043"), renamed.getMessage());
        SnapshotStore store = new SnapshotStore(data);
        Files.move(path.resolveSibling("snapshot-0000000000000000043"), path);
        assertThrows(
                SnapshotDamagedException.class, () -> store.open(store.list().get(0), JOURNAL + 1, BEHAVIOUR));
    }

    @Test
    void shouldRefuseWhatANewerProgramWrote() throws IOException {
        SnapshotStore store = new SnapshotStore(data);
        write(header(42), content(10));
        NewerVersionException rules = assertThrows(
                NewerVersionException.class, () -> store.open(store.list().get(0), JOURNAL, BEHAVIOUR - 1));
        assertTrue(rules.getMessage().contains("start a newer Boxoffice on it"), rules.getMessage());

        int schema = MessageHeaderDecoder.SCHEMA_VERSION + 1;
        Path path = write(new SnapshotHeader(schema, BEHAVIOUR, JOURNAL, 43, 1, 2, 3), content(10));
        assertThrows(NewerVersionException.class, () -> store.open(store.list().get(0), JOURNAL, BEHAVIOUR));

        byte[] bytes = Files.readAllBytes(path);
        UnsafeBuffer header = new UnsafeBuffer(bytes);
        header.putInt(SnapshotHeader.FORMAT_OFFSET, SnapshotHeader.FORMAT_VERSION + 1, LITTLE_ENDIAN);
        header.putInt(
                SnapshotHeader.CRC_OFFSET, SnapshotHeader.crc(header, SnapshotHeader.LENGTH_BYTES), LITTLE_ENDIAN);
        Files.write(path, bytes);
        assertThrows(NewerVersionException.class, () -> store.open(store.list().get(0), JOURNAL, BEHAVIOUR));
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsNotCommitted() throws IOException {
        SnapshotStore store = new SnapshotStore(data);
        try (SnapshotWriter writer = store.create(header(42))) {
            writer.write(new UnsafeBuffer(content(10)), 0, 10);
            writer.finish();
            assertEquals(List.of(), store.list(), "not before commit");
        }
        assertEquals(0, files());
        Files.writeString(data.resolve("snapshots/snapshot-0000000000000000007.tmp"), "a killed server's");
        write(header(42), content(10));
        assertEquals(1, files());
    }

    @Test
    void shouldBeDurableBeforeItHasItsName() {
        List<String> steps = new ArrayList<>();
        FileSync recording = new FileSync() {
            @Override
            public void force(FileChannel channel) {
                steps.add("file, named: " + !new SnapshotStore(data).list().isEmpty());
            }

            @Override
            public void forceDirectory(Path directory) {
                steps.add(data.relativize(directory) + ", named: "
                        + !new SnapshotStore(data).list().isEmpty());
            }
        };
        try (SnapshotWriter writer = new SnapshotStore(data, recording).create(header(42))) {
            writer.write(new UnsafeBuffer(content(10)), 0, 10);
            writer.finish();
            writer.commit();
        }
        assertEquals(List.of(", named: false", "file, named: false", "snapshots, named: true"), steps);
    }

    @Test
    void shouldNotBeNamedWhenASyncFails() throws IOException {
        FileSync failing = channel -> {
            throw new IOException("no");
        };
        Files.createDirectories(data.resolve("snapshots"));
        try (SnapshotWriter writer = new SnapshotStore(data, failing).create(header(42))) {
            writer.write(new UnsafeBuffer(content(10)), 0, 10);
            assertThrows(UncheckedIOException.class, writer::finish);
            assertThrows(IllegalStateException.class, writer::commit);
        }
        assertEquals(0, files());
    }

    private static SnapshotHeader header(long sequence) {
        return new SnapshotHeader(
                MessageHeaderDecoder.SCHEMA_VERSION, BEHAVIOUR, JOURNAL, sequence, 1_000 + sequence, -5, sequence - 1);
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31);
        }
        return content;
    }

    private Path write(SnapshotHeader header, byte[] content) {
        return write(header, content, SnapshotWriter.MAX_CHUNK_BYTES);
    }

    private Path write(SnapshotHeader header, byte[] content, int chunkBytes) {
        SnapshotStore store = new SnapshotStore(data);
        UnsafeBuffer buffer = new UnsafeBuffer(content);
        try (SnapshotWriter writer = store.create(header)) {
            for (int at = 0; at < content.length; at += chunkBytes) {
                writer.write(buffer, at, Math.min(chunkBytes, content.length - at));
            }
            writer.finish();
            writer.commit();
        }
        return store.list().stream()
                .filter(file -> file.sequence() == header.sequence())
                .findFirst()
                .orElseThrow()
                .path();
    }

    private byte[] readNewest() {
        SnapshotStore store = new SnapshotStore(data);
        return readAll(store, store.list().get(0));
    }

    private static byte[] readAll(SnapshotStore store, SnapshotFile file) {
        try (SnapshotReader reader = store.open(file, JOURNAL, BEHAVIOUR)) {
            return readAll(reader);
        }
    }

    private static byte[] readAll(SnapshotReader reader) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[999];
        for (int read; (read = reader.read(new UnsafeBuffer(piece), 0, piece.length)) >= 0; ) {
            all.write(piece, 0, read);
        }
        return all.toByteArray();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("snapshots"))) {
            return files.count();
        }
    }
}
