package io.boxoffice.journal.record;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * Layout of a batch header, little-endian. A batch is one Chronicle document; it starts on a multiple of four bytes in its
 * file, records follow the header without a gap.
 *
 * <pre>
 *   0  int64  magic
 *   8  int32  header checksum   CRC32C of bytes 12 to 80 of the header
 *  12  int32  body checksum     CRC32C of all bytes after the header
 *  16  int32  length            bytes of header and records
 *  20  int16  format version
 *  22  int8   kind              {@link BatchKind}
 *  23  int8   log               {@link LogKind}
 *  24  int64  journal id
 *  32  int32  term              1, 2, 3, …
 *  36  int32  record count
 *  40  int64  batch number      0, 1, 2, … within the term; 0 is the term's header
 *  48  int64  first sequence    of its records; in a batch without records: last sequence + 1
 *  56  int64  last sequence     of its records; in a batch without records: of those before
 *  64  int64  time, epoch ms    of its last record; in a batch without records: when it was written
 *  72  int32  flags             {@link #FLAG_PREVIOUS_SYNCED}, {@link #FLAG_SYNC_EACH_BATCH}
 *  76  int32  reserved, 0
 * </pre>
 */
public final class BatchDescriptor {
    /** First eight bytes of every batch. */
    public static final long MAGIC = 0x9D4B_53F2_B0C0_FF1CL;

    /** The low half of {@link #MAGIC}, which stands first. */
    public static final int MAGIC_FIRST_WORD = (int) MAGIC;

    /** The format written now; readers refuse any other. */
    public static final int FORMAT_VERSION = 1;

    /** Everything before this batch was on disk before this batch was written: if anything there is damaged, it was lost. */
    public static final int FLAG_PREVIOUS_SYNCED = 1;

    /** On a term's header: every batch of this term is synced before the next is written. */
    public static final int FLAG_SYNC_EACH_BATCH = 2;

    /** Bytes of the header. */
    public static final int HEADER_BYTES = 80;

    /** Batches start on multiples of this many bytes in their file. */
    public static final int ALIGNMENT_BYTES = 4;

    static final int MAGIC_OFFSET = 0;
    static final int HEADER_CRC_OFFSET = 8;
    static final int BODY_CRC_OFFSET = 12;
    static final int LENGTH_OFFSET = 16;
    static final int VERSION_OFFSET = 20;
    static final int KIND_OFFSET = 22;
    static final int LOG_OFFSET = 23;
    static final int JOURNAL_ID_OFFSET = 24;
    static final int TERM_OFFSET = 32;
    static final int RECORD_COUNT_OFFSET = 36;
    static final int BATCH_NUMBER_OFFSET = 40;
    static final int FIRST_SEQUENCE_OFFSET = 48;
    static final int LAST_SEQUENCE_OFFSET = 56;
    static final int TIME_OFFSET = 64;
    static final int FLAGS_OFFSET = 72;
    static final int RESERVED_OFFSET = 76;

    private BatchDescriptor() {}

    /**
     * Whether a whole and unharmed batch header stands here. Says nothing of the records after it.
     *
     * @param buffer with at least {@link #HEADER_BYTES} bytes from the offset on, over a direct byte buffer
     */
    public static boolean isValidHeader(DirectBuffer buffer, int offset, CRC32C crc) {
        return buffer.getLong(offset, LITTLE_ENDIAN) == MAGIC
                && buffer.getInt(offset + HEADER_CRC_OFFSET, LITTLE_ENDIAN) == headerChecksum(buffer, offset, crc)
                && length(buffer, offset) >= HEADER_BYTES;
    }

    /** Whether the records after a valid header are unharmed; the buffer must hold all {@link #length} bytes. */
    public static boolean isValidBody(DirectBuffer buffer, int offset, CRC32C crc) {
        int stored = buffer.getInt(offset + BODY_CRC_OFFSET, LITTLE_ENDIAN);
        return stored == bodyChecksum(buffer, offset, length(buffer, offset), crc);
    }

    /** Bytes of header and records of the batch whose header stands here. */
    public static int length(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    static int headerChecksum(DirectBuffer buffer, int offset, CRC32C crc) {
        return Checksum.of(buffer, offset + BODY_CRC_OFFSET, HEADER_BYTES - BODY_CRC_OFFSET, crc);
    }

    static int bodyChecksum(DirectBuffer buffer, int offset, int length, CRC32C crc) {
        return Checksum.of(buffer, offset + HEADER_BYTES, length - HEADER_BYTES, crc);
    }
}
