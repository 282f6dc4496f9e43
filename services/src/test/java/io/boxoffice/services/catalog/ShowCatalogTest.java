package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.sbe.BeginUploadDecoder;
import io.boxoffice.protocol.sbe.CommitUploadDecoder;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.OpenShowDecoder;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class ShowCatalogTest {
    private CatalogScene scene;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private ShowStatus status(Show show) {
        return scene.core.show(show.id()).definition().status();
    }

    /** A show as a crash would leave it: intended, and the core has not heard of it. */
    private Show cutOffWhilePublishing() {
        Show show = scene.draftShow();
        new ShowRows(scene.database).intend(show.id(), ShowIntent.to(ShowStep.PUBLISH, null), ShowState.PUBLISHING);
        return show;
    }

    @Test
    void shouldKeepADraftInPostgresAlone() {
        Show show = scene.draftShow();

        assertEquals(ShowState.DRAFT, show.state());
        assertEquals(0, scene.core.showIds().length);
        assertThrows(NotFoundException.class, () -> scene.shows.show(Actor.PUBLIC, show.id()));
        assertThrows(NotFoundException.class, () -> scene.shows.show(BERT, show.id()));
        assertEquals(show, scene.shows.show(ANNA, show.id()));
    }

    @Test
    void shouldFindTheShowOfTheSameExternalId() {
        ShowRequest draft = scene.showDraft("s1", NOW.plusSeconds(60));

        Created<Show> first = scene.shows.create(ANNA, draft);
        Created<Show> again = scene.shows.create(ANNA, draft);

        assertTrue(first.created());
        assertFalse(again.created());
        assertEquals(first.value(), again.value());
    }

    @Test
    void shouldNamePricesAndBlocksInOneOrderWhateverTheOrderTheyCameIn() {
        List<String> names =
                IntStream.range(0, 50).mapToObj(i -> "seat-" + i).sorted().toList();
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 20; round++) {
            List<String> shuffled = new ArrayList<>(names);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            Map<String, Long> amounts = new LinkedHashMap<>();
            shuffled.forEach(name -> amounts.put(name, 1L));
            Prices prices = new Prices(null, amounts, amounts, amounts);
            for (Map<String, Long> each : List.of(prices.categories(), prices.seats(), prices.areas())) {
                assertEquals(names, List.copyOf(each.keySet()));
            }
        }
        Show show = scene.draftShow();
        Show blocked = scene.shows.changeBlocks(
                ANNA,
                show.id(),
                new StatedBlocks(Map.of("B-1", "house", "A-2", "technical", "A-1", "house"), null),
                Versions.ANY);
        assertEquals(
                List.of("A-1", "A-2", "B-1"),
                List.copyOf(blocked.blocks().seats().keySet()));
    }

    @Test
    void shouldTellTheCoreEverythingWhenAShowIsPublished() {
        Show draft = scene.draftShow();
        scene.shows.changeBlocks(
                ANNA, draft.id(), new StatedBlocks(Map.of("A-2", "accessible_hold"), null), Versions.ANY);

        Show show = scene.publish(ANNA, draft.id());

        assertEquals(ShowState.PUBLISHED, show.state());
        assertEquals(ShowStatus.OPEN, status(show));
        assertEquals(1_500, scene.core.show(show.id()).prices().seatPrice(0));
        assertEquals(5, scene.core.of(show.id()).blockReason(1));
        assertEquals(0, scene.core.of(show.id()).blockReason(0));
        assertEquals(6, scene.core.seatMap(show.seatMapId()).seatCount());
        assertEquals("Der Zerbrochene Krug", scene.cache.card(show.id()).eventTitle());
        assertEquals(show, scene.shows.show(Actor.PUBLIC, show.id()));
    }

    @Test
    void shouldPublishOnceHoweverOftenAsked() {
        Show show = scene.publish(ANNA, scene.draftShow().id());

        Show again = scene.publish(ANNA, show.id());

        assertEquals(show, again);
        assertEquals(1, scene.core.count(OpenShowDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldDefineASeatMapOnceForAllShowsOfAHall() {
        Hall hall = scene.hall(scene.venue());
        Event event = scene.event();
        SeatMapInfo map = scene.map(hall);
        for (int i = 0; i < 3; i++) {
            Instant startsAt = NOW.plusSeconds(86_400L * (i + 1));
            ShowRequest draft = CatalogScene.showDraft("s" + i, hall, event, map, startsAt);
            scene.publish(ANNA, scene.shows.create(ANNA, draft).value().id());
        }

        // One map, and prices of three shows, of which nothing is blocked.
        assertEquals(1 + 3, scene.core.count(BeginUploadDecoder.TEMPLATE_ID));
    }

    private Show publishAnother(Hall hall, Event event, SeatMapInfo map, String externalId) {
        ShowRequest draft = CatalogScene.showDraft(
                externalId, hall, event, map, scene.clock.instant().plusSeconds(86_400));
        Show show = scene.shows.create(ANNA, draft).value();
        assertEquals(ShowState.PUBLISHED, scene.publish(ANNA, show.id()).state());
        assertEquals(ShowStatus.OPEN, status(show));
        return show;
    }

    /** The core knows the map, and no show has it any more. */
    private void publishAndArchive(Hall hall, Event event, SeatMapInfo map) {
        long id = publishAnother(hall, event, map, "s1").id();
        scene.cancel(ANNA, id);
        scene.archive(ANNA, id);
        assertNotNull(scene.core.seatMap(map.id()));
    }

    @Test
    void shouldDefineASeatMapAgainThatTheCoreHasForgotten() {
        Hall hall = scene.hall(scene.venue());
        Event event = scene.event();
        SeatMapInfo map = scene.map(hall);
        publishAndArchive(hall, event, map);
        byte[] content = SeatMapCodec.encode(scene.core.seatMap(map.id()));
        scene.clock.advance(CatalogScene.MAP_RETENTION);
        scene.core.catchUp();
        assertNull(scene.core.seatMap(map.id()));

        publishAnother(hall, event, map, "s2");

        assertArrayEquals(content, SeatMapCodec.encode(scene.core.seatMap(map.id())));
    }

    @Test
    void shouldDefineASeatMapAgainThatIsForgottenWhileAShowIsBeingPublished() {
        Hall hall = scene.hall(scene.venue());
        Event event = scene.event();
        SeatMapInfo map = scene.map(hall);
        publishAndArchive(hall, event, map);
        scene.core.beforeNext(DefineShowDecoder.TEMPLATE_ID, () -> scene.clock.advance(CatalogScene.MAP_RETENTION));

        publishAnother(hall, event, map, "s2");

        assertEquals(6, scene.core.seatMap(map.id()).seatCount());
        assertEquals(3, scene.core.count(DefineShowDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldFinishWhatWasCutOffBeforeTheCoreHeardOfIt() {
        Show show = cutOffWhilePublishing();
        assertEquals(ShowState.PUBLISHING, scene.shows.show(ANNA, show.id()).state());

        assertEquals(1, scene.reconciler.finishAll());

        assertEquals(ShowState.PUBLISHED, scene.shows.show(ANNA, show.id()).state());
        assertEquals(ShowStatus.OPEN, status(show));
        assertEquals(0, scene.reconciler.finishAll());
    }

    @Test
    void shouldFinishWhatWasCutOffAfterTheCoreHadDoneIt() {
        Show show = scene.publish(ANNA, scene.draftShow().id());
        new ShowRows(scene.database).intend(show.id(), ShowIntent.to(ShowStep.PUBLISH, null), ShowState.PUBLISHING);

        assertEquals(1, scene.reconciler.finishAll());

        assertEquals(ShowState.PUBLISHED, scene.shows.show(ANNA, show.id()).state());
        assertEquals(1, scene.core.count(OpenShowDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldFinishWhatIsLeftBeforeAnythingElse() {
        Show show = cutOffWhilePublishing();

        Show closed = scene.close(ANNA, show.id());

        assertEquals(ShowState.CLOSED, closed.state());
        assertEquals(ShowStatus.CLOSED, status(show));
    }

    @Test
    void shouldBecomeADraftAgainWhenTheCoreRefuses() {
        Show show = scene.draftShow();
        scene.core.refuse(DefineShowDecoder.TEMPLATE_ID);

        assertThrows(RejectedException.class, () -> scene.publish(ANNA, show.id()));

        assertEquals(ShowState.DRAFT, scene.shows.show(ANNA, show.id()).state());
        scene.core.takeAgain(DefineShowDecoder.TEMPLATE_ID);
        assertEquals(ShowState.PUBLISHED, scene.publish(ANNA, show.id()).state());
    }

    @Test
    void shouldCloseReopenCancelAndArchive() {
        long id = scene.publish(ANNA, scene.draftShow().id()).id();

        assertEquals(ShowState.CLOSED, scene.close(ANNA, id).state());
        assertEquals(ShowState.PUBLISHED, scene.publish(ANNA, id).state());
        assertEquals(ShowState.CANCELLED, scene.cancel(ANNA, id).state());
        assertEquals(ShowState.CANCELLED, scene.cancel(ANNA, id).state());
        assertThrows(WrongStateException.class, () -> scene.publish(ANNA, id));
        assertNotNull(scene.cache.card(id));
        assertEquals(ShowState.ARCHIVED, scene.archive(ANNA, id).state());
        assertNull(scene.core.show(id));
        assertNull(scene.cache.card(id));
    }

    @Test
    void shouldChangePricesOfAPublishedShowInTheCoreAndInPostgres() {
        long id = scene.publish(ANNA, scene.draftShow().id()).id();
        Prices prices = new Prices(null, Map.of("Stalls", 2_000L), Map.of("B-1", 900L), Map.of("pit", 700L));

        Show show = scene.shows.changePrices(ANNA, id, prices, Versions.ANY);

        assertEquals(prices, show.prices());
        assertEquals(2_000, scene.core.show(id).prices().seatPrice(0));
        assertEquals(900, scene.core.show(id).prices().seatPrice(3));
        assertEquals(700, scene.core.show(id).prices().areaPrice(0));
    }

    @Test
    void shouldKeepBlocksAsTheyWereWhenTheCoreRefusesNewOnes() {
        long id = scene.publish(ANNA, scene.draftShow().id()).id();
        scene.shows.changeBlocks(ANNA, id, new StatedBlocks(Map.of("A-1", "box_office"), null), Versions.ANY);
        scene.core.refuse(CommitUploadDecoder.TEMPLATE_ID);

        assertThrows(
                RejectedException.class,
                () -> scene.shows.changeBlocks(
                        ANNA, id, new StatedBlocks(Map.of("A-2", "box_office"), null), Versions.ANY));

        scene.core.takeAgain(CommitUploadDecoder.TEMPLATE_ID);
        assertEquals(0, scene.reconciler.finishAll());
        assertEquals(Map.of("A-1", 3), scene.shows.show(ANNA, id).blocks().seats());
        assertEquals(3, scene.core.of(id).blockReason(0));
    }

    @Test
    void shouldTellTheCoreOfBlockedPlacesAndKeepThem() {
        Show draft = scene.draftShow();
        scene.shows.changeBlocks(
                ANNA,
                draft.id(),
                new StatedBlocks(Map.of("A-1", "box_office"), List.of(new BlockedArea("pit", 4))),
                Versions.ANY);
        long id = scene.publish(ANNA, draft.id()).id();
        assertEquals(4, scene.core.of(id).blockedPlaces(0));

        scene.shows.changeSomeBlocks(ANNA, id, new SeatBlockChanges(null, List.of("A-1"), null), Versions.ANY);
        assertEquals(4, scene.core.of(id).blockedPlaces(0));
        scene.core.refuse(CommitUploadDecoder.TEMPLATE_ID);
        assertThrows(
                RejectedException.class,
                () -> scene.shows.changeSomeBlocks(
                        ANNA, id, new SeatBlockChanges(null, null, List.of(new BlockedArea("pit", 5))), Versions.ANY));
        scene.core.takeAgain(CommitUploadDecoder.TEMPLATE_ID);
        assertEquals(
                new Blocks(Map.of(), Map.of("pit", 4)),
                scene.shows.show(ANNA, id).blocks());
        assertThrows(
                InvalidInputException.class,
                () -> scene.shows.changeBlocks(
                        ANNA,
                        id,
                        new StatedBlocks(Map.of(), List.of(new BlockedArea("pit", 1_000_000))),
                        Versions.ANY));
    }

    @Test
    void shouldChangeTimesAndRulesOfAPublishedShow() {
        Show show = scene.publish(ANNA, scene.draftShow().id());
        ShowRequest d = ShowRequest.of(show);
        ShowRequest later = new ShowRequest(
                d.externalId(),
                d.hallId(),
                d.eventId(),
                d.seatMapId(),
                d.startsAt().plusSeconds(3_600),
                d.endsAt().plusSeconds(3_600),
                NOW,
                null,
                null,
                null,
                null,
                "EUR",
                new RulesRequest(60_000L, 4, 8, true),
                d.prices());

        Show changed = scene.shows.update(ANNA, show.id(), before -> later, Versions.of(show.version()));

        assertEquals(d.startsAt().plusSeconds(3_600), changed.startsAt());
        assertEquals(NOW.toEpochMilli(), scene.core.show(show.id()).definition().onSaleFromMs());
        assertEquals(4, scene.core.show(show.id()).definition().maxUnitsPerHold());
        assertEquals(
                changed.startsAt().toEpochMilli(),
                scene.core.show(show.id()).definition().onSaleUntilMs());
        assertEquals(ShowStatus.OPEN, status(show));
        assertThrows(
                VersionMismatchException.class,
                () -> scene.shows.update(ANNA, show.id(), before -> later, Versions.of(show.version())));
    }

    @Test
    void shouldRefuseWhatDoesNotFitTogether() {
        ShowRequest good = scene.showDraft("s1", NOW.plusSeconds(60));
        ShowRequest otherMap = scene.showDraft("s2", NOW.plusSeconds(60));
        Hall other = scene.venues
                .createHall(ANNA, scene.venue().id(), CatalogScene.hallDraft("h2", "Saal 2"))
                .value();
        SeatMapInfo foreign = scene.seatMaps
                .create(ANNA, other.id(), "plan", CatalogScene.seats(1, 1))
                .value();
        ShowRequest mixed = new ShowRequest(
                "s3",
                good.hallId(),
                good.eventId(),
                new Id(foreign.id()),
                good.startsAt(),
                good.endsAt(),
                null,
                null,
                null,
                null,
                null,
                "EUR",
                null,
                null);

        assertEquals(List.of("/seatMapId"), CatalogScene.refused(() -> scene.shows.create(ANNA, mixed)));
        assertEquals(List.of("/eventId", "/hallId"), CatalogScene.refused(() -> scene.shows.create(BERT, otherMap)));
        Show show = scene.shows.create(ANNA, good).value();
        assertThrows(
                InvalidInputException.class,
                () -> scene.shows.changePrices(
                        ANNA, show.id(), new Prices(1L, null, Map.of("Z-9", 1L), null), Versions.ANY));
        assertThrows(
                InvalidInputException.class,
                () -> scene.shows.changePrices(
                        ANNA, show.id(), new Prices(null, Map.of("Stalls", 1L), null, null), Versions.ANY));
        assertEquals(
                List.of("/blocks/Z~11"),
                CatalogScene.refused(() -> scene.shows.changeBlocks(
                        ANNA, show.id(), new StatedBlocks(Map.of("Z/1", "house"), null), Versions.ANY)));
    }

    @Test
    void shouldDeleteADraftOnly() {
        Show show = scene.draftShow();
        scene.shows.delete(ANNA, show.id(), Versions.ANY);
        assertThrows(NotFoundException.class, () -> scene.shows.show(ANNA, show.id()));

        Show published = scene.publish(ANNA, scene.draftShow().id());
        assertThrows(InUseException.class, () -> scene.shows.delete(ANNA, published.id(), Versions.ANY));
    }

    @Test
    void shouldForgetADraftInTheCoreThatWasOnceRefused() {
        Show show = scene.draftShow();
        scene.core.refuse(OpenShowDecoder.TEMPLATE_ID);
        assertThrows(RejectedException.class, () -> scene.publish(ANNA, show.id()));
        assertNotNull(scene.core.show(show.id()));

        scene.shows.delete(ANNA, show.id(), Versions.ANY);

        assertNull(scene.core.show(show.id()));
    }
}
