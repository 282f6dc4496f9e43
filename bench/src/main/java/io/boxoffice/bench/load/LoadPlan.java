package io.boxoffice.bench.load;

/**
 * A run.
 *
 * @param scenario          what is played
 * @param requestsPerSecond the planned rate, 1 to 1,000,000
 * @param warmUpSeconds     at the same rate, not counted
 * @param seconds           counted, 1 to 3,600
 * @param connections       kept alive, 1 to 60,000
 * @param pipelined         requests under way on one of them at most, 1 to 32
 * @param watchers          live streams open meanwhile; -1: as many as the scenario has
 * @param lanes             event loops that make the load, 1 to 64
 * @param seed              of all that is random
 * @param stage             what is on sale; null: what the scenario has for so many requests
 */
public record LoadPlan(
        Scenario scenario,
        int requestsPerSecond,
        int warmUpSeconds,
        int seconds,
        int connections,
        int pipelined,
        int watchers,
        int lanes,
        long seed,
        Scenario.Stage stage) {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public LoadPlan {
        require(requestsPerSecond, 1, 1_000_000, "the rate");
        require(warmUpSeconds, 0, 600, "the warm-up");
        require(seconds, 1, 3_600, "the duration");
        require(lanes, 1, 64, "the number of lanes");
        require(connections, lanes, 60_000, "the number of connections");
        require(pipelined, 1, 32, "the number of pipelined requests");
        require(watchers, -1, 200_000, "the number of watchers");
        watchers = watchers < 0 ? scenario.watchers() : watchers;
    }

    /** A plan with one lane, 64 connections without pipelining, and the scenario's watchers. */
    public static LoadPlan of(Scenario scenario, int requestsPerSecond, int warmUpSeconds, int seconds) {
        return new LoadPlan(scenario, requestsPerSecond, warmUpSeconds, seconds, 64, 1, -1, 1, 1, null);
    }

    /** What is on sale. */
    @Override
    public Scenario.Stage stage() {
        return stage == null ? scenario.stageFor((long) requestsPerSecond * (warmUpSeconds + seconds)) : stage;
    }

    /** The same at another rate. */
    public LoadPlan at(int rate) {
        return with(rate, connections, pipelined, watchers, stage);
    }

    /** The same with other connections. */
    public LoadPlan over(int otherConnections, int otherPipelined) {
        return with(requestsPerSecond, otherConnections, otherPipelined, watchers, stage);
    }

    /** The same with so many streams open. */
    public LoadPlan watchedBy(int otherWatchers) {
        return with(requestsPerSecond, connections, pipelined, otherWatchers, stage);
    }

    /** The same with something else on sale. */
    public LoadPlan in(Scenario.Stage otherStage) {
        return with(requestsPerSecond, connections, pipelined, watchers, otherStage);
    }

    private LoadPlan with(
            int otherRate, int otherConnections, int otherPipelined, int otherWatchers, Scenario.Stage otherStage) {
        return new LoadPlan(
                scenario,
                otherRate,
                warmUpSeconds,
                seconds,
                otherConnections,
                otherPipelined,
                otherWatchers,
                lanes,
                seed,
                otherStage);
    }

    /** Requests of one lane, warm-up included. */
    long requestsOfLane(int lane) {
        long all = (long) requestsPerSecond * (warmUpSeconds + seconds);
        return all / lanes + (lane < all % lanes ? 1 : 0);
    }

    private static void require(long value, long min, long max, String what) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " must be from " + min + " to " + max + ", not " + value);
        }
    }
}
