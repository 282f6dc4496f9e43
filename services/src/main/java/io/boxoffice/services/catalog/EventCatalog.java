package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.ImageSize;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/** Events. Blocks; any thread. Finding them is the search's part, which follows {@link CatalogChanges}. */
public final class EventCatalog {
    private static final RowMapper<Event> EVENT = ConstructorMapper.of(Event.class);

    /** A show on sale makes its event public. Each change of its state makes another version of the event. */
    static final String COLUMNS = """
            e.*, e.version + e.state_changes AS shown_version,
            CASE WHEN e.is_archived THEN 'archived' WHEN e.is_public THEN 'published' ELSE 'draft' END AS status""";

    private static final String EVENTS = "SELECT " + COLUMNS + " FROM catalog.events e WHERE ";

    private final SqlDatabase database;
    private final Quotas quotas;
    private final OwnedImages ownedImages;
    private final Clock clock;

    /**
     * @param ownedImages which images organisations have
     */
    public EventCatalog(SqlDatabase database, Quotas quotas, OwnedImages ownedImages, Clock clock) {
        this.database = database;
        this.quotas = quotas;
        this.ownedImages = ownedImages;
        this.clock = clock;
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
            int inserted = bind(handle, actor.id(), stated, handle.createUpdate("""
                                    INSERT INTO catalog.events (id, owner_id, external_id, kind, title, original_title, other_titles,
                                      description, genres, language, duration_minutes, age_rating, year, credits, images, pictures,
                                      trailer, links)
                                    VALUES (:id, :owner, :externalId, :kind, :title, :originalTitle, CAST(:otherTitles AS jsonb),
                                      :description, :genres, :language, :durationMinutes, :ageRating, :year,
                                      CAST(:credits AS jsonb), CAST(:images AS jsonb), CAST(:pictures AS jsonb),
                                      :trailer, CAST(:links AS jsonb))
                                    ON CONFLICT (owner_id, external_id) DO NOTHING"""))
                    .bind("id", id)
                    .bind("owner", actor.id())
                    .bind("externalId", stated.externalId())
                    .execute();
            if (inserted == 1) {
                quotas.requireEvents(handle, actor.id());
                bring(handle, id, EventStatus.DRAFT, stated.status());
                return new Created<>(locked(handle, id).orElseThrow(), true);
            }
            Event there = handle.createQuery(EVENTS + "e.owner_id = :owner AND e.external_id = :externalId")
                    .bind("owner", actor.id())
                    .bind("externalId", stated.externalId())
                    .map(EVENT)
                    .one();
            return ExternalIds.found(there, there.id(), stated.isSameAs(there.stated()));
        });
    }

    /**
     * An event that the actor may see: their own, or one that was on sale once.
     *
     * @throws NotFoundException when there is none
     */
    public Event event(Actor actor, long eventId) {
        return database.withHandle(
                handle -> handle.createQuery(EVENTS + "e.id = :id AND (e.is_public OR :admin OR e.owner_id = :actor)")
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
     * @throws InvalidInputException    when it cannot come to the state, or an image is not the organisation's
     * @throws InUseException           when it is to be archived and has shows to come
     */
    public Event update(Actor actor, long eventId, Versions expected, UnaryOperator<EventRequest> change) {
        return database.inTransaction(handle -> {
            Event event = owned(handle, actor, eventId);
            expected.require(event.version());
            EventRequest stated = change.apply(event.stated());
            bring(handle, eventId, event.stated().status(), stated.status());
            bind(handle, event.ownerId(), stated, handle.createUpdate("""
                                    UPDATE catalog.events SET kind = :kind, title = :title, original_title = :originalTitle,
                                      other_titles = CAST(:otherTitles AS jsonb), description = :description,
                                      genres = :genres, language = :language, duration_minutes = :durationMinutes,
                                      age_rating = :ageRating, year = :year, credits = CAST(:credits AS jsonb),
                                      images = CAST(:images AS jsonb), pictures = CAST(:pictures AS jsonb), trailer = :trailer,
                                      links = CAST(:links AS jsonb),
                                      version = version + 1, updated_at = now()
                                    WHERE id = :id"""))
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
        return handle.createQuery(EVENTS + "e.id = :id FOR UPDATE OF e")
                .bind("id", eventId)
                .map(EVENT)
                .findOne();
    }

    /** Events that everybody may see, of these ids. */
    static List<Event> publicOnes(Handle handle, Collection<Long> ids) {
        return handle.createQuery(EVENTS + "e.id = ANY(:ids) AND e.is_public")
                .bindArray("ids", Long.class, ids)
                .map(EVENT)
                .list();
    }

    /** Brings it from one state to another, unless it is there; null leaves it as it is. */
    private void bring(Handle handle, long eventId, EventStatus from, EventStatus to) {
        if (to == null || to == from) {
            return;
        }
        Check.that(to != EventStatus.DRAFT, "status", "a published event is no draft again");
        if (to == EventStatus.ARCHIVED) {
            requireNoShowsToCome(handle, eventId);
        }
        handle.createUpdate("""
                        UPDATE catalog.events SET is_public = is_public OR :published, is_archived = :archived
                        WHERE id = :id""")
                .bind("published", to == EventStatus.PUBLISHED)
                .bind("archived", to == EventStatus.ARCHIVED)
                .bind("id", eventId)
                .execute();
    }

    private void requireNoShowsToCome(Handle handle, long eventId) {
        boolean some = handle.createQuery("""
                        SELECT EXISTS (SELECT FROM catalog.shows WHERE event_id = :id AND ends_at > :now
                          AND state IN ('published', 'closed') AND visibility = 'public')""")
                .bind("id", eventId)
                .bind("now", Rows.utc(clock.instant()))
                .mapTo(Boolean.class)
                .one();
        if (some) {
            throw new InUseException("there are shows of it to come");
        }
    }

    /**
     * @throws InUseException when an event of the organisation's shows the image
     */
    public static void requireNoImage(Handle handle, long organisationId, String imageId) {
        boolean shown = handle.createQuery("""
                        SELECT EXISTS (SELECT FROM catalog.events
                          WHERE owner_id = :owner AND images @> jsonb_build_array(jsonb_build_object('id', CAST(:image AS text))))""")
                .bind("owner", organisationId)
                .bind("image", imageId)
                .mapTo(Boolean.class)
                .one();
        if (shown) {
            throw new InUseException("an event shows it");
        }
    }

    private static NotFoundException none(long eventId) {
        return new NotFoundException("no event " + eventId);
    }

    private <S extends SqlStatement<S>> S bind(Handle handle, long ownerId, EventRequest stated, S statement) {
        return statement
                .bind("kind", stated.kind() == null ? null : stated.kind().text())
                .bind("title", stated.title())
                .bind("originalTitle", stated.originalTitle())
                .bind("otherTitles", Rows.json(stated.otherTitles()))
                .bind("description", stated.description())
                .bindArray("genres", String.class, stated.genres())
                .bind("language", stated.language())
                .bind("durationMinutes", stated.durationMinutes())
                .bind("ageRating", stated.ageRating())
                .bind("year", stated.year())
                .bind("credits", Rows.json(stated.credits()))
                .bind("images", Rows.json(stated.images()))
                .bind("pictures", Rows.json(pictures(handle, ownerId, stated.images())))
                .bind("trailer", stated.trailer())
                .bind("links", Rows.json(stated.links()));
    }

    /**
     * What everybody gets of images.
     *
     * @throws InvalidInputException when the organisation does not have one
     */
    private List<EventPicture> pictures(Handle handle, long ownerId, List<EventImage> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        Map<String, List<ImageSize>> owned = ownedImages.keep(
                handle, ownerId, images.stream().map(EventImage::id).distinct().toList());
        FieldErrors errors = new FieldErrors();
        List<EventPicture> pictures = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            EventImage image = images.get(i);
            List<ImageSize> sizes = owned.get(image.id());
            if (sizes == null) {
                errors.add("/images/" + i + "/id", FieldErrors.INVALID, "there is no such image");
            }
            pictures.add(new EventPicture(image.role(), image.alt(), sizes));
        }
        errors.throwIfAny();
        return pictures;
    }
}
