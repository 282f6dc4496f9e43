package io.boxoffice.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.port.CommandJournal.Storage;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * What the booking thread does with a batch; {@link BookingPipeline} numbers the steps. The disruptor calls it, on that thread
 * alone. Neither logs nor allocates. Whatever it throws ends the pipeline.
 */
final class BookingHandler implements EventHandler<CommandSlot> {
    /** A deadline farther off is looked at again after this time; it bounds what can overflow. */
    private static final long FARTHEST_WAKE_MS = TimeUnit.HOURS.toMillis(1);

    /** With no room to journal a Tick, how often to see whether there is some again. */
    private static final long RETRY_WHEN_EXHAUSTED_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final PipelineConfig config;
    private final CommandRing ring;
    private final CommandApplier applier;
    private final StateMachine state;
    private final CommandJournal journal;
    private final JournalClock clock;
    private final DeadlineTimer timer;
    private final ReplyChannels channels;
    private final PipelineStatistics statistics;
    private final Runnable onCaughtUp;
    private final OwnMessages own = new OwnMessages();

    private boolean open;
    private Storage storage;
    private long nowMs;
    private long first;
    private long sequence;
    private long tickSequence;
    private long continueSequence;
    private int appended;
    private int appendedBytes;
    private int queryClaims;
    private boolean sealed = true;
    private long lastCommitNs;

    BookingHandler(
            PipelineConfig config,
            CommandRing ring,
            CommandApplier applier,
            CommandJournal journal,
            JournalClock clock,
            DeadlineTimer timer,
            ReplyChannels channels,
            PipelineStatistics statistics,
            Runnable onCaughtUp) {
        this.config = config;
        this.ring = ring;
        this.applier = applier;
        this.journal = journal;
        this.clock = clock;
        this.timer = timer;
        this.channels = channels;
        this.statistics = statistics;
        this.onCaughtUp = onCaughtUp;
        state = applier.state();
        sequence = state.lastSequence();
    }

    /** Time spent stopped counts: what lapsed meanwhile is swept before the first claim. */
    @Override
    public void onStart() {
        do {
            beginBatch(0);
            finishBatch(-1);
        } while (storage != Storage.EXHAUSTED && state.nextDeadlineMs() <= nowMs);
        onCaughtUp.run();
    }

    @Override
    public void onEvent(CommandSlot slot, long ringSequence, boolean endOfBatch) {
        if (open && appendedBytes + slot.length > config.maxBatchBytes()) {
            finishBatch(ringSequence - 1);
        }
        if (!open) {
            beginBatch(ringSequence);
        }
        admit(slot);
        if (endOfBatch) {
            finishBatch(ringSequence);
        }
    }

    /** Closes the journal's last batch; the booking thread calls this as its last. */
    void sealIfNeeded() {
        if (!sealed) {
            journal.seal();
            sealed = true;
        }
    }

    private void beginBatch(long firstRingSequence) {
        open = true;
        first = firstRingSequence;
        appended = 0;
        appendedBytes = 0;
        queryClaims = 0;
        nowMs = Math.max(clock.timeMs(), state.lastTimeMs());
        storage = journal.storage();
        boolean room = storage != Storage.EXHAUSTED;
        tickSequence = room && state.nextDeadlineMs() <= nowMs ? append(own.tick, own.tick.capacity()) : 0;
        continueSequence = room && state.hasPendingWork() ? append(own.goOn, own.goOn.capacity()) : 0;
    }

    private void admit(CommandSlot slot) {
        if (slot.claimedForQuery) {
            queryClaims++;
        }
        if (slot.content == CommandSlot.Content.WAKE) {
            timer.wakeTaken();
        } else if (slot.content == CommandSlot.Content.COMMAND) {
            boolean newHold = slot.templateId == PlaceHoldDecoder.TEMPLATE_ID;
            if (storage == Storage.EXHAUSTED || storage == Storage.LOW && newHold) {
                slot.content = CommandSlot.Content.REFUSED_COMMAND;
            } else {
                slot.sequence = append(slot.buffer, slot.length);
            }
        }
    }

    private long append(DirectBuffer command, int length) {
        sequence++;
        journal.append(sequence, nowMs, command, 0, length);
        appended++;
        appendedBytes += length;
        return sequence;
    }

    private void finishBatch(long last) {
        open = false;
        if (appended > 0) {
            commit();
        }
        applyOwn(tickSequence, own.tick);
        applyOwn(continueSequence, own.goOn);
        for (long at = first; at <= last; at++) {
            apply(ring.slot(at));
        }
        applier.publish();
        channels.flush(statistics);
        release(last);
        planNextWake();
    }

    private void commit() {
        long startNs = clock.nanoTime();
        journal.commit();
        sealed = false;
        lastCommitNs = clock.nanoTime();
        int ownCommands = (tickSequence > 0 ? 1 : 0) + (continueSequence > 0 ? 1 : 0);
        statistics.batch(ownCommands, appended, lastCommitNs - startNs);
    }

    private void applyOwn(long ownSequence, DirectBuffer command) {
        if (ownSequence > 0) {
            applier.apply(ownSequence, nowMs, command, 0, command.capacity(), ReplySink.NOBODY);
        }
    }

    private void apply(CommandSlot slot) {
        switch (slot.content) {
            case COMMAND -> applier.apply(slot.sequence, nowMs, slot.buffer, 0, slot.length, slot);
            case QUERY -> {
                applier.query(slot.buffer, 0, slot.length, slot);
                statistics.query();
            }
            case REFUSED_COMMAND -> {
                slot.onReply(own.storageLow, 0, own.storageLow.capacity());
                statistics.storageRefusal();
            }
            case NOTHING, WAKE -> {
                // Nobody waits for an answer.
            }
        }
    }

    /** Their replies are out: the slots may be used again as soon as the ring's sequence has passed them. */
    private void release(long last) {
        ring.releaseQueries(queryClaims);
        long nowNs = clock.nanoTime();
        for (long at = first; at <= last; at++) {
            CommandSlot slot = ring.slot(at);
            if (slot.replyTo != null) {
                statistics.latencyNs(slot.templateId).record(nowNs - slot.publishedAtNs);
                slot.replyTo = null;
            }
            slot.claimedForQuery = false;
        }
    }

    private void planNextWake() {
        long nowNs = clock.nanoTime();
        long sealAfterNs = TimeUnit.MILLISECONDS.toNanos(config.sealAfterIdleMs());
        if (!sealed && appended == 0 && nowNs - lastCommitNs >= sealAfterNs) {
            sealIfNeeded();
            statistics.seal();
        }
        long delayMs = state.hasPendingWork() ? 0 : state.nextDeadlineMs() - nowMs;
        boolean due = delayMs <= 0;
        if (due && storage != Storage.EXHAUSTED) {
            timer.wakeNow();
        }
        long wakeAtNs = DeadlineTimer.NEVER;
        if (due) {
            // Should there have been no room for a wake slot, the timer tries again.
            wakeAtNs = storage == Storage.EXHAUSTED ? nowNs + RETRY_WHEN_EXHAUSTED_NS : nowNs;
        } else if (state.nextDeadlineMs() != Long.MAX_VALUE) {
            wakeAtNs = nowNs + TimeUnit.MILLISECONDS.toNanos(Math.min(delayMs, FARTHEST_WAKE_MS));
        }
        timer.wakeAt(sealed ? wakeAtNs : Math.min(wakeAtNs, lastCommitNs + sealAfterNs));
    }
}
