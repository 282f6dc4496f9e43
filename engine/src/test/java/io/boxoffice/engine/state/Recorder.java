package io.boxoffice.engine.state;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;

/** Keeps what a state machine says, in order; a reply is marked with "R", an event with "E". */
final class Recorder implements StateMachine.Output {
    private final List<byte[]> replies = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();
    private final StringBuilder transcript = new StringBuilder();

    @Override
    public void onReply(DirectBuffer buffer, int offset, int length) {
        replies.add(keep("R", buffer, offset, length));
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        events.add(keep("E", buffer, offset, length));
    }

    private byte[] keep(String mark, DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        transcript.append(mark).append(HexFormat.of().formatHex(bytes)).append('\n');
        return bytes;
    }

    void clear() {
        replies.clear();
        events.clear();
        transcript.setLength(0);
    }

    List<byte[]> replies() {
        return replies;
    }

    List<byte[]> events() {
        return events;
    }

    /** Everything said, byte for byte. */
    String transcript() {
        return transcript.toString();
    }
}
