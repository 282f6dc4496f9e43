package io.boxoffice.bench.load;

import java.util.function.Consumer;

/**
 * Load that does not count, for a server that was just started: its compilers take a good part of a core for one or two minutes, and
 * what it carries meanwhile is not what it carries.
 */
public final class WarmUp {
    private static final int REQUESTS_PER_SECOND = 3_000;
    private static final int CONNECTIONS = 64;

    private WarmUp() {}

    /**
     * A steady evening of so many seconds; none: nothing.
     *
     * @param progress hears that it begins
     */
    public static void with(Target target, int seconds, Consumer<String> progress) {
        if (seconds > 0) {
            progress.accept("warming the server up for " + seconds + " s; this does not count");
            new LoadRun(target, line -> {})
                    .run(LoadPlan.of(Scenario.STEADY_EVENING, REQUESTS_PER_SECOND, 0, seconds)
                            .over(CONNECTIONS, 1));
        }
    }
}
