package io.boxoffice.services.saved;

import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.catalog.QuotaReachedException;
import io.boxoffice.services.database.Cursor;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which shows each person saved, in PostgreSQL. Blocks; any thread. */
final class SavedShows {
    /** A row. */
    record Saved(long showId, Instant savedAt) {}

    private static final String LIST = "saved";

    private final SqlDatabase database;
    private final int maxPerPerson;
    private final Clock clock;

    SavedShows(SqlDatabase database, int maxPerPerson, Clock clock) {
        this.database = database;
        this.maxPerPerson = maxPerPerson;
        this.clock = clock;
    }

    /**
     * Saves a show; one that is saved stays as it is.
     *
     * @throws QuotaReachedException when they have as many as they may
     */
    Saved add(long personId, long showId) {
        return database.inTransaction(handle -> {
            // One after the other, so that two at once do not pass the limit.
            handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
                    .bind("name", "saved shows of " + personId)
                    .mapTo(String.class)
                    .one();
            Saved before = find(handle, personId, showId);
            if (before != null) {
                return before;
            }
            long count = handle.createQuery("SELECT count(*) FROM saved.shows WHERE person_id = :person")
                    .bind("person", personId)
                    .mapTo(Long.class)
                    .one();
            if (count >= maxPerPerson) {
                throw new QuotaReachedException("saved-shows", maxPerPerson);
            }
            return handle.createQuery("""
                            INSERT INTO saved.shows (person_id, show_id, saved_at) VALUES (:person, :show, :now)
                            RETURNING show_id, saved_at""")
                    .bind("person", personId)
                    .bind("show", showId)
                    .bind("now", Rows.utc(clock.instant()))
                    .map((row, context) -> saved(row))
                    .one();
        });
    }

    private static Saved find(Handle handle, long personId, long showId) {
        return handle.createQuery(
                        "SELECT show_id, saved_at FROM saved.shows WHERE person_id = :person AND show_id = :show")
                .bind("person", personId)
                .bind("show", showId)
                .map((row, context) -> saved(row))
                .findOne()
                .orElse(null);
    }

    /** Removes a show, if it is there. */
    void remove(long personId, long showId) {
        database.withHandle(
                handle -> handle.createUpdate("DELETE FROM saved.shows WHERE person_id = :person AND show_id = :show")
                        .bind("person", personId)
                        .bind("show", showId)
                        .execute());
    }

    /** The one saved last first. */
    Page<Saved> list(long personId, String cursor, int limit) {
        Cursor after = Cursor.decode(LIST, cursor);
        Instant savedBefore = after == null ? null : Cursor.time(() -> Instant.parse(after.key()));
        List<Saved> rows = database.withHandle(handle -> handle.createQuery("""
                        SELECT show_id, saved_at FROM saved.shows
                        WHERE person_id = :person
                          AND (:first OR (saved_at, show_id) < (:savedBefore, :id))
                        ORDER BY saved_at DESC, show_id DESC LIMIT :limit""")
                .bind("person", personId)
                .bind("first", after == null)
                .bind("savedBefore", Rows.utc(after == null ? clock.instant() : savedBefore))
                .bind("id", after == null ? 0 : after.id())
                .bind("limit", limit + 1)
                .map((row, context) -> saved(row))
                .list());
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        Saved last = rows.get(limit - 1);
        String next = new Cursor(LIST, last.savedAt().toString(), last.showId()).encode();
        return new Page<>(rows.subList(0, limit), next);
    }

    private static Saved saved(ResultSet row) throws SQLException {
        return new Saved(row.getLong("show_id"), Rows.instant(row, "saved_at"));
    }
}
