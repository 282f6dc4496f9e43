package io.boxoffice.journal.record;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/** CRC32C over a part of a buffer, without allocation. */
final class Checksum {
    private Checksum() {}

    /**
     * @param buffer over a direct byte buffer from its start on; that byte buffer's position and limit are moved
     */
    static int of(DirectBuffer buffer, int offset, int length, CRC32C crc) {
        ByteBuffer bytes = buffer.byteBuffer();
        bytes.limit(offset + length).position(offset);
        crc.reset();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
