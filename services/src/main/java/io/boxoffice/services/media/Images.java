package io.boxoffice.services.media;

import io.boxoffice.services.ImageSize;
import io.boxoffice.services.catalog.EventCatalog;
import io.boxoffice.services.catalog.OwnedImages;
import io.boxoffice.services.catalog.QuotaReachedException;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Which images there are, and which organisation has which, in PostgreSQL. The row of an image is there before its bytes and until after
 * them: {@link #announce}, then the store, then {@link #add}. What was announced and never added, and what nobody has any more, is removed by
 * {@link #removeUnowned}. Blocks; any thread.
 */
final class Images {
    /**
     * An image.
     *
     * @param widths of its sizes
     * @param bytes  of all of them
     */
    record Row(String hash, int width, int height, List<Integer> widths, long bytes) {
        /** The names of its sizes. */
        List<String> names() {
            return widths.stream().map(w -> ImageSize.name(hash, w)).toList();
        }

        /** Its sizes, the smallest first. */
        List<ImageSize> sizes() {
            return ImageSize.of(hash, width, height, widths);
        }
    }

    /**
     * An image that an organisation has.
     *
     * @param isNew whether it had not before
     */
    record Added(Row row, boolean isNew) {}

    private static final String COLUMNS = "i.hash, i.width, i.height, i.widths, i.bytes";

    private final SqlDatabase database;
    private final MediaConfig.Quota quota;
    private final Clock clock;

    Images(SqlDatabase database, MediaConfig.Quota quota, Clock clock) {
        this.database = database;
        this.quota = quota;
        this.clock = clock;
    }

    /**
     * An image of an organisation's own.
     *
     * @throws NotFoundException when it has none of that hash
     */
    Row find(long organisationId, String hash) {
        return database.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + """
                         FROM media.images i JOIN media.owned o USING (hash)
                        WHERE o.organisation_id = :organisation AND i.hash = :hash""")
                .bind("organisation", organisationId)
                .bind("hash", hash)
                .map((row, context) -> row(row))
                .findOne()
                .orElseThrow(() -> new NotFoundException("image")));
    }

    /** As {@link OwnedImages#keep} says. */
    static Map<String, List<ImageSize>> keep(Handle handle, long organisationId, Collection<String> hashes) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM media.images i JOIN media.owned o USING (hash)
                        WHERE o.organisation_id = :organisation AND i.hash = ANY(:hashes) ORDER BY i.hash FOR KEY SHARE OF o""")
                .bind("organisation", organisationId)
                .bindArray("hashes", String.class, hashes)
                .map((row, context) -> row(row))
                .collect(Collectors.toMap(Row::hash, Row::sizes));
    }

    /**
     * Adds an image whose bytes are stored already, for whomever; empty when they are not.
     *
     * @throws QuotaReachedException when the organisation has as many as it may
     */
    Optional<Added> share(long organisationId, String hash) {
        return database.inTransaction(handle -> {
            Optional<Row> stored = touch(handle, hash, "stored");
            return stored.map(row -> new Added(row, own(handle, organisationId, row)));
        });
    }

    /**
     * Tells that the bytes of an image are about to be stored.
     *
     * @throws QuotaReachedException when the organisation could not add it
     */
    void announce(long organisationId, Row row) {
        database.inTransaction(handle -> {
            int announced = handle.createUpdate("""
                            INSERT INTO media.images (hash, width, height, widths, bytes, touched_at)
                            VALUES (:hash, :width, :height, CAST(:widths AS integer[]), :bytes, :now)
                            ON CONFLICT (hash) DO UPDATE SET touched_at = EXCLUDED.touched_at""")
                    .bind("hash", row.hash)
                    .bind("width", row.width)
                    .bind("height", row.height)
                    .bind("widths", row.widths.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")))
                    .bind("bytes", row.bytes)
                    .bind("now", Rows.utc(clock.instant()))
                    .execute();
            requireRoom(handle, organisationId, row);
            return announced;
        });
    }

    /**
     * Adds an image whose bytes were stored since it was announced.
     *
     * @throws QuotaReachedException when the organisation has as many as it may
     */
    Added add(long organisationId, String hash) {
        return database.inTransaction(handle -> {
            Row row = touch(handle, hash, "true")
                    .orElseThrow(() -> new IllegalStateException("storing an image took longer than it is kept"));
            return new Added(row, own(handle, organisationId, row));
        });
    }

    private Optional<Row> touch(Handle handle, String hash, String condition) {
        return handle.createQuery("UPDATE media.images i SET stored = true, touched_at = :now WHERE i.hash = :hash AND "
                        + condition + " RETURNING " + COLUMNS)
                .bind("hash", hash)
                .bind("now", Rows.utc(clock.instant()))
                .map((row, context) -> row(row))
                .findOne();
    }

    private boolean own(Handle handle, long organisationId, Row row) {
        int added = handle.createUpdate("""
                        INSERT INTO media.owned (organisation_id, hash, added_at) VALUES (:organisation, :hash, :now)
                        ON CONFLICT DO NOTHING""")
                .bind("organisation", organisationId)
                .bind("hash", row.hash)
                .bind("now", Rows.utc(clock.instant()))
                .execute();
        if (added > 0) {
            requireRoom(handle, organisationId, row);
        }
        return added > 0;
    }

    /** Whether the organisation may have this one too, which may be counted already. Of one organisation, one at a time. */
    private void requireRoom(Handle handle, long organisationId, Row row) {
        handle.createQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended(:name, 0)) AS text)")
                .bind("name", "images of " + organisationId)
                .mapTo(String.class)
                .one();
        long[] others = handle.createQuery("""
                        SELECT count(*) AS images, coalesce(sum(i.bytes), 0) AS bytes
                        FROM media.owned o JOIN media.images i USING (hash)
                        WHERE o.organisation_id = :organisation AND o.hash <> :hash""")
                .bind("organisation", organisationId)
                .bind("hash", row.hash)
                .map((found, context) -> new long[] {found.getLong("images"), found.getLong("bytes")})
                .one();
        if (others[0] + 1 > quota.maxImages()) {
            throw new QuotaReachedException("images", quota.maxImages());
        }
        if (others[1] + row.bytes > quota.maxBytes()) {
            throw new QuotaReachedException("image-bytes", quota.maxBytes());
        }
    }

    /**
     * Takes an image from an organisation. Its bytes go by {@link #removeUnowned} when it was the last that had it.
     *
     * @throws NotFoundException when it has none of that hash
     * @throws InUseException    when an event of the organisation's shows it
     */
    void remove(long organisationId, String hash) {
        database.inTransaction(handle -> {
            int removed = handle.createUpdate(
                            "DELETE FROM media.owned WHERE organisation_id = :organisation AND hash = :hash")
                    .bind("organisation", organisationId)
                    .bind("hash", hash)
                    .execute();
            if (removed == 0) {
                throw new NotFoundException("image");
            }
            // Whoever links it meanwhile waits for this row, see keep.
            EventCatalog.requireNoImage(handle, organisationId, hash);
            touch(handle, hash, "true");
            return removed;
        });
    }

    /**
     * Removes one image that nobody has, and that nobody sent or removed for a while.
     *
     * @param bytes removes those of the image; when it throws, they are removed another time
     * @return whether there was one
     */
    boolean removeUnowned(Duration after, Consumer<Row> bytes) {
        // From then on nobody shares it, however far removing its bytes gets.
        database.withHandle(handle -> handle.createUpdate("""
                        UPDATE media.images i SET stored = false WHERE i.stored AND i.touched_at < :before
                        AND NOT EXISTS (SELECT 1 FROM media.owned o WHERE o.hash = i.hash)""")
                .bind("before", Rows.utc(clock.instant().minus(after)))
                .execute());
        return database.inTransaction(handle -> {
            // Whoever sends it again waits for the end of this, and then announces it anew.
            Optional<Row> unowned = handle.createQuery("SELECT " + COLUMNS + """
                             FROM media.images i WHERE NOT i.stored AND i.touched_at < :before
                            ORDER BY i.touched_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
                    .bind("before", Rows.utc(clock.instant().minus(after)))
                    .map((row, context) -> row(row))
                    .findOne();
            unowned.ifPresent(row -> {
                bytes.accept(row);
                handle.createUpdate("DELETE FROM media.images WHERE hash = :hash")
                        .bind("hash", row.hash)
                        .execute();
            });
            return unowned.isPresent();
        });
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("hash"),
                row.getInt("width"),
                row.getInt("height"),
                List.of((Integer[]) row.getArray("widths").getArray()),
                row.getLong("bytes"));
    }
}
