package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Writes the fields of a message where the schema's encoders say they are ({@code …EncodingOffset()}), straight into the array that
 * has it: for the two messages of which nearly every command sends one each. An encoder writes into a buffer that could be anywhere
 * in memory, so that the compiler has to assume after each field that all it knew has changed, and reads it again. Any thread.
 */
final class Fields {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, MessageHeaderEncoder.BYTE_ORDER);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, MessageHeaderEncoder.BYTE_ORDER);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, MessageHeaderEncoder.BYTE_ORDER);

    /** Where the first field stands: after the header. */
    private static final int FIRST = MessageHeaderEncoder.ENCODED_LENGTH;

    /** What stands before the entries of a group: the length of one, and how many there are. */
    static final int GROUP_HEADER = 2 * Short.BYTES;

    private Fields() {}

    static void putLong(byte[] message, int offset, long value) {
        LONGS.set(message, FIRST + offset, value);
    }

    static void putInt(byte[] message, int offset, int value) {
        INTS.set(message, FIRST + offset, value);
    }

    static void putShort(byte[] message, int offset, int value) {
        SHORTS.set(message, FIRST + offset, (short) value);
    }

    static void putByte(byte[] message, int offset, int value) {
        message[FIRST + offset] = (byte) value;
    }

    /** The three letters of a currency. */
    static void putCurrency(byte[] message, int offset, byte[] letters) {
        putByte(message, offset, letters[0]);
        putByte(message, offset + 1, letters[1]);
        putByte(message, offset + 2, letters[2]);
    }

    /** The header of a group. */
    static void putGroup(byte[] message, int offset, int entryLength, int count) {
        putShort(message, offset, entryLength);
        putShort(message, offset + Short.BYTES, count);
    }
}
