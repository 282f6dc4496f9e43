package io.boxoffice.journal.recordlog;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.journal.record.BatchDescriptor;
import io.boxoffice.journal.record.RecordDescriptor;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Finds batches and records in the raw bytes of a file by their first word and their checksums. For one thread. */
final class BatchSearch {
    /** Nothing more in the searched range. */
    static final long NOT_FOUND = -1;

    private static final int MAX_BATCH_BYTES = 1 << 30;

    private final CRC32C crc = new CRC32C();

    /** The position of the next word at or after {@code from} and before {@code to} that may start a batch or a record. */
    long nextCandidate(FileWindow window, long from, long to, boolean alsoRecords) {
        long position = from;
        while (position < to) {
            int available = window.load(position, BatchDescriptor.ALIGNMENT_BYTES);
            int words = (int) Math.min(available, to - position) & -BatchDescriptor.ALIGNMENT_BYTES;
            if (words == 0) {
                return NOT_FOUND;
            }
            UnsafeBuffer buffer = window.buffer();
            int start = window.offsetOf(position);
            for (int at = start; at < start + words; at += BatchDescriptor.ALIGNMENT_BYTES) {
                int word = buffer.getInt(at, LITTLE_ENDIAN);
                if (word == BatchDescriptor.MAGIC_FIRST_WORD || (alsoRecords && word == RecordDescriptor.MARKER)) {
                    return position + at - start;
                }
            }
            position += words;
        }
        return NOT_FOUND;
    }

    /** Whether a valid batch header stands at a position; its bytes are then loaded. */
    boolean isHeader(FileWindow window, long position) {
        return window.load(position, BatchDescriptor.HEADER_BYTES) >= BatchDescriptor.HEADER_BYTES
                && BatchDescriptor.isValidHeader(window.buffer(), window.offsetOf(position), crc);
    }

    /** Whether the whole batch behind a valid header is valid; its bytes are then loaded. */
    boolean isWholeBatch(FileWindow window, long position) {
        int length = BatchDescriptor.length(window.buffer(), window.offsetOf(position));
        return length <= MAX_BATCH_BYTES
                && position + length <= window.size()
                && window.load(position, length) >= length
                && BatchDescriptor.isValidBody(window.buffer(), window.offsetOf(position), crc);
    }

    /** Whether a valid record stands at a position; its bytes are then loaded. */
    boolean isRecord(FileWindow window, long position, long journalId) {
        if (window.load(position, RecordDescriptor.HEADER_BYTES) < RecordDescriptor.HEADER_BYTES) {
            return false;
        }
        int payload = RecordDescriptor.payloadLength(window.buffer(), window.offsetOf(position));
        if (payload < 0
                || payload > MAX_BATCH_BYTES
                || position + RecordDescriptor.HEADER_BYTES + payload > window.size()) {
            return false;
        }
        window.load(position, RecordDescriptor.HEADER_BYTES + payload);
        return RecordDescriptor.isValid(window.buffer(), window.offsetOf(position), window.limit(), journalId, crc);
    }
}
