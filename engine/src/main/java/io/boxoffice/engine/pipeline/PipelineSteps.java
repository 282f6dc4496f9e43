package io.boxoffice.engine.pipeline;

import com.lmax.disruptor.Sequence;
import java.util.function.Consumer;

/**
 * A {@link BookingPipeline} without threads: whoever has it is the booking thread and the timer, for a simulation that decides
 * itself what happens when. The same handler does the same with the same batches. For one thread, which may also be that of the
 * clients.
 */
public final class PipelineSteps {
    private final PipelineConfig config;
    private final CommandRing ring;
    private final BookingHandler handler;
    private final DeadlineTimer timer;
    private final JournalClock clock;
    private final Consumer<Throwable> onFailure;
    private final Sequence taken = new Sequence();
    private boolean ended;

    PipelineSteps(
            PipelineConfig config,
            CommandRing ring,
            BookingHandler handler,
            DeadlineTimer timer,
            JournalClock clock,
            Consumer<Throwable> onFailure) {
        this.config = config;
        this.ring = ring;
        this.handler = handler;
        this.timer = timer;
        this.clock = clock;
        this.onFailure = onFailure;
        ring.buffer().addGatingSequences(taken);
    }

    /** What the timer's thread does every {@link PipelineConfig#wakeCheckMs()}: wakes the booking thread when something is due. */
    public void checkTimer() {
        timer.wakeIfDue(clock.nanoTime());
    }

    /**
     * Hands the handler what has been published, as one batch.
     *
     * @param maxSlots at most so many, 1 to {@link PipelineConfig#maxBatchCommands()}
     * @return how many; 0 when there was nothing
     * @throws RuntimeException what journal or state machine threw: the pipeline has failed then, and nobody of the batch is
     *                          answered
     */
    public int step(int maxSlots) {
        if (ended) {
            throw new IllegalStateException("the pipeline has ended");
        }
        long first = taken.get() + 1;
        long last = first - 1;
        while (last - first + 1 < Math.min(maxSlots, config.maxBatchCommands()) && ring.isPublished(last + 1)) {
            last++;
        }
        try {
            for (long at = first; at <= last; at++) {
                handler.onEvent(ring.slot(at), at, at == last);
            }
        } catch (RuntimeException | Error e) {
            ended = true;
            onFailure.accept(e);
            throw e;
        }
        taken.set(last);
        return (int) (last - first + 1);
    }

    /**
     * Hands the handler all that is published, then seals the journal, as the booking thread does as its last.
     *
     * @return false when it had failed before
     * @throws RuntimeException as {@link #step}
     */
    public boolean end() {
        if (ended) {
            return false;
        }
        while (step(config.maxBatchCommands()) > 0) {
            continue;
        }
        ended = true;
        handler.sealIfNeeded();
        return true;
    }
}
