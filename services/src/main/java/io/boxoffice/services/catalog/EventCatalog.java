package io.boxoffice.services.catalog;

import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/** Events. Blocks; any thread. Finding them is {@link CatalogSearch}'s part. */
public final class EventCatalog {
    static final RowMapper<Event> EVENT = (row, context) -> eventOf(row);

    private static final int MAX_GENRES = 20;

    private final SqlDatabase database;
    private final Quotas quotas;

    public EventCatalog(SqlDatabase database, Quotas quotas) {
        this.database = database;
        this.quotas = quotas;
    }

    /**
     * Makes an event of the actor's, or finds the one of the same external id.
     *
     * @throws QuotaReachedException when the actor has as many as there may be
     */
    public Created<Event> create(Actor actor, EventDraft stated) {
        EventDraft draft = checked(stated, Check.externalId(stated.externalId()));
        return database.inTransaction(handle -> {
            long id = Rows.newId();
            int inserted = bind(handle.createUpdate("""
                                    INSERT INTO catalog.events (id, owner_id, external_id, title, description, genres,
                                      language, duration_minutes, age_rating)
                                    VALUES (:id, :owner, :externalId, :title, :description, :genres,
                                      :language, :durationMinutes, :ageRating)
                                    ON CONFLICT (owner_id, external_id) DO NOTHING"""), draft)
                    .bind("id", id)
                    .bind("owner", actor.id())
                    .bind("externalId", draft.externalId())
                    .execute();
            if (inserted == 1) {
                quotas.requireEvents(handle, actor.id());
            }
            Event event = inserted == 1
                    ? find(handle, id)
                    : handle.createQuery(
                                    "SELECT * FROM catalog.events WHERE owner_id = :owner AND external_id = :externalId")
                            .bind("owner", actor.id())
                            .bind("externalId", draft.externalId())
                            .map(EVENT)
                            .one();
            return new Created<>(event, inserted == 1);
        });
    }

    /**
     * @throws NotFoundException when there is none
     */
    public Event event(long eventId) {
        return database.withHandle(handle -> find(handle, eventId));
    }

    /**
     * Replaces all parts but the external id.
     *
     * @param expected the versions the caller knows
     * @throws NotFoundException        when there is none of the actor's
     * @throws VersionMismatchException when it has another version
     */
    public Event update(Actor actor, long eventId, EventDraft stated, Versions expected) {
        EventDraft draft = checked(stated, stated.externalId());
        return database.inTransaction(handle -> {
            Event event = owned(handle, actor, eventId);
            expected.require(event.version());
            bind(handle.createUpdate("""
                                    UPDATE catalog.events SET title = :title, description = :description,
                                      genres = :genres, language = :language, duration_minutes = :durationMinutes,
                                      age_rating = :ageRating, version = version + 1, updated_at = now()
                                    WHERE id = :id"""), draft).bind("id", eventId).execute();
            return find(handle, eventId);
        });
    }

    /**
     * @throws InUseException when it has shows
     */
    public void delete(Actor actor, long eventId) {
        database.inTransaction(handle -> {
            owned(handle, actor, eventId);
            Dependents.requireNone(handle, "shows", "event_id", eventId);
            return handle.execute("DELETE FROM catalog.events WHERE id = ?", eventId);
        });
    }

    /** An event of the actor's, locked until the transaction ends. */
    static Event owned(Handle handle, Actor actor, long eventId) {
        return handle.createQuery("SELECT * FROM catalog.events WHERE id = :id FOR UPDATE")
                .bind("id", eventId)
                .map(EVENT)
                .findOne()
                .filter(e -> actor.owns(e.ownerId()))
                .orElseThrow(() -> new NotFoundException("no event " + eventId));
    }

    private static Event find(Handle handle, long eventId) {
        return handle.createQuery("SELECT * FROM catalog.events WHERE id = :id")
                .bind("id", eventId)
                .map(EVENT)
                .findOne()
                .orElseThrow(() -> new NotFoundException("no event " + eventId));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, EventDraft draft) {
        List<String> genres = draft.genres() == null ? List.of() : draft.genres();
        return statement
                .bind("title", draft.title())
                .bind("description", draft.description())
                .bindArray("genres", String.class, genres)
                .bind("language", draft.language())
                .bind("durationMinutes", draft.durationMinutes())
                .bind("ageRating", draft.ageRating());
    }

    private static Event eventOf(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("id"),
                row.getLong("owner_id"),
                row.getString("external_id"),
                row.getString("title"),
                row.getString("description"),
                List.of((String[]) row.getArray("genres").getArray()),
                row.getString("language"),
                row.getObject("duration_minutes", Integer.class),
                row.getString("age_rating"),
                row.getLong("version"));
    }

    /** What is stated, cleaned; the external id is fixed once an event is made, and then stays as it is. */
    private static EventDraft checked(EventDraft draft, String externalId) {
        List<String> genres = draft.genres() == null ? List.of() : draft.genres();
        Check.that(genres.size() <= MAX_GENRES, "genres", "are more than " + MAX_GENRES);
        Integer minutes = draft.durationMinutes();
        Check.that(minutes == null || minutes > 0 && minutes <= 14_400, "durationMinutes", "is out of range");
        return new EventDraft(
                externalId,
                Check.text(draft.title(), "title", 500),
                Check.optionalParagraphs(draft.description(), "description", 20_000),
                genres.stream().map(genre -> Check.text(genre, "genres", 100)).toList(),
                Check.optionalText(draft.language(), "language", 35),
                minutes,
                Check.optionalText(draft.ageRating(), "ageRating", 50));
    }
}
