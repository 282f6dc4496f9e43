package io.boxoffice.server.golden;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.journal.JournalInspector;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.server.core.MessageText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A state machine that hashes what it says. Replies and events are hashed as the fields that a version of the schema had, so
 * that a later program, which knows more, comes to the same hashes.
 */
final class GoldenReplay implements StateMachine.Output {
    private final BookingStateMachine state = new BookingStateMachine();
    private final MessageText text = new MessageText();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageDigest replies = sha256();
    private final MessageDigest events = sha256();
    private final Set<Integer> accepted = new TreeSet<>();
    private final int schemaVersion;
    private int template;
    private final List<String> rejected = new ArrayList<>();
    private final RejectedDecoder rejection = new RejectedDecoder();
    private int ordinal;

    /** What a replay came to. */
    record Hashes(long sequence, String state, String replies, String events) {}

    /**
     * @param schemaVersion of the program that wrote the journal
     */
    GoldenReplay(int schemaVersion) {
        this.schemaVersion = schemaVersion;
    }

    /** Replays all of a journal. */
    static GoldenReplay of(Path dataDirectory, int schemaVersion) {
        GoldenReplay replay = new GoldenReplay(schemaVersion);
        new JournalReader(dataDirectory).replay(0, replay::apply, (commands, percent, rate) -> {});
        return replay;
    }

    /** The hash of the events that stand in a log. */
    static String ofEventLog(Path dataDirectory, int schemaVersion) {
        GoldenReplay log = new GoldenReplay(schemaVersion);
        JournalInspector.visit(dataDirectory, LogKind.EVENTS, 1, Long.MAX_VALUE, (entry, buffer, offset) -> {
            log.add(log.events, entry.sequence() + "." + entry.ordinal() + " " + entry.timeMs(), buffer, offset);
            return true;
        });
        return hex(log.events);
    }

    /** The state it came to. */
    BookingStateMachine state() {
        return state;
    }

    /** Applies one more command. */
    void apply(long timeMs, byte[] command) {
        apply(state.lastSequence() + 1, timeMs, new UnsafeBuffer(command), 0, command.length);
    }

    void apply(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
        template = header.wrap(buffer, offset).templateId();
        ordinal = 0;
        state.apply(sequence, timeMs, buffer, offset, length, this);
    }

    @Override
    public void onReply(DirectBuffer buffer, int offset, int length) {
        if (header.wrap(buffer, offset).templateId() == RejectedDecoder.TEMPLATE_ID) {
            rejected.add(template + " "
                    + rejection.wrapAndApplyHeader(buffer, offset, header).reason());
        } else {
            accepted.add(template);
        }
        add(replies, state.lastSequence() + "", buffer, offset);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        add(events, state.lastSequence() + "." + ordinal + " " + state.lastTimeMs(), buffer, offset);
        ordinal++;
    }

    /** Templates of the commands that were not rejected each time. */
    Set<Integer> accepted() {
        return accepted;
    }

    /** Templates of the commands that were rejected, each with the reason, in order. */
    List<String> rejected() {
        return rejected;
    }

    Hashes hashes() {
        return new Hashes(
                state.lastSequence(), HexFormat.of().toHexDigits(state.stateHash()), hex(replies), hex(events));
    }

    private void add(MessageDigest digest, String place, DirectBuffer buffer, int offset) {
        String line = place + " " + text.of(buffer, offset, schemaVersion) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
