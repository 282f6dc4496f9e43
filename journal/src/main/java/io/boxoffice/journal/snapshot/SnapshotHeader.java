package io.boxoffice.journal.snapshot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a snapshot is of. In its file, little-endian: magic, CRC32C of what follows, length of the header, format version,
 * schema version, behaviour version, and the other fields in the order in which they stand here.
 *
 * @param schemaVersion     of the SBE schema that its writer knew
 * @param behaviourVersion  of the rules that the journal had asked for
 * @param journalId         the journal whose commands led there
 * @param sequence          the last command in it
 * @param timeMs            of that command, epoch milliseconds
 * @param stateHash         of the state
 * @param lastEventSequence the last command up to {@code sequence} that had an event; 0: none had
 */
public record SnapshotHeader(
        int schemaVersion,
        int behaviourVersion,
        long journalId,
        long sequence,
        long timeMs,
        long stateHash,
        long lastEventSequence) {
    /** The layout of the file and of the state in it. */
    public static final int FORMAT_VERSION = 1;

    static final long MAGIC = 0x3130_5041_4E53_5842L; // "BXSNAP01"
    static final int MAGIC_OFFSET = 0;
    static final int CRC_OFFSET = 8;
    static final int LENGTH_OFFSET = 12;
    static final int FORMAT_OFFSET = 16;
    private static final int SCHEMA_OFFSET = 20;
    private static final int BEHAVIOUR_OFFSET = 24;
    private static final int RESERVED_OFFSET = 28;
    private static final int JOURNAL_OFFSET = 32;
    private static final int SEQUENCE_OFFSET = 40;
    private static final int TIME_OFFSET = 48;
    private static final int HASH_OFFSET = 56;
    private static final int LAST_EVENT_OFFSET = 64;

    /** Of format version 1; a later one may be longer, and its first fields stand where they stand now. */
    static final int LENGTH_BYTES = 72;

    void encode(UnsafeBuffer buffer) {
        buffer.putLong(MAGIC_OFFSET, MAGIC, LITTLE_ENDIAN);
        buffer.putInt(LENGTH_OFFSET, LENGTH_BYTES, LITTLE_ENDIAN);
        buffer.putInt(FORMAT_OFFSET, FORMAT_VERSION, LITTLE_ENDIAN);
        buffer.putInt(SCHEMA_OFFSET, schemaVersion, LITTLE_ENDIAN);
        buffer.putInt(BEHAVIOUR_OFFSET, behaviourVersion, LITTLE_ENDIAN);
        buffer.putInt(RESERVED_OFFSET, 0, LITTLE_ENDIAN);
        buffer.putLong(JOURNAL_OFFSET, journalId, LITTLE_ENDIAN);
        buffer.putLong(SEQUENCE_OFFSET, sequence, LITTLE_ENDIAN);
        buffer.putLong(TIME_OFFSET, timeMs, LITTLE_ENDIAN);
        buffer.putLong(HASH_OFFSET, stateHash, LITTLE_ENDIAN);
        buffer.putLong(LAST_EVENT_OFFSET, lastEventSequence, LITTLE_ENDIAN);
        buffer.putInt(CRC_OFFSET, crc(buffer, LENGTH_BYTES), LITTLE_ENDIAN);
    }

    static SnapshotHeader decode(UnsafeBuffer buffer) {
        return new SnapshotHeader(
                buffer.getInt(SCHEMA_OFFSET, LITTLE_ENDIAN),
                buffer.getInt(BEHAVIOUR_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(JOURNAL_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(SEQUENCE_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(TIME_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(HASH_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(LAST_EVENT_OFFSET, LITTLE_ENDIAN));
    }

    /** Over everything after the checksum itself. */
    static int crc(UnsafeBuffer buffer, int headerBytes) {
        CRC32C crc = new CRC32C();
        byte[] bytes = new byte[headerBytes - LENGTH_OFFSET];
        buffer.getBytes(LENGTH_OFFSET, bytes);
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }
}
