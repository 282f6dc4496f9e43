package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.BookingPipeline;
import io.boxoffice.engine.pipeline.CommandApplier;
import io.boxoffice.engine.pipeline.JournalClock;
import io.boxoffice.engine.pipeline.PublishedShows;
import io.boxoffice.engine.pipeline.ReplayApplier;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.server.config.ServerConfig;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The booking core of a data directory: state machine, pipeline and journal, recovered and running.
 *
 * <p>{@link #recover} opens the journal and replays it; {@link #start} takes commands, the first of which is the configured
 * limits; {@link #close} answers what was accepted and seals the journal. One thread calls these; what the core hands out is
 * for any thread.
 */
public final class BookingCore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BookingCore.class);
    private static final int CLIENT_REQUESTS_IN_FLIGHT = 1024;

    private final ConfiguredLimits limits;
    private final JournalStore store;
    private final BookingStateMachine state;
    private final PublishedShows shows;
    private final BookingPipeline pipeline;
    private final CoreMeters meters;
    private BookingClient client;

    private BookingCore(
            ConfiguredLimits limits,
            JournalStore store,
            BookingStateMachine state,
            PublishedShows shows,
            BookingPipeline pipeline,
            CoreMeters meters) {
        this.limits = limits;
        this.store = store;
        this.state = state;
        this.shows = shows;
        this.pipeline = pipeline;
        this.meters = meters;
    }

    /**
     * Opens the journal under the data directory and brings the state to where it ends.
     *
     * @param progress  hears how far replay has come
     * @param onFailure told, once and on the booking thread, when the journal can no longer be written: the process must end
     * @throws RuntimeException that says what is wrong when the journal is in use, damaged, or the disk is full
     */
    public static BookingCore recover(
            ServerConfig config, JournalReader.Progress progress, Consumer<Throwable> onFailure) {
        ConfiguredLimits limits = new ConfiguredLimits(config.booking());
        JournalStore store = JournalStore.open(config.dataDirectory(), config.journal(), System::currentTimeMillis);
        try {
            BookingStateMachine state = new BookingStateMachine();
            PublishedShows shows = new PublishedShows(state);
            CommandApplier applier = new CommandApplier(state, store.eventLog(), shows);
            ReplayApplier replay = new ReplayApplier(applier, Long.MAX_VALUE, (commands, sequence, timeMs) -> {});
            long startNs = System.nanoTime();
            long commands = store.reader().replay(0, replay::onCommand, progress);
            replay.finish();
            long tookMs = (System.nanoTime() - startNs) / 1_000_000;
            LOG.info(
                    "Recovered {} commands in {} ms; sequence {}, state hash {}",
                    commands,
                    tookMs,
                    state.lastSequence(),
                    HexFormat.of().toHexDigits(state.stateHash()));
            // The journal's end may be later than its last command: a term without commands has a time too.
            JournalClock clock = JournalClock.ofSystem(
                    Math.max(state.lastTimeMs(), store.tail().lastTimeMs()),
                    aheadMs -> LOG.warn(
                            "The wall clock is {} ms ahead of the journal's time; it is drawn near slowly", aheadMs));
            BookingPipeline pipeline =
                    new BookingPipeline(config.pipeline(), applier, store.openCommands(), clock, onFailure);
            CoreMeters meters = new CoreMeters(pipeline, clock, store);
            return new BookingCore(limits, store, state, shows, pipeline, meters);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** Takes commands from now on. Holds that lapsed while the server was down are swept before this returns. */
    public void start() {
        pipeline.start();
        client = new BookingClient(pipeline, "booking-client", CLIENT_REQUESTS_IN_FLIGHT);
        BookingClient.join(client.accepted(limits::encode));
    }

    /** The way in for event loops. */
    public CommandPort commands() {
        return pipeline;
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

    /** What the core counts. */
    public CoreMeters meters() {
        return meters;
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
        boolean clean = pipeline.stop();
        if (client != null) {
            client.close();
        }
        if (clean) {
            LOG.info(
                    "Stopped at sequence {}, state hash {}",
                    state.lastSequence(),
                    HexFormat.of().toHexDigits(state.stateHash()));
        } else {
            LOG.warn(
                    "Stopped without answering everything that was accepted: what is in the journal will be recovered");
        }
        store.close();
    }
}
