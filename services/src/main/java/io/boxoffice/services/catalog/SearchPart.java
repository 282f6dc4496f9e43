package io.boxoffice.services.catalog;

import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How finding shows stands, for operators: how old is what pages and searches know. Any thread. */
final class SearchPart {
    private static final String CHAPTER = "Search and pages";

    private final CatalogKeeper keeper;
    private final CatalogCache cache;
    private final CatalogConfig config;
    private final Clock clock;

    SearchPart(CatalogKeeper keeper, CatalogCache cache, CatalogConfig config, Clock clock) {
        this.keeper = keeper;
        this.cache = cache;
        this.config = config;
        this.clock = clock;
    }

    PartState look(StatusLimits limits) {
        Instant now = clock.instant();
        Instant readAt = keeper.readAt();
        CatalogKeeper.Trouble trouble = keeper.trouble();
        String age = readAt == null
                ? "since the last run of the server"
                : "since " + Numbers.time(readAt, now) + ", for "
                        + Numbers.duration(Duration.between(readAt, now).toMillis());
        PartState state;
        if (trouble != null && !trouble.away()) {
            state = PartState.needsYou("Shows were not read " + age + ": " + trouble.why())
                    .toDo("Sales go on. The log says more: look for \"the catalog is not reachable or not in order\".");
        } else if (trouble != null) {
            state = PartState.behind(
                            "Shows were not read " + age + ". Pages show what is known; searches find titles only.")
                    .toDo("It catches up by itself within some seconds when PostgreSQL is back.");
        } else if (readAt == null) {
            state = PartState.behind("Shows are those of the last run of the server: they are being read.");
        } else if (readAt.plusMillis(config.keeperIntervalMs() + limits.behindAfterMs())
                .isBefore(now)) {
            state = PartState.behind("Shows were not read " + age + ".")
                    .toDo("It catches up by itself. If it does not, look at what PostgreSQL is doing.");
        } else {
            state = PartState.up("Pages and searches know what is on.");
        }
        return state.chapter(CHAPTER)
                .with("shows known", Numbers.count(cache.size()))
                .with("read", readAt == null ? "not yet" : Numbers.time(readAt, now));
    }
}
