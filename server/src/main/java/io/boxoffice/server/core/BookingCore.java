package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.BookingPipeline;
import io.boxoffice.engine.pipeline.CommandApplier;
import io.boxoffice.engine.pipeline.JournalClock;
import io.boxoffice.engine.pipeline.PipelineSteps;
import io.boxoffice.engine.pipeline.PublishedShows;
import io.boxoffice.engine.pipeline.ReplayApplier;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.journal.JournalEdges;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.ShowDirectory;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The booking core of a data directory: state machine, pipeline and journal, recovered and running.
 *
 * <p>{@link #recover} opens the journal and replays it; {@link #start} takes commands, the first of which is the configured
 * limits; {@link #close} answers what was accepted and seals the journal. One thread calls these; what the core hands out is
 * for any thread.
 *
 * <p>A simulation puts {@link CoreEdges} of its own around it, and makes the steps itself: {@link #startInSteps}.
 */
public final class BookingCore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BookingCore.class);
    /** What operators know it by. */
    public static final String PART = "Booking core";

    private static final int MAX_CLIENT_REQUESTS_IN_FLIGHT = 1024;

    private final ConfiguredLimits limits;
    private final JournalStore store;
    private final BookingStateMachine state;
    private final PublishedShows shows;
    private final BookingPipeline pipeline;
    private final CoreMeters meters;
    private final CoreParts parts;
    private final SnapshotMaker snapshots;
    private final long recoveredFrom;
    private final CommandPort commands;
    private final int clientRequestsInFlight;
    private BookingClient client;
    private PipelineSteps steps;
    private volatile LongSupplier writerWatermark = () -> 0;
    private final List<LongSupplier> followers = new CopyOnWriteArrayList<>();

    private BookingCore(
            CoreConfig config,
            CoreEdges edges,
            JournalStore store,
            BookingStateMachine state,
            PublishedShows shows,
            BookingPipeline pipeline,
            JournalClock clock,
            long recoveredFrom,
            Consumer<Throwable> onFailure) {
        limits = new ConfiguredLimits(config.limits());
        this.store = store;
        this.state = state;
        this.shows = shows;
        this.pipeline = pipeline;
        commands = edges.commands().apply(pipeline);
        clientRequestsInFlight =
                Math.min(MAX_CLIENT_REQUESTS_IN_FLIGHT, config.pipeline().maxRepliesInFlight());
        Retention retention = new Retention(
                store,
                config,
                () -> writerWatermark.getAsLong(),
                this::slowestFollower,
                edges.journal().wallClockMs());
        retention.noteLoadable(recoveredFrom);
        snapshots = new SnapshotMaker(
                store,
                config.snapshots(),
                recoveredFrom,
                shows::sequence,
                made -> {
                    retention.noteLoadable(made);
                    retention.run();
                },
                onFailure);
        meters = new CoreMeters(pipeline, clock, store, snapshots);
        parts = new CoreParts(config, pipeline, clock, store, snapshots);
        this.recoveredFrom = recoveredFrom;
    }

    /**
     * Opens the journal under the data directory and brings the state to where it ends.
     *
     * @param progress  hears how far replay has come
     * @param onFailure told, once and on the booking thread, when the journal can no longer be written: the process must end
     * @throws RuntimeException that says what is wrong when the journal is in use, damaged, or the disk is full
     */
    public static BookingCore recover(
            CoreConfig config, JournalReader.Progress progress, Consumer<Throwable> onFailure) {
        return recover(config, CoreEdges.ofMachine(config.dataDirectory()), progress, onFailure);
    }

    /** The same in a world of the caller's. */
    public static BookingCore recover(
            CoreConfig config, CoreEdges edges, JournalReader.Progress progress, Consumer<Throwable> onFailure) {
        JournalStore store = JournalStore.begin(config.dataDirectory(), config.journal(), edges.journal());
        try {
            long startNs = System.nanoTime();
            RecoveryStart start = RecoveryStart.choose(store);
            BookingStateMachine state = start.state();
            PublishedShows shows = new PublishedShows(state);
            if (start.snapshot() != null) {
                LOG.info("Loaded the snapshot of sequence {} in {} ms", start.sequence(), millisecondsSince(startNs));
            }
            ReplayApplier replay = ReplayApplier.ofServer(
                    state,
                    shows,
                    start.lastEventSequence(),
                    store::eventsReach,
                    () -> new CommandApplier(state, store.eventLog(), shows));
            long commands = store.reader().replay(start.sequence(), replay::onCommand, progress);
            replay.finish();
            boolean asLoaded = start.snapshot() != null && commands == 0;
            LOG.info(
                    "Recovered from {} and {} commands in {} ms; sequence {}, state hash {}",
                    start,
                    commands,
                    millisecondsSince(startNs),
                    state.lastSequence(),
                    HexFormat.of().toHexDigits(asLoaded ? start.snapshot().stateHash() : state.stateHash()));
            // The journal's end may be later than its last command: a term without commands has a time too.
            JournalClock clock = clock(
                    edges.journal(), Math.max(state.lastTimeMs(), store.tail().lastTimeMs()));
            CommandJournal journal = edges.journals().apply(store.openCommands());
            BookingPipeline pipeline =
                    new BookingPipeline(config.pipeline(), replay.applier(), journal, clock, onFailure);
            return new BookingCore(config, edges, store, state, shows, pipeline, clock, start.sequence(), onFailure);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static JournalClock clock(JournalEdges edges, long lastJournaledMs) {
        return JournalClock.of(
                edges.wallClockMs(),
                edges.monotonicNs(),
                lastJournaledMs,
                aheadMs -> LOG.warn(
                        "The wall clock is {} ms ahead of the journal's time; it is drawn near slowly", aheadMs));
    }

    private static long millisecondsSince(long startNs) {
        return (System.nanoTime() - startNs) / 1_000_000;
    }

    /** Takes commands from now on. Holds that lapsed while the server was down are swept before this returns. */
    public void start() {
        pipeline.start();
        client = new BookingClient(commands, "booking-client", clientRequestsInFlight);
        BookingClient.join(client.accepted(limits::encode));
        snapshots.start();
    }

    /**
     * Instead of {@link #start()}: starts no thread. The caller makes the steps, of which one of the first journals the
     * configured limits.
     */
    public CoreSteps startInSteps() {
        steps = pipeline.startInSteps();
        client = BookingClient.inSteps(commands, "booking-client", clientRequestsInFlight);
        client.accepted(limits::encode);
        return new CoreSteps(this, steps, state);
    }

    /** The way in for event loops. */
    public CommandPort commands() {
        return commands;
    }

    /** The way in for everybody else. After {@link #start}. */
    public BookingClient client() {
        return client;
    }

    /** Published shows, complete since recovery. */
    public ShowDirectory shows() {
        return shows;
    }

    /** The last command that had an event. Any thread. */
    public long lastEventSequence() {
        return shows.lastEventSequence();
    }

    /** As {@link PublishedShows#lastSalesSequence}. Any thread. */
    public long lastSalesSequence() {
        return shows.lastSalesSequence();
    }

    /** Feeds of the event log. */
    public EventFeed.Source events() {
        return store.feeds();
    }

    public long journalId() {
        return store.journalId();
    }

    public JournalStore store() {
        return store;
    }

    /** The snapshot that recovery began at, by its sequence; 0: the first command. */
    public long recoveredFrom() {
        return recoveredFrom;
    }

    /**
     * Says how far the persistence writer is: without it, nothing of journal and event log is removed.
     *
     * @param watermark any thread may ask; 0: not known
     */
    public void retainFor(LongSupplier watermark) {
        writerWatermark = watermark;
    }

    /**
     * Says what a follower of events needs: they are kept for it up to twice the configured time.
     *
     * @param committedThrough any thread may ask; events after this command are needed
     */
    public void keepEventsFor(LongSupplier committedThrough) {
        followers.add(committedThrough);
    }

    private long slowestFollower() {
        return followers.stream().mapToLong(LongSupplier::getAsLong).min().orElse(Long.MAX_VALUE);
    }

    /** What makes snapshots. */
    public SnapshotMaker snapshots() {
        return snapshots;
    }

    /** What the core counts. */
    public CoreMeters meters() {
        return meters;
    }

    /** How it stands, for operators. After {@link #start}. */
    public Part part() {
        return parts.core();
    }

    /** How what it needs stands: journal, disk, snapshots, clock. */
    public List<Part> parts() {
        return parts.others();
    }

    /** Whether it takes commands. */
    public boolean running() {
        return pipeline.isRunning();
    }

    /**
     * The hash of the state, of which a replay of the journal gives the same. Only while nothing changes it: before {@link
     * #start} or after {@link #close}.
     *
     * @throws IllegalStateException when it takes commands
     */
    public long stateHash() {
        if (running()) {
            throw new IllegalStateException("the state is the booking thread's while it takes commands");
        }
        return state.stateHash();
    }

    /** Answers what was accepted, seals and closes the journal. */
    @Override
    public void close() {
        snapshots.close();
        boolean clean = steps == null ? pipeline.stop() : steps.end();
        if (client != null) {
            client.close();
        }
        if (clean) {
            LOG.info(
                    "Stopped at sequence {}, state hash {}",
                    state.lastSequence(),
                    HexFormat.of().toHexDigits(state.stateHash()));
            snapshots.atStop(state, shows.lastEventSequence());
        } else {
            LOG.warn(
                    "Stopped without answering everything that was accepted: what is in the journal will be recovered");
        }
        store.close();
    }
}
