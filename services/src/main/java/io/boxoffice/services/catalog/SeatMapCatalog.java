package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Seat maps of halls. They never change: another plan is another map. Blocks; any thread. */
public final class SeatMapCatalog {
    private static final String COLUMNS = "SELECT id, hall_id, owner_id, name, seats, areas,"
            + " encode(sha256, 'hex') AS sha256 FROM catalog.seat_maps ";
    private static final RowMapper<SeatMapInfo> INFO = ConstructorMapper.of(SeatMapInfo.class);
    private static final String SHOWN = "EXISTS (SELECT FROM catalog.shows s WHERE s.seat_map_id = seat_maps.id"
            + " AND s.state NOT IN ('draft', 'publishing'))";

    private final SqlDatabase database;
    private final CatalogConfig config;
    private final Quotas quotas;

    public SeatMapCatalog(SqlDatabase database, CatalogConfig config, Quotas quotas) {
        this.quotas = quotas;
        this.database = database;
        this.config = config;
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
        byte[] sha256 = sha256(content);
        return database.inTransaction(handle -> {
            Hall hall = VenueCatalog.ownedHall(handle, actor, hallId);
            long id = Rows.newId();
            int inserted = handle.createUpdate("""
                            INSERT INTO catalog.seat_maps (id, hall_id, owner_id, name, content, sha256, seats, areas)
                            VALUES (:id, :hall, :owner, :name, :content, :sha256, :seats, :areas)
                            ON CONFLICT (hall_id, sha256) DO NOTHING""")
                    .bind("id", id)
                    .bind("hall", hallId)
                    .bind("owner", hall.ownerId())
                    .bind("name", name)
                    .bind("content", content)
                    .bind("sha256", sha256)
                    .bind("seats", map.seatCount())
                    .bind("areas", map.areaCount())
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
     * The map itself, decoded. For maps the core does not know yet; of the others {@code ShowDirectory} has it at hand.
     *
     * @throws NotFoundException when there is none
     */
    public SeatMap seatMap(long seatMapId) {
        byte[] bytes = content(seatMapId);
        SeatMap.Builder builder = new SeatMap.Builder();
        SeatMapCodec.decode(new UnsafeBuffer(bytes), 0, bytes.length, builder);
        return builder.build();
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
     * @throws InUseException when shows use it
     */
    public void delete(Actor actor, long seatMapId) {
        database.inTransaction(handle -> {
            SeatMapInfo info = find(handle, seatMapId);
            VenueCatalog.ownedHall(handle, actor, info.hallId());
            Dependents.requireNone(handle, "shows", "seat_map_id", seatMapId);
            return handle.execute("DELETE FROM catalog.seat_maps WHERE id = ?", seatMapId);
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

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
