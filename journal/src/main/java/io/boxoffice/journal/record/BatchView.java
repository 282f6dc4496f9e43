package io.boxoffice.journal.record;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/** A flyweight over one valid batch in a buffer. For one thread; valid until its reader moves on. */
public final class BatchView {
    private DirectBuffer buffer;
    private int offset;

    /** Points this view at the batch whose header stands at the offset. */
    public BatchView wrap(DirectBuffer newBuffer, int newOffset) {
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    public int lengthBytes() {
        return BatchDescriptor.length(buffer, offset);
    }

    public int formatVersion() {
        return buffer.getShort(offset + BatchDescriptor.VERSION_OFFSET, LITTLE_ENDIAN);
    }

    /** {@link LogKind#code()} */
    public int logCode() {
        return buffer.getByte(offset + BatchDescriptor.LOG_OFFSET);
    }

    public boolean is(BatchKind kind) {
        return buffer.getByte(offset + BatchDescriptor.KIND_OFFSET) == kind.code();
    }

    public long journalId() {
        return buffer.getLong(offset + BatchDescriptor.JOURNAL_ID_OFFSET, LITTLE_ENDIAN);
    }

    public int term() {
        return buffer.getInt(offset + BatchDescriptor.TERM_OFFSET, LITTLE_ENDIAN);
    }

    public int recordCount() {
        return buffer.getInt(offset + BatchDescriptor.RECORD_COUNT_OFFSET, LITTLE_ENDIAN);
    }

    public long batchNumber() {
        return buffer.getLong(offset + BatchDescriptor.BATCH_NUMBER_OFFSET, LITTLE_ENDIAN);
    }

    public long firstSequence() {
        return buffer.getLong(offset + BatchDescriptor.FIRST_SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    public long lastSequence() {
        return buffer.getLong(offset + BatchDescriptor.LAST_SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    public long timeMs() {
        return buffer.getLong(offset + BatchDescriptor.TIME_OFFSET, LITTLE_ENDIAN);
    }

    public int flags() {
        return buffer.getInt(offset + BatchDescriptor.FLAGS_OFFSET, LITTLE_ENDIAN);
    }

    public boolean has(int flag) {
        return (flags() & flag) != 0;
    }

    /** Where the first record stands, relative to the batch; pass it to the methods that take a position. */
    public int firstPosition() {
        return BatchDescriptor.HEADER_BYTES;
    }

    /** Whether there is a record at this position, as opposed to the end of the batch. */
    public boolean hasRecordAt(int position) {
        return position < lengthBytes();
    }

    /** The position after the record at this one. */
    public int positionAfter(int position) {
        return position + RecordDescriptor.alignedLength(RecordDescriptor.payloadLength(buffer, offset + position));
    }

    public long sequenceAt(int position) {
        return RecordDescriptor.sequence(buffer, offset + position);
    }

    public int ordinalAt(int position) {
        return buffer.getInt(offset + position + RecordDescriptor.ORDINAL_OFFSET, LITTLE_ENDIAN);
    }

    public long timeMsAt(int position) {
        return buffer.getLong(offset + position + RecordDescriptor.TIME_OFFSET, LITTLE_ENDIAN);
    }

    public int schemaVersionAt(int position) {
        return buffer.getShort(offset + position + RecordDescriptor.SCHEMA_VERSION_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** The buffer the batch stands in. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Where the payload of the record at this position starts in {@link #buffer()}. */
    public int payloadOffsetAt(int position) {
        return offset + position + RecordDescriptor.HEADER_BYTES;
    }

    public int payloadLengthAt(int position) {
        return RecordDescriptor.payloadLength(buffer, offset + position);
    }

    /** Whether the record at this position is unharmed by its own checksum. */
    public boolean isValidRecordAt(int position, CRC32C crc) {
        int limit = offset + lengthBytes();
        return RecordDescriptor.isValid(buffer, offset + position, limit, journalId(), crc);
    }
}
