package io.boxoffice.services.catalog;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;

/** Seat maps of halls. They never change: another plan is another map. Blocks; any thread. */
public final class SeatMapCatalog {
    public SeatMapCatalog(CatalogDatabase database, CatalogConfig config) {}

    /**
     * Keeps a map, or finds the one of the same content in the hall. The core is told when a show first needs it.
     *
     * @throws NotFoundException     when there is no such hall of the actor's
     * @throws InvalidInputException when it has too many seats or a name is too long
     */
    public Created<SeatMapInfo> create(Actor actor, long hallId, String name, SeatMap map) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws NotFoundException when there is none
     */
    public SeatMapInfo info(long seatMapId) {
        throw new UnsupportedOperationException();
    }

    /** The maps of a hall, newest first. */
    public List<SeatMapInfo> ofHall(long hallId) {
        throw new UnsupportedOperationException();
    }

    /**
     * The map itself, decoded. For maps the core does not know yet; of the others {@code ShowDirectory} has it at hand.
     *
     * @throws NotFoundException when there is none
     */
    public SeatMap seatMap(long seatMapId) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws InUseException when shows use it
     */
    public void delete(Actor actor, long seatMapId) {
        throw new UnsupportedOperationException();
    }
}
