package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.services.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seat maps as people are told of them, in memory and each in a file, so that pages and tickets say all without PostgreSQL. Of a map of
 * which nothing more is told, that is what is known. Bounded by {@link #retain}. Any thread; reading takes no lock and never waits.
 */
final class KnownSeatMaps implements ToldMaps {
    private static final Logger LOG = LoggerFactory.getLogger(KnownSeatMaps.class);
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final int maxSeats;
    private final Map<Long, Known> maps = new ConcurrentHashMap<>();
    /** Those that no show had when it was last asked. */
    private Set<Long> unused = Set.of();

    /** A map's state; {@code told} is null when there is nothing more to tell. */
    private record Known(long version, Told told) {}

    /**
     * Loads what the files have.
     *
     * @param directory made when there is something to keep
     * @param maxSeats  of a map
     */
    KnownSeatMaps(Path directory, int maxSeats) {
        this.directory = directory;
        this.maxSeats = maxSeats;
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, '*' + SUFFIX)) {
            for (Path file : files) {
                load(file);
            }
        } catch (IOException e) {
            LOG.warn("{} is not readable; PostgreSQL will say what people are told of seat maps", directory);
        }
    }

    private void load(Path file) throws IOException {
        String name = file.getFileName().toString();
        String[] parts = name.substring(0, name.length() - SUFFIX.length()).split("-", -1);
        long id = Ids.parse(parts[0]);
        long version = parts.length == 2 ? Ids.parse(parts[1]) : 0;
        if (id <= 0 || version <= 0) {
            return;
        }
        try {
            keep(id, version, Files.readAllBytes(file));
        } catch (ProblemException e) {
            LOG.warn("{} is not a seat map; PostgreSQL will say what people are told", file);
        }
    }

    @Override
    public Told told(long seatMapId) {
        Known known = maps.get(seatMapId);
        return known == null ? null : known.told;
    }

    /** Which state of a map is known; 0: none. */
    long version(long seatMapId) {
        Known known = maps.get(seatMapId);
        return known == null ? 0 : known.version;
    }

    /**
     * Takes a map, unless a newer state of it is known.
     *
     * @param json as answers have it; null: nothing more is told
     */
    synchronized void put(long seatMapId, long version, byte[] json) {
        if (version <= version(seatMapId)) {
            return;
        }
        long before = version(seatMapId);
        keep(seatMapId, version, json);
        if (json != null) {
            write(file(seatMapId, version), json);
        }
        if (before > 0) {
            delete(file(seatMapId, before));
        }
    }

    private void keep(long seatMapId, long version, byte[] json) {
        Told told = json == null ? null : new Told(new SeatMapBody(maxSeats, seatMapId).read(json), version);
        maps.merge(seatMapId, new Known(version, told), (old, fresh) -> old.version > fresh.version ? old : fresh);
    }

    /** Forgets those that are not named, and were not the last time: a show may be about to have a map. */
    synchronized void retain(Set<Long> seatMapIds) {
        maps.entrySet().removeIf(entry -> {
            boolean gone = !seatMapIds.contains(entry.getKey()) && unused.contains(entry.getKey());
            if (gone) {
                delete(file(entry.getKey(), entry.getValue().version));
            }
            return gone;
        });
        unused = new HashSet<>(maps.keySet());
        unused.removeAll(seatMapIds);
    }

    private Path file(long seatMapId, long version) {
        return directory.resolve(seatMapId + "-" + version + SUFFIX);
    }

    private void write(Path file, byte[] json) {
        try {
            OwnerOnlyFile.replace(file, json);
        } catch (IOException e) {
            LOG.warn("{} could not be written: {}", file, e.toString());
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (NoSuchFileException e) {
            // Nothing more was told of it.
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", file, e.toString());
        }
    }
}
