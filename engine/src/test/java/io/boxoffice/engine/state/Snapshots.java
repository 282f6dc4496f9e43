package io.boxoffice.engine.state;

import java.io.ByteArrayOutputStream;
import org.agrona.concurrent.UnsafeBuffer;

/** A state machine by way of a snapshot. */
final class Snapshots {
    private Snapshots() {}

    /** What a machine's snapshot comes to when it is loaded. */
    static BookingStateMachine copy(BookingStateMachine machine) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        machine.writeSnapshot((buffer, offset, length) -> {
            byte[] piece = new byte[length];
            buffer.getBytes(offset, piece);
            bytes.writeBytes(piece);
        });
        UnsafeBuffer written = new UnsafeBuffer(bytes.toByteArray());
        Cursor at = new Cursor();
        BookingStateMachine copy = new BookingStateMachine();
        copy.readSnapshot((into, offset, maxLength) -> {
            int length = Math.min(maxLength, written.capacity() - at.position);
            into.putBytes(offset, written, at.position, length);
            at.position += length;
            return length == 0 ? -1 : length;
        });
        return copy;
    }

    static void apply(BookingStateMachine machine, long sequence, long timeMs, byte[] command) {
        machine.apply(sequence, timeMs, new UnsafeBuffer(command), 0, command.length, new Recorder());
    }

    private static final class Cursor {
        private int position;
    }
}
