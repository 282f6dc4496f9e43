package io.boxoffice.journal;

import io.boxoffice.journal.disk.DataDirectoryLock;
import io.boxoffice.journal.disk.DiskFloors;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.DocumentQueue;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogRetention;
import io.boxoffice.journal.recordlog.LogStorage;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.journal.recordlog.RecordLogWriter;
import io.boxoffice.journal.recordlog.TermDirectory;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.JournalFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's journal and event log in a data directory, opened in the order that recovery needs:
 *
 * <ol>
 *   <li>{@link #open} takes the lock, finds the end of the journal, makes what it found durable, and opens a new term of the
 *       event log;
 *   <li>{@link #reader()} replays the commands; the events of those after {@link #eventLog()}'s last sequence are appended to
 *       it, the others are there already;
 *   <li>{@link #openCommands()} opens a new term of the journal, for the booking thread.
 * </ol>
 *
 * <p>Nothing in here is for two threads at once; what it hands out may each be used by a thread of its own. The event log may be
 * opened beside the replay: {@link #begin}.
 */
public final class JournalStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalStore.class);
    private static final int RESERVE_BLOCKS = 2;

    private final Path dataDirectory;
    private final JournalConfig config;
    private final JournalEdges edges;
    private final DataDirectoryLock lock;
    private final DiskFloors floors;
    private final DiskReserve reserve;
    private JournalReader reader;
    private long journalId;
    private EventLogOpening events;
    private ChronicleCommandJournal commands;

    private JournalStore(Path dataDirectory, JournalConfig config, JournalEdges edges) {
        this.dataDirectory = dataDirectory;
        this.config = config;
        this.edges = edges;
        lock = DataDirectoryLock.acquire(dataDirectory);
        floors = new DiskFloors(edges.gauge(), config.lowFloorBytes(), config.exhaustedFloorBytes());
        reserve = new DiskReserve(floors, (long) RESERVE_BLOCKS * config.blockBytes());
    }

    /**
     * Opens the journal of a data directory, which is made when there is none.
     *
     * @param nowMs the wall clock, epoch milliseconds
     * @throws IllegalStateException   when another server uses the directory, or the disk is full
     * @throws JournalCorruptException when something that was synced is missing at the end of the journal
     * @throws JournalFailedException  when the directory cannot be written
     */
    public static JournalStore open(Path dataDirectory, JournalConfig config, LongSupplier nowMs) {
        return open(dataDirectory, config, JournalEdges.ofMachine(dataDirectory, nowMs));
    }

    /** The same with another idea of sync and room, for tests of what happens when they fail. */
    public static JournalStore open(
            Path dataDirectory, JournalConfig config, LongSupplier nowMs, FileSync sync, DiskFloors.SpaceGauge gauge) {
        LogStorage storage = new LogStorage(DocumentQueue.Factory.CHRONICLE, sync);
        return open(
                dataDirectory,
                config,
                JournalEdges.ofMachine(dataDirectory, nowMs).with(storage, gauge));
    }

    /** The same in a world of the caller's; the directory may be of any file system. */
    public static JournalStore open(Path dataDirectory, JournalConfig config, JournalEdges edges) {
        JournalStore store = begin(dataDirectory, config, edges);
        try {
            store.eventLog();
            return store;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * The same, but the event log may still be read and opened beside when this returns: {@link #eventLog()} waits for it, and throws
     * what was wrong with it. Replay need not wait: {@link #eventsReach}.
     */
    public static JournalStore begin(Path dataDirectory, JournalConfig config, JournalEdges edges) {
        JournalStore store = new JournalStore(dataDirectory, config, edges);
        try {
            store.openLogs();
            return store;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** Where all of this is. */
    public Path dataDirectory() {
        return dataDirectory;
    }

    /** The random id of this journal; made when there was none. */
    public long journalId() {
        return journalId;
    }

    /** Where the journal ended at {@link #open}. */
    public LogTail tail() {
        return reader.tail();
    }

    /** Replays the commands that were there at {@link #open}. */
    public JournalReader reader() {
        return reader;
    }

    /**
     * The new term of the event log. Waits for it after {@link #begin}.
     *
     * @throws JournalCorruptException when something that was synced is missing at the end of the event log, or it knows more than
     *                                 a synced journal
     * @throws JournalFailedException  when it cannot be written
     */
    public ChronicleEventLog eventLog() {
        return events.log();
    }

    /** The last command whose events the event log had at {@link #open}. Waits for it after {@link #begin}. */
    public long eventsThrough() {
        return events.lastSequence();
    }

    /**
     * How far the event log is known to reach by now, which is the end of it when that is less than what is asked for.
     *
     * @param sequence waits until this is known to be there, or not to be
     */
    public long eventsReach(long sequence) {
        return events.reaches(sequence);
    }

    /** Feeds of the event log. */
    public EventFeed.Source feeds() {
        return new EventLogSource(dataDirectory);
    }

    /** The snapshots of this data directory. */
    public SnapshotStore snapshots() {
        return new SnapshotStore(dataDirectory, edges.storage().sync());
    }

    /**
     * Makes durable what both logs hold now, whoever is writing them: what a snapshot takes in must be on disk before it counts.
     * Any thread.
     *
     * @throws JournalFailedException when it may not be on disk
     */
    public void forceWritten() {
        try {
            for (LogKind log : LogKind.values()) {
                List<TermDirectory> terms = TermDirectory.list(directory(log), log);
                if (!terms.isEmpty()) {
                    RecordLogWriter.forceTerm(
                            directory(log),
                            terms.get(terms.size() - 1).number(),
                            edges.storage().sync());
                }
            }
        } catch (IOException e) {
            throw new JournalFailedException("cannot sync the logs: " + e, e);
        }
    }

    /** Removes the beginning of one of the logs. For one thread at a time. */
    public LogRetention retention(LogKind log) {
        return new LogRetention(directory(log), log, edges.storage().sync());
    }

    /** How much room there is. */
    public DiskFloors floors() {
        return floors;
    }

    /**
     * Opens the new term of the journal, after the replay. Once.
     *
     * @throws JournalFailedException when it cannot be made durable
     */
    public ChronicleCommandJournal openCommands() {
        if (commands != null) {
            throw new IllegalStateException("the journal is open already");
        }
        reserve.check();
        RecordLogWriter log = RecordLogWriter.open(
                directory(LogKind.COMMANDS),
                LogKind.COMMANDS,
                config.commandLog(),
                edges.storage(),
                journalId,
                tail(),
                edges.wallClockMs().getAsLong());
        commands = new ChronicleCommandJournal(log, floors, reserve, journalId, tail().lastTimeMs());
        return commands;
    }

    /** The new term of the journal; null before {@link #openCommands()}. */
    public ChronicleCommandJournal commands() {
        return commands;
    }

    /** Closes whatever is open, journal before event log, and lets go of the lock. */
    @Override
    public void close() {
        closeAll(commands, events, floors, lock);
    }

    private static void closeAll(AutoCloseable... resources) {
        RuntimeException failure = null;
        for (AutoCloseable resource : resources) {
            try {
                if (resource != null) {
                    resource.close();
                }
            } catch (Exception e) {
                LOG.error("Could not close {}", resource, e);
                failure = failure == null ? new IllegalStateException("could not close", e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void openLogs() {
        if (floors.usableBytes() < (long) RESERVE_BLOCKS * config.blockBytes()) {
            throw new IllegalStateException("The disk of " + dataDirectory + " is full: " + floors.usableBytes()
                    + " bytes left. Make room and start again; nothing was changed.");
        }
        if (edges.judgesRoom()) {
            floors.start(config.floorIntervalMs());
        }
        SnapshotHeader newest = snapshots().newestHeader();
        events = new EventLogOpening(
                edges.beside(), directory(LogKind.EVENTS), newest == null ? 0 : newest.lastEventSequence());
        reader = JournalReader.forReplay(dataDirectory, newest == null ? 0 : newest.sequence());
        LogTail commandTail = reader.tail();
        journalId = commandTail.journalId() != 0 ? commandTail.journalId() : firstJournalId(events.found());
        forceTail(commandTail);
        if (commandTail.lastTerm() == 0) {
            forceDirectoriesAbove();
        }
        events.open(found -> judge(kept(found), commandTail), this::openEvents);
        if (commandTail.torn()) {
            LOG.warn("A torn batch after sequence {} is void: it was never acknowledged", commandTail.lastSequence());
        }
    }

    private ChronicleEventLog openEvents(LogTail tail) {
        RecordLogWriter log = RecordLogWriter.open(
                directory(LogKind.EVENTS),
                LogKind.EVENTS,
                config.eventLog(),
                edges.storage(),
                journalId,
                tail,
                edges.wallClockMs().getAsLong());
        return new ChronicleEventLog(log, reserve);
    }

    private LogTail kept(LogTail found) {
        return found.lastTerm() == 0 && reader.keptAfter() > 0 ? beginningOfEvents() : found;
    }

    /**
     * The event log is gone, and so is the beginning of the journal, so that not all of it can be made again: it will begin after
     * the oldest snapshot that the journal goes on from.
     */
    private LogTail beginningOfEvents() {
        SnapshotHeader oldest = snapshots().oldestSound(journalId, reader.keptAfter());
        if (oldest == null) {
            throw new JournalCorruptException(
                    LogKind.COMMANDS,
                    directory(LogKind.COMMANDS),
                    0,
                    reader.keptAfter(),
                    "There is no event log, the journal is kept from sequence " + (reader.keptAfter() + 1)
                            + " on, and no sound snapshot reaches back to it");
        }
        LOG.warn(
                "There is no event log, and the journal no longer goes back to the first command: the event log is"
                        + " made again from after sequence {} on, the oldest snapshot",
                oldest.sequence());
        return new LogTail(0, 0, oldest.sequence(), oldest.timeMs(), false, false, false, null);
    }

    /** Events come from commands: the event log can only know more than the journal when the journal has lost something. */
    private LogTail judge(LogTail events, LogTail commands) {
        if (events.journalId() != 0 && events.journalId() != journalId) {
            throw new JournalCorruptException(
                    LogKind.EVENTS,
                    directory(LogKind.EVENTS),
                    0,
                    0,
                    "The event log is of another journal: the directory journal is missing,"
                            + " or one of the two is not the one that belongs here");
        }
        if (events.lastSequence() <= commands.lastSequence()) {
            return events;
        }
        if (commands.syncEachBatch()) {
            throw new JournalCorruptException(
                    LogKind.COMMANDS,
                    directory(LogKind.COMMANDS),
                    0,
                    commands.lastSequence(),
                    "The event log knows of sequence " + events.lastSequence()
                            + ", so commands that were synced are missing");
        }
        LOG.warn(
                "The journal was kept with durability os and ends at sequence {}; events through {} are void",
                commands.lastSequence(),
                events.lastSequence());
        return events.cutTo(commands.lastSequence());
    }

    /** What was read may so far be in the page cache only, and recovery is about to build on it. */
    private void forceTail(LogTail commandTail) {
        try {
            commandTail.makeDurable(directory(LogKind.COMMANDS), edges.storage().sync());
        } catch (IOException e) {
            throw new JournalFailedException("cannot sync the end of the journal: " + e, e);
        }
    }

    /** Before the first term: the data directory may be new itself, and the power must not take it with everything in it. */
    private void forceDirectoriesAbove() {
        try {
            edges.storage().sync().forceDirectoriesAbove(dataDirectory);
        } catch (IOException e) {
            throw new JournalFailedException("cannot sync the directories above " + dataDirectory + ": " + e, e);
        }
    }

    private Path directory(LogKind log) {
        return dataDirectory.resolve(log.directoryName());
    }

    /** A first start that died before the journal had its term has left an event log, with that start's id and no event. */
    private long firstJournalId(LogTail events) {
        return events.journalId() != 0 && events.lastSequence() == 0
                ? events.journalId()
                : edges.newJournalIds().getAsLong();
    }
}
