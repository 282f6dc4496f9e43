package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.disk.OwnerOnly;
import io.boxoffice.journal.record.LogKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Where a log begins, once its beginning was removed on purpose: the file {@code kept-from} in the log's directory, a line of
 * text with its checksum, written before anything is removed. Without it the first term must be there; with it, this one.
 * Whatever stands before is left over from a removal that was cut off, and does not count.
 *
 * @param journalId     of the journal
 * @param term          the oldest term that is kept
 * @param firstFile     its oldest file that is kept; empty: all of them
 * @param firstBatch    the number of the first batch in that file
 * @param sequence      the last sequence that is no longer kept
 * @param openedAtMs    when that term was opened, epoch milliseconds
 * @param syncEachBatch whether that term was synced batch by batch
 */
public record KeptFrom(
        long journalId,
        int term,
        String firstFile,
        long firstBatch,
        long sequence,
        long openedAtMs,
        boolean syncEachBatch) {
    /** The name of the file. */
    public static final String FILE_NAME = "kept-from";

    private static final String MARK = "boxoffice-kept-from-1";
    private static final int FIELDS = 10;

    /**
     * Reads it.
     *
     * @return null when there is none
     * @throws JournalCorruptException when it is not what was written
     */
    public static KeptFrom read(Path logDirectory, LogKind log) {
        Path file = logDirectory.resolve(FILE_NAME);
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        String[] fields = text.split(" ", -1);
        int end = text.lastIndexOf(' ');
        boolean sound = fields.length == FIELDS
                && fields[0].equals(MARK)
                && fields[1].equals(log.directoryName())
                && text.endsWith(crc(text.substring(0, end)) + "\n");
        if (!sound) {
            throw new JournalCorruptException(log, file, 0, 0, "What says where the log begins is damaged");
        }
        return new KeptFrom(
                Long.parseLong(fields[2]),
                Integer.parseInt(fields[3]),
                fields[4].equals("-") ? "" : fields[4],
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]),
                Boolean.parseBoolean(fields[8]));
    }

    /** Puts it in the place of the one before, durably and as a whole. */
    void write(Path logDirectory, LogKind log, FileSync sync) throws IOException {
        String line = String.join(
                " ",
                Arrays.asList(
                        MARK,
                        log.directoryName(),
                        Long.toString(journalId),
                        Integer.toString(term),
                        firstFile.isEmpty() ? "-" : firstFile,
                        Long.toString(firstBatch),
                        Long.toString(sequence),
                        Long.toString(openedAtMs),
                        Boolean.toString(syncEachBatch)));
        Path temporary = logDirectory.resolve(FILE_NAME + ".tmp");
        try (FileChannel channel = OwnerOnly.open(
                temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap((line + " " + crc(line) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            sync.force(channel);
        }
        Files.move(
                temporary,
                logDirectory.resolve(FILE_NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        sync.forceDirectory(logDirectory);
    }

    /** Whether this begins after another one, which may be null. */
    boolean isAfter(KeptFrom other) {
        return other == null || term > other.term || term == other.term && firstFile.compareTo(other.firstFile) > 0;
    }

    /** Whether a file of a term stands before the beginning. */
    boolean excludes(int termNumber, String fileName) {
        return termNumber < term || termNumber == term && fileName.compareTo(firstFile) < 0;
    }

    private static String crc(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x", crc.getValue());
    }
}
