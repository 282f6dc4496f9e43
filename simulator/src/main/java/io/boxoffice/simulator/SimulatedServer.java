package io.boxoffice.simulator;

import io.boxoffice.engine.pipeline.JournalClock;
import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.engine.pipeline.WaitMode;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.Invariants;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.EventLogSource;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalEdges;
import io.boxoffice.protocol.port.CommandJournal.Storage;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.sbe.ContinueDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.TickDecoder;
import io.boxoffice.server.core.BookingCore;
import io.boxoffice.server.core.CoreConfig;
import io.boxoffice.server.core.CoreEdges;
import io.boxoffice.server.core.CoreLimits;
import io.boxoffice.server.core.CoreSteps;
import io.boxoffice.server.core.SnapshotConfig;
import io.boxoffice.services.follow.FollowedLog;
import io.boxoffice.services.follow.RestoreMark;
import io.boxoffice.simulator.JournalWitness.Batch;
import io.boxoffice.simulator.Oracle.Happening;
import io.boxoffice.simulator.Oracle.Journaled;
import io.boxoffice.simulator.PortWitness.Passage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import net.openhft.chronicle.queue.RollCycles;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One life of the server's process: the production's booking core and payment services from recovery to crash, and the comparison
 * of all they say with the {@link Oracle}.
 */
final class SimulatedServer {
    /** Hears, before the server takes anything, who will know what this life has journaled. */
    @FunctionalInterface
    interface Started {
        void journals(JournalWitness journal);
    }

    /** What clients of the core hear. */
    interface Audience {
        /** A client's own request was answered. */
        void answered(Request request, byte[] reply);

        /** Any request was answered, the core's own and those of services too. */
        void heard(byte[] command, byte[] reply);
    }

    static final JournalConfig JOURNAL =
            new JournalConfig(Durability.FSYNC, RollCycles.FIVE_MINUTELY, 1 << 20, 4096, 64L << 20, 8L << 20, 250);
    static final SnapshotConfig SNAPSHOTS = new SnapshotConfig(0, 0, 20, 2);
    static final long RETAINED_MS = 5_000;
    private static final PipelineConfig PIPELINE =
            new PipelineConfig(64, 32, 1 << 20, 2, 64, WaitMode.BLOCKING, 50, 100, 1_000);
    private static final String DATA = "/data";
    private static final int SLEW_PPM = JournalClock.DEFAULT_SLEW_PPM;

    private final VirtualClock clock;
    private final Oracle oracle;
    private final Trace trace;
    private final Audience audience;
    private final BookingCore core;
    private final CoreSteps steps;
    private final BookingStateMachine state;
    private final SimulatedPayments payments;
    private final ReplyChannel replies;
    private final Map<Long, Request> unanswered = new HashMap<>();
    private JournalWitness journal;
    private PortWitness port;
    private long takenThrough = -1;
    private long stampedMs;
    private long stampedAtNs;

    /**
     * Recovers.
     *
     * @param limits    as they are configured for this life
     * @param pays      whether the payment services run
     * @param journaled what the process before had appended and was not told, or was told just now, is durable
     * @param durable   how many of these it was told are durable
     */
    SimulatedServer(
            World world,
            long newJournalId,
            CoreLimits limits,
            boolean pays,
            List<Journaled> journaled,
            int durable,
            Audience audience,
            Started started) {
        clock = world.clock();
        oracle = world.oracle();
        trace = world.trace();
        this.audience = audience;
        core = BookingCore.recover(
                new CoreConfig(directory(world), JOURNAL, PIPELINE, SNAPSHOTS, RETAINED_MS, limits),
                edges(world, newJournalId),
                (commands, percent, rate) -> {},
                failure -> {});
        judgeRecovered(core.recoveredFrom(), recovered(), journaled, durable);
        started.journals(journal);
        stampedMs = Math.max(clock.wallMs(), core.store().tail().lastTimeMs());
        stampedAtNs = clock.monotonicNs();
        replies = core.commands().openReplies("client", PIPELINE.maxRepliesInFlight(), () -> {});
        steps = core.startInSteps();
        state = steps.state();
        follow();
        trace.say(state.lastSequence(), () -> "server: recovered, at sequence " + state.lastSequence());
        checkState();
        checkEvents();
        payments = pays ? new SimulatedPayments(world, core.client(), core.journalId(), followedLog()) : null;
    }

    private FollowedLog followedLog() {
        return new FollowedLog(
                core.events(), core.shows()::sequence, RestoreMark.of(core.journalId(), ""), core::keepEventsFor);
    }

    static Path directory(World world) {
        return world.disk().path(DATA);
    }

    private CoreEdges edges(World world, long newJournalId) {
        JournalEdges edges = new JournalEdges(
                world.disk().storage(),
                world.disk()::usableBytes,
                false,
                clock::wallMs,
                clock::monotonicNs,
                () -> newJournalId);
        return new CoreEdges(
                edges,
                opened -> journal = new JournalWitness(opened),
                way -> port = new PortWitness(way, this::onReply, trace));
    }

    /** What the journal held when the server began to recover, from where it began on. */
    private List<Journaled> recovered() {
        List<Journaled> recovered = new ArrayList<>();
        core.store()
                .reader()
                .replay(
                        core.recoveredFrom(),
                        (sequence, timeMs, buffer, offset, length) ->
                                recovered.add(new Journaled(timeMs, Oracle.copy(buffer, offset, length))),
                        (commands, percent, rate) -> {});
        return recovered;
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
    }

    long journalId() {
        return core.journalId();
    }

    EventFeed.Source feeds() {
        return core.events();
    }

    long publishedSequence() {
        return core.shows().sequence();
    }

    long nextDeadlineMs() {
        return state.nextDeadlineMs();
    }

    /** Says how far the persistence writer is. */
    void retainFor(LongSupplier watermark) {
        core.retainFor(watermark);
    }

    /** What was not answered, in the order of sending. */
    List<Request> unanswered() {
        List<Request> all = new ArrayList<>(unanswered.values());
        all.sort((one, other) -> Long.compare(one.number(), other.number()));
        return all;
    }

    /** The payment services; null when this life has none. */
    SimulatedPayments payments() {
        return payments;
    }

    /** The clients of the core within the server hear what was answered. */
    void takeClientReplies(int limit) {
        steps.takeClientReplies(limit);
    }

    /** Puts a request into the ring; false when there is no room. */
    boolean send(Request request) {
        long claim = port.tryClaim(replies, request.query());
        if (claim < 0) {
            return false;
        }
        port.slot(claim).putBytes(0, request.bytes());
        unanswered.put(request.number(), request);
        try {
            port.publish(claim, request.bytes().length, request.number());
        } catch (IllegalArgumentException notAMessage) {
            // Given up: an empty slot passes through the ring.
            unanswered.remove(request.number());
        }
        return true;
    }

    /** The maker of snapshots makes one, if there is room and something new; what is no longer needed is removed. */
    boolean makeSnapshot() {
        if (core.store().floors().storage() != Storage.AMPLE
                || core.shows().sequence() <= core.snapshots().lastSequence()) {
            return false;
        }
        steps.makeSnapshot();
        trace.say(
                core.snapshots().lastSequence(),
                () -> "server: snapshot of sequence " + core.snapshots().lastSequence());
        return true;
    }

    /** The background thread looks how much room there is. */
    void judgeRoom() {
        core.store().floors().judge();
    }

    void checkTimer() {
        steps.booking().checkTimer();
    }

    /** The booking thread takes a batch. */
    void step(int maxSlots) {
        takenThrough += steps.booking().step(maxSlots);
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
        while (!port.queued().isEmpty() && port.queued().peek().claim <= takenThrough) {
            next = followRequest(port.queued().poll(), batch, next);
        }
        Violation.unless(next == batch.commands().size(), "a command was journaled that nobody sent");
        journal.forget();
        Violation.unless(
                state.nextDeadlineMs() == oracle.nextDeadlineMs() && state.hasPendingWork() == oracle.hasPendingWork(),
                "deadline or pending work is not the model's");
        Violation.unless(
                core.shows().sequence() == oracle.lastSequence(),
                "sequence " + core.shows().sequence() + " is published, not " + oracle.lastSequence());
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

    private int followRequest(Passage request, Batch batch, int next) {
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
                "a request was not journaled, though there is room: " + Trace.hex(request.bytes));
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

    /** Clients take what has been answered. */
    int takeReplies(int limit) {
        return replies.drain(
                (number, buffer, offset, length) -> {
                    byte[] reply = Oracle.copy(buffer, offset, length);
                    audience.answered(unanswered.remove(number), reply);
                },
                limit);
    }

    /** Each answer must be the model's. */
    private void onReply(Passage passage, byte[] reply) {
        if (passage.refused) {
            Violation.unless(
                    saysStorageLow(reply), "a request was refused with another answer: " + Trace.hex(passage.bytes));
        } else {
            Violation.unless(
                    passage.due != null && Arrays.equals(passage.due, reply),
                    "command " + passage.sequence + " was answered " + Trace.hex(reply) + ", the model says "
                            + (passage.due == null ? "nothing" : Trace.hex(passage.due)));
        }
        audience.heard(passage.bytes, reply);
    }

    /** Whether an answer refuses for want of room on the disk. */
    static boolean saysStorageLow(byte[] reply) {
        UnsafeBuffer buffer = new UnsafeBuffer(reply);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        return header.templateId() == RejectedDecoder.TEMPLATE_ID
                && new RejectedDecoder().wrapAndApplyHeader(buffer, 0, header).reason() == RejectReason.STORAGE_LOW;
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

    /** The event log has every event once, in order, from where it is kept on. */
    void checkEvents() {
        EventLogSource source = new EventLogSource(core.store().dataDirectory());
        long after = source.keptAfter();
        Iterator<Happening> due =
                oracle.happenings(after, oracle.lastSequence()).iterator();
        try (EventFeed feed = source.openAfter(after)) {
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
        if (payments != null) {
            payments.stop();
        }
        while (!port.queued().isEmpty()) {
            step(PIPELINE.maxBatchCommands());
        }
        takeReplies(Integer.MAX_VALUE);
        core.close();
    }

    /** Its process has ended where it was. */
    void die() {
        if (payments != null) {
            payments.die();
        }
    }

    static int template(byte[] command) {
        return command.length < MessageHeaderDecoder.ENCODED_LENGTH
                ? -1
                : new MessageHeaderDecoder().wrap(new UnsafeBuffer(command), 0).templateId();
    }
}
