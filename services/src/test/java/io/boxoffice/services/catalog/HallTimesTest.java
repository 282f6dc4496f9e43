package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.availability.ShowFeature;
import io.boxoffice.gateway.availability.ShowPresentation;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.Versions;
import io.boxoffice.services.search.EventQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is said of shows besides what it takes to sell them; no two of them in one hall at once, through whatever door they come. */
@ExtendWith(PostgresExtension.class)
class HallTimesTest {
    private static final Instant EIGHT = NOW.plus(Duration.ofDays(3));

    private CatalogScene scene;
    private Hall hall;
    private Event event;
    private SeatMapInfo map;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
        Venue venue = scene.venue();
        hall = scene.venues
                .createHall(ANNA, venue.id(), new HallRequest("h", "Saal", null, null, null, 30))
                .value();
        map = scene.map(hall);
        event = scene.event();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private ShowRequest draft(Instant startsAt, Instant endsAt, Integer cleaningMinutes, Boolean allowOverlap) {
        return stated(
                new ShowPresentation("en", List.of("de"), "3D", List.of(ShowFeature.CAPTIONS)),
                startsAt,
                endsAt,
                startsAt.minusSeconds(1_800),
                cleaningMinutes,
                allowOverlap,
                ShowVisibility.PUBLIC);
    }

    private ShowRequest stated(
            ShowPresentation presentation,
            Instant startsAt,
            Instant endsAt,
            Instant doorsAt,
            Integer cleaningMinutes,
            Boolean allowOverlap,
            ShowVisibility visibility) {
        return new ShowRequest(
                null,
                new Id(hall.id()),
                new Id(event.id()),
                new Id(map.id()),
                presentation,
                startsAt,
                endsAt,
                doorsAt,
                null,
                null,
                null,
                null,
                null,
                null,
                cleaningMinutes,
                allowOverlap,
                visibility,
                "EUR",
                null,
                Prices.of(1_500));
    }

    private ShowRequest draft(Instant startsAt) {
        return draft(startsAt, startsAt.plusSeconds(7_200), null, null);
    }

    private Show show(ShowRequest draft) {
        return scene.shows.create(ANNA, draft).value();
    }

    private Show moved(Show show, Instant startsAt) {
        return scene.shows.update(ANNA, show.id(), before -> draft(startsAt), Versions.ANY);
    }

    private static Instant after(int minutes) {
        return EIGHT.plusSeconds(60L * minutes);
    }

    @Test
    void shouldRefuseAShowWhileAnotherIsInTheHallOrItIsCleaned() {
        Show first = show(draft(EIGHT));

        for (int minutes : List.of(-149, -30, 0, 60, 149)) {
            HallTakenException taken =
                    assertThrows(HallTakenException.class, () -> show(draft(after(minutes))), minutes + " minutes");
            assertEquals(Long.toString(first.id()), taken.problem().members().get("showId"));
        }
        show(draft(after(-150)));
        show(draft(after(150)));
    }

    @Test
    void shouldGoByTheCleaningThatAShowSaysForItself() {
        show(draft(EIGHT, after(120), 60, null));

        assertThrows(HallTakenException.class, () -> show(draft(after(150))));
        show(draft(after(180)));
    }

    @Test
    void shouldLetShowsBeInOneHallWhenOneSaysSo() {
        show(draft(EIGHT));

        show(draft(EIGHT, after(120), null, true));
    }

    @Test
    void shouldRefuseEachOfABatchThatMeetsAnEarlierOne() {
        List<Outcome<Created<Show>>> outcomes = scene.shows.createAll(
                ANNA, List.of(draft(EIGHT), draft(after(149)), draft(after(150)), draft(after(151))), false);

        assertNull(outcomes.get(0).refused());
        assertInstanceOf(HallTakenException.class, outcomes.get(1).refused());
        assertNull(outcomes.get(2).refused());
        assertInstanceOf(HallTakenException.class, outcomes.get(3).refused());
    }

    @Test
    void shouldRefuseAMoveIntoATimeThatIsTakenAndFreeTheOneThatWasLeft() {
        Show draft = show(draft(EIGHT));
        Show published = show(draft(after(300)));
        scene.publish(ANNA, published.id());

        assertThrows(HallTakenException.class, () -> moved(published, after(60)));
        assertThrows(HallTakenException.class, () -> moved(draft, after(240)));
        assertEquals(after(300), scene.shows.show(ANNA, published.id()).startsAt());

        moved(published, after(600));
        moved(draft, after(300));
        assertThrows(HallTakenException.class, () -> show(draft(after(310))));
        show(draft(EIGHT));
    }

    @Test
    void shouldFreeTheTimeOfACancelledShow() {
        Show first = show(draft(EIGHT));
        scene.publish(ANNA, first.id());
        scene.cancel(ANNA, first.id());

        show(draft(EIGHT));
    }

    @Test
    void shouldGiveATimeToOneOfManyWhoAskAtOnce() throws InterruptedException, ExecutionException {
        Show early = show(draft(after(-600)));
        Show late = show(draft(after(600)));
        scene.publish(ANNA, late.id());
        List<Callable<Object>> asked = new ArrayList<>();
        asked.add(() -> moved(early, EIGHT));
        asked.add(() -> moved(late, EIGHT));
        for (int i = 0; i < 2; i++) {
            asked.add(() -> show(draft(EIGHT)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(asked.size());
        int got = 0;
        try {
            for (Future<Object> answer : threads.invokeAll(asked)) {
                try {
                    answer.get();
                    got++;
                } catch (ExecutionException e) {
                    assertInstanceOf(HallTakenException.class, e.getCause());
                }
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(1, got);
    }

    @Test
    void shouldKeepWhatIsSaidOfAShowBeforeAndAfterItIsPublished() {
        Show show = show(draft(EIGHT));
        assertEquals(EIGHT.minusSeconds(1_800), show.extras().doorsAt());
        assertEquals("3D", show.extras().presentation().format());

        scene.publish(ANNA, show.id());
        moved(show, after(60));

        Show after = scene.shows.show(ANNA, show.id());
        assertEquals(after(30), after.extras().doorsAt());
        assertEquals(
                List.of(ShowFeature.CAPTIONS), after.extras().presentation().features());
        assertEquals(
                after(30).toEpochMilli(), scene.shows.card(show.id()).notes().doorsAtMs());
        assertEquals(
                List.of("/presentation/language", "/doorsAt"),
                CatalogScene.refused(() -> scene.shows.update(
                        ANNA,
                        show.id(),
                        before -> stated(
                                new ShowPresentation("no tag", null, null, null),
                                after(60),
                                after(120),
                                after(61),
                                null,
                                null,
                                null),
                        Versions.ANY)));
    }

    @Test
    void shouldTakeTheLengthOfTheEventWhereNobodySaysWhenAShowEnds() {
        Show show = show(draft(EIGHT, null, null, null));

        assertEquals(after(120), show.endsAt(), "the event takes 120 minutes");
        assertTrue(show.extras().endIsEstimated());
        named(EIGHT);
        scene.publish(ANNA, show.id());
        Show moved = scene.shows.update(ANNA, show.id(), before -> draft(after(600), null, null, null), Versions.ANY);
        assertEquals(after(720), moved.endsAt());
        assertThrows(HallTakenException.class, () -> show(draft(after(740))));
    }

    /** The same again is what is there, also where its end was estimated. */
    private void named(Instant startsAt) {
        ShowRequest one = CatalogScene.showStated(
                "named",
                new Id(hall.id()),
                new Id(event.id()),
                new Id(map.id()),
                startsAt,
                null,
                null,
                null,
                null,
                null,
                null,
                "EUR",
                null,
                Prices.of(1_500));
        assertTrue(scene.shows.create(ANNA, one).created());
        assertFalse(scene.shows.create(ANNA, one).created());
    }

    @Test
    void shouldLeaveAnUnlistedShowOutOfListsUntilItIsPublic() {
        Show show = show(visible(ShowVisibility.UNLISTED));
        scene.publish(ANNA, show.id());

        assertEquals(0, listed());
        assertEquals(show.id(), scene.shows.show(Actor.PUBLIC, show.id()).id());
        assertTrue(scene.shows.card(show.id()).notes().unlisted());

        scene.shows.update(ANNA, show.id(), before -> visible(ShowVisibility.PUBLIC), Versions.ANY);
        assertEquals(2, listed());
        scene.shows.update(ANNA, show.id(), before -> visible(ShowVisibility.UNLISTED), Versions.ANY);
        assertEquals(0, listed());
    }

    private ShowRequest visible(ShowVisibility visibility) {
        return stated(null, EIGHT, after(120), null, null, null, visibility);
    }

    /** In the list of shows, and by the search for events in its city. */
    private int listed() {
        int shows = scene.shownSearch
                .shows(new ShowQuery(0, 0, "Berlin", null, null, null, null, 10))
                .items()
                .size();
        return shows
                + scene.search
                        .events(null, new EventQuery(null, "Berlin", null, null, null, null, null, null, 10))
                        .items()
                        .size();
    }

    /** Two drafts of before halls were watched: the first goes on sale, and is in the way of the second, alone and in a batch. */
    @Test
    void shouldNotPutOnSaleWhatOverlapsAShowOnSale() {
        Instant end = EIGHT.plusSeconds(7_200);
        List<Show> old = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            old.add(scene.shows.create(ANNA, draft(EIGHT, end, null, true)).value());
        }
        scene.database.withHandle(handle -> handle.execute("UPDATE catalog.shows SET allow_overlap = false"));
        List<ShowToPublish> all = old.stream()
                .map(show -> new ShowToPublish(new Id(show.id()), "*"))
                .toList();

        assertEquals(1, published(scene.shows.publishAll(ANNA, all, null, true)));
        assertEquals(1, published(scene.shows.publishAll(ANNA, all, null, false)));

        Show sold = old.stream()
                .filter(show -> scene.shows.ownShow(ANNA, show.id()).state() == ShowState.PUBLISHED)
                .findFirst()
                .orElseThrow();
        for (Show other : old) {
            if (other.id() != sold.id()) {
                HallTakenException taken =
                        assertThrows(HallTakenException.class, () -> scene.publish(ANNA, other.id()));
                assertEquals(Long.toString(sold.id()), taken.problem().members().get("showId"));
                assertEquals(
                        ShowState.DRAFT, scene.shows.ownShow(ANNA, other.id()).state());
            }
        }
        scene.cancel(ANNA, sold.id());
        assertEquals(1, published(scene.shows.publishAll(ANNA, all, null, false)), "another takes its place");
    }

    private static long published(List<Outcome<StepAnswer>> outcomes) {
        return outcomes.stream().filter(outcome -> outcome.refused() == null).count();
    }
}
