package io.boxoffice.services.booking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.catalog.SeatMapCatalog;
import io.boxoffice.services.catalog.ShowCatalog;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SalesTables;
import io.boxoffice.services.database.SqlDatabase;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Bookings that the booking core no longer knows, because their show is archived or they lapsed long ago, from the rows of the
 * persistence writer and the catalog. Blocks; any thread.
 *
 * <p>Caveat: of a booking that was never confirmed PostgreSQL has no seats; its list of units is empty.
 */
public final class PastBookings {
    private static final String UNITS = """
            SELECT s.unit, s.price, s.status, s.ticket_type, c.ordinal IS NOT NULL AS used
            FROM sales.booked_seats s
            LEFT JOIN sales.check_ins c ON c.reservation_id = s.reservation_id AND c.ordinal = s.ordinal
            WHERE s.reservation_id = :id ORDER BY s.ordinal""";

    private final SqlDatabase database;
    private final ShowCatalog shows;
    private final SeatMapCatalog seatMaps;
    private final Cache<MapState, SeatMap> maps;

    /** A map as it was mended so often. */
    private record MapState(long seatMapId, long version) {}

    /**
     * @param maxCachedSeats seats of maps that are kept decoded
     */
    public PastBookings(SqlDatabase database, ShowCatalog shows, SeatMapCatalog seatMaps, long maxCachedSeats) {
        this.database = database;
        this.shows = shows;
        this.seatMaps = seatMaps;
        maps = Caffeine.newBuilder()
                .maximumWeight(maxCachedSeats)
                .weigher((MapState state, SeatMap map) -> map.seatCount() + map.areaCount() + 1)
                .build();
    }

    /**
     * The booking of an id; empty when there was none, or a hold that no booking was made of.
     *
     * @throws DatabaseUnavailableException without PostgreSQL
     */
    public Optional<PastBooking> find(long reservationId) {
        try {
            return database.withHandle(handle -> handle.createQuery(BookingRows.SELECT + "r.reservation_id = :id")
                    .bind("id", reservationId)
                    .map((row, context) -> {
                        ShowCard card = shows.card(row.getLong("show_id"));
                        SeatMap map = card == null ? null : map(card.seatMapId());
                        return BookingRows.booking(row, units(handle, reservationId), card, map);
                    })
                    .findOne());
        } catch (UnableToExecuteStatementException e) {
            if (SalesTables.areMissing(e)) {
                // The persistence writer was never there: nothing was ever booked that the core has forgotten.
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<Reservation.Unit> units(Handle handle, long reservationId) {
        return handle.createQuery(UNITS)
                .bind("id", reservationId)
                .map((row, context) -> new Reservation.Unit(
                        row.getInt("unit"),
                        row.getLong("price"),
                        row.getString("status").equals("cancelled"),
                        row.getBoolean("used"),
                        0,
                        row.getInt("ticket_type")))
                .list();
    }

    private SeatMap map(long seatMapId) {
        ToldMaps.Told told = seatMaps.told().told(seatMapId);
        return told != null
                ? told.map()
                : maps.get(
                        new MapState(seatMapId, seatMaps.version(seatMapId)),
                        state -> seatMaps.toldOf(state.seatMapId).map());
    }
}
