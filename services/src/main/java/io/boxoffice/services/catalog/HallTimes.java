package io.boxoffice.services.catalog;

import io.boxoffice.services.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * When shows are in halls, cleaning included: no two at once, unless one of them allows it. Whoever asks holds the halls until the end
 * of the transaction, so that of two who take the same time the second finds the first. What is cancelled or archived is in no hall.
 * Blocks; for one transaction.
 */
final class HallTimes {
    /** The longest cleaning that can be stated. */
    private static final long MAX_CLEANING_SECONDS = 86_400;

    /**
     * A time that a show takes.
     *
     * @param until when the hall is ready again
     */
    private record Taken(long showId, Instant from, Instant until) {}

    private final Map<Long, Integer> cleaningMinutes = new HashMap<>();
    private final Map<Long, List<Taken>> taken = new HashMap<>();

    private HallTimes() {}

    /**
     * The times of halls, which are locked.
     *
     * @param hallIds those in which a show is to be alone
     * @param from  what ends long before does not matter
     * @param until nor what begins later
     */
    static HallTimes of(Handle handle, Collection<Long> hallIds, Instant from, Instant until) {
        HallTimes times = new HallTimes();
        if (hallIds.isEmpty()) {
            return times;
        }
        handle.createQuery(
                        "SELECT id, cleaning_minutes FROM catalog.halls WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE")
                .bindArray("ids", Long.class, new TreeSet<>(hallIds))
                .map((row, context) -> times.cleaningMinutes.put(row.getLong("id"), row.getInt("cleaning_minutes")))
                .list();
        // A show that is being moved takes the time it has and the time it is to have.
        handle.createQuery("""
                        SELECT id, hall_id, starts_at, ends_at, cleaning_minutes,
                          CAST(intent -> 'terms' ->> 'startsAtMs' AS bigint) AS moved_start,
                          CAST(intent -> 'terms' ->> 'endsAtMs' AS bigint) AS moved_end
                        FROM catalog.shows
                        WHERE hall_id = ANY(:ids) AND NOT allow_overlap AND state NOT IN ('cancelled', 'archived')
                          AND (intent IS NOT NULL OR starts_at < :until AND ends_at > :from)""")
                .bindArray("ids", Long.class, hallIds)
                .bind("from", Rows.utc(from.minusSeconds(MAX_CLEANING_SECONDS)))
                .bind("until", Rows.utc(until.plusSeconds(MAX_CLEANING_SECONDS)))
                .map((row, context) -> times.add(row))
                .list();
        return times;
    }

    private boolean add(ResultSet row) throws SQLException {
        long hall = row.getLong("hall_id");
        Integer cleaning = row.getObject("cleaning_minutes", Integer.class);
        add(hall, row.getLong("id"), Rows.instant(row, "starts_at"), Rows.instant(row, "ends_at"), cleaning);
        Long movedStart = row.getObject("moved_start", Long.class);
        if (movedStart != null) {
            Instant end = Instant.ofEpochMilli(row.getLong("moved_end"));
            add(hall, row.getLong("id"), Instant.ofEpochMilli(movedStart), end, cleaning);
        }
        return true;
    }

    private void add(long hallId, long showId, Instant from, Instant end, Integer cleaning) {
        taken.computeIfAbsent(hallId, id -> new ArrayList<>())
                .add(new Taken(showId, from, ready(hallId, end, cleaning)));
    }

    private Instant ready(long hallId, Instant end, Integer cleaning) {
        int minutes = cleaning != null ? cleaning : cleaningMinutes.getOrDefault(hallId, 0);
        return end.plusSeconds(60L * minutes);
    }

    /**
     * Takes a time for a show, unless it says that it may overlap.
     *
     * @throws HallTakenException when another show has some of it
     */
    void take(long hallId, long showId, Instant from, Instant end, ShowExtras extras) {
        if (extras.allowOverlap()) {
            return;
        }
        Instant until = ready(hallId, end, extras.cleaningMinutes());
        for (Taken other : taken.getOrDefault(hallId, List.of())) {
            if (other.showId != showId && other.from.isBefore(until) && from.isBefore(other.until)) {
                throw new HallTakenException(other.showId, other.from, other.until);
            }
        }
        add(hallId, showId, from, end, extras.cleaningMinutes());
    }

    /**
     * Takes another time for a show that has one.
     *
     * @throws HallTakenException when another show has some of it; it keeps its own then
     */
    void move(Show show, Instant from, Instant end) {
        take(show.hallId(), show.id(), from, end, show.extras());
        List<Taken> all = taken.getOrDefault(show.hallId(), List.of());
        List<Taken> own = all.stream().filter(time -> time.showId == show.id()).toList();
        if (own.size() > 1) {
            Taken latest = own.get(own.size() - 1);
            all.removeIf(time -> time.showId == show.id() && time != latest);
        }
    }

    /**
     * Looks whether a show may have other times.
     *
     * @throws HallTakenException when another show has some of them
     */
    static void requireFree(Handle handle, Show before, ShowTerms after) {
        Instant from = Instant.ofEpochMilli(after.startsAtMs());
        Instant end = Instant.ofEpochMilli(after.endsAtMs());
        ShowExtras was = before.extras();
        boolean stays = from.equals(before.startsAt())
                && end.equals(before.endsAt())
                && was.allowOverlap() == after.extras().allowOverlap()
                && Objects.equals(was.cleaningMinutes(), after.extras().cleaningMinutes());
        if (!stays) {
            of(handle, List.of(before.hallId()), from, end)
                    .take(before.hallId(), before.id(), from, end, after.extras());
        }
    }

    /**
     * Which drafts cannot go on sale, as a show that is has some of their times: both were made when halls were not watched. Of drafts
     * that overlap the one of the lower id counts as on sale. Their halls are locked.
     *
     * @return why, by the draft's id
     */
    static Map<Long, HallTakenException> takenBySold(Handle handle, Collection<Long> draftIds) {
        handle.createQuery("""
                        SELECT id FROM catalog.halls WHERE id IN (SELECT hall_id FROM catalog.shows WHERE id = ANY(:ids))
                        ORDER BY id FOR NO KEY UPDATE""")
                .bindArray("ids", Long.class, draftIds)
                .mapTo(Long.class)
                .list();
        Map<Long, HallTakenException> taken = new HashMap<>();
        handle.createQuery("""
                        WITH times AS (
                          SELECT s.id, s.hall_id, s.state, s.starts_at,
                            s.ends_at + make_interval(mins => coalesce(s.cleaning_minutes, h.cleaning_minutes, 0)) AS ready_at
                          FROM catalog.shows s JOIN catalog.halls h ON h.id = s.hall_id
                          WHERE NOT s.allow_overlap AND s.state NOT IN ('cancelled', 'archived')
                            AND s.hall_id IN (SELECT hall_id FROM catalog.shows WHERE id = ANY(:ids)))
                        SELECT d.id AS draft, o.id, o.starts_at, o.ready_at FROM times d
                        JOIN times o ON o.hall_id = d.hall_id AND o.id <> d.id AND o.starts_at < d.ready_at AND d.starts_at < o.ready_at
                        WHERE d.id = ANY(:ids) AND d.state = 'draft' AND (o.state <> 'draft' OR o.id = ANY(:ids) AND o.id < d.id)""")
                .bindArray("ids", Long.class, draftIds)
                .map((row, context) -> taken.put(
                        row.getLong("draft"),
                        new HallTakenException(
                                row.getLong("id"), Rows.instant(row, "starts_at"), Rows.instant(row, "ready_at"))))
                .list();
        return taken;
    }
}
