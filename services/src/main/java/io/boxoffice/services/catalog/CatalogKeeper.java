package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks after the catalog: waits for PostgreSQL, migrates, finishes what was cut off, refreshes the cache,
 * forgets old Idempotency-Keys, archives shows long over.
 */
public final class CatalogKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogKeeper.class);
    private static final int ARCHIVED_PER_ROUND = 20;
    private static final long MAX_RECONNECT_MS = 5_000;

    private final SqlDatabase database;
    private final ShowCatalog shows;
    private final ShowRows rows;
    private final CatalogReconciler reconciler;
    private final CatalogCache cache;
    private final SeatMapCatalog seatMaps;
    private final Runnable forgetKeys;
    private final CatalogConfig config;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile Trouble trouble;
    private volatile Instant readAt;
    private ShowRows.Ended lastLookedAt;

    /**
     * Why the last round failed.
     *
     * @param away PostgreSQL did not answer; otherwise something is not in order
     */
    record Trouble(boolean away, String why) {}

    /**
     * @param forgetKeys forgets old Idempotency-Keys
     */
    public CatalogKeeper(
            SqlDatabase database,
            ShowCatalog shows,
            CatalogReconciler reconciler,
            CatalogCache cache,
            SeatMapCatalog seatMaps,
            Runnable forgetKeys,
            CatalogConfig config,
            Clock clock) {
        this.database = database;
        this.shows = shows;
        this.rows = new ShowRows(database);
        this.reconciler = reconciler;
        this.cache = cache;
        this.seatMaps = seatMaps;
        this.forgetKeys = forgetKeys;
        this.config = config;
        this.clock = clock;
        thread = new Thread(this::run, "catalog-keeper");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Why the last round failed; null when it did not. Any thread. */
    Trouble trouble() {
        return trouble;
    }

    /** When all shows were read from PostgreSQL last; null before. Any thread. */
    Instant readAt() {
        return readAt;
    }

    /** One round, on the caller's thread. */
    void round() {
        if (!database.isUpToDate()) {
            database.migrate();
        }
        reconciler.finishAll();
        Instant begun = clock.instant();
        cache.replaceAll(() -> rows.cards(config.maxCachedShows()));
        seatMaps.knowOnly(cache.cards().stream().map(ShowCard::seatMapId).collect(Collectors.toSet()));
        readAt = begun;
        forgetKeys.run();
        archiveOld();
    }

    private void archiveOld() {
        Instant now = clock.instant();
        List<ShowRows.Ended> ended = rows.endedBefore(
                now.minusMillis(config.archiveAfterMs()),
                now.minusMillis(config.checkInUploadWindowMs()),
                lastLookedAt,
                ARCHIVED_PER_ROUND);
        if (!ended.isEmpty() && !shows.salesAreWritten()) {
            return;
        }
        for (ShowRows.Ended show : ended) {
            try {
                shows.step(Actor.admin(0), show.showId(), ShowStep.ARCHIVE, StepRequest.UNCONDITIONAL);
            } catch (RejectedException | WrongStateException | QuotaReachedException e) {
                LOG.debug("show {} cannot be archived yet: {}", show.showId(), e.getMessage());
            }
        }
        // Those that cannot be archived yet stand in nobody's way: the next round goes on behind them.
        lastLookedAt = ended.size() < ARCHIVED_PER_ROUND ? null : ended.get(ended.size() - 1);
    }

    private void run() {
        long pauseMs;
        do {
            pauseMs = tryRound() ? config.keeperIntervalMs() : Math.min(config.keeperIntervalMs(), MAX_RECONNECT_MS);
        } while (!awaitStop(pauseMs));
    }

    /** One round, and whether it went well. */
    boolean tryRound() {
        try {
            round();
            trouble = null;
            return true;
        } catch (RuntimeException e) {
            if (trouble == null) {
                LOG.warn("the catalog is not reachable or not in order; selling goes on: {}", e.getMessage());
            }
            trouble = new Trouble(e instanceof DatabaseUnavailableException, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean awaitStop(long pauseMs) {
        try {
            return stopped.await(pauseMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
