package io.boxoffice.services.catalog;

import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.database.Cursor;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/** Venues and their halls. Blocks; any thread. Every method throws {@link DatabaseUnavailableException} without PostgreSQL. */
public final class VenueCatalog {
    private static final RowMapper<Venue> VENUE = ConstructorMapper.of(Venue.class);
    private static final RowMapper<Hall> HALL = ConstructorMapper.of(Hall.class);

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
     * @throws ExternalIdTakenException when the one of the same external id says something else
     * @throws QuotaReachedException    when the actor has as many as there may be
     */
    public Created<Venue> createVenue(Actor actor, VenueRequest stated) {
        return database.inTransaction(handle -> {
            long id = Rows.newId();
            int inserted = bind(handle.createUpdate("""
                                    INSERT INTO catalog.venues (id, owner_id, external_id, name, address, postcode, city, country,
                                      latitude, longitude, timezone, website, directions, accessibility, amenities)
                                    VALUES (:id, :owner, :externalId, :name, :address, :postcode, :city, :country,
                                      :latitude, :longitude, :timezone, :website, :directions, :accessibility,
                                      CAST(:amenities AS jsonb))
                                    ON CONFLICT (owner_id, external_id) DO NOTHING"""), stated)
                    .bind("id", id)
                    .bind("owner", actor.id())
                    .bind("externalId", stated.externalId())
                    .execute();
            if (inserted == 1) {
                quotas.requireVenues(handle, actor.id());
                return new Created<>(find(handle, id), true);
            }
            Venue there = handle.createQuery(
                            "SELECT * FROM catalog.venues WHERE owner_id = :owner AND external_id = :externalId")
                    .bind("owner", actor.id())
                    .bind("externalId", stated.externalId())
                    .map(VENUE)
                    .one();
            return ExternalIds.found(there, there.id(), there.stated().equals(stated));
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
     * @param mine   whose alone, or null for all
     * @param city   or null
     * @param cursor or null
     */
    public Page<Venue> venues(Actor mine, String city, String cursor, int limit) {
        Check.searchText(city, "city");
        Cursor after = Cursor.decode("venues", cursor);
        int size = Math.max(1, Math.min(limit, config.maxPageSize()));
        return database.withHandle(handle -> {
            List<Venue> found = handle.createQuery("""
                            SELECT * FROM catalog.venues
                            WHERE (CAST(:city AS text) IS NULL OR city_key = catalog.fold(:city))
                              AND (:all OR owner_id = :owner)
                              AND (CAST(:key AS text) IS NULL OR (name_key, id) > (catalog.fold(:key), :id))
                            ORDER BY name_key, id LIMIT :limit""")
                    .bind("city", city)
                    .bind("all", mine == null || mine.admin())
                    .bind("owner", mine == null ? 0 : mine.id())
                    .bind("key", after == null ? null : after.key())
                    .bind("id", after == null ? 0 : after.id())
                    .bind("limit", size + 1)
                    .map(VENUE)
                    .list();
            if (found.size() <= size) {
                return new Page<>(found, null);
            }
            Venue last = found.get(size - 1);
            String next = new Cursor("venues", last.stated().name(), last.id()).encode();
            return new Page<>(found.subList(0, size), next);
        });
    }

    /**
     * Changes a venue.
     *
     * @param expected the versions the caller knows
     * @param change   of what is stated; may be asked more than once
     * @throws NotFoundException        when there is none of the actor's
     * @throws VersionMismatchException when it has another version
     */
    public Venue updateVenue(Actor actor, long venueId, Versions expected, UnaryOperator<VenueRequest> change) {
        return database.inTransaction(handle -> {
            Venue venue = owned(handle, actor, venueId);
            expected.require(venue.version());
            VenueRequest stated = change.apply(venue.stated());
            bind(handle.createUpdate("""
                                    UPDATE catalog.venues SET name = :name, address = :address, postcode = :postcode, city = :city,
                                      country = :country, latitude = :latitude, longitude = :longitude, timezone = :timezone,
                                      website = :website, directions = :directions, accessibility = :accessibility,
                                      amenities = CAST(:amenities AS jsonb),
                                      version = version + 1, updated_at = now()
                                    WHERE id = :id"""), stated).bind("id", venueId).execute();
            return find(handle, venueId);
        });
    }

    /**
     * Deletes a venue.
     *
     * @param expected the versions the caller knows
     * @throws InUseException when it has halls
     */
    public void deleteVenue(Actor actor, long venueId, Versions expected) {
        database.inTransaction(handle -> {
            expected.require(owned(handle, actor, venueId).version());
            Dependents.requireNone(handle, "halls", "venue_id", venueId);
            return handle.execute("DELETE FROM catalog.venues WHERE id = ?", venueId);
        });
    }

    /** Makes a hall, or finds the one of the same external id in the venue. Throws as {@link #createVenue}. */
    public Created<Hall> createHall(Actor actor, long venueId, HallRequest stated) {
        return database.inTransaction(handle -> {
            Venue venue = owned(handle, actor, venueId);
            long id = Rows.newId();
            int inserted = bind(handle.createUpdate("""
                                    INSERT INTO catalog.halls (id, venue_id, owner_id, external_id, name, directions, accessibility,
                                      amenities, cleaning_minutes)
                                    VALUES (:id, :venue, :owner, :externalId, :name, :directions, :accessibility,
                                      CAST(:amenities AS jsonb), :cleaningMinutes)
                                    ON CONFLICT (venue_id, external_id) DO NOTHING"""), stated)
                    .bind("id", id)
                    .bind("venue", venueId)
                    .bind("owner", venue.ownerId())
                    .bind("externalId", stated.externalId())
                    .execute();
            if (inserted == 1) {
                quotas.requireHalls(handle, venue.ownerId());
                return new Created<>(findHall(handle, id), true);
            }
            Hall there = handle.createQuery(
                            "SELECT * FROM catalog.halls WHERE venue_id = :venue AND external_id = :externalId")
                    .bind("venue", venueId)
                    .bind("externalId", stated.externalId())
                    .map(HALL)
                    .one();
            return ExternalIds.found(there, there.id(), there.stated().equals(stated));
        });
    }

    /**
     * @throws NotFoundException when there is none
     */
    public Hall hall(long hallId) {
        return database.withHandle(handle -> findHall(handle, hallId));
    }

    /** The halls of a venue in the order of their names; there are at most some hundred. */
    public List<Hall> halls(long venueId) {
        return database.withHandle(handle -> {
            find(handle, venueId);
            return halls(handle, venueId);
        });
    }

    static List<Hall> halls(Handle handle, long venueId) {
        return handle.createQuery("SELECT * FROM catalog.halls WHERE venue_id = :id ORDER BY name, id LIMIT 1000")
                .bind("id", venueId)
                .map(HALL)
                .list();
    }

    /** As {@link #updateVenue}. */
    public Hall updateHall(Actor actor, long hallId, Versions expected, UnaryOperator<HallRequest> change) {
        return database.inTransaction(handle -> {
            Hall hall = ownedHall(handle, actor, hallId);
            expected.require(hall.version());
            bind(handle.createUpdate("""
                                    UPDATE catalog.halls SET name = :name, directions = :directions, accessibility = :accessibility,
                                      amenities = CAST(:amenities AS jsonb), cleaning_minutes = :cleaningMinutes,
                                      version = version + 1, updated_at = now()
                                    WHERE id = :id"""), change.apply(hall.stated()))
                    .bind("id", hallId)
                    .execute();
            return findHall(handle, hallId);
        });
    }

    /**
     * Deletes a hall.
     *
     * @param expected the versions the caller knows
     * @throws InUseException when it has seat maps
     */
    public void deleteHall(Actor actor, long hallId, Versions expected) {
        database.inTransaction(handle -> {
            expected.require(ownedHall(handle, actor, hallId).version());
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

    private static <S extends SqlStatement<S>> S bind(S statement, VenueRequest stated) {
        return statement
                .bind("name", stated.name())
                .bind("address", stated.address())
                .bind("city", stated.city())
                .bind("latitude", stated.latitude())
                .bind("longitude", stated.longitude())
                .bind("timezone", stated.timezone())
                .bind("postcode", stated.postcode())
                .bind("country", stated.country())
                .bind("website", stated.website())
                .bind("directions", stated.directions())
                .bind("accessibility", stated.accessibility())
                .bind("amenities", Rows.json(stated.amenities()));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, HallRequest stated) {
        return statement
                .bind("name", stated.name())
                .bind("directions", stated.directions())
                .bind("accessibility", stated.accessibility())
                .bind("amenities", Rows.json(stated.amenities()))
                .bind("cleaningMinutes", stated.cleaningMinutes());
    }
}
