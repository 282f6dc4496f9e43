package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.CreateBookingDecoder;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes of a whole command of the newest schema what a program of an older one would have sent. */
public final class OldSchema {
    private static final int HEADER = 8;

    private OldSchema() {}

    /** The same command in an older version; what that version did not have is left out. */
    public static byte[] asVersion(byte[] command, int version) {
        ByteBuffer in = ByteBuffer.wrap(command).order(ByteOrder.LITTLE_ENDIAN);
        int newBlock = in.getShort(0) & 0xFFFF;
        int template = in.getShort(2) & 0xFFFF;
        if ((in.getShort(6) & 0xFFFF) <= version) {
            return command;
        }
        int oldBlock = Framing.blockLength(template, version);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) oldBlock).putShort((short) template).putShort(in.getShort(4));
        out.writeBytes(header.putShort((short) version).array());
        out.write(command, HEADER, oldBlock);
        int at = HEADER + newBlock;
        if (template == UploadPartDecoder.TEMPLATE_ID) {
            out.write(command, at, command.length - at);
        } else if (template != CreateBookingDecoder.TEMPLATE_ID || version >= 3) {
            for (int oldEntry : Framing.entryLengths(template, version)) {
                at = writeGroup(in, at, oldEntry, out);
            }
        }
        return out.toByteArray();
    }

    private static int writeGroup(ByteBuffer in, int at, int oldEntry, ByteArrayOutputStream out) {
        int newEntry = in.getShort(at) & 0xFFFF;
        int entries = in.getShort(at + 2) & 0xFFFF;
        ByteBuffer header = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(
                header.putShort((short) oldEntry).putShort((short) entries).array());
        for (int i = 0; i < entries; i++) {
            out.write(in.array(), at + 4 + i * newEntry, oldEntry);
        }
        return at + 4 + entries * newEntry;
    }
}
