package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static io.boxoffice.services.catalog.CatalogScene.showDraft;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.sbe.BeginUploadDecoder;
import io.boxoffice.protocol.sbe.OpenShowDecoder;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Shows that are made and published together come to what they would have come to alone. */
@ExtendWith(PostgresExtension.class)
class ShowBatchTest {
    private static final Instant TOMORROW = NOW.plusSeconds(86_400);
    private static final StepRequest.Key KEY = new StepRequest.Key(ANNA.id(), "k", 7);

    private CatalogScene scene;
    private Hall hall;
    private Event event;
    private SeatMapInfo map;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
        hall = scene.hall(scene.venue());
        event = scene.event();
        map = scene.map(hall);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private ShowRequest draft(String externalId, Instant startsAt) {
        return showDraft(externalId, hall, event, map, startsAt);
    }

    private List<Show> drafts(int count) {
        List<ShowRequest> stated = IntStream.range(0, count)
                .mapToObj(i -> draft("s" + i, TOMORROW.plusSeconds(60L * i)))
                .toList();
        return scene.shows.createAll(ANNA, stated, false).stream()
                .map(made -> made.orThrow().value())
                .toList();
    }

    private static ShowToPublish publish(Show show) {
        return publish(show, "*");
    }

    private static ShowToPublish publish(Show show, String ifMatch) {
        return new ShowToPublish(new Id(show.id()), ifMatch);
    }

    private List<Outcome<StepAnswer>> publishAll(List<Show> shows, StepRequest.Key key) {
        return scene.shows.publishAll(
                ANNA, shows.stream().map(ShowBatchTest::publish).toList(), key, false);
    }

    private ShowState state(Show show) {
        return scene.shows.show(ANNA, show.id()).state();
    }

    private ShowStatus status(Show show) {
        return scene.core.show(show.id()).definition().status();
    }

    @Test
    void shouldMakeWhatCanBeMadeAndSayWhatIsWrongWithTheRest() {
        Show before = scene.shows.create(ANNA, draft("before", TOMORROW)).value();
        List<ShowRequest> stated = new ArrayList<>(List.of(
                draft("new", TOMORROW),
                draft("past", NOW.minusSeconds(7_000)),
                draft("before", TOMORROW),
                draft("before", TOMORROW.plusSeconds(1)),
                draft("new", TOMORROW),
                draft("new", TOMORROW.plusSeconds(1)),
                draft(null, TOMORROW),
                draft(null, TOMORROW)));

        List<Outcome<Created<Show>>> made = scene.shows.createAll(ANNA, stated, false);

        assertTrue(made.get(0).orThrow().created());
        assertEquals(
                List.of("/startsAt"), CatalogScene.refused(() -> made.get(1).orThrow()));
        assertEquals(new Created<>(before, false), made.get(2).orThrow());
        assertThrows(ExternalIdTakenException.class, () -> made.get(3).orThrow());
        assertEquals(
                made.get(0).value().value().id(), made.get(4).orThrow().value().id());
        assertThrows(ExternalIdTakenException.class, () -> made.get(5).orThrow());
        assertTrue(made.get(6).orThrow().created());
        assertTrue(made.get(7).orThrow().created());
        assertEquals(
                made.get(0).value().value(),
                scene.shows.show(ANNA, made.get(0).value().value().id()));
    }

    @Test
    void shouldMakeNoShowInAnothersHall() {
        List<Outcome<Created<Show>>> made = scene.shows.createAll(BERT, List.of(draft("s", TOMORROW)), false);

        assertEquals(List.of("/eventId", "/hallId"), CatalogScene.refused(() -> made.get(0)
                .orThrow()));
    }

    @Test
    void shouldKeepNothingOfADryRun() {
        List<ShowRequest> stated = List.of(draft("s", TOMORROW), draft("past", NOW.minusSeconds(7_000)));

        List<Outcome<Created<Show>>> said = scene.shows.createAll(ANNA, stated, true);

        assertTrue(said.get(0).orThrow().created());
        assertInstanceOf(InvalidInputException.class, said.get(1).refused());
        assertTrue(scene.shows.create(ANNA, stated.get(0)).created());
    }

    @Test
    void shouldMakeNoneWhenThereWouldBeTooMany(PostgresExtension.Database database, @TempDir Path directory) {
        QuotaConfig most = QuotaConfig.DEFAULT;
        QuotaConfig two = new QuotaConfig(
                most.venues(),
                most.halls(),
                most.events(),
                most.seatMaps(),
                most.seats(),
                2,
                most.keys(),
                most.changes(),
                most.stepKeysPerShow());
        try (CatalogScene small = new CatalogScene(database, directory, two).migrated()) {
            Hall there = small.hall(small.venue());
            Event play = small.event();
            SeatMapInfo plan = small.map(there);
            List<ShowRequest> stated = IntStream.range(0, 3)
                    .mapToObj(i -> showDraft("s" + i, there, play, plan, TOMORROW))
                    .toList();

            assertThrows(QuotaReachedException.class, () -> small.shows.createAll(ANNA, stated, false));
            assertTrue(small.shows
                    .createAll(ANNA, stated.subList(0, 2), false)
                    .get(0)
                    .orThrow()
                    .created());
        }
    }

    @Test
    void shouldPublishAllOfThem() {
        List<Show> shows = drafts(20);

        List<Outcome<StepAnswer>> published = publishAll(shows, null);

        for (int i = 0; i < shows.size(); i++) {
            Show show = scene.shows.show(ANNA, shows.get(i).id());
            assertEquals(ShowState.PUBLISHED, show.state());
            assertEquals(show.version(), published.get(i).orThrow().version());
            assertEquals(ShowStatus.OPEN, status(show));
            assertNotNull(scene.cache.card(show.id()));
        }
        assertEquals(20, scene.core.count(OpenShowDecoder.TEMPLATE_ID));
        assertEquals(1 + 20, scene.core.count(BeginUploadDecoder.TEMPLATE_ID), "the map once, and prices");
    }

    @Test
    void shouldJudgeEachShowAlone() {
        List<Show> shows = drafts(4);
        Show published = shows.get(0);
        scene.publish(ANNA, published.id());
        scene.publish(ANNA, shows.get(1).id());
        scene.cancel(ANNA, shows.get(1).id());

        List<ShowToPublish> wanted = List.of(
                publish(published),
                publish(shows.get(1)),
                publish(shows.get(2), "\"99\""),
                publish(shows.get(3), "\"1\""),
                new ShowToPublish(new Id(4711), "*"));
        List<Outcome<StepAnswer>> outcomes = scene.shows.publishAll(ANNA, wanted, null, false);

        assertEquals(2, outcomes.get(0).orThrow().version());
        assertThrows(WrongStateException.class, () -> outcomes.get(1).orThrow());
        assertThrows(VersionMismatchException.class, () -> outcomes.get(2).orThrow());
        assertEquals(2, outcomes.get(3).orThrow().version());
        assertThrows(NotFoundException.class, () -> outcomes.get(4).orThrow());
        assertEquals(ShowState.DRAFT, state(shows.get(2)));
        assertNull(scene.core.show(shows.get(2).id()));
    }

    @Test
    void shouldNotPublishAnothersShow() {
        Show show = drafts(1).get(0);

        List<Outcome<StepAnswer>> outcomes = scene.shows.publishAll(BERT, List.of(publish(show)), null, false);

        assertThrows(NotFoundException.class, () -> outcomes.get(0).orThrow());
        assertEquals(ShowState.DRAFT, state(show));
    }

    @Test
    void shouldPublishNothingInADryRun() {
        List<Show> shows = drafts(2);
        List<ShowToPublish> wanted = List.of(publish(shows.get(0)), publish(shows.get(1), "\"99\""));

        List<Outcome<StepAnswer>> said = scene.shows.publishAll(ANNA, wanted, KEY, true);

        assertEquals(1, said.get(0).orThrow().version());
        assertInstanceOf(VersionMismatchException.class, said.get(1).refused());
        assertEquals(ShowState.DRAFT, state(shows.get(0)));
        assertNull(scene.core.show(shows.get(0).id()));
        assertEquals(2, publishAll(shows, KEY).get(0).orThrow().version());
    }

    @Test
    void shouldAnswerAKeyAsFirstWhateverHasBecomeOfTheShows() {
        List<Show> shows = drafts(3);
        List<Outcome<StepAnswer>> first = publishAll(shows, KEY);
        scene.close(ANNA, shows.get(1).id());

        List<Outcome<StepAnswer>> again = publishAll(shows, KEY);

        for (int i = 0; i < shows.size(); i++) {
            assertEquals(first.get(i).value().version(), again.get(i).orThrow().version());
            assertArrayEquals(first.get(i).value().body(), again.get(i).value().body());
        }
        assertEquals(ShowState.CLOSED, state(shows.get(1)));
        StepRequest.Key other = new StepRequest.Key(KEY.callerId(), KEY.text(), 8);
        assertThrows(IdempotencyKeys.KeyReusedException.class, () -> publishAll(shows, other));
    }

    @Test
    void shouldKeepTheKeyOfWhatACrashCutsOff() {
        List<Show> shows = drafts(2);
        new ShowRows(scene.database)
                .intendToPublish(shows.stream().map(Show::id).toList(), ShowIntent.to(ShowStep.PUBLISH, KEY));
        scene.shows = scene.restarted();

        List<Outcome<StepAnswer>> again = publishAll(shows, KEY);

        for (int i = 0; i < shows.size(); i++) {
            assertEquals(2, again.get(i).orThrow().version());
            assertEquals(ShowStatus.OPEN, status(shows.get(i)));
        }
        assertEquals(2, scene.core.count(OpenShowDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldNotOpenWhatTheCoreDoesNotTakeWhole() {
        List<Show> shows = drafts(2);
        Show show = shows.get(0);
        scene.shows.changeBlocks(ANNA, show.id(), new StatedBlocks(Map.of("A-1", "house"), List.of()), Versions.ANY);
        scene.core.refuse(OpenShowDecoder.TEMPLATE_ID);

        List<Outcome<StepAnswer>> refused = publishAll(shows, null);

        assertInstanceOf(RejectedException.class, refused.get(0).refused());
        assertEquals(ShowState.DRAFT, state(show));
        scene.core.takeAgain(OpenShowDecoder.TEMPLATE_ID);
        publishAll(shows, null).forEach(Outcome::orThrow);
        assertEquals(ShowStatus.OPEN, status(show));
        assertEquals(SeatState.BLOCKED, seat(show, "A-1"));
        assertEquals(SeatState.FREE, seat(shows.get(1), "A-1"));
    }

    @Test
    void shouldBlockSeatsBeforeAShowIsOpen() {
        List<Show> shows = drafts(3);
        for (Show show : shows) {
            scene.shows.changeBlocks(
                    ANNA, show.id(), new StatedBlocks(Map.of("A-2", "house"), List.of()), Versions.ANY);
        }
        List<Integer> blockedWhenOpened = new ArrayList<>();
        scene.core.beforeNext(
                OpenShowDecoder.TEMPLATE_ID, () -> shows.forEach(show -> blockedWhenOpened.add(seat(show, "A-2"))));

        publishAll(shows, null).forEach(Outcome::orThrow);

        assertEquals(List.of(SeatState.BLOCKED, SeatState.BLOCKED, SeatState.BLOCKED), blockedWhenOpened);
        assertFalse(blockedWhenOpened.isEmpty());
    }

    private int seat(Show show, String id) {
        AvailabilitySnapshot now = new AvailabilitySnapshot();
        scene.core.show(show.id()).availability().copyTo(now);
        return now.seatState(scene.core.show(show.id()).seatMap().seatIndex(id));
    }
}
