package io.boxoffice.engine.state;

/**
 * CRC-32C of bytes that come piece by piece, as {@link java.util.zip.CRC32C} has it, but one that can go on from a value: an
 * upload may be half done when a snapshot is made. For one thread.
 */
final class RunningCrc32c {
    private static final int REVERSED_POLYNOMIAL = 0x82F6_3B78;
    private static final int[] TABLE = table();

    private int register = -1;

    /** Goes on from what {@link #getValue()} was. */
    void resumeFrom(long value) {
        register = ~(int) value;
    }

    void update(byte[] bytes) {
        for (byte b : bytes) {
            register = TABLE[(register ^ b) & 0xFF] ^ register >>> 8;
        }
    }

    /** Of all bytes so far, 0 to 2^32 - 1. */
    long getValue() {
        return ~register & 0xFFFF_FFFFL;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int remainder = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                remainder = (remainder & 1) == 0 ? remainder >>> 1 : remainder >>> 1 ^ REVERSED_POLYNOMIAL;
            }
            table[i] = remainder;
        }
        return table;
    }
}
