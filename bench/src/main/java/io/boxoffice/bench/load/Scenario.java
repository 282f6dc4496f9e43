package io.boxoffice.bench.load;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The kinds of evening that can be played. Each says what is on sale, who comes, and in which order they come. */
public enum Scenario {
    /** An ordinary evening: a mix of everything, and shows enough that none is sold out. */
    STEADY_EVENING(
            stage(12, 100, 50, 480_000),
            false,
            50,
            Map.of(
                    Kind.BROWSE, 4,
                    Kind.AVAILABILITY, 20,
                    Kind.HOLD, 26,
                    Kind.BEST_AVAILABLE, 4,
                    Kind.CONFLICT, 4,
                    Kind.BOOK, 15,
                    Kind.PAY, 13,
                    Kind.RELEASE, 8,
                    Kind.CANCEL, 2,
                    Kind.READ, 4)),
    /** One stadium, everybody at once: half of the requests come in the first fifth of the time. */
    STADIUM_ONSALE(
            stage(1, 600, 100, 480_000),
            true,
            200,
            Map.of(
                    Kind.AVAILABILITY, 15,
                    Kind.HOLD, 45,
                    Kind.BEST_AVAILABLE, 10,
                    Kind.CONFLICT, 8,
                    Kind.BOOK, 11,
                    Kind.PAY, 10,
                    Kind.RELEASE, 1)),
    /** Everybody asks for the best seats of the same large houses. */
    BEST_AVAILABLE_HERD(
            stage(2, 180, 50, 480_000),
            false,
            20,
            Map.of(Kind.BEST_AVAILABLE, 70, Kind.BOOK, 8, Kind.PAY, 7, Kind.RELEASE, 12, Kind.AVAILABILITY, 3)),
    /** Seats are held to be kept from others, and lapse after two seconds; some honest people are among them. */
    HOLD_AND_LAPSE_ATTACK(
            stage(4, 300, 50, 2_000),
            false,
            20,
            Map.of(Kind.HOLD, 80, Kind.BEST_AVAILABLE, 5, Kind.AVAILABILITY, 5, Kind.BOOK, 5, Kind.PAY, 5)),
    /** Few buy, many look on. */
    SEAT_MAP_WATCHERS(
            stage(4, 100, 50, 480_000),
            false,
            2_000,
            Map.of(
                    Kind.AVAILABILITY, 40,
                    Kind.HOLD, 30,
                    Kind.RELEASE, 20,
                    Kind.BOOK, 5,
                    Kind.PAY, 5)),
    /** Holds of two seats and nothing else, each given back: what durable holds alone can do. */
    HOLDS(stage(12, 100, 50, 480_000), false, 0, Map.of(Kind.HOLD, 50, Kind.RELEASE, 50)),
    /** People without an account look around in their browsers, five pages for each two that are held and given back. */
    PAGES(
            stage(100, 100, 50, 480_000),
            false,
            0,
            Map.of(
                    Kind.CITY_PAGE, 15,
                    Kind.SEARCH_PAGE, 5,
                    Kind.EVENT_PAGE, 25,
                    Kind.VENUE_PAGE, 5,
                    Kind.HOLD, 20,
                    Kind.RELEASE, 20));

    /**
     * What is on sale.
     *
     * @param shows       in the same hall
     * @param rows        of the hall
     * @param seatsPerRow an even number
     * @param holdTtlMs   how long a hold stands
     */
    public record Stage(int shows, int rows, int seatsPerRow, long holdTtlMs) {
        /** Whether a hold must be gone on with at once. */
        boolean holdsLapseSoon() {
            return holdTtlMs < SOON_MS;
        }

        private Stage with(int otherShows) {
            return new Stage(otherShows, rows, seatsPerRow, holdTtlMs);
        }

        /** Pairs of neighbours in one show. */
        private int pairs() {
            return rows * seatsPerRow / 2;
        }
    }

    private static final int MAX_SHOWS = 500;
    private static final long SOON_MS = 60_000;

    private final Stage stage;
    private final boolean rush;
    private final int watchers;
    private final Kind[] kinds;
    private final int[] upTo;

    Scenario(Stage stage, boolean rush, int watchers, Map<Kind, Integer> weights) {
        this.stage = stage;
        this.rush = rush;
        this.watchers = watchers;
        Map<Kind, Integer> inOrder = new EnumMap<>(weights);
        kinds = inOrder.keySet().toArray(new Kind[0]);
        upTo = inOrder.values().stream().mapToInt(Integer::intValue).toArray();
        Arrays.parallelPrefix(upTo, Integer::sum);
    }

    private static Stage stage(int shows, int rows, int seatsPerRow, long holdTtlMs) {
        return new Stage(shows, rows, seatsPerRow, holdTtlMs);
    }

    /** As the command line writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What is on sale.
     *
     * @param requests there will be, warm-up included
     */
    Stage stageFor(long requests) {
        if (this != STEADY_EVENING) {
            return stage;
        }
        long holds = requests * shareOf(Kind.HOLD) / upTo[upTo.length - 1];
        return stage.with((int) Math.min(MAX_SHOWS, Math.max(stage.shows(), 1 + holds / stage.pairs())));
    }

    private int shareOf(Kind kind) {
        int at = Arrays.asList(kinds).indexOf(kind);
        return upTo[at] - (at == 0 ? 0 : upTo[at - 1]);
    }

    /** Live streams that are open meanwhile, unless said otherwise. */
    int watchers() {
        return watchers;
    }

    /** What the next one comes for. */
    Kind next(RandomGenerator random) {
        int at = random.nextInt(upTo[upTo.length - 1]);
        int i = 0;
        while (at >= upTo[i]) {
            i++;
        }
        return kinds[i];
    }

    /**
     * When a request is meant to start.
     *
     * @param number  from 0
     * @param planned how many there are
     * @return nanoseconds after the first
     */
    long startsAfterNs(long number, long planned, long durationNs) {
        if (!rush) {
            return (long) ((double) number / planned * durationNs);
        }
        long half = planned / 2;
        long rushNs = durationNs / 5;
        return number < half
                ? (long) ((double) number / half * rushNs)
                : rushNs + (long) ((double) (number - half) / (planned - half) * (durationNs - rushNs));
    }
}
