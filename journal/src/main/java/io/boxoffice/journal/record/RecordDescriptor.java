package io.boxoffice.journal.record;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * Layout of a record, little-endian. Records stand one after the other in a batch, each padded with zeros to a multiple of
 * eight bytes.
 *
 * <pre>
 *   0  int32  marker
 *   4  int32  checksum         CRC32C of bytes 8 to the end of the payload, mixed with the journal id
 *   8  int32  length           bytes of the payload
 *  12  int16  schema version   of the payload
 *  14  int16  flags            those of the batch
 *  16  int64  batch number
 *  24  int64  sequence         of the command
 *  32  int64  time, epoch ms   of the command
 *  40  int32  ordinal          of the event among those of its command; 0 for a command
 *  44  int32  term
 *  48         payload
 * </pre>
 *
 * <p>A record says by itself which batch it belongs to: when the header of a batch is lost, its records still bear witness
 * that the batches before it were once on disk. The journal id, which no client knows, is mixed into the checksum so that
 * no payload can pose as a record.
 */
public final class RecordDescriptor {
    /** First word of every record. */
    public static final int MARKER = 0xEC0D_5EA7;

    /** Bytes before the payload. */
    public static final int HEADER_BYTES = 48;

    /** Records are padded to multiples of this many bytes. */
    public static final int ALIGNMENT_BYTES = 8;

    static final int CRC_OFFSET = 4;
    static final int LENGTH_OFFSET = 8;
    static final int SCHEMA_VERSION_OFFSET = 12;
    static final int FLAGS_OFFSET = 14;
    static final int BATCH_NUMBER_OFFSET = 16;
    static final int SEQUENCE_OFFSET = 24;
    static final int TIME_OFFSET = 32;
    static final int ORDINAL_OFFSET = 40;
    static final int TERM_OFFSET = 44;

    private RecordDescriptor() {}

    /** Bytes a record with that much payload takes in a batch. */
    public static int alignedLength(int payloadLength) {
        return (HEADER_BYTES + payloadLength + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }

    /** Bytes of the payload of the record whose header stands here. */
    public static int payloadLength(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    /** The batch that the record belongs to. */
    public static long batchNumber(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + BATCH_NUMBER_OFFSET, LITTLE_ENDIAN);
    }

    /** The sequence of the record. */
    public static long sequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    /** The term that the record belongs to. */
    public static int term(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + TERM_OFFSET, LITTLE_ENDIAN);
    }

    /** The flags of the batch that the record belongs to. */
    public static int flags(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + FLAGS_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * Whether a whole and unharmed record of the given journal stands here.
     *
     * @param limit end of the bytes in the buffer, which is over a direct byte buffer
     */
    public static boolean isValid(DirectBuffer buffer, int offset, int limit, long journalId, CRC32C crc) {
        if (limit - offset < HEADER_BYTES || buffer.getInt(offset, LITTLE_ENDIAN) != MARKER) {
            return false;
        }
        int length = payloadLength(buffer, offset);
        return length >= 0
                && length <= limit - offset - HEADER_BYTES
                && buffer.getInt(offset + CRC_OFFSET, LITTLE_ENDIAN)
                        == checksum(buffer, offset, length, journalId, crc);
    }

    static int checksum(DirectBuffer buffer, int offset, int payloadLength, long journalId, CRC32C crc) {
        int plain = Checksum.of(buffer, offset + LENGTH_OFFSET, HEADER_BYTES - LENGTH_OFFSET + payloadLength, crc);
        return plain ^ Long.hashCode(journalId);
    }
}
