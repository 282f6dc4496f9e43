package io.boxoffice.journal;

import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogReader;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** Lists the records of a log with where they stand. Read-only; any one thread. */
public final class JournalInspector {
    /**
     * One record, without its payload.
     *
     * @param position of the batch, in bytes from the start of the file
     */
    public record Entry(
            int term,
            Path file,
            long position,
            long batchNumber,
            long sequence,
            int ordinal,
            long timeMs,
            int schemaVersion,
            int lengthBytes) {}

    /** Takes records in order. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * The payload is {@link Entry#lengthBytes()} bytes from the offset on, valid during the call only.
         *
         * @return whether to go on
         */
        boolean visit(Entry entry, DirectBuffer buffer, int offset);
    }

    private JournalInspector() {}

    /**
     * Visits the records of a log with sequences in a range, both ends included.
     *
     * @return how many
     * @throws JournalCorruptException at the first damage; what was visited before is good
     */
    public static long visit(Path dataDirectory, LogKind log, long fromSequence, long untilSequence, Visitor visitor) {
        Path directory = dataDirectory.resolve(log.directoryName());
        long visited = 0;
        try (LogReader reader = LogReader.openAfter(directory, log, Math.max(0, fromSequence - 1))) {
            while (reader.next()) {
                BatchView batch = reader.batch();
                if (!batch.is(BatchKind.RECORDS)) {
                    continue;
                }
                if (batch.firstSequence() > untilSequence) {
                    return visited;
                }
                for (int at = batch.firstPosition(); batch.hasRecordAt(at); at = batch.positionAfter(at)) {
                    long sequence = batch.sequenceAt(at);
                    if (sequence < fromSequence || sequence > untilSequence || sequence > reader.limit()) {
                        continue;
                    }
                    visited++;
                    if (!visitor.visit(entry(reader, batch, at), batch.buffer(), batch.payloadOffsetAt(at))) {
                        return visited;
                    }
                }
            }
        }
        return visited;
    }

    private static Entry entry(LogReader reader, BatchView batch, int at) {
        return new Entry(
                batch.term(),
                reader.file(),
                reader.position(),
                batch.batchNumber(),
                batch.sequenceAt(at),
                batch.ordinalAt(at),
                batch.timeMsAt(at),
                batch.schemaVersionAt(at),
                batch.payloadLengthAt(at));
    }
}
