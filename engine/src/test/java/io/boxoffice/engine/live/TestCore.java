package io.boxoffice.engine.live;

import io.boxoffice.engine.pipeline.BookingPipeline;
import io.boxoffice.engine.pipeline.CommandApplier;
import io.boxoffice.engine.pipeline.JournalClock;
import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.engine.pipeline.PipelineSteps;
import io.boxoffice.engine.pipeline.PublishedShows;
import io.boxoffice.engine.pipeline.WaitMode;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.Commands;
import io.boxoffice.engine.state.ConfigureCommand;
import io.boxoffice.engine.state.DefineShowCommand;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The production booking core, pipeline and rules, with its journal and event log in memory. Either a thread of its own is the
 * booking thread ({@link #onAThread}), or each command is applied as it is published, by the thread that publishes it
 * ({@link #at}).
 *
 * <p>A test reaches into it from three sides: it interferes with the commands of others ({@link #refuse}, {@link #beFullFor},
 * {@link #beforeNext}), it stops and starts the booking thread ({@link #pause}), and it does what staff and other customers would,
 * by commands that it does not interfere with ({@link #open}, {@link #of}, {@link #tell}). Any thread.
 */
public final class TestCore implements CommandPort, ShowDirectory, AutoCloseable {
    /** Whose shows are opened here. */
    public static final long ORGANIZER = 900;

    private static final int STEP_SLOTS = 64;
    private static final long DAY_MS = 86_400_000;

    private final BookingStateMachine state = new BookingStateMachine();
    private final PublishedShows shows = new PublishedShows(state);
    private final MemoryEventLog events = new MemoryEventLog();
    private final Object step = new Object();
    private final LongSupplier nowMs;
    private final BookingPipeline pipeline;
    private final PipelineSteps steps;
    private final CommandPort applying = new Applying();
    private final Interference outside = new Interference(applying);
    private final Thread thread;
    private final BookingClient own;
    private final Map<Long, TestShow> ofShows = new ConcurrentHashMap<>();
    private boolean paused;
    private volatile boolean closed;
    private volatile Throwable failure;

    private TestCore(int ringSlots, LongSupplier nowMs, LongSupplier monotonicNs, boolean threaded) {
        this.nowMs = nowMs;
        PipelineConfig config = new PipelineConfig(
                ringSlots, Math.min(STEP_SLOTS, ringSlots), 1 << 20, 64, 1 << 20, WaitMode.BLOCKING, 1, 100, 1_000);
        pipeline = new BookingPipeline(
                config,
                new CommandApplier(state, events, shows),
                new MemoryJournal(),
                JournalClock.of(nowMs, monotonicNs, 0, jumpMs -> {}),
                cause -> failure = cause);
        steps = pipeline.startInSteps();
        thread = threaded ? new Thread(this::run, "test-core") : null;
        own = new BookingClient(applying, "test-core-client", STEP_SLOTS);
        if (threaded) {
            thread.setDaemon(true);
            thread.start();
        }
        configure(limits -> {});
    }

    /**
     * One with a thread, in real time.
     *
     * @param ringSlots a power of two, 4 or more
     */
    public static TestCore onAThread(int ringSlots) {
        return new TestCore(ringSlots, System::currentTimeMillis, System::nanoTime, true);
    }

    /**
     * One without a thread, in the test's time.
     *
     * @param nowMs epoch milliseconds; it does not go back. The core finds out with the next command, or when it is to
     *              {@link #catchUp}
     */
    public static TestCore at(LongSupplier nowMs) {
        return new TestCore(256, nowMs, () -> TimeUnit.MILLISECONDS.toNanos(nowMs.getAsLong()), false);
    }

    /** Its time, epoch milliseconds. */
    public long nowMs() {
        return nowMs.getAsLong();
    }

    /** Has its limits as {@link ConfigureCommand} has them, but for what is changed. */
    public void configure(Consumer<ConfigureEncoder> change) {
        tell(new ConfigureCommand().with(change).encode());
    }

    /** Tells it a command, not interfered with. */
    public DirectBuffer tell(byte[] command) {
        return BookingClient.join(own.accepted((slot, header) -> {
            slot.putBytes(0, command);
            return command.length;
        }));
    }

    /** Asks it a query, not interfered with. */
    public DirectBuffer ask(byte[] query) {
        return BookingClient.join(own.query((slot, header) -> {
            slot.putBytes(0, query);
            return query.length;
        }));
    }

    void upload(UploadKind kind, long targetId, byte[] content) {
        own.upload(kind, targetId, ORGANIZER, content);
    }

    /** Puts a show on sale, everything at one price; its seat map has the next id. */
    public TestShow open(long showId, SeatMap map, long price) {
        TestShow show = draft(showId, map, price);
        tell(Commands.openShow(showId));
        return show;
    }

    /** The same, and it is not on sale yet. */
    public TestShow draft(long showId, SeatMap map, long price) {
        long now = nowMs();
        upload(UploadKind.SEAT_MAP, showId + 1, SeatMapCodec.encode(map));
        tell(new DefineShowCommand(showId, showId + 1)
                .with(show -> {
                    show.eventId(7).venueId(8).organizerId(ORGANIZER);
                    show.startsAtMs(now + DAY_MS).endsAtMs(now + DAY_MS + 3_600_000);
                    show.onSaleFromMs(0).onSaleUntilMs(now + DAY_MS).cancelUntilMs(now + 80_000_000);
                    show.checkInFromMs(now - 3_600_000).checkInUntilMs(now + DAY_MS + 3_600_000);
                    show.holdTtlMs(480_000).maxUnitsPerHold(48);
                })
                .encode());
        TestShow show = of(showId);
        show.price(price);
        return show;
    }

    /** A show that it knows, with what staff and other customers may do to it. */
    public TestShow of(long showId) {
        return ofShows.computeIfAbsent(showId, id -> new TestShow(this, id));
    }

    /** A reservation, whether it knows it or not. */
    public TestReservation reservation(long reservationId) {
        return new TestReservation(this, reservationId);
    }

    ReservationState reservationState(long reservationId) {
        synchronized (step) {
            return state.reservation(reservationId);
        }
    }

    /** Does what is due by now. Returns when nothing is left to do. */
    public void catchUp() {
        boolean more;
        do {
            applyAll();
            synchronized (step) {
                more = state.hasPendingWork() || state.nextDeadlineMs() <= nowMs();
            }
        } while (more);
    }

    /** Stops applying commands; they wait in the ring. */
    public void pause() {
        synchronized (step) {
            paused = true;
        }
    }

    public void resume() {
        synchronized (step) {
            paused = false;
        }
        goOn();
    }

    /** Slots of the ring that are in use. */
    public int used() {
        return (int) pipeline.ringDepth();
    }

    /** Has the next claims refused for want of room. */
    public void beFullFor(int claimCount) {
        outside.beFullFor(claimCount);
    }

    /** Has all messages of a template rejected as WRONG_STATE, until {@link #takeAgain}. */
    public void refuse(int templateId) {
        outside.refuse(templateId);
    }

    public void takeAgain(int templateId) {
        outside.takeAgain(templateId);
    }

    /** What happens once, just before the next message of a template is published. */
    public void beforeNext(int templateId, Runnable action) {
        outside.beforeNext(templateId, action);
    }

    /** How many messages of a template came, refused ones among them, and the test's own not. */
    public int count(int templateId) {
        return outside.count(templateId);
    }

    /** Hands out all that has happened. */
    void forEachEvent(EventFeed.Handler handler) {
        try (EventFeed feed = events.openAfter(0)) {
            feed.poll(handler, Integer.MAX_VALUE);
        }
    }

    /** Its event log. */
    public EventFeed.Source feed() {
        return events;
    }

    @Override
    public long tryClaim(ReplyChannel replyTo, boolean query) {
        return outside.tryClaim(replyTo, query);
    }

    @Override
    public MutableDirectBuffer slot(long claim) {
        return outside.slot(claim);
    }

    @Override
    public void publish(long claim, int length, long correlationId) {
        outside.publish(claim, length, correlationId);
    }

    @Override
    public void abandon(long claim) {
        outside.abandon(claim);
    }

    @Override
    public ReplyChannel openReplies(String name, int maxInFlight, Runnable wakeUp) {
        return outside.openReplies(name, maxInFlight, wakeUp);
    }

    @Override
    public PublishedShow show(long showId) {
        return shows.show(showId);
    }

    @Override
    public SeatMap seatMap(long seatMapId) {
        return shows.seatMap(seatMapId);
    }

    @Override
    public long[] showIds() {
        return shows.showIds();
    }

    @Override
    public long sequence() {
        return shows.sequence();
    }

    private void run() {
        while (!closed && failure == null) {
            applyAll();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void goOn() {
        if (thread == null) {
            applyAll();
        } else {
            LockSupport.unpark(thread);
        }
    }

    private void applyAll() {
        synchronized (step) {
            while (!paused && !closed) {
                steps.checkTimer();
                if (steps.step(STEP_SLOTS) == 0) {
                    return;
                }
            }
        }
    }

    /**
     * Ends it; claims are refused from now on.
     *
     * @throws IllegalStateException when it had failed
     */
    @Override
    public void close() {
        closed = true;
        own.close();
        pipeline.stop();
        if (failure != null) {
            throw new IllegalStateException("the core failed", failure);
        }
    }

    /** The pipeline, and what is published to it is applied. */
    private final class Applying implements CommandPort {
        @Override
        public long tryClaim(ReplyChannel replyTo, boolean query) {
            return pipeline.tryClaim(replyTo, query);
        }

        @Override
        public MutableDirectBuffer slot(long claim) {
            return pipeline.slot(claim);
        }

        @Override
        public void publish(long claim, int length, long correlationId) {
            pipeline.publish(claim, length, correlationId);
            goOn();
        }

        @Override
        public void abandon(long claim) {
            pipeline.abandon(claim);
            goOn();
        }

        @Override
        public ReplyChannel openReplies(String name, int maxInFlight, Runnable wakeUp) {
            return pipeline.openReplies(name, maxInFlight, wakeUp);
        }
    }
}
