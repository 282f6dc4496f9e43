package io.boxoffice.simulator;

import io.boxoffice.engine.pipeline.BookingPipeline;
import io.boxoffice.engine.pipeline.CommandApplier;
import io.boxoffice.engine.pipeline.JournalClock;
import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.engine.pipeline.PipelineSteps;
import io.boxoffice.engine.pipeline.PublishedShows;
import io.boxoffice.engine.pipeline.ReplayApplier;
import io.boxoffice.engine.pipeline.WaitMode;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.Invariants;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.EventLogSource;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalEdges;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.protocol.port.CommandJournal.Storage;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.sbe.ContinueDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.TickDecoder;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.RecoveryStart;
import io.boxoffice.server.core.SnapshotMaker;
import io.boxoffice.simulator.JournalWitness.Batch;
import io.boxoffice.simulator.Oracle.Happening;
import io.boxoffice.simulator.Oracle.Journaled;
import io.boxoffice.simulator.disk.SimulatedDisk;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.openhft.chronicle.queue.RollCycles;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One life of the server's process: the production classes from recovery to crash, and the comparison of all they say with the
 * {@link Oracle}.
 */
final class SimulatedServer {
    /** Hears, before recovery has ended, who will know what this life has journaled. */
    @FunctionalInterface
    interface Started {
        void journals(JournalWitness journal);
    }

    /** A request and what was answered. */
    record Answer(Request request, byte[] reply) {}

    static final JournalConfig JOURNAL =
            new JournalConfig(Durability.FSYNC, RollCycles.FIVE_MINUTELY, 1 << 20, 4096, 64L << 20, 8L << 20, 250);
    private static final PipelineConfig PIPELINE =
            new PipelineConfig(64, 32, 1 << 20, 2, 64, WaitMode.BLOCKING, 50, 100, 1_000);
    private static final ServerConfig.Snapshots SNAPSHOTS = new ServerConfig.Snapshots(0, 0, 0, 2);
    private static final int MAX_IN_FLIGHT = 60;
    private static final int SLEW_PPM = JournalClock.DEFAULT_SLEW_PPM;

    private final VirtualClock clock;
    private final Oracle oracle;
    private final Trace trace;
    private final JournalStore store;
    private final BookingStateMachine state;
    private final PublishedShows shows;
    private final SnapshotMaker snapshots;
    private final JournalWitness journal;
    private final BookingPipeline pipeline;
    private final PipelineSteps steps;
    private final ReplyChannel replies;

    /** In the ring, in order. */
    private final Deque<Request> queued = new ArrayDeque<>();

    private final Map<Long, Request> unanswered = new HashMap<>();
    private long takenThrough = -1;
    private long stampedMs;
    private long stampedAtNs;

    /**
     * Recovers.
     *
     * @param journaled what the process before had appended and was not told, or was told just now, is durable
     * @param durable   how many of these it was told are durable
     */
    SimulatedServer(
            SimulatedDisk disk,
            VirtualClock clock,
            long newJournalId,
            Oracle oracle,
            Trace trace,
            List<Journaled> journaled,
            int durable,
            Started started) {
        this.clock = clock;
        this.oracle = oracle;
        this.trace = trace;
        Path directory = disk.path("/data");
        store = JournalStore.open(
                directory,
                JOURNAL,
                new JournalEdges(
                        disk.storage(),
                        disk::usableBytes,
                        false,
                        clock::wallMs,
                        clock::monotonicNs,
                        () -> newJournalId));
        RecoveryStart start = RecoveryStart.choose(store);
        state = start.state();
        shows = new PublishedShows(state);
        CommandApplier applier = new CommandApplier(state, store.eventLog(), shows);
        List<Journaled> recovered = new ArrayList<>();
        ReplayApplier replay = ReplayApplier.ofServer(applier, state, shows, start.lastEventSequence());
        store.reader()
                .replay(
                        start.sequence(),
                        (sequence, timeMs, buffer, offset, length) -> {
                            recovered.add(new Journaled(timeMs, Oracle.copy(buffer, offset, length)));
                            replay.onCommand(sequence, timeMs, buffer, offset, length);
                        },
                        (commands, percent, rate) -> {});
        replay.finish();
        judgeRecovered(start.sequence(), recovered, journaled, durable);
        stampedMs = Math.max(clock.wallMs(), store.tail().lastTimeMs());
        stampedAtNs = clock.monotonicNs();
        JournalClock stamps = new JournalClock(
                clock::wallMs,
                clock::monotonicNs,
                store.tail().lastTimeMs(),
                SLEW_PPM,
                JournalClock.DEFAULT_JUMP_ALARM_MS,
                aheadMs -> {});
        journal = new JournalWitness(store.openCommands());
        started.journals(journal);
        pipeline = new BookingPipeline(PIPELINE, applier, journal, stamps, failure -> {});
        replies = pipeline.openReplies("clients", MAX_IN_FLIGHT, () -> {});
        steps = pipeline.startInSteps();
        snapshots = new SnapshotMaker(store, SNAPSHOTS, start.sequence(), shows::sequence, () -> {}, failure -> {});
        follow();
        trace.say(state.lastSequence(), () -> "server: recovered, at sequence " + state.lastSequence());
        checkEvents();
    }

    /** Everything that was acknowledged is there as it was, and of the rest whole commands from the front. */
    private void judgeRecovered(long from, List<Journaled> recovered, List<Journaled> inFlight, int durable) {
        long known = oracle.lastSequence();
        long through = from + recovered.size();
        Violation.unless(
                through >= known + durable,
                "of " + (known + durable) + " durable commands " + through + " were recovered");
        Violation.unless(
                through <= known + inFlight.size(),
                through + " commands were recovered, " + (known + inFlight.size()) + " were ever written");
        for (int i = 0; i < recovered.size(); i++) {
            long sequence = from + i + 1;
            Journaled was = sequence <= known ? oracle.journaled(sequence) : inFlight.get((int) (sequence - known) - 1);
            Violation.unless(
                    was.is(recovered.get(i).timeMs(), recovered.get(i).bytes()),
                    "command " + sequence + " was recovered as another one");
        }
        for (Journaled command : inFlight.subList(0, (int) Math.max(0, through - known))) {
            apply(command);
        }
        checkState();
    }

    long journalId() {
        return store.journalId();
    }

    EventFeed.Source feeds() {
        return store.feeds();
    }

    long publishedSequence() {
        return shows.sequence();
    }

    long nextDeadlineMs() {
        return state.nextDeadlineMs();
    }

    /** Commands the booking thread had in hand. */
    JournalWitness journal() {
        return journal;
    }

    /** What was not answered, in the order of sending. */
    List<Request> unanswered() {
        List<Request> all = new ArrayList<>(unanswered.values());
        all.sort((one, other) -> Long.compare(one.number, other.number));
        return all;
    }

    /** Puts a request into the ring; false when there is no room. */
    boolean send(Request request) {
        long claim = pipeline.tryClaim(replies, request.query);
        if (claim < 0) {
            return false;
        }
        pipeline.slot(claim).putBytes(0, request.bytes);
        request.claim = claim;
        try {
            pipeline.publish(claim, request.bytes.length, request.number);
        } catch (IllegalArgumentException notAMessage) {
            // Given up: an empty slot passes through the ring.
            return true;
        }
        queued.add(request);
        unanswered.put(request.number, request);
        trace.say(request.number, () -> "client: sends " + request.number + " " + Trace.hex(request.bytes));
        return true;
    }

    /** The maker of snapshots makes one, if there is room and something new. */
    void makeSnapshot() {
        if (store.floors().storage() == Storage.AMPLE && shows.sequence() > snapshots.lastSequence()) {
            snapshots.makeNow();
            trace.say(snapshots.lastSequence(), () -> "server: snapshot of sequence " + snapshots.lastSequence());
        }
    }

    /** The background thread looks how much room there is. */
    void judgeRoom() {
        store.floors().judge();
    }

    void checkTimer() {
        steps.checkTimer();
    }

    /** The booking thread takes a batch. */
    void step(int maxSlots) {
        takenThrough += steps.step(maxSlots);
        follow();
    }

    /** The booking thread has applied what it took: the model does the same. */
    private void follow() {
        List<Batch> batches = journal.batches();
        int last = batches.size() - 1;
        for (int i = 0; i < last; i++) {
            Batch batch = batches.get(i);
            Violation.unless(followOwn(batch) == batch.commands().size(), "a command was journaled that nobody sent");
        }
        Batch batch = last < 0 ? Batch.NONE : batches.get(last);
        int next = followOwn(batch);
        while (!queued.isEmpty() && queued.peek().claim <= takenThrough) {
            next = followRequest(queued.poll(), batch, next);
        }
        Violation.unless(next == batch.commands().size(), "a command was journaled that nobody sent");
        journal.forget();
        Violation.unless(
                state.nextDeadlineMs() == oracle.nextDeadlineMs() && state.hasPendingWork() == oracle.hasPendingWork(),
                "deadline or pending work is not the model's");
        Violation.unless(
                shows.sequence() == oracle.lastSequence(),
                "sequence " + shows.sequence() + " is published, not " + oracle.lastSequence());
        trace.say(
                state.lastSequence(),
                () -> "server: applied " + batch.commands().size() + " commands, at sequence " + state.lastSequence());
    }

    /** What the booking thread puts in front of a batch itself: a Tick if, and only if, a deadline is due. */
    private int followOwn(Batch batch) {
        Violation.unless(batch.durable(), "a batch was applied before it was durable");
        if (batch.commands().isEmpty()) {
            return 0;
        }
        long nowMs = batch.commands().get(0).timeMs();
        checkTime(nowMs);
        boolean tick = oracle.nextDeadlineMs() <= nowMs;
        boolean goOn = oracle.hasPendingWork();
        int next = 0;
        if (tick) {
            next = followOwnCommand(batch, next, TickDecoder.TEMPLATE_ID);
        }
        return goOn ? followOwnCommand(batch, next, ContinueDecoder.TEMPLATE_ID) : next;
    }

    private int followOwnCommand(Batch batch, int next, int template) {
        Violation.unless(
                next < batch.commands().size()
                        && template(batch.commands().get(next).bytes()) == template,
                "a batch does not begin with the Tick or Continue that was due");
        apply(batch.commands().get(next));
        return next + 1;
    }

    private int followRequest(Request request, Batch batch, int next) {
        if (request.query) {
            request.due = request.bytes.length == 0 ? request.bytes : oracle.query(request.bytes);
            return next;
        }
        if (next < batch.commands().size()
                && Arrays.equals(batch.commands().get(next).bytes(), request.bytes)) {
            request.due = apply(batch.commands().get(next));
            request.sequence = oracle.lastSequence();
            return next + 1;
        }
        Violation.unless(
                batch.storage() == Storage.EXHAUSTED
                        || batch.storage() == Storage.LOW && template(request.bytes) == PlaceHoldDecoder.TEMPLATE_ID,
                "request " + request.number + " was not journaled, though there is room");
        request.refused = true;
        return next;
    }

    private byte[] apply(Journaled command) {
        return oracle.apply(command.timeMs(), command.bytes());
    }

    /** Never back, and as fast as time itself, whatever is done to the wall clock. */
    private void checkTime(long nowMs) {
        long elapsedNs = clock.monotonicNs() - stampedAtNs;
        long drawnMs = elapsedNs / 1_000_000 * SLEW_PPM / 1_000_000 + 2;
        long expectedMs = stampedMs + elapsedNs / 1_000_000;
        Violation.unless(
                nowMs >= oracle.lastTimeMs() && Math.abs(nowMs - expectedMs) <= drawnMs,
                "commands were stamped " + nowMs + ", about " + expectedMs + " was expected, after "
                        + oracle.lastTimeMs());
        stampedMs = nowMs;
        stampedAtNs = clock.monotonicNs();
    }

    /** Clients take what has been answered; each answer must be the model's. */
    int takeReplies(int limit, Consumer<Answer> client) {
        return replies.drain(
                (number, buffer, offset, length) -> {
                    Request request = unanswered.remove(number);
                    Violation.unless(request != null, "request " + number + " was answered twice");
                    byte[] reply = Oracle.copy(buffer, offset, length);
                    checkReply(request, reply);
                    client.accept(new Answer(request, reply));
                },
                limit);
    }

    private static void checkReply(Request request, byte[] reply) {
        if (request.refused) {
            UnsafeBuffer buffer = new UnsafeBuffer(reply);
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
            boolean storageLow = header.templateId() == RejectedDecoder.TEMPLATE_ID
                    && new RejectedDecoder()
                                    .wrapAndApplyHeader(buffer, 0, header)
                                    .reason()
                            == RejectReason.STORAGE_LOW;
            Violation.unless(storageLow, "request " + request.number + " was refused with another answer");
            return;
        }
        Violation.unless(
                request.due != null && Arrays.equals(request.due, reply),
                "request " + request.number + ", command " + request.sequence + ", was answered "
                        + Trace.hex(reply) + ", the model says "
                        + (request.due == null ? "nothing" : Trace.hex(request.due)));
    }

    /** State, seats and totals are the model's. */
    void checkState() {
        Violation.unless(state.lastSequence() == oracle.lastSequence(), "state and model are at different sequences");
        Violation.unless(
                state.stateHash() == oracle.stateHash(),
                "the state's hash is not the model's at sequence " + state.lastSequence());
        try {
            Invariants.check(state, "invariant broken at sequence " + state.lastSequence());
        } catch (AssertionError e) {
            throw new Violation(e.getMessage(), e);
        }
    }

    /** The event log has every event once, in order. */
    void checkEvents() {
        Iterator<Happening> due = oracle.happenings(0, oracle.lastSequence()).iterator();
        // A clock that runs, since a feed looks for new files every so often only.
        long[] impatientNs = new long[1];
        EventLogSource source =
                new EventLogSource(store.dataDirectory(), () -> impatientNs[0] += TimeUnit.SECONDS.toNanos(1));
        try (EventFeed feed = source.openAfter(0)) {
            while (feed.poll(
                            (sequence, ordinal, timeMs, buffer, offset, length) -> {
                                Violation.unless(
                                        due.hasNext(),
                                        "the event log has event " + sequence + "." + ordinal + " too much");
                                Happening expected = due.next();
                                Violation.unless(
                                        expected.sequence() == sequence
                                                && expected.ordinal() == ordinal
                                                && expected.timeMs() == timeMs
                                                && Arrays.equals(expected.bytes(), Oracle.copy(buffer, offset, length)),
                                        "the event log has event " + sequence + "." + ordinal + " where "
                                                + expected.sequence() + "." + expected.ordinal()
                                                + " belongs, or another one");
                            },
                            100)
                    > 0) {
                continue;
            }
        }
        Violation.unless(!due.hasNext(), "the event log ends early");
    }

    /** A clean stop: everything sent is answered, the journal sealed. */
    void stop() {
        while (!queued.isEmpty()) {
            step(PIPELINE.maxBatchCommands());
        }
        steps.end();
        store.close();
    }

    private static int template(byte[] command) {
        return command.length < MessageHeaderDecoder.ENCODED_LENGTH
                ? -1
                : new MessageHeaderDecoder().wrap(new UnsafeBuffer(command), 0).templateId();
    }
}
