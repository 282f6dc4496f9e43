package io.boxoffice.server.history;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What clients asked and were answered. Any thread. */
public final class History {
    private static final long EPOCH_US = System.currentTimeMillis() * 1_000 - System.nanoTime() / 1_000;

    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

    /** Now, on the clock that all exchanges share: it never goes back. */
    public static long nowUs() {
        return EPOCH_US + System.nanoTime() / 1_000;
    }

    public void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /**
     * @throws AssertionError when something in it cannot be
     */
    public void assertPossible() {
        List<Violation> violations = HistoryChecker.check(exchanges());
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.size() + " promises broken: "
                    + violations.stream().limit(5).map(Violation::toString).toList());
        }
    }
}
