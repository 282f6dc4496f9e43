package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.database.Cursor;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Venues and their halls. Blocks; any thread. Every method throws {@link DatabaseUnavailableException} without PostgreSQL. */
public final class VenueCatalog {
    private static final RowMapper<Venue> VENUE = (row, context) -> venueOf(row);
    private static final RowMapper<Hall> HALL = (row, context) -> new Hall(
            row.getLong("id"),
            row.getLong("venue_id"),
            row.getLong("owner_id"),
            row.getString("external_id"),
            row.getString("name"),
            row.getLong("version"));

    private static final String INVALID_PARAMETER = "22023";

    private final SqlDatabase database;
    private final CatalogConfig config;
    private final Quotas quotas;

    public VenueCatalog(SqlDatabase database, CatalogConfig config, Quotas quotas) {
        this.database = database;
        this.quotas = quotas;
        this.config = config;
    }

    /**
     * Makes a venue of the actor's, or finds the one of the same external id.
     *
     * @throws InvalidInputException when a part is missing or out of range
     * @throws QuotaReachedException when the actor has as many as there may be
     */
    public Created<Venue> createVenue(Actor actor, VenueDraft stated) {
        VenueDraft draft = checked(stated, Check.externalId(stated.externalId()));
        return database.inTransaction(handle -> {
            requireKnownZone(handle, draft.timezone());
            long id = Rows.newId();
            int inserted = bind(handle.createUpdate("""
                                    INSERT INTO catalog.venues
                                      (id, owner_id, external_id, name, address, city, latitude, longitude, timezone)
                                    VALUES (:id, :owner, :externalId, :name, :address, :city, :latitude, :longitude, :timezone)
                                    ON CONFLICT (owner_id, external_id) DO NOTHING"""), draft)
                    .bind("id", id)
                    .bind("owner", actor.id())
                    .bind("externalId", draft.externalId())
                    .execute();
            if (inserted == 1) {
                quotas.requireVenues(handle, actor.id());
            }
            Venue venue = inserted == 1
                    ? find(handle, id)
                    : handle.createQuery(
                                    "SELECT * FROM catalog.venues WHERE owner_id = :owner AND external_id = :externalId")
                            .bind("owner", actor.id())
                            .bind("externalId", draft.externalId())
                            .map(VENUE)
                            .one();
            return new Created<>(venue, inserted == 1);
        });
    }

    /**
     * @throws NotFoundException when there is none
     */
    public Venue venue(long venueId) {
        return database.withHandle(handle -> find(handle, venueId));
    }

    /**
     * Venues in the order of their names.
     *
     * @param city   or null
     * @param cursor or null
     */
    public Page<Venue> venues(String city, String cursor, int limit) {
        Check.searchText(city, "city");
        Cursor after = Cursor.decode("venues", cursor);
        int size = Math.max(1, Math.min(limit, config.maxPageSize()));
        return database.withHandle(handle -> {
            List<Venue> found = handle.createQuery("""
                            SELECT * FROM catalog.venues
                            WHERE (CAST(:city AS text) IS NULL OR city_key = catalog.fold(:city))
                              AND (CAST(:key AS text) IS NULL OR (name_key, id) > (catalog.fold(:key), :id))
                            ORDER BY name_key, id LIMIT :limit""")
                    .bind("city", city)
                    .bind("key", after == null ? null : after.key())
                    .bind("id", after == null ? 0 : after.id())
                    .bind("limit", size + 1)
                    .map(VENUE)
                    .list();
            if (found.size() <= size) {
                return new Page<>(found, null);
            }
            Venue last = found.get(size - 1);
            return new Page<>(found.subList(0, size), new Cursor("venues", last.name(), last.id()).encode());
        });
    }

    /**
     * Replaces all parts but the external id.
     *
     * @param expected the versions the caller knows
     * @throws NotFoundException        when there is none of the actor's
     * @throws VersionMismatchException when it has another version
     */
    public Venue updateVenue(Actor actor, long venueId, VenueDraft stated, Versions expected) {
        VenueDraft draft = checked(stated, stated.externalId());
        return database.inTransaction(handle -> {
            Venue venue = owned(handle, actor, venueId);
            expected.require(venue.version());
            requireKnownZone(handle, draft.timezone());
            bind(handle.createUpdate("""
                                    UPDATE catalog.venues SET name = :name, address = :address, city = :city,
                                      latitude = :latitude, longitude = :longitude, timezone = :timezone,
                                      version = version + 1, updated_at = now()
                                    WHERE id = :id"""), draft).bind("id", venueId).execute();
            return find(handle, venueId);
        });
    }

    /**
     * @throws InUseException when it has halls
     */
    public void deleteVenue(Actor actor, long venueId) {
        database.inTransaction(handle -> {
            owned(handle, actor, venueId);
            Dependents.requireNone(handle, "halls", "venue_id", venueId);
            return handle.execute("DELETE FROM catalog.venues WHERE id = ?", venueId);
        });
    }

    /** Makes a hall, or finds the one of the same external id in the venue. */
    public Created<Hall> createHall(Actor actor, long venueId, HallDraft stated) {
        HallDraft draft = new HallDraft(Check.externalId(stated.externalId()), Check.text(stated.name(), "name", 200));
        return database.inTransaction(handle -> {
            Venue venue = owned(handle, actor, venueId);
            long id = Rows.newId();
            int inserted = handle.createUpdate("""
                            INSERT INTO catalog.halls (id, venue_id, owner_id, external_id, name)
                            VALUES (:id, :venue, :owner, :externalId, :name)
                            ON CONFLICT (venue_id, external_id) DO NOTHING""")
                    .bind("id", id)
                    .bind("venue", venueId)
                    .bind("owner", venue.ownerId())
                    .bind("externalId", draft.externalId())
                    .bind("name", draft.name())
                    .execute();
            if (inserted == 1) {
                quotas.requireHalls(handle, venue.ownerId());
            }
            Hall hall = inserted == 1
                    ? findHall(handle, id)
                    : handle.createQuery(
                                    "SELECT * FROM catalog.halls WHERE venue_id = :venue AND external_id = :externalId")
                            .bind("venue", venueId)
                            .bind("externalId", draft.externalId())
                            .map(HALL)
                            .one();
            return new Created<>(hall, inserted == 1);
        });
    }

    public Hall hall(long hallId) {
        return database.withHandle(handle -> findHall(handle, hallId));
    }

    /** The halls of a venue in the order of their names; there are at most some hundred. */
    public List<Hall> halls(long venueId) {
        return database.withHandle(handle -> {
            find(handle, venueId);
            return handle.createQuery("SELECT * FROM catalog.halls WHERE venue_id = :id ORDER BY name, id LIMIT 1000")
                    .bind("id", venueId)
                    .map(HALL)
                    .list();
        });
    }

    /** As {@link #updateVenue}. */
    public Hall updateHall(Actor actor, long hallId, HallDraft stated, Versions expected) {
        String name = Check.text(stated.name(), "name", 200);
        return database.inTransaction(handle -> {
            Hall hall = ownedHall(handle, actor, hallId);
            expected.require(hall.version());
            handle.execute(
                    "UPDATE catalog.halls SET name = ?, version = version + 1, updated_at = now() WHERE id = ?",
                    name,
                    hallId);
            return findHall(handle, hallId);
        });
    }

    /**
     * @throws InUseException when it has seat maps
     */
    public void deleteHall(Actor actor, long hallId) {
        database.inTransaction(handle -> {
            ownedHall(handle, actor, hallId);
            Dependents.requireNone(handle, "seat_maps", "hall_id", hallId);
            return handle.execute("DELETE FROM catalog.halls WHERE id = ?", hallId);
        });
    }

    /** A hall of the actor's, locked until the transaction ends. */
    static Hall ownedHall(Handle handle, Actor actor, long hallId) {
        return handle.createQuery("SELECT * FROM catalog.halls WHERE id = :id FOR UPDATE")
                .bind("id", hallId)
                .map(HALL)
                .findOne()
                .filter(h -> actor.owns(h.ownerId()))
                .orElseThrow(() -> new NotFoundException("no hall " + hallId));
    }

    private static Venue owned(Handle handle, Actor actor, long venueId) {
        return handle.createQuery("SELECT * FROM catalog.venues WHERE id = :id FOR UPDATE")
                .bind("id", venueId)
                .map(VENUE)
                .findOne()
                .filter(v -> actor.owns(v.ownerId()))
                .orElseThrow(() -> new NotFoundException("no venue " + venueId));
    }

    private static Venue find(Handle handle, long venueId) {
        return handle.createQuery("SELECT * FROM catalog.venues WHERE id = :id")
                .bind("id", venueId)
                .map(VENUE)
                .findOne()
                .orElseThrow(() -> new NotFoundException("no venue " + venueId));
    }

    static Hall findHall(Handle handle, long hallId) {
        return handle.createQuery("SELECT * FROM catalog.halls WHERE id = :id")
                .bind("id", hallId)
                .map(HALL)
                .findOne()
                .orElseThrow(() -> new NotFoundException("no hall " + hallId));
    }

    /** Each search by date reads every venue's zone in PostgreSQL: one that only Java knows would break it for all. */
    private static void requireKnownZone(Handle handle, String zone) {
        try {
            handle.createQuery("SELECT now() AT TIME ZONE :zone")
                    .bind("zone", zone)
                    .mapTo(String.class)
                    .one();
        } catch (UnableToExecuteStatementException e) {
            boolean unknown = e.getCause() instanceof SQLException sql && INVALID_PARAMETER.equals(sql.getSQLState());
            throw unknown ? new InvalidInputException("timezone", "is not known here: " + zone) : e;
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, VenueDraft draft) {
        return statement
                .bind("name", draft.name())
                .bind("address", draft.address())
                .bind("city", draft.city())
                .bind("latitude", draft.latitude())
                .bind("longitude", draft.longitude())
                .bind("timezone", draft.timezone());
    }

    private static Venue venueOf(ResultSet row) throws SQLException {
        return new Venue(
                row.getLong("id"),
                row.getLong("owner_id"),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("address"),
                row.getString("city"),
                row.getObject("latitude", Double.class),
                row.getObject("longitude", Double.class),
                ZoneId.of(row.getString("timezone")),
                row.getLong("version"));
    }

    /** What is stated, cleaned; the external id is fixed once a venue is made, and then stays as it is. */
    private static VenueDraft checked(VenueDraft draft, String externalId) {
        Check.zone(draft.timezone());
        Double latitude = draft.latitude();
        Double longitude = draft.longitude();
        Check.that((latitude == null) == (longitude == null), "latitude", "goes with longitude");
        Check.that(latitude == null || Math.abs(latitude) <= 90, "latitude", "is out of range");
        Check.that(longitude == null || Math.abs(longitude) <= 180, "longitude", "is out of range");
        return new VenueDraft(
                externalId,
                Check.text(draft.name(), "name", 200),
                Check.optionalText(draft.address(), "address", 500),
                Check.optionalText(draft.city(), "city", 200),
                latitude,
                longitude,
                draft.timezone());
    }
}
