package io.boxoffice.journal.record;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stages one batch of one term in a direct buffer that is reused. For one thread. Allocates only when a single command needs
 * more room than any before it.
 */
public final class BatchBuilder {
    private final CRC32C crc = new CRC32C();
    private final LogKind log;
    private final long journalId;
    private final int term;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private int length = BatchDescriptor.HEADER_BYTES;
    private int recordCount;
    private long firstSequence;
    private long lastSequence;
    private long lastTimeMs;
    private int lastCommandOffset = BatchDescriptor.HEADER_BYTES;
    private int lastCommandRecords;

    public BatchBuilder(LogKind log, long journalId, int term, int capacityBytes) {
        this.log = log;
        this.journalId = journalId;
        this.term = term;
        buffer.wrap(ByteBuffer.allocateDirect(capacityBytes));
    }

    public int recordCount() {
        return recordCount;
    }

    /** Bytes of header and records so far. */
    public int lengthBytes() {
        return length;
    }

    /** Bytes that the records of the last command take so far. */
    public int lastCommandBytes() {
        return length - lastCommandOffset;
    }

    /** Whether there are records of commands before the last one. */
    public boolean holdsEarlierCommands() {
        return lastCommandRecords < recordCount;
    }

    /** The sequence of the last record; meaningless in an empty batch. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Adds a record; there is no upper bound here. */
    public void add(
            long sequence, int ordinal, long timeMs, int schemaVersion, DirectBuffer source, int offset, int bytes) {
        int aligned = RecordDescriptor.alignedLength(bytes);
        ensureCapacity(length + aligned);
        if (recordCount == 0 || sequence != lastSequence) {
            lastCommandOffset = length;
            lastCommandRecords = 0;
        }
        if (recordCount == 0) {
            firstSequence = sequence;
        }
        int at = length;
        buffer.putLong(at + aligned - RecordDescriptor.ALIGNMENT_BYTES, 0L);
        buffer.putInt(at, RecordDescriptor.MARKER, LITTLE_ENDIAN);
        buffer.putInt(at + RecordDescriptor.LENGTH_OFFSET, bytes, LITTLE_ENDIAN);
        buffer.putShort(at + RecordDescriptor.SCHEMA_VERSION_OFFSET, (short) schemaVersion, LITTLE_ENDIAN);
        buffer.putLong(at + RecordDescriptor.SEQUENCE_OFFSET, sequence, LITTLE_ENDIAN);
        buffer.putLong(at + RecordDescriptor.TIME_OFFSET, timeMs, LITTLE_ENDIAN);
        buffer.putInt(at + RecordDescriptor.ORDINAL_OFFSET, ordinal, LITTLE_ENDIAN);
        buffer.putInt(at + RecordDescriptor.TERM_OFFSET, term, LITTLE_ENDIAN);
        buffer.putBytes(at + RecordDescriptor.HEADER_BYTES, source, offset, bytes);
        length += aligned;
        recordCount++;
        lastCommandRecords++;
        lastSequence = sequence;
        lastTimeMs = timeMs;
    }

    /** Takes off the records of the last command, to be put back with {@link #restoreLastCommand} into the next batch. */
    public Carried removeLastCommand() {
        Carried carried = new Carried(buffer, lastCommandOffset, length, lastCommandRecords, lastSequence, lastTimeMs);
        length = lastCommandOffset;
        recordCount -= lastCommandRecords;
        lastCommandRecords = 0;
        lastSequence = lastRecordSequence();
        return carried;
    }

    /** Starts the batch with the records taken off the one before. The batch must be empty. */
    public void restoreLastCommand(Carried carried) {
        ensureCapacity(length + carried.bytes.length);
        buffer.putBytes(length, carried.bytes);
        length += carried.bytes.length;
        recordCount = carried.records;
        lastCommandRecords = carried.records;
        lastCommandOffset = BatchDescriptor.HEADER_BYTES;
        firstSequence = carried.sequence;
        lastSequence = carried.sequence;
        lastTimeMs = carried.timeMs;
    }

    /** Completes the batch of records. Read it with {@link #bytes()} and {@link #lengthBytes()}, then {@link #clear()}. */
    public void finish(long batchNumber, int flags) {
        for (int at = BatchDescriptor.HEADER_BYTES; at < length; ) {
            int payload = RecordDescriptor.payloadLength(buffer, at);
            buffer.putShort(at + RecordDescriptor.FLAGS_OFFSET, (short) flags, LITTLE_ENDIAN);
            buffer.putLong(at + RecordDescriptor.BATCH_NUMBER_OFFSET, batchNumber, LITTLE_ENDIAN);
            int checksum = RecordDescriptor.checksum(buffer, at, payload, journalId, crc);
            buffer.putInt(at + RecordDescriptor.CRC_OFFSET, checksum, LITTLE_ENDIAN);
            at += RecordDescriptor.alignedLength(payload);
        }
        header(BatchKind.RECORDS, batchNumber, firstSequence, lastSequence, lastTimeMs, flags);
    }

    /** Completes a batch without records: a term's header or a seal. */
    public void finishWithoutRecords(BatchKind kind, long batchNumber, long sequence, long timeMs, int flags) {
        clear();
        header(kind, batchNumber, sequence + 1, sequence, timeMs, flags);
    }

    /** The staged bytes from 0 on. Position and limit mean nothing. */
    public ByteBuffer bytes() {
        return buffer.byteBuffer();
    }

    /** Makes the batch empty. */
    public void clear() {
        length = BatchDescriptor.HEADER_BYTES;
        recordCount = 0;
        lastCommandRecords = 0;
        lastCommandOffset = BatchDescriptor.HEADER_BYTES;
    }

    private long lastRecordSequence() {
        long sequence = 0;
        for (int at = BatchDescriptor.HEADER_BYTES; at < length; ) {
            sequence = RecordDescriptor.sequence(buffer, at);
            lastTimeMs = buffer.getLong(at + RecordDescriptor.TIME_OFFSET, LITTLE_ENDIAN);
            at += RecordDescriptor.alignedLength(RecordDescriptor.payloadLength(buffer, at));
        }
        return sequence;
    }

    private void header(BatchKind kind, long number, long first, long last, long timeMs, int flags) {
        buffer.putLong(BatchDescriptor.MAGIC_OFFSET, BatchDescriptor.MAGIC, LITTLE_ENDIAN);
        buffer.putInt(BatchDescriptor.LENGTH_OFFSET, length, LITTLE_ENDIAN);
        buffer.putShort(BatchDescriptor.VERSION_OFFSET, (short) BatchDescriptor.FORMAT_VERSION, LITTLE_ENDIAN);
        buffer.putByte(BatchDescriptor.KIND_OFFSET, (byte) kind.code());
        buffer.putByte(BatchDescriptor.LOG_OFFSET, (byte) log.code());
        buffer.putLong(BatchDescriptor.JOURNAL_ID_OFFSET, journalId, LITTLE_ENDIAN);
        buffer.putInt(BatchDescriptor.TERM_OFFSET, term, LITTLE_ENDIAN);
        buffer.putInt(BatchDescriptor.RECORD_COUNT_OFFSET, recordCount, LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.BATCH_NUMBER_OFFSET, number, LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.FIRST_SEQUENCE_OFFSET, first, LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.LAST_SEQUENCE_OFFSET, last, LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.TIME_OFFSET, timeMs, LITTLE_ENDIAN);
        buffer.putInt(BatchDescriptor.FLAGS_OFFSET, flags, LITTLE_ENDIAN);
        buffer.putInt(BatchDescriptor.RESERVED_OFFSET, 0, LITTLE_ENDIAN);
        int body = BatchDescriptor.bodyChecksum(buffer, 0, length, crc);
        buffer.putInt(BatchDescriptor.BODY_CRC_OFFSET, body, LITTLE_ENDIAN);
        int checksum = BatchDescriptor.headerChecksum(buffer, 0, crc);
        buffer.putInt(BatchDescriptor.HEADER_CRC_OFFSET, checksum, LITTLE_ENDIAN);
    }

    private void ensureCapacity(int needed) {
        if (needed > buffer.capacity()) {
            ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(needed, Math.min(2 * buffer.capacity(), 1 << 30)));
            new UnsafeBuffer(larger).putBytes(0, buffer, 0, length);
            buffer.wrap(larger);
        }
    }

    /** The records of one command on their way from a full batch into the next. */
    public static final class Carried {
        private final byte[] bytes;
        private final int records;
        private final long sequence;
        private final long timeMs;

        private Carried(DirectBuffer buffer, int from, int to, int records, long sequence, long timeMs) {
            bytes = new byte[to - from];
            buffer.getBytes(from, bytes);
            this.records = records;
            this.sequence = sequence;
            this.timeMs = timeMs;
        }
    }
}
