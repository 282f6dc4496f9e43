package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.CancelBookingDecoder;
import io.boxoffice.protocol.sbe.CreateBookingDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import java.nio.ByteOrder;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Whether bytes are a whole message of the schema: header, fixed block, and whatever repeats after it. */
final class Framing {
    /** Block lengths of the messages that the state machine takes, in the first version that has them, added up by hand. */
    private static final Map<Integer, Integer> BLOCK_LENGTHS = Map.ofEntries(
            Map.entry(1, 2 + 6 * 4 + 8 + 4 + 8 + 4 + 8 + 4 + 8 + 4 + 4),
            Map.entry(2, 3 * 8 + 4 + 4 + 1),
            Map.entry(3, 8 + 4),
            Map.entry(4, 8),
            Map.entry(5, 11 * 8 + 4 + 4 + 3 + 1),
            Map.entry(6, 8),
            Map.entry(7, 8),
            Map.entry(8, 8),
            Map.entry(9, 8),
            Map.entry(10, 6 * 8),
            Map.entry(11, 5 * 8),
            Map.entry(12, 2 * 8),
            Map.entry(13, 6 * 8),
            Map.entry(14, 5 * 8),
            Map.entry(15, 8 + 8 + 2),
            Map.entry(16, 8 + 2 + 1),
            Map.entry(17, 8 + 8),
            Map.entry(18, 8 + 2),
            Map.entry(19, 8 + 2),
            Map.entry(20, 8 + 8 + 2 + 1),
            Map.entry(21, 8 + 2),
            Map.entry(22, 5 * 8),
            Map.entry(23, 6 * 8 + 2),
            Map.entry(24, 0),
            Map.entry(25, 0),
            Map.entry(26, 6 * 8 + 4 + 4 + 2 + 1),
            Map.entry(27, 6 * 8 + 2 + 1),
            Map.entry(28, 4 * 8),
            Map.entry(29, 2 * 8),
            Map.entry(50, 8 + 8),
            Map.entry(51, 8 + 8 + 2),
            Map.entry(52, 8),
            Map.entry(53, 3 * 8),
            Map.entry(54, 5 * 8 + 4 + 2 + 1));

    /** What later versions added to them: (version, message), bytes. */
    private static final Map<Integer, Map<Integer, Integer>> ADDED = Map.of(
            2,
            Map.of(1, 8),
            3,
            Map.ofEntries(
                    Map.entry(1, 3 * 8),
                    Map.entry(5, 2 * 8),
                    Map.entry(10, 2 * 8 + 1),
                    Map.entry(11, 8),
                    Map.entry(12, 8),
                    Map.entry(13, 8 + 4 + 1),
                    Map.entry(14, 8),
                    Map.entry(17, 8),
                    Map.entry(20, 8),
                    Map.entry(21, 1),
                    Map.entry(22, 8),
                    Map.entry(23, 4 * 8 + 4 + 4 + 1 + 1),
                    Map.entry(50, 8),
                    Map.entry(51, 8)));

    private Framing() {}

    static int blockLength(int templateId, int version) {
        int length = BLOCK_LENGTHS.getOrDefault(templateId, 0);
        for (Map.Entry<Integer, Map<Integer, Integer>> added : ADDED.entrySet()) {
            length += version >= added.getKey() ? added.getValue().getOrDefault(templateId, 0) : 0;
        }
        return length;
    }

    static boolean isWhole(DirectBuffer buffer, int offset, int length) {
        if (length < 8 || length > Slot.SIZE_BYTES) {
            return false;
        }
        int blockLength = unsignedShort(buffer, offset);
        int templateId = unsignedShort(buffer, offset + 2);
        int schemaId = unsignedShort(buffer, offset + 4);
        int version = unsignedShort(buffer, offset + 6);
        if (schemaId != MessageHeaderDecoder.SCHEMA_ID || blockLength < blockLength(templateId, version)) {
            return false;
        }
        int[] entryLengths = entryLengths(templateId, version);
        long position = 8L + blockLength;
        for (int entryLength : entryLengths) {
            if (position + 4 > length) {
                return false;
            }
            int announced = unsignedShort(buffer, offset + (int) position);
            int entries = unsignedShort(buffer, offset + (int) position + 2);
            if (announced < entryLength) {
                return false;
            }
            position += 4 + (long) announced * entries;
        }
        if (templateId == UploadPartDecoder.TEMPLATE_ID) {
            if (position + 2 > length) {
                return false;
            }
            position += 2 + unsignedShort(buffer, offset + (int) position);
        }
        return position <= length;
    }

    /** Of the groups that a message of a version has, in their order. */
    static int[] entryLengths(int templateId, int version) {
        return switch (templateId) {
            case PlaceHoldDecoder.TEMPLATE_ID -> version >= 3 ? new int[] {5, 5, 7} : new int[] {4, 4, 5};
            case CreateBookingDecoder.TEMPLATE_ID -> version >= 3 ? new int[] {10} : new int[0];
            case CancelBookingDecoder.TEMPLATE_ID -> new int[] {2};
            default -> new int[0];
        };
    }

    private static int unsignedShort(DirectBuffer buffer, int at) {
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
