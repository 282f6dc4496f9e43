package io.boxoffice.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.journal.EventLogSource;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.port.EventFeed;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogEndTest {
    private static final long T0 = 1_900_000_000_000L;

    @TempDir
    Path directory;

    @Test
    void shouldSeeWhatIsWrittenAfterTheLogWasFirstRead() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[16]);
        try (JournalStore store = JournalStore.open(directory, JournalConfig.defaults(), () -> T0)) {
            CommandJournal journal = store.openCommands();
            write(store, journal, 1, buffer);
            LogTail tail = LogTail.read(directory.resolve(LogKind.EVENTS.directoryName()), LogKind.EVENTS);
            write(store, journal, 2, buffer);
            try (EventLogEnd end = new EventLogEnd(new EventLogSource(directory), tail.lastSequence())) {
                assertEquals(1, tail.lastSequence());
                assertEquals(2, end.sequence());
                assertEquals(2, end.sequence());
                write(store, journal, 3, buffer);
                write(store, journal, 4, buffer);
                assertEquals(4, end.sequence(), "what is written is seen by the next look");
            }
        }
    }

    @Test
    void shouldGoOnWhereItWasWhenTheLogCouldNotBeRead() {
        EventLogEnd end = new EventLogEnd(OneEventThenFailure::new, 10);
        assertEquals(11, end.sequence());
        assertThrows(IllegalStateException.class, end::sequence);
        assertEquals(12, end.sequence());
    }

    private static void write(JournalStore store, CommandJournal journal, long sequence, UnsafeBuffer buffer) {
        journal.append(sequence, T0 + sequence, buffer, 0, buffer.capacity());
        journal.commit();
        store.eventLog().append(sequence, 0, T0 + sequence, buffer, 0, buffer.capacity());
        store.eventLog().commit();
    }

    /** Has one event and then fails. */
    private static final class OneEventThenFailure implements EventFeed {
        private final long after;
        private boolean asked;

        OneEventThenFailure(long after) {
            this.after = after;
        }

        @Override
        public int poll(Handler handler, int limit) {
            if (asked) {
                throw new IllegalStateException("unreadable");
            }
            asked = true;
            handler.onEvent(after + 1, 0, 0, new UnsafeBuffer(new byte[8]), 0, 8);
            return 1;
        }

        @Override
        public void close() {}
    }
}
