package io.boxoffice.services.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.services.OwnerOnlyFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names that go with shows, in memory and in a file, so that selling goes on without PostgreSQL. Bounded: the shows that
 * begin last are left out when there are too many. Any thread; reading takes no lock and never waits.
 */
public final class CatalogCache implements ShowNames, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogCache.class);
    private static final long WRITE_DELAY_MS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final int maxShows;
    private final Map<Long, ShowCard> cards = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor writer;

    /** The shows that changed since all cards began to be read; null: they are not being read. */
    private Set<Long> changedMeanwhile;

    /**
     * Loads what the file has.
     *
     * @param file made when it is not there; replaced as a whole, a little after changes
     */
    public CatalogCache(Path file, int maxShows) {
        this.file = file;
        this.maxShows = maxShows;
        writer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "catalog-cache");
            thread.setDaemon(true);
            return thread;
        });
        writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // What changes while the server stops is read again when it starts.
        writer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        load();
    }

    @Override
    public ShowCard card(long showId) {
        return cards.get(showId);
    }

    /** All that are known, in no order. What changes meanwhile may be in it or not. */
    public Collection<ShowCard> cards() {
        return Collections.unmodifiableCollection(cards.values());
    }

    /** How many shows are known. */
    public int size() {
        return cards.size();
    }

    synchronized void put(ShowCard card) {
        if (card.equals(cards.get(card.showId()))) {
            // It may be that an older one is being read.
            noteMeanwhile(card.showId());
            return;
        }
        cards.put(card.showId(), card);
        if (cards.size() > maxShows) {
            cards.values().stream()
                    .max(Comparator.comparingLong(ShowCard::startsAtMs).thenComparingLong(ShowCard::showId))
                    .ifPresent(last -> cards.remove(last.showId()));
        }
        noteMeanwhile(card.showId());
        noteChanged();
    }

    synchronized void remove(long showId) {
        noteMeanwhile(showId);
        if (cards.remove(showId) != null) {
            noteChanged();
        }
    }

    /**
     * Makes these the cards there are, but for those of shows that change while they are read: what is read of them may be older
     * than what was put. For one thread at a time.
     *
     * @param reader reads all of them
     */
    void replaceAll(Supplier<List<ShowCard>> reader) {
        synchronized (this) {
            changedMeanwhile = new HashSet<>();
        }
        try {
            replaceOthers(reader.get());
        } finally {
            synchronized (this) {
                changedMeanwhile = null;
            }
        }
    }

    private synchronized void replaceOthers(List<ShowCard> all) {
        Map<Long, ShowCard> fresh = new ConcurrentHashMap<>();
        all.stream().limit(maxShows).forEach(card -> fresh.put(card.showId(), card));
        for (Long showId : changedMeanwhile) {
            ShowCard now = cards.get(showId);
            if (now == null) {
                fresh.remove(showId);
            } else {
                fresh.put(showId, now);
            }
        }
        if (!fresh.equals(cards)) {
            cards.putAll(fresh);
            cards.keySet().retainAll(fresh.keySet());
            noteChanged();
        }
    }

    private void noteMeanwhile(long showId) {
        if (changedMeanwhile != null) {
            changedMeanwhile.add(showId);
        }
    }

    private void noteChanged() {
        if (changed.compareAndSet(false, true) && !writer.isShutdown()) {
            writer.schedule(this::write, WRITE_DELAY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null && cards.size() < maxShows; line = lines.readLine()) {
                ShowCard card = JSON.readValue(line, ShowCard.class);
                cards.put(card.showId(), card);
            }
        } catch (IOException e) {
            LOG.warn("{} is not readable beyond {} shows; PostgreSQL will say the rest", file, cards.size());
        }
    }

    private synchronized void write() {
        if (!changed.compareAndSet(true, false)) {
            return;
        }
        try {
            StringBuilder text = new StringBuilder();
            for (ShowCard card : cards.values()) {
                text.append(JSON.writeValueAsString(card)).append('\n');
            }
            OwnerOnlyFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("{} could not be written: {}", file, e.toString());
        }
    }

    /** Writes what has not been written yet. */
    @Override
    public synchronized void close() {
        writer.shutdown();
        write();
    }
}
