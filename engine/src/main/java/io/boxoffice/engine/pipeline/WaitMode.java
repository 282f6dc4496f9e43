package io.boxoffice.engine.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;

/** How the booking thread waits for commands: what an idle server costs against what a waking thread costs. */
public enum WaitMode {
    /** Sleeps until it is signalled. Idle cost: none. The default. */
    BLOCKING,
    /** Spins, then sleeps a tenth of a millisecond at a time. Idle cost: some percent of a core; producers signal nobody. */
    SLEEPING,
    /** Spins, giving way to others. Idle cost: a core. */
    YIELDING,
    /** Spins. Idle cost: a core, which should be isolated for it. */
    BUSY_SPIN;

    WaitStrategy newStrategy() {
        return switch (this) {
            case BLOCKING -> new BlockingWaitStrategy();
            case SLEEPING -> new SleepingWaitStrategy();
            case YIELDING -> new YieldingWaitStrategy();
            case BUSY_SPIN -> new BusySpinWaitStrategy();
        };
    }
}
