package io.boxoffice.journal;

import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.Term;
import io.boxoffice.protocol.port.EventFeed;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens feeds of the event log of a data directory: within the server, or in another process, before, while and after it
 * runs. Read-only. Any thread.
 */
public final class EventLogSource implements EventFeed.Source {
    private final Path logDirectory;

    public EventLogSource(Path dataDirectory) {
        logDirectory = dataDirectory.resolve(LogKind.EVENTS.directoryName());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when the log no longer goes back so far
     */
    @Override
    public EventFeed openAfter(long sequence) {
        return new EventLogFeed(logDirectory, sequence);
    }

    /** The id of the journal that these events come from; 0 as long as no server has ever started here. */
    public long journalId() {
        List<Term> terms = Term.list(logDirectory, LogKind.EVENTS);
        return terms.isEmpty() ? 0 : terms.get(terms.size() - 1).journalId();
    }

    @Override
    public long keptAfter() {
        List<Term> terms = Term.list(logDirectory, LogKind.EVENTS);
        return terms.isEmpty() ? 0 : terms.get(0).continuesFrom();
    }
}
