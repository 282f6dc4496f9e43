package io.boxoffice.server.backup;

import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.server.core.JournalReplay;
import io.boxoffice.server.core.MessageText;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a copied journal and event log say for themselves: each is sound, a replay of the journal, from its beginning or from the
 * snapshot that stands for it, comes to its end, and the event log has exactly the events that the replay gives, as far as it
 * goes.
 *
 * @param sequence         the last command
 * @param stateHash        of the state after it, in hexadecimal digits
 * @param eventSequence    the last command of which the event log has events
 * @param missingFrom      the first command known to have events that the event log does not have; 0: none
 * @param comparedEvents   how many events of log and replay were found equal
 * @param lastReservation  the id of a reservation that was given last; 0: none was
 * @param replay           what was so after the last command
 */
record JournalProof(
        long journalId,
        long sequence,
        long timeMs,
        String stateHash,
        long eventSequence,
        long missingFrom,
        long comparedEvents,
        long lastReservation,
        JournalReplay replay) {

    /**
     * Reads, verifies and replays.
     *
     * @throws BackupException when something is wrong
     */
    static JournalProof of(Path dataDirectory, Consumer<String> progress) {
        JournalVerifier.Report report = JournalVerifier.verify(dataDirectory);
        if (!report.sound()) {
            throw new BackupException("what was copied is not sound: " + damage(report));
        }
        long eventSequence = report.events().lastSequence();
        try (Comparison events = new Comparison(dataDirectory, eventSequence)) {
            JournalReplay replay = new JournalReplay(0, events);
            events.of = replay;
            replay.run(
                    dataDirectory,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    (commands, percent, rate) ->
                            progress.accept("replayed " + commands + " commands, " + Math.round(percent) + " %"));
            events.requireEnd();
            return new JournalProof(
                    report.commands().journalId(),
                    replay.lastSequence(),
                    replay.lastTimeMs(),
                    HexFormat.of().toHexDigits(replay.stateHash()),
                    eventSequence,
                    events.missingFrom(),
                    events.compared,
                    replay.lastReservationId(),
                    replay);
        }
    }

    /**
     * Whether a database that was written through a sequence has nothing that journal and event log lack. The watermark may stand
     * beyond the last event: the writer moves it past commands that have none, such as those that a start journals.
     */
    boolean covers(long watermark) {
        return watermark <= sequence && (missingFrom == 0 || missingFrom > watermark);
    }

    private static String damage(JournalVerifier.Report report) {
        return !report.commands().sound()
                ? report.commands().damage()
                : !report.events().sound()
                        ? report.events().damage()
                        : report.snapshots().stream()
                                .filter(snapshot -> !snapshot.sound())
                                .map(JournalVerifier.SnapshotReport::damage)
                                .findFirst()
                                .orElse("");
    }

    /** The event log, read in step with a replay that gives the same events. */
    private static final class Comparison implements EventFeed.Handler, AutoCloseable {
        private final Path dataDirectory;
        private final long lastSequence;
        /** Those of one command. */
        private final Deque<Event> next = new ArrayDeque<>();

        private final MessageText text = new MessageText();
        private JournalReplay of;
        private LoggedEvents logged;
        private long compared;
        private long missingFrom;

        private record Event(long sequence, int ordinal, long timeMs, byte[] bytes) {
            @Override
            public boolean equals(Object other) {
                return other instanceof Event event
                        && sequence == event.sequence
                        && ordinal == event.ordinal
                        && timeMs == event.timeMs
                        && Arrays.equals(bytes, event.bytes);
            }

            @Override
            public int hashCode() {
                return Long.hashCode(sequence) * 31 + ordinal;
            }

            @Override
            public String toString() {
                return sequence + "." + ordinal;
            }
        }

        Comparison(Path dataDirectory, long lastSequence) {
            this.dataDirectory = dataDirectory;
            this.lastSequence = lastSequence;
        }

        @Override
        public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            if (sequence > lastSequence) {
                missingFrom = missingFrom == 0 ? sequence : missingFrom;
                return;
            }
            Event replayed = event(sequence, ordinal, timeMs, buffer, offset, length);
            Event found = poll();
            if (!replayed.equals(found) && !(found != null && saysTheSame(replayed, found))) {
                throw new BackupException("the event log has event " + found + " where the journal gives " + replayed
                        + ": they do not belong together");
            }
            compared++;
        }

        /** An older program wrote fewer fields. */
        private boolean saysTheSame(Event replayed, Event found) {
            UnsafeBuffer then = new UnsafeBuffer(found.bytes);
            UnsafeBuffer now = new UnsafeBuffer(replayed.bytes);
            int version = text.version(then, 0);
            return version < text.version(now, 0)
                    && found.toString().equals(replayed.toString())
                    && found.timeMs == replayed.timeMs
                    && text.of(then, 0, version).equals(text.of(now, 0, version));
        }

        private Event poll() {
            if (logged == null) {
                // Where the replay begins is known once it has begun.
                logged = new LoggedEvents(dataDirectory, of.startedFrom(), lastSequence);
            }
            if (next.isEmpty()) {
                logged.next((s, o, t, buffer, offset, length) -> next.add(event(s, o, t, buffer, offset, length)), 1);
            }
            return next.poll();
        }

        private static Event event(
                long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            return new Event(sequence, ordinal, timeMs, bytes);
        }

        /** What came before the snapshot that the replay began at is not replayed, but the snapshot says how far it went. */
        long missingFrom() {
            return of.startedFromEvent() > lastSequence ? of.startedFromEvent() : missingFrom;
        }

        void requireEnd() {
            Event more = poll();
            if (more != null) {
                throw new BackupException("the event log has event " + more
                        + ", which the journal does not give: they do not belong" + " together");
            }
        }

        @Override
        public void close() {
            if (logged != null) {
                logged.close();
            }
        }
    }
}
