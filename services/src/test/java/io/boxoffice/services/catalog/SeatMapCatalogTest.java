package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class SeatMapCatalogTest {
    private CatalogScene scene;
    private Hall hall;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
        hall = scene.hall(scene.venue());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void shouldFindTheMapOfTheSameContent() {
        Created<SeatMapInfo> first = scene.seatMaps.create(ANNA, hall.id(), "plan", CatalogScene.seats(2, 3));
        Created<SeatMapInfo> again = scene.seatMaps.create(ANNA, hall.id(), "again", CatalogScene.seats(2, 3));
        Created<SeatMapInfo> other = scene.seatMaps.create(ANNA, hall.id(), "other", CatalogScene.seats(2, 4));

        assertTrue(first.created());
        assertFalse(again.created());
        assertEquals(first.value(), again.value());
        assertTrue(other.created());
        assertEquals(2, scene.seatMaps.ofHall(ANNA, hall.id()).size());
        assertEquals(6, first.value().seats());
        assertEquals(1, first.value().areas());
    }

    @Test
    void shouldGiveBackTheMapAsItWas() {
        SeatMap map = CatalogScene.seats(5, 8);

        long id = scene.seatMaps.create(ANNA, hall.id(), "plan", map).value().id();

        assertArrayEquals(SeatMapCodec.encode(map), SeatMapCodec.encode(scene.seatMaps.seatMap(id)));
    }

    @Test
    void shouldWriteEverySeatWhateverIsInItsNames() {
        SeatMap map = new SeatMap.Builder()
                .category("c")
                .section("no\\ttab")
                .row("back\\slash")
                .seat("\\.", "\\N", 0, 0, 0, false, false, 1)
                .build();

        long id = scene.seatMaps.create(ANNA, hall.id(), "plan", map).value().id();

        List<String> row = scene.database.withHandle(handle -> handle.createQuery(
                        "SELECT concat_ws('|', seat_id, label, \"row\", section) FROM catalog.seats WHERE seat_map_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .list());
        assertEquals(List.of("\\.|\\N|back\\slash|no\\ttab"), row);
    }

    @Test
    void shouldTakeALargeMapAndRefuseOneThatIsTooLarge() {
        SeatMap large = CatalogScene.seats(25, 2_000);

        long id = scene.seatMaps.create(ANNA, hall.id(), "large", large).value().id();

        assertEquals(50_000, scene.seatMaps.seatMap(id).seatCount());
        SeatMap tooLarge = CatalogScene.seats(26, 2_000);
        assertThrows(InvalidInputException.class, () -> scene.seatMaps.create(ANNA, hall.id(), "too large", tooLarge));
    }

    @Test
    void shouldBelongToTheOwnerOfTheHall() {
        SeatMap map = CatalogScene.seats(2, 3);
        assertThrows(NotFoundException.class, () -> scene.seatMaps.create(BERT, hall.id(), "plan", map));

        long id = scene.seatMaps.create(ANNA, hall.id(), "plan", map).value().id();

        assertThrows(NotFoundException.class, () -> scene.seatMaps.delete(BERT, id));
        scene.seatMaps.delete(ANNA, id);
        assertFalse(scene.seatMaps.isVisible(ANNA, id));
    }

    @Test
    void shouldNotDeleteAMapThatShowsUse() {
        Show show = scene.draftShow();

        assertThrows(InUseException.class, () -> scene.seatMaps.delete(ANNA, show.seatMapId()));
    }
}
