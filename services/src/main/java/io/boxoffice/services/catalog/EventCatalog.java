package io.boxoffice.services.catalog;

import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/** Events. Blocks; any thread. Finding them is {@link CatalogSearch}'s part. */
public final class EventCatalog {
    private static final RowMapper<Event> EVENT = ConstructorMapper.of(Event.class);

    private final SqlDatabase database;
    private final Quotas quotas;

    public EventCatalog(SqlDatabase database, Quotas quotas) {
        this.database = database;
        this.quotas = quotas;
    }

    /**
     * Makes an event of the actor's, or finds the one of the same external id.
     *
     * @throws ExternalIdTakenException when that one says something else
     * @throws QuotaReachedException    when the actor has as many as there may be
     */
    public Created<Event> create(Actor actor, EventRequest stated) {
        return database.inTransaction(handle -> {
            long id = Rows.newId();
            int inserted = bind(handle.createUpdate("""
                                    INSERT INTO catalog.events (id, owner_id, external_id, title, description, genres,
                                      language, duration_minutes, age_rating)
                                    VALUES (:id, :owner, :externalId, :title, :description, :genres,
                                      :language, :durationMinutes, :ageRating)
                                    ON CONFLICT (owner_id, external_id) DO NOTHING"""), stated)
                    .bind("id", id)
                    .bind("owner", actor.id())
                    .bind("externalId", stated.externalId())
                    .execute();
            if (inserted == 1) {
                quotas.requireEvents(handle, actor.id());
                return new Created<>(locked(handle, id).orElseThrow(), true);
            }
            Event there = handle.createQuery(
                            "SELECT * FROM catalog.events WHERE owner_id = :owner AND external_id = :externalId")
                    .bind("owner", actor.id())
                    .bind("externalId", stated.externalId())
                    .map(EVENT)
                    .one();
            return ExternalIds.found(there, there.id(), there.stated().equals(stated));
        });
    }

    /**
     * An event that the actor may see: their own, or one that was on sale once.
     *
     * @throws NotFoundException when there is none
     */
    public Event event(Actor actor, long eventId) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT e.* FROM catalog.events e JOIN catalog.event_search k ON k.event_id = e.id
                        WHERE e.id = :id AND (k.is_public OR :admin OR e.owner_id = :actor)""")
                .bind("id", eventId)
                .bind("admin", actor.admin())
                .bind("actor", actor.id())
                .map(EVENT)
                .findOne()
                .orElseThrow(() -> none(eventId)));
    }

    /**
     * Changes an event.
     *
     * @param expected the versions the caller knows
     * @param change   of what is stated; may be asked more than once
     * @throws NotFoundException        when there is none of the actor's
     * @throws VersionMismatchException when it has another version
     */
    public Event update(Actor actor, long eventId, Versions expected, UnaryOperator<EventRequest> change) {
        return database.inTransaction(handle -> {
            Event event = owned(handle, actor, eventId);
            expected.require(event.version());
            bind(handle.createUpdate("""
                                    UPDATE catalog.events SET title = :title, description = :description,
                                      genres = :genres, language = :language, duration_minutes = :durationMinutes,
                                      age_rating = :ageRating, version = version + 1, updated_at = now()
                                    WHERE id = :id"""), change.apply(event.stated()))
                    .bind("id", eventId)
                    .execute();
            return locked(handle, eventId).orElseThrow();
        });
    }

    /**
     * Deletes an event.
     *
     * @param expected the versions the caller knows
     * @throws InUseException when it has shows
     */
    public void delete(Actor actor, long eventId, Versions expected) {
        database.inTransaction(handle -> {
            expected.require(owned(handle, actor, eventId).version());
            Dependents.requireNone(handle, "shows", "event_id", eventId);
            return handle.execute("DELETE FROM catalog.events WHERE id = ?", eventId);
        });
    }

    /** An event of the actor's, locked until the transaction ends. */
    static Event owned(Handle handle, Actor actor, long eventId) {
        return locked(handle, eventId).filter(e -> actor.owns(e.ownerId())).orElseThrow(() -> none(eventId));
    }

    private static Optional<Event> locked(Handle handle, long eventId) {
        return handle.createQuery("SELECT * FROM catalog.events WHERE id = :id FOR UPDATE")
                .bind("id", eventId)
                .map(EVENT)
                .findOne();
    }

    private static NotFoundException none(long eventId) {
        return new NotFoundException("no event " + eventId);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, EventRequest stated) {
        return statement
                .bind("title", stated.title())
                .bind("description", stated.description())
                .bindArray("genres", String.class, stated.genres())
                .bind("language", stated.language())
                .bind("durationMinutes", stated.durationMinutes())
                .bind("ageRating", stated.ageRating());
    }
}
