package io.boxoffice.services.search;

import io.boxoffice.services.catalog.CatalogChanges;
import io.boxoffice.services.catalog.CatalogChanges.Change;
import io.boxoffice.services.catalog.CatalogChanges.Changes;
import io.boxoffice.services.catalog.CatalogChanges.FindableEvent;
import io.boxoffice.services.catalog.CatalogChanges.Position;
import io.boxoffice.services.database.DatabaseUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of all events, kept like PostgreSQL. Asked by any thread; read into by one at a time.
 *
 * <p>{@link #catchUp} reads what has changed since the position that the index is at, and shows it at once; the position is kept
 * with what it belongs to, in one commit of Lucene, so that a crash at any instant loses nothing but time. An index is made anew,
 * beside the old one, which serves meanwhile, when there is none, when it is damaged or of another format, or when PostgreSQL does not
 * know its position: it was restored, or the index is too old.
 */
public final class SearchIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final int BATCH = 500;
    private static final int MAX_CHANGES = 2_000;

    /** Changes beyond the position that are remembered as read; of more, the later ones wait. */
    private static final int MAX_AHEAD = 20_000;

    private final IndexFiles files;
    private final CatalogChanges changes;
    private final SearchConfig config;
    private final Clock clock;
    private final Map<IndexReader.CacheKey, SegmentColumns> columns = new ConcurrentHashMap<>();
    private final Set<Change> ahead = new HashSet<>();
    private volatile OpenIndex current;
    private volatile Progress progress = new Progress(State.CLOSED, 0, 0, null);
    private volatile boolean damaged;
    private final AtomicLong rebuilds = new AtomicLong();
    private long committedAtMs;
    private long forgotAtMs;

    /** What it does. */
    public enum State {
        CLOSED,
        /** It is made anew. */
        BUILDING,
        FOLLOWING,
        /** It cannot read changes. */
        AWAY
    }

    /**
     * How far it is.
     *
     * @param events    that the index being made has
     * @param all       that there were when it was begun
     * @param readAt    when all changes were read last; null: never
     */
    public record Progress(State state, long events, long all, Instant readAt) {}

    /** Asks one state of the index. */
    public interface Question<T> {
        T ask(IndexSearcher searcher) throws IOException;
    }

    /**
     * @param directory of the index alone
     */
    public SearchIndex(Path directory, CatalogChanges changes, SearchConfig config, Clock clock) {
        this.files = new IndexFiles(directory, config.bufferMb(), this::warm);
        this.changes = changes;
        this.config = config;
        this.clock = clock;
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** Since all changes were read last; NaN before. */
    double ageSeconds() {
        Instant readAt = progress.readAt();
        return readAt == null ? Double.NaN : (clock.millis() - readAt.toEpochMilli()) / 1_000.0;
    }

    /** How often it was made anew. */
    long rebuilds() {
        return rebuilds.get();
    }

    /** Bytes on disk. */
    public long bytes() {
        return files.bytes();
    }

    /** Events that can be found. */
    public long size() {
        OpenIndex open = current;
        return open == null ? 0 : open.size();
    }

    /**
     * Asks the index as it is.
     *
     * @throws DatabaseUnavailableException when there is none yet
     */
    <T> T asking(Question<T> question) {
        if (config.followIntervalMs() == 0) {
            catchUp();
        }
        Lent lent = lend();
        try {
            return question.ask(lent.searcher());
        } catch (IOException e) {
            damaged = true;
            throw new DatabaseUnavailableException("the search's index cannot be read", e);
        } finally {
            lent.by().release(lent.searcher());
        }
    }

    private record Lent(OpenIndex by, IndexSearcher searcher) {}

    private Lent lend() {
        while (true) {
            OpenIndex open = current;
            if (open == null) {
                throw new DatabaseUnavailableException("the search's index is being made", null);
            }
            try {
                return new Lent(open, open.acquire());
            } catch (AlreadyClosedException e) {
                // Another one has taken its place just now.
                if (open == current) {
                    throw new DatabaseUnavailableException("the search's index is closed", e);
                }
            } catch (IOException e) {
                damaged = true;
                throw new DatabaseUnavailableException("the search's index cannot be read", e);
            }
        }
    }

    /** What a segment's events are chosen by; kept as long as the segment is open. */
    SegmentColumns columns(LeafReader segment) {
        IndexReader.CacheHelper helper = segment.getCoreCacheHelper();
        SegmentColumns known = columns.get(helper.getKey());
        if (known == null) {
            known = new SegmentColumns(segment);
            if (columns.putIfAbsent(helper.getKey(), known) == null) {
                helper.addClosedListener(columns::remove);
            }
        }
        return known;
    }

    private void warm(IndexSearcher searcher) {
        searcher.getIndexReader().leaves().forEach(leaf -> columns(leaf.reader()));
    }

    /** Opens what there is on disk, so that searches are answered before PostgreSQL is; by the following thread. */
    synchronized void open() {
        if (current == null) {
            current = files.newest();
            committedAtMs = clock.millis();
        }
    }

    /** Looks at every byte of the index: one that is damaged is made anew by the next {@link #catchUp}. */
    void verify() {
        OpenIndex open = current;
        if (open != null && !open.isSound()) {
            damaged = true;
        }
    }

    /**
     * Reads all that has changed; without an index all that there is.
     *
     * @throws DatabaseUnavailableException without PostgreSQL: the index stays as it is
     */
    public synchronized void catchUp() {
        open();
        try {
            if (current == null || damaged) {
                rebuild(current == null ? "there is none" : "it is damaged");
            }
            boolean isAll;
            do {
                Changes found = changes.since(current.position(), ahead, MAX_CHANGES);
                if (found == null) {
                    rebuild("PostgreSQL does not know its position: it was restored, or changes were forgotten");
                    found = changes.since(current.position(), ahead, MAX_CHANGES);
                }
                if (found == null) {
                    throw new IllegalStateException("PostgreSQL does not know the position it has just told");
                }
                // Nothing new of many that wait for a transaction that has not ended: the rest is read after it.
                isAll = !apply(found) || found.isAll();
            } while (!isAll);
            progress = new Progress(State.FOLLOWING, size(), size(), clock.instant());
            keepUp();
        } catch (IOException e) {
            damaged = true;
            throw new UncheckedIOException(e);
        } catch (AlreadyClosedException e) {
            // Lucene gave up writing: the disk was full while it merged, perhaps.
            damaged = true;
            throw e;
        } catch (DatabaseUnavailableException e) {
            progress = new Progress(State.AWAY, size(), size(), progress.readAt());
            throw e;
        }
    }

    /** Returns whether there was anything new. */
    private boolean apply(Changes found) throws IOException {
        Set<Long> ids = new LinkedHashSet<>();
        found.settled().stream().filter(each -> !ahead.contains(each)).forEach(each -> ids.add(each.eventId()));
        List<Change> later = found.ahead().stream()
                .filter(each -> !ahead.contains(each))
                .limit(Math.max(0, MAX_AHEAD - ahead.size()))
                .toList();
        later.forEach(each -> ids.add(each.eventId()));
        ids.remove(0L);
        List<Long> all = new ArrayList<>(ids);
        for (int i = 0; i < all.size(); i += BATCH) {
            current.replace(all.subList(i, Math.min(all.size(), i + BATCH)), changes);
        }
        found.settled().forEach(ahead::remove);
        ahead.addAll(later);
        current.at(found.until());
        if (!all.isEmpty()) {
            current.refresh();
        }
        return !found.settled().isEmpty() || !later.isEmpty();
    }

    private void keepUp() throws IOException {
        long nowMs = clock.millis();
        if (Math.abs(nowMs - committedAtMs) >= config.commitIntervalMs()) {
            current.commit();
            committedAtMs = nowMs;
        }
        if (Math.abs(nowMs - forgotAtMs) >= Math.min(config.changesKeptMs(), 3_600_000)) {
            changes.forget(Instant.ofEpochMilli(nowMs - config.changesKeptMs()));
            forgotAtMs = nowMs;
        }
    }

    private void rebuild(String why) throws IOException {
        long begunMs = clock.millis();
        LOG.info("The search's index is made anew: {}", why);
        Position position = changes.begin();
        long all = changes.count();
        progress = new Progress(State.BUILDING, 0, all, progress.readAt());
        OpenIndex fresh = files.create();
        try {
            long done = 0;
            long last = 0;
            List<FindableEvent> some;
            do {
                some = changes.eventsAfter(last, BATCH);
                for (FindableEvent event : some) {
                    fresh.add(event);
                    last = event.event().id();
                }
                done += some.size();
                progress = new Progress(State.BUILDING, done, all, progress.readAt());
            } while (some.size() == BATCH);
            fresh.at(position);
            fresh.complete();
        } catch (IOException | RuntimeException e) {
            fresh.close();
            files.remove(fresh);
            throw e;
        }
        OpenIndex old = current;
        rebuilds.incrementAndGet();
        current = fresh;
        damaged = false;
        ahead.clear();
        committedAtMs = clock.millis();
        if (old != null) {
            old.close();
        }
        files.removeBut(fresh);
        LOG.info("The search's index has {} events, made in {} ms", size(), clock.millis() - begunMs);
    }

    @Override
    public synchronized void close() {
        OpenIndex open = current;
        current = null;
        progress = new Progress(State.CLOSED, 0, 0, progress.readAt());
        if (open != null) {
            open.commitAndClose();
        }
    }
}
