package io.boxoffice.services.search;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * How the search's index is kept, and what one search may take.
 *
 * @param followIntervalMs how often changes are read; 0: before each search, and never beside
 * @param commitIntervalMs how often what was read is made durable
 * @param bufferMb         memory for what is not written yet
 * @param changesKeptMs    how long changes are kept for servers that are down
 * @param maxSeatChecks    shows of which one page looks at the seats
 * @param maxPageSize      events on one page
 */
public record SearchConfig(
        long followIntervalMs,
        long commitIntervalMs,
        int bufferMb,
        long changesKeptMs,
        int maxSeatChecks,
        int maxPageSize) {
    /** Reads it from the section {@code search}. */
    public static final ConfigPart<SearchConfig> PART =
            new ConfigPart<>("search", SearchConfig.class, SearchConfig::read);

    /** As configured by default. */
    public static final SearchConfig DEFAULT = new SearchConfig(400, 10_000, 16, 259_200_000, 2_000, 200);

    private static SearchConfig read(Section s) {
        return new SearchConfig(
                s.whole("follow-interval-ms", 0, Section.DAY_MS),
                s.whole("commit-interval-ms", 100, Section.DAY_MS),
                s.integer("buffer-mb", 1, 1_024),
                s.whole("changes-kept-ms", 60_000, 365 * Section.DAY_MS),
                s.integer("max-seat-checks", 1, 1_000_000),
                s.integer("max-page-size", 1, 1_000));
    }

    /** The same, but changes are read before each search. */
    public SearchConfig readingBeforeEachSearch() {
        return new SearchConfig(0, commitIntervalMs, bufferMb, changesKeptMs, maxSeatChecks, maxPageSize);
    }
}
