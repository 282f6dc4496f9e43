package io.boxoffice.engine.pipeline;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.ExceptionHandler;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ReplyChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;

/**
 * The ring and the one thread around the state machine. Read this first.
 *
 * <pre>
 *   any thread          tryClaim → encode → publish        never waits; no room is an answer
 *                            │
 *                            ▼
 *                      CommandRing (slots of 1 KiB)  ◄──── DeadlineTimer: an empty slot when something is due
 *                            │
 *   "booking" thread         ▼  a batch: all that has arrived, up to a limit
 *       BookingHandler  1  read the clock, once
 *                       2  ask how much room the disk has; refuse what may not be journaled any more
 *                       3  put a Tick or Continue of its own in front when deadlines or work are due
 *                       4  append each command with its sequence and time, then ONE commit
 *                       5  apply each, answer each query, in order                (CommandApplier → StateMachine)
 *                       6  publish: events, availability, sequence; then replies, one wake-up a channel
 *                       7  say when to be woken next; seal the journal when idle
 *                            │
 *                            ▼  only now the ring's sequence advances, and the slots may be used again
 *   reply owners        ReplyChannel.drain            event feeds, ShowDirectory readers: any thread, no lock
 * </pre>
 *
 * Nothing is applied, and nobody answered, before it is on disk. Whatever the journal or the state machine throws ends the
 * pipeline: nobody of that batch is answered, claims are refused, {@code onFailure} runs, and only a new process recovers.
 *
 * <p>A simulation makes the steps itself, without threads: {@link PipelineSteps}.
 *
 * <p>One handler does all steps, because its parts have to wait for each other anyway: docs/adr/0002-handler-layout.md.
 */
public final class BookingPipeline implements CommandPort {
    private enum Phase {
        NEW,
        RUNNING,
        STOPPING,
        STOPPED,
        FAILED
    }

    private static final long POLL_NS = 200_000;

    private final PipelineConfig config;
    private final JournalClock clock;
    private final Consumer<Throwable> onFailure;
    private final PipelineStatistics statistics = new PipelineStatistics();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CommandRing ring;
    private final ReplyChannels channels;
    private final DeadlineTimer timer;
    private final BookingHandler handler;
    private final BatchEventProcessor<CommandSlot> processor;
    private final Thread bookingThread;

    /**
     * To be built when replay has ended, and started then.
     *
     * @param applier   holds the recovered state machine, the event log and the published shows
     * @param clock     started at the recovered state's time
     * @param onFailure told, once, on the booking thread, why the pipeline ended; must not wait for the booking thread
     * @throws IllegalStateException when journal and state machine do not end with the same command
     */
    public BookingPipeline(
            PipelineConfig config,
            CommandApplier applier,
            CommandJournal journal,
            JournalClock clock,
            Consumer<Throwable> onFailure) {
        if (journal.lastSequence() != applier.state().lastSequence()) {
            throw new IllegalStateException("the journal ends with command " + journal.lastSequence()
                    + ", the state machine with " + applier.state().lastSequence());
        }
        this.config = config;
        this.clock = clock;
        this.onFailure = onFailure;
        ring = new CommandRing(config);
        channels = new ReplyChannels(config);
        timer = new DeadlineTimer(ring, clock::nanoTime, config.wakeCheckMs());
        handler = new BookingHandler(
                config, ring, applier, journal, clock, timer, channels, statistics, caughtUp::countDown);
        processor = new BatchEventProcessorBuilder()
                .setMaxBatchSize(config.maxBatchCommands())
                .build(ring.buffer(), ring.buffer().newBarrier(), handler);
        processor.setExceptionHandler(new FailStop());
        ring.buffer().addGatingSequences(processor.getSequence());
        bookingThread = new Thread(this::runBookingThread, "booking");
    }

    /**
     * Starts the booking thread and returns when it has swept what lapsed while the server was down, ready for claims.
     *
     * @throws IllegalStateException when it failed at that, or was started before
     */
    public void start() {
        if (bookingThread.getState() != Thread.State.NEW) {
            throw new IllegalStateException("the pipeline was started before");
        }
        bookingThread.start();
        try {
            caughtUp.await();
        } catch (InterruptedException e) {
            processor.halt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the pipeline started", e);
        }
        if (!phase.compareAndSet(Phase.NEW, Phase.RUNNING)) {
            throw new IllegalStateException("the pipeline failed at its start");
        }
        timer.start();
    }

    /**
     * Instead of {@link #start()}: starts no thread. The caller is the booking thread and the timer, and makes the steps.
     *
     * @throws IllegalStateException when it was started before
     */
    public PipelineSteps startInSteps() {
        if (phase.get() != Phase.NEW || bookingThread.getState() != Thread.State.NEW) {
            throw new IllegalStateException("the pipeline was started before");
        }
        ring.buffer().removeGatingSequence(processor.getSequence());
        PipelineSteps steps = new PipelineSteps(config, ring, handler, timer, clock, this::fail);
        try {
            handler.onStart();
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
        phase.set(Phase.RUNNING);
        return steps;
    }

    /**
     * Takes no more claims, waits until all that was published is answered, seals the journal and ends the booking thread.
     * Bounded by {@link PipelineConfig#stopTimeoutMs()}. Any thread but the booking thread.
     *
     * @return whether everything was answered and sealed in time; true also when there is nothing (more) to stop
     */
    public boolean stop() {
        if (!phase.compareAndSet(Phase.RUNNING, Phase.STOPPING)) {
            return phase.get() != Phase.FAILED;
        }
        timer.close();
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.stopTimeoutMs());
        // Whoever claims after this line finds the new phase and gives the claim up: see tryClaim.
        long last = ring.lastClaim();
        while (processor.getSequence().get() < last && bookingThread.isAlive() && untilNs - System.nanoTime() > 0) {
            LockSupport.parkNanos(POLL_NS);
        }
        boolean answered = processor.getSequence().get() >= last;
        processor.halt();
        boolean ended = joinBookingThread(Math.max(POLL_NS, untilNs - System.nanoTime()));
        return phase.compareAndSet(Phase.STOPPING, Phase.STOPPED) && answered && ended;
    }

    @Override
    public long tryClaim(ReplyChannel replyTo, boolean query) {
        ReplyBuffer channel = (ReplyBuffer) replyTo;
        if (phase.get() != Phase.RUNNING) {
            return statistics.refused(STOPPED);
        }
        if (!channel.tryTakePlace()) {
            return statistics.refused(REPLIES_FULL);
        }
        long claim = ring.tryClaim(query);
        if (claim < 0) {
            channel.returnPlace();
            return statistics.refused(claim);
        }
        ring.slot(claim).claim(channel, query);
        if (phase.get() != Phase.RUNNING) {
            // stop() may have looked at the ring before this claim was in it, and would not wait for its answer.
            abandon(claim);
            return statistics.refused(STOPPED);
        }
        return claim;
    }

    @Override
    public MutableDirectBuffer slot(long claim) {
        return ring.slot(claim).buffer;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when it is no command (or query, when claimed for one) of a possible length; the claim
     *                                  is given up then
     */
    @Override
    public void publish(long claim, int length, long correlationId) {
        CommandSlot slot = ring.slot(claim);
        if (!slot.fill(length, correlationId, clock.nanoTime())) {
            // Once journaled it would be met again in every replay.
            abandon(claim);
            throw new IllegalArgumentException(
                    "not what was claimed: template " + slot.templateId + " in " + length + " bytes");
        }
        ring.publish(claim);
    }

    @Override
    public void abandon(long claim) {
        CommandSlot slot = ring.slot(claim);
        slot.replyTo.returnPlace();
        slot.empty(CommandSlot.Content.NOTHING);
        ring.publish(claim);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when maxInFlight is not 1 to {@link PipelineConfig#maxRepliesInFlight()}
     * @throws IllegalStateException    when {@link PipelineConfig#maxReplyChannels()} are open
     */
    @Override
    public ReplyChannel openReplies(String name, int maxInFlight, Runnable wakeUp) {
        return channels.open(name, maxInFlight, wakeUp);
    }

    /** Whether claims are taken. Any thread. */
    public boolean isRunning() {
        return phase.get() == Phase.RUNNING;
    }

    /** Whether the journal or the state machine threw something. Any thread. */
    public boolean hasFailed() {
        return phase.get() == Phase.FAILED;
    }

    /** Slots of the ring in use. Any thread. */
    public long ringDepth() {
        return ring.depth();
    }

    public PipelineStatistics statistics() {
        return statistics;
    }

    private void runBookingThread() {
        try {
            processor.run();
            handler.sealIfNeeded();
        } catch (FailedException e) {
            // Reported already; leaving this way is what keeps the ring's sequence where it is.
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        timer.close();
        if (phase.getAndSet(Phase.FAILED) != Phase.FAILED) {
            caughtUp.countDown();
            onFailure.accept(cause);
        }
    }

    private boolean joinBookingThread(long timeoutNs) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(bookingThread, timeoutNs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !bookingThread.isAlive();
    }

    /** Leaves the disruptor's loop without letting the ring's sequence pass the batch that failed. */
    private final class FailStop implements ExceptionHandler<CommandSlot> {
        @Override
        public void handleEventException(Throwable cause, long ringSequence, CommandSlot slot) {
            handleOnStartException(cause);
        }

        @Override
        public void handleOnStartException(Throwable cause) {
            fail(cause);
            throw new FailedException(cause);
        }

        @Override
        public void handleOnShutdownException(Throwable cause) {
            handleOnStartException(cause);
        }
    }

    private static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedException(Throwable cause) {
            super(cause);
        }
    }
}
