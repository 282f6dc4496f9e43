package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.SeatMapJson;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.http.Digests;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.Versions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Seat maps of halls. What the core sells by never changes: another plan is another map. What people are told of it can be mended
 * ({@link SeatMapMending}). Blocks; any thread.
 */
public final class SeatMapCatalog {
    static final String COLUMNS = "SELECT id, hall_id, owner_id, name, seats, areas,"
            + " encode(sha256, 'hex') AS sha256, version FROM catalog.seat_maps ";
    private static final RowMapper<SeatMapInfo> INFO = ConstructorMapper.of(SeatMapInfo.class);
    private static final String SHOWN = "EXISTS (SELECT FROM catalog.shows s WHERE s.seat_map_id = seat_maps.id"
            + " AND s.state NOT IN ('draft', 'publishing'))";

    private final SqlDatabase database;
    private final CatalogConfig config;
    private final Quotas quotas;
    private final KnownSeatMaps known;

    /**
     * Those of a database.
     *
     * @param directory where what people are told of maps is kept, for when PostgreSQL is away
     */
    public SeatMapCatalog(SqlDatabase database, CatalogConfig config, Quotas quotas, Path directory) {
        this.quotas = quotas;
        this.database = database;
        this.config = config;
        known = new KnownSeatMaps(directory, config.maxSeatsPerMap());
    }

    /** What people are told of the maps of shows that are there, at hand. */
    public ToldMaps told() {
        return known;
    }

    /**
     * Keeps a map, or finds the one of the same content in the hall. The core is told when a show first needs it.
     *
     * @throws NotFoundException     when there is no such hall of the actor's
     * @throws InvalidInputException when it has too many seats, a text is refused, or ids look the same
     * @throws QuotaReachedException when the hall's owner has as many maps, or seats in them, as there may be
     */
    public Created<SeatMapInfo> create(Actor actor, long hallId, String statedName, SeatMap stated) {
        String name = Check.text(statedName, "name", 200);
        Check.that(stated.seatCount() <= config.maxSeatsPerMap(), "seats", "are more than " + config.maxSeatsPerMap());
        SeatMap map = CleanSeatMap.of(stated);
        byte[] content = encoded(map);
        // Two maps that sell the same and tell people other things are two.
        boolean guided = !map.guide().equals(SeatGuide.NONE);
        byte[] sha256 = guided ? Digests.sha256(told(0, map)) : Digests.sha256(content);
        return database.inTransaction(handle -> {
            Hall hall = VenueCatalog.ownedHall(handle, actor, hallId);
            long id = Rows.newId();
            int inserted = handle.createUpdate("""
                            INSERT INTO catalog.seat_maps (id, hall_id, owner_id, name, content, sha256, seats, areas, told)
                            VALUES (:id, :hall, :owner, :name, :content, :sha256, :seats, :areas, :told)
                            ON CONFLICT (hall_id, sha256) DO NOTHING""")
                    .bind("id", id)
                    .bind("hall", hallId)
                    .bind("owner", hall.ownerId())
                    .bind("name", name)
                    .bind("content", content)
                    .bind("sha256", sha256)
                    .bind("seats", map.seatCount())
                    .bind("areas", map.areaCount())
                    .bind("told", guided ? new String(told(id, map), StandardCharsets.UTF_8) : null)
                    .execute();
            if (inserted == 1) {
                new SeatCopy(handle.getConnection()).copy(id, map);
                quotas.requireSeatMaps(handle, hall.ownerId());
            }
            SeatMapInfo info = handle.createQuery(COLUMNS + "WHERE hall_id = :hall AND sha256 = :sha256")
                    .bind("hall", hallId)
                    .bind("sha256", sha256)
                    .map(INFO)
                    .one();
            return new Created<>(info, inserted == 1);
        });
    }

    /**
     * The maps of a hall, newest first: all to its owner, to others those that a show used which was on sale.
     *
     * @throws NotFoundException when there is no such hall
     */
    public List<SeatMapInfo> ofHall(Actor actor, long hallId) {
        return database.withHandle(handle -> {
            boolean own = actor.owns(VenueCatalog.findHall(handle, hallId).ownerId());
            String which = "WHERE hall_id = :hall" + (own ? "" : " AND " + SHOWN);
            return handle.createQuery(COLUMNS + which + " ORDER BY created_at DESC, id LIMIT 1000")
                    .bind("hall", hallId)
                    .map(INFO)
                    .list();
        });
    }

    /**
     * Whether a map is there for the actor: their own, or one that a show used which was on sale.
     */
    public boolean isVisible(Actor actor, long seatMapId) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT owner_id = :actor OR :admin OR " + SHOWN + " FROM catalog.seat_maps WHERE id = :id")
                .bind("actor", actor.id())
                .bind("admin", actor.admin())
                .bind("id", seatMapId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /**
     * The map that the core sells by, decoded. For maps the core does not know yet; of the others {@code ShowDirectory} has it at hand.
     *
     * @throws NotFoundException when there is none
     */
    public SeatMap seatMap(long seatMapId) {
        return decoded(content(seatMapId));
    }

    private static SeatMap decoded(byte[] bytes) {
        SeatMap.Builder builder = new SeatMap.Builder();
        SeatMapCodec.decode(new UnsafeBuffer(bytes), 0, bytes.length, builder);
        return builder.build();
    }

    /** A map as people are told of it, wherever that is known. */
    public ToldMaps.Told toldOf(long seatMapId) {
        ToldMaps.Told now = known.told(seatMapId);
        if (now != null) {
            return now;
        }
        Kept kept = database.withHandle(handle -> kept(handle, seatMapId));
        return new ToldMaps.Told(kept.map(seatMapId, config.maxSeatsPerMap()), kept.version);
    }

    /** Which state of a map is there: it goes up each time the map is mended. */
    public long version(long seatMapId) {
        return database.withHandle(handle -> kept(handle, seatMapId).version);
    }

    /** Has what people are told of a map at hand from now on. */
    void know(long seatMapId) {
        if (known.version(seatMapId) == 0) {
            Kept kept = database.withHandle(handle -> kept(handle, seatMapId));
            known.put(seatMapId, kept.version, kept.toldJson());
        }
    }

    /** Has what people are told of these maps at hand as it is in PostgreSQL, and of no others. */
    void knowOnly(Set<Long> seatMapIds) {
        Map<Long, Long> versions = database.withHandle(
                handle -> handle.createQuery("SELECT id, version FROM catalog.seat_maps WHERE id = ANY(:ids)")
                        .bindArray("ids", Long.class, seatMapIds)
                        .setMapKeyColumn("id")
                        .setMapValueColumn("version")
                        .collectInto(new GenericType<Map<Long, Long>>() {}));
        versions.forEach((id, version) -> {
            if (known.version(id) < version) {
                Kept kept = database.withHandle(handle -> kept(handle, id));
                known.put(id, kept.version, kept.toldJson());
            }
        });
        known.retain(versions.keySet());
    }

    /**
     * Mends a map: labels, drawing and what people are told of seats.
     *
     * @param expected the versions the caller knows
     * @param dryRun   whether to say only what it would change, and whom that concerns
     * @throws InvalidInputException when the core would sell otherwise, a text is refused, or ids look the same
     */
    public SeatMapMended mend(Actor actor, long seatMapId, Versions expected, SeatMap stated, boolean dryRun) {
        SeatMap after = CleanSeatMap.of(stated);
        SeatMapMended mended = database.inTransaction(handle -> {
            SeatMapInfo info = find(handle, seatMapId);
            VenueCatalog.ownedHall(handle, actor, info.hallId());
            Kept kept = kept(handle, seatMapId);
            expected.require(kept.version);
            SeatMapMending change = new SeatMapMending(kept.map(seatMapId, config.maxSeatsPerMap()), after);
            boolean done = !dryRun && !change.isNothing();
            if (done) {
                keep(handle, seatMapId, after);
            }
            Concerned concerned = Concerned.of(handle, seatMapId, change.units());
            return new SeatMapMended(
                    seatMapId,
                    kept.version + (done ? 1 : 0),
                    dryRun,
                    change.labels(),
                    change.attributes(),
                    change.drawing(),
                    concerned.shows(),
                    concerned.bookings(),
                    concerned.tickets(),
                    change.access());
        });
        if (known.version(seatMapId) > 0) {
            known.put(seatMapId, mended.version(), dryRun ? null : told(seatMapId, after));
        }
        return mended;
    }

    private static void keep(Handle handle, long seatMapId, SeatMap after) {
        handle.createUpdate("UPDATE catalog.seat_maps SET told = :told, version = version + 1 WHERE id = :id")
                .bind("id", seatMapId)
                .bind("told", new String(told(seatMapId, after), StandardCharsets.UTF_8))
                .execute();
        handle.execute("DELETE FROM catalog.seats WHERE seat_map_id = ?", seatMapId);
        new SeatCopy(handle.getConnection()).copy(seatMapId, after);
    }

    /** A map as its row has it. */
    public record Kept(byte[] content, String told, long version) {
        byte[] toldJson() {
            return told == null ? null : told.getBytes(StandardCharsets.UTF_8);
        }

        SeatMap map(long seatMapId, int maxSeats) {
            return told == null ? decoded(content) : new SeatMapBody(maxSeats, seatMapId).read(toldJson());
        }
    }

    private static Kept kept(Handle handle, long seatMapId) {
        return handle.createQuery("SELECT content, told, version FROM catalog.seat_maps WHERE id = :id")
                .bind("id", seatMapId)
                .map(ConstructorMapper.of(Kept.class))
                .findOne()
                .orElseThrow(() -> new NotFoundException("no seat map " + seatMapId));
    }

    private static byte[] told(long seatMapId, SeatMap map) {
        return Json.bytes(out -> SeatMapJson.write(out, seatMapId, map));
    }

    /** The map as it is uploaded to the core. */
    byte[] content(long seatMapId) {
        return database.withHandle(handle -> handle.createQuery("SELECT content FROM catalog.seat_maps WHERE id = :id")
                .bind("id", seatMapId)
                .mapTo(byte[].class)
                .findOne()
                .orElseThrow(() -> new NotFoundException("no seat map " + seatMapId)));
    }

    /**
     * Deletes a map.
     *
     * @return the version it had
     * @throws InUseException when shows use it
     */
    public long delete(Actor actor, long seatMapId) {
        return database.inTransaction(handle -> {
            SeatMapInfo info = find(handle, seatMapId);
            VenueCatalog.ownedHall(handle, actor, info.hallId());
            Dependents.requireNone(handle, "shows", "seat_map_id", seatMapId);
            handle.execute("DELETE FROM catalog.seat_maps WHERE id = ?", seatMapId);
            return info.version();
        });
    }

    static SeatMapInfo find(Handle handle, long seatMapId) {
        return handle.createQuery(COLUMNS + "WHERE id = :id")
                .bind("id", seatMapId)
                .map(INFO)
                .findOne()
                .orElseThrow(() -> new NotFoundException("no seat map " + seatMapId));
    }

    private static byte[] encoded(SeatMap map) {
        try {
            return SeatMapCodec.encode(map);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("seats", e.getMessage());
        }
    }
}
