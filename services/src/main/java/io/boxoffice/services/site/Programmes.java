package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.catalog.CatalogCache;
import io.boxoffice.services.catalog.EventPreview;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the programme: made anew by one thread, at most once a second, while others read the one before. Any thread. */
final class Programmes {
    private static final long MAX_AGE_MS = 1_000;

    private final CatalogCache cards;
    private final ShowDirectory directory;
    private final ToldMaps maps;
    private final Clock clock;
    private final ReentrantLock making = new ReentrantLock();
    private volatile Made made;

    private record Made(Programme programme, long atMs) {}

    Programmes(CatalogCache cards, ShowDirectory directory, ToldMaps maps, Clock clock) {
        this.cards = cards;
        this.directory = directory;
        this.maps = maps;
        this.clock = clock;
    }

    /**
     * A show in the programme of now.
     *
     * @throws ProblemException not_found, when it is not in it
     */
    Programme.Entry show(long showId) {
        Programme.Entry entry = now().show(showId);
        if (entry == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return entry;
    }

    /** What there would be if all shows of a preview were on, and nothing else. */
    Programme of(EventPreview preview) {
        Map<Long, PublishedShow> shows = new HashMap<>();
        preview.shows().forEach(shown -> shows.put(shown.card().showId(), shown.show()));
        return new Programme(
                preview.shows().stream().map(EventPreview.Shown::card).toList(), shows::get, maps, clock.millis());
    }

    /** The programme of now, or of a second ago. */
    Programme now() {
        Made last = made;
        long nowMs = clock.millis();
        if (last != null && Math.abs(nowMs - last.atMs) < MAX_AGE_MS) {
            return last.programme;
        }
        if (last != null && !making.tryLock()) {
            return last.programme;
        }
        if (last == null) {
            making.lock();
        }
        try {
            if (made == last) {
                made = new Made(new Programme(cards.cards(), directory, maps, nowMs), nowMs);
            }
            return made.programme;
        } finally {
            making.unlock();
        }
    }
}
