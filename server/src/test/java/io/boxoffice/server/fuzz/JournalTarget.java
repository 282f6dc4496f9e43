package io.boxoffice.server.fuzz;

import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.protocol.port.CommandJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The journal's reader over a file of arbitrary bytes. Whatever stands there: it says that the journal is damaged, or hands out
 * commands that were written, in their order, from the first one on.
 */
final class JournalTarget implements FuzzTarget {
    private static final int COMMANDS = 12;
    private static final int COMMAND_BYTES = 40;

    private final Path root;
    private final Path file;
    private final byte[] written;

    JournalTarget() throws IOException {
        root = Files.createTempDirectory("fuzz-journal");
        try (JournalStore store = JournalStore.open(root, JournalConfig.defaults(), () -> 1_800_000_000_000L)) {
            CommandJournal journal = store.openCommands();
            for (int sequence = 1; sequence <= COMMANDS; sequence++) {
                journal.append(sequence, 1_800_000_000_000L, new UnsafeBuffer(command(sequence)), 0, COMMAND_BYTES);
                if (sequence % 3 == 0) {
                    journal.commit();
                }
            }
        }
        try (Stream<Path> files = Files.walk(root.resolve("journal"))) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] all = Files.readAllBytes(file);
        int end = all.length;
        while (all[end - 1] == 0) {
            end--;
        }
        int start = 0;
        while (!isMagic(all, start)) {
            start += 4;
        }
        written = Arrays.copyOfRange(all, start, (end + 7) & -8);
    }

    private static boolean isMagic(byte[] bytes, int at) {
        return bytes[at] == (byte) 0x1C && bytes[at + 1] == (byte) 0xFF && bytes[at + 2] == (byte) 0xC0;
    }

    private static byte[] command(int sequence) {
        byte[] bytes = new byte[COMMAND_BYTES];
        Arrays.fill(bytes, (byte) sequence);
        return bytes;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(written);
    }

    @Override
    public void decode(byte[] input) throws IOException {
        Files.write(file, input);
        try {
            long[] last = {0};
            new JournalReader(root)
                    .replay(
                            0,
                            (sequence, timeMs, buffer, offset, length) -> {
                                byte[] bytes = new byte[length];
                                buffer.getBytes(offset, bytes);
                                if (sequence != ++last[0] || !Arrays.equals(bytes, command((int) sequence))) {
                                    throw new AssertionError("hands out what nobody wrote: " + sequence);
                                }
                            },
                            (commands, percent, rate) -> {});
        } catch (JournalCorruptException e) {
            if (e.getMessage() == null) {
                throw new AssertionError("says nothing", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
