package io.boxoffice.gateway.availability;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.port.ShowDirectory;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is told of shows, under numbers that move with each change of it: of seats, and of status, times and prices, which the
 * core's own version of the seats says nothing of. Any thread.
 *
 * <p>The number is a sequence of the core's, and all effects of the commands up to it are in what is told under it. So it is
 * never less after a restart, and a customer knows whether a hold of theirs is contained. The core publishes a show's definition
 * a moment before the seats and the sequence of the same batch; a new definition counts only when the sequence has come to it.
 */
public final class ShowSnapshots {
    private final ShowDirectory directory;
    private final Clock clock;
    /** What was told of each show last. */
    private final LoadingCache<PublishedShow, AtomicReference<Look>> shows =
            Caffeine.newBuilder().weakKeys().build(show -> new AtomicReference<>());

    /**
     * What a show is, but for its seats.
     *
     * @param seatsVersion of its seats
     * @param number       moves with each change
     */
    public record Look(ShowDefinition definition, long seatsVersion, long number) {}

    public ShowSnapshots(ShowDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** The time by which sales begin and end, milliseconds since 1970. */
    public long nowMs() {
        return clock.millis();
    }

    /** Where a show stands now. Waits for nobody, and costs a look-up unless it has changed. */
    public Look look(PublishedShow show) {
        AtomicReference<Look> told = shows.get(show);
        Look last = told.get();
        if (last != null
                && last.seatsVersion == show.availability().version()
                && last.definition == show.definition()) {
            return last;
        }
        long published = directory.sequence();
        long seatsVersion = show.availability().version();
        return advance(told, published, seatsVersion, show.definition());
    }

    /** Copies the state of one moment: again, when somebody told a newer one meanwhile. */
    public void copy(PublishedShow show, ShowSnapshot into) {
        AtomicReference<Look> told = shows.get(show);
        Look now;
        do {
            long published = directory.sequence();
            show.availability().copyTo(into.seats());
            now = advance(told, published, into.seats().version, show.definition());
        } while (now.seatsVersion > into.seats().version);
        into.become(now.definition, now.number);
    }

    /**
     * Tells of what was seen, unless that is older than what was told.
     *
     * @param published  the core's sequence, read before the rest
     * @param definition read after the version of the seats: it has the effects of all commands up to both
     */
    private static Look advance(
            AtomicReference<Look> told, long published, long seatsVersion, ShowDefinition definition) {
        while (true) {
            Look last = told.get();
            boolean same = last != null && seatsVersion == last.seatsVersion && definition.equals(last.definition);
            long number = same ? last.number : Math.max(published, seatsVersion);
            // Of two that differ, the one told later has the later command. A definition whose command is not
            // published yet does not count: the seats may be those of before.
            if (last != null && (same ? definition == last.definition : number <= last.number)) {
                return last;
            }
            Look next = new Look(definition, seatsVersion, number);
            if (told.compareAndSet(last, next)) {
                return next;
            }
        }
    }

    /** Whether seats of a show can be had now; null: the core does not know the show, yet or any more. */
    public SaleStatus saleStatus(long showId) {
        PublishedShow published = directory.show(showId);
        return published == null ? null : saleStatus(published);
    }

    /** Whether seats of a show can be had now. */
    public SaleStatus saleStatus(PublishedShow show) {
        SaleStatus byTime = SaleStatus.of(show.definition(), nowMs());
        if (byTime != SaleStatus.ON_SALE) {
            return byTime;
        }
        ShowSnapshot now = new ShowSnapshot();
        copy(show, now);
        return now.saleStatus(show.seatMap(), nowMs());
    }
}
