package io.boxoffice.protocol.upload;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The format of uploads: a plain sequence of records, little-endian.
 *
 * <pre>
 *   uint16 length of tag and payload | uint8 tag | payload
 * </pre>
 *
 * A string in a payload is a uint8 length and as many bytes of UTF-8. An UploadPart carries whole records, so that the
 * receiver can read each part as it comes.
 */
public final class UploadRecords {
    /** Bytes of records that fit an UploadPart command: a slot less headers and fields. */
    public static final int MAX_PART_BYTES = 960;

    /** The most bytes a string may have in UTF-8. */
    public static final int MAX_STRING_BYTES = 64;

    private UploadRecords() {}

    /** Takes the records of a part. */
    @FunctionalInterface
    public interface RecordHandler {
        /**
         * @param payloadOffset first byte after the tag
         * @throws IllegalArgumentException when the record is not valid
         */
        void onRecord(int tag, DirectBuffer buffer, int payloadOffset, int payloadLength);
    }

    /**
     * Walks the records of one part.
     *
     * @throws IllegalArgumentException when the bytes are not whole records
     */
    public static void forEach(DirectBuffer buffer, int offset, int length, RecordHandler handler) {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (end - position < 3) {
                throw new IllegalArgumentException("record cut short");
            }
            int recordLength = buffer.getShort(position, LITTLE_ENDIAN) & 0xFFFF;
            if (recordLength < 1 || position + 2 + recordLength > end) {
                throw new IllegalArgumentException("record length " + recordLength + " out of bounds");
            }
            handler.onRecord(buffer.getByte(position + 2) & 0xFF, buffer, position + 3, recordLength - 1);
            position += 2 + recordLength;
        }
    }

    /** Cuts a whole upload into ranges {offset, length} that fit a part each and end between records. */
    public static List<int[]> parts(byte[] upload) {
        List<int[]> parts = new ArrayList<>();
        UnsafeBuffer buffer = new UnsafeBuffer(upload);
        int start = 0;
        int position = 0;
        while (position < upload.length) {
            int next = position + 2 + (buffer.getShort(position, LITTLE_ENDIAN) & 0xFFFF);
            if (next - start > MAX_PART_BYTES) {
                parts.add(new int[] {start, position - start});
                start = position;
            }
            position = next;
        }
        if (position > start) {
            parts.add(new int[] {start, position - start});
        }
        return parts;
    }

    /** The checksum that BeginUpload announces. */
    public static int crc32c(byte[] upload) {
        CRC32C crc = new CRC32C();
        crc.update(upload, 0, upload.length);
        return (int) crc.getValue();
    }

    /** Writes records one after the other. Not thread-safe. */
    public static final class Writer {
        private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
        private int position;
        private int recordStart = -1;

        public Writer begin(int tag) {
            recordStart = position;
            position += 2;
            return putByte(tag);
        }

        public Writer putByte(int value) {
            buffer.putByte(position, (byte) value);
            position += 1;
            return this;
        }

        public Writer putShort(int value) {
            buffer.putShort(position, (short) value, LITTLE_ENDIAN);
            position += 2;
            return this;
        }

        public Writer putInt(int value) {
            buffer.putInt(position, value, LITTLE_ENDIAN);
            position += 4;
            return this;
        }

        public Writer putLong(long value) {
            buffer.putLong(position, value, LITTLE_ENDIAN);
            position += 8;
            return this;
        }

        /**
         * @throws IllegalArgumentException when it is longer than {@link #MAX_STRING_BYTES} in UTF-8
         */
        public Writer putString(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > MAX_STRING_BYTES) {
                throw new IllegalArgumentException("longer than " + MAX_STRING_BYTES + " bytes: " + value);
            }
            putByte(bytes.length);
            buffer.putBytes(position, bytes);
            position += bytes.length;
            return this;
        }

        public Writer end() {
            buffer.putShort(recordStart, (short) (position - recordStart - 2), LITTLE_ENDIAN);
            return this;
        }

        public byte[] toBytes() {
            byte[] bytes = new byte[position];
            buffer.getBytes(0, bytes);
            return bytes;
        }
    }
}
