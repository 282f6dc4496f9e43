package io.boxoffice.engine.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** Both clocks, moved by hand. */
final class FakeTime {
    static final long START_MS = 1_700_000_000_000L;

    final AtomicLong wallMs = new AtomicLong(START_MS);
    final AtomicLong monotonicNs = new AtomicLong(5_000_000_000L);

    void advanceMs(long ms) {
        wallMs.addAndGet(ms);
        monotonicNs.addAndGet(ms * 1_000_000);
    }

    JournalClock clock() {
        return new JournalClock(wallMs::get, monotonicNs::get, 0, 500, 1_000, jump -> {});
    }
}
