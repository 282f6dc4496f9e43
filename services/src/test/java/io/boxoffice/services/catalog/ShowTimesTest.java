package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.Versions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Times of shows that would destroy what was sold, or make no sense, and those that do neither. */
@ExtendWith(PostgresExtension.class)
class ShowTimesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant STARTS = NOW.plus(Duration.ofDays(1));
    private static final Instant ENDS = STARTS.plus(HOUR.multipliedBy(2));
    private static final Instant LAST_YEAR = NOW.minus(Duration.ofDays(365));

    private CatalogScene scene;
    private ShowRequest good;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
        good = scene.showDraft("s1", STARTS);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private ShowRequest from(Instant startsAt, Instant endsAt) {
        return times(startsAt, endsAt, null, null, null);
    }

    private ShowRequest times(
            Instant startsAt, Instant endsAt, Instant saleFrom, Instant saleUntil, Instant cancelUntil) {
        return CatalogScene.showStated(
                good.externalId(),
                good.hallId(),
                good.eventId(),
                good.seatMapId(),
                startsAt,
                endsAt,
                saleFrom,
                saleUntil,
                cancelUntil,
                null,
                null,
                good.currency(),
                good.rules(),
                good.prices());
    }

    /** The good draft, at other times and with another window of check-in. */
    private ShowRequest admits(Instant startsAt, Instant endsAt, Instant from, Instant until) {
        ShowRequest d = from(startsAt, endsAt);
        return CatalogScene.showStated(
                d.externalId(),
                d.hallId(),
                d.eventId(),
                d.seatMapId(),
                d.startsAt(),
                d.endsAt(),
                d.onSaleFrom(),
                d.onSaleUntil(),
                d.cancelUntil(),
                from,
                until,
                d.currency(),
                d.rules(),
                d.prices());
    }

    private ShowRequest admits(Instant from, Instant until) {
        return admits(STARTS, ENDS, from, until);
    }

    private void assertTold(Instant from, Instant until, Show show) {
        assertEquals(from.toEpochMilli(), told(show).checkInFromMs());
        assertEquals(until.toEpochMilli(), told(show).checkInUntilMs());
    }

    private Show published() {
        return scene.publish(ANNA, scene.shows.create(ANNA, good).value().id());
    }

    private Show change(Show show, ShowRequest to) {
        return scene.shows.update(ANNA, show.id(), before -> to, Versions.ANY);
    }

    private void assertRefused(String field, Executable action) {
        assertEquals(List.of("/" + field), CatalogScene.refused(action));
    }

    private ShowDefinition told(Show show) {
        return scene.core.show(show.id()).definition();
    }

    @Test
    void shouldRefuseADraftWhoseTimesMakeNoSense() {
        assertRefused("startsAt", () -> scene.shows.create(ANNA, from(LAST_YEAR, LAST_YEAR.plus(HOUR))));
        assertRefused("startsAt", () -> scene.shows.create(ANNA, from(NOW, ENDS)));
        assertRefused("endsAt", () -> scene.shows.create(ANNA, from(STARTS, STARTS)));
        assertRefused("endsAt", () -> scene.shows.create(ANNA, from(STARTS, STARTS.plus(Duration.ofDays(3_650)))));
        Instant farAhead = NOW.plusMillis(CatalogScene.CONFIG.maxShowAheadMs() + 1);
        assertRefused("startsAt", () -> scene.shows.create(ANNA, from(farAhead, farAhead.plus(HOUR))));
        assertRefused("onSaleUntil", () -> scene.shows.create(ANNA, times(STARTS, ENDS, null, ENDS.plus(HOUR), null)));
        assertRefused("onSaleUntil", () -> scene.shows.create(ANNA, times(STARTS, ENDS, STARTS, STARTS, null)));
        assertRefused("onSaleUntil", () -> scene.shows.create(ANNA, times(STARTS, ENDS, STARTS, null, null)));
        assertRefused("cancelUntil", () -> scene.shows.create(ANNA, times(STARTS, ENDS, null, null, ENDS.plus(HOUR))));

        scene.shows.create(ANNA, times(STARTS, ENDS, NOW, ENDS, ENDS));
    }

    @Test
    void shouldTellAllThatIsWrongWithTimesAtOnce() {
        assertEquals(
                List.of("/endsAt", "/onSaleUntil", "/cancelUntil", "/checkInUntil", "/startsAt"),
                CatalogScene.refused(() -> {
                    ShowRequest d = times(LAST_YEAR, LAST_YEAR, LAST_YEAR, null, NOW);
                    scene.shows.create(
                            ANNA,
                            CatalogScene.showStated(
                                    d.externalId(),
                                    d.hallId(),
                                    d.eventId(),
                                    d.seatMapId(),
                                    d.startsAt(),
                                    d.endsAt(),
                                    d.onSaleFrom(),
                                    null,
                                    d.cancelUntil(),
                                    null,
                                    LAST_YEAR.minusSeconds(1),
                                    "EUR",
                                    null,
                                    d.prices()));
                }));
    }

    @Test
    void shouldRefuseToPublishADraftThatHasBecomePast() {
        Show draft = scene.shows.create(ANNA, good).value();
        scene.clock.set(STARTS);

        assertRefused("startsAt", () -> scene.publish(ANNA, draft.id()));

        assertEquals(ShowState.DRAFT, scene.shows.show(ANNA, draft.id()).state());
        assertNull(scene.core.show(draft.id()));
        change(draft, from(STARTS.plus(HOUR), ENDS.plus(HOUR)));
        assertEquals(ShowState.PUBLISHED, scene.publish(ANNA, draft.id()).state());
    }

    @Test
    void shouldFindAShowOfThePastAgainThatWasMadeInItsTime() {
        Show show = published();
        scene.clock.set(ENDS.plus(HOUR));

        Created<Show> again = scene.shows.create(ANNA, good);

        assertEquals(show.id(), again.value().id());
    }

    @Test
    void shouldMoveAShowThatHasNotBegunToAnyFutureTimeAndToNoneInThePast() {
        Show show = published();

        assertEquals(
                List.of("/startsAt", "/endsAt"),
                CatalogScene.refused(() -> change(show, from(LAST_YEAR, LAST_YEAR.plus(HOUR)))));
        assertRefused("startsAt", () -> change(show, from(NOW.minusSeconds(1), ENDS)));
        assertEquals(STARTS.toEpochMilli(), told(show).startsAtMs());

        Show sooner = change(show, from(NOW.plus(HOUR), NOW.plus(HOUR.multipliedBy(2))));
        assertEquals(NOW.plus(HOUR).toEpochMilli(), told(sooner).startsAtMs());
        change(sooner, from(STARTS.plus(HOUR), ENDS.plus(HOUR)));
    }

    @Test
    void shouldKeepTheStartOfAShowThatHasBegunAndEndItNowOrLater() {
        Show show = published();
        scene.clock.set(STARTS.plus(HOUR));

        assertRefused(
                "startsAt",
                () -> change(show, from(STARTS.plus(HOUR.multipliedBy(3)), ENDS.plus(HOUR.multipliedBy(3)))));
        assertRefused(
                "endsAt", () -> change(show, from(STARTS, STARTS.plus(HOUR).minusSeconds(1))));
        Instant soon = STARTS.plus(HOUR).plusSeconds(60);
        assertEquals(soon, change(show, from(STARTS, soon)).endsAt());
        assertEquals(
                ENDS.plus(HOUR), change(show, from(STARTS, ENDS.plus(HOUR))).endsAt());
    }

    @Test
    void shouldChangeRulesOfAShowThatHasBegunWhateverItsTimes() {
        Show show = published();
        scene.clock.set(ENDS.plus(HOUR));
        ShowRequest d = ShowRequest.of(show);
        ShowRequest rules = CatalogScene.showStated(
                d.externalId(),
                d.hallId(),
                d.eventId(),
                d.seatMapId(),
                d.startsAt(),
                d.endsAt(),
                null,
                null,
                null,
                null,
                null,
                d.currency(),
                new RulesRequest(60_000L, 3, 0, false),
                d.prices());

        assertEquals(3, change(show, rules).rules().maxUnitsPerHold());
    }

    @Test
    void shouldNotReopenAClosedShowThatIsOver() {
        Show show = published();
        scene.close(ANNA, show.id());
        scene.clock.set(STARTS.plus(HOUR));
        scene.publish(ANNA, show.id());
        scene.close(ANNA, show.id());
        scene.clock.set(ENDS);

        assertRefused("endsAt", () -> scene.publish(ANNA, show.id()));
    }

    @Test
    void shouldTellTheCoreNoTimeOfSaleOrOfRefundsAfterTheEnd() {
        Show show = published();
        ShowDefinition absent = told(show);
        assertEquals(STARTS.toEpochMilli(), absent.onSaleUntilMs());
        assertEquals(0, absent.cancelUntilMs(), "customers may not cancel");
        assertNull(show.onSaleUntil(), "what was not stated is not read back");
        assertNull(show.cancelUntil());

        change(show, times(STARTS, ENDS, null, ENDS, ENDS));

        assertEquals(ENDS.toEpochMilli(), told(show).onSaleUntilMs());
        assertEquals(ENDS.toEpochMilli(), told(show).cancelUntilMs());
        assertRefused("cancelUntil", () -> change(show, times(STARTS, ENDS.minusSeconds(1), null, null, ENDS)));
        assertRefused("onSaleUntil", () -> change(show, times(STARTS, ENDS.minusSeconds(1), null, ENDS, null)));
    }

    @Test
    void shouldAdmitFromSomeTimeBeforeTheStartUntilTheEndWhereNothingIsStated() {
        Duration lead = Duration.ofMillis(CatalogScene.CONFIG.checkInBeforeStartMs());
        Show show = published();
        assertEquals(CheckInWindow.NOT_STATED, show.checkIn(), "what was not stated is not read back");
        assertTold(STARTS.minus(lead), ENDS, show);

        change(show, from(STARTS.plus(HOUR), ENDS.plus(HOUR)));

        assertTold(STARTS.plus(HOUR).minus(lead), ENDS.plus(HOUR), show);
    }

    @Test
    void shouldTellTheCoreTheWindowThatIsStatedAndItsChanges() {
        Instant from = STARTS.minus(HOUR.multipliedBy(20));
        Show show = scene.publish(
                ANNA,
                scene.shows.create(ANNA, admits(from, ENDS.plus(HOUR))).value().id());
        assertEquals(new CheckInWindow(from, ENDS.plus(HOUR)), show.checkIn());
        assertTold(from, ENDS.plus(HOUR), show);

        Show changed = change(show, admits(STARTS, STARTS.plusMillis(1)));
        assertEquals(new CheckInWindow(STARTS, STARTS.plusMillis(1)), changed.checkIn());
        assertTold(STARTS, STARTS.plusMillis(1), show);

        assertEquals(CheckInWindow.NOT_STATED, change(show, from(STARTS, ENDS)).checkIn());
        assertEquals(ENDS.toEpochMilli(), told(show).checkInUntilMs());
    }

    @Test
    void shouldRefuseACheckInWindowThatMakesNoSense() {
        Instant late = ENDS.plusMillis(CatalogScene.CONFIG.maxCheckInAfterEndMs());
        assertRefused("checkInFrom", () -> scene.shows.create(ANNA, admits(STARTS.plusMillis(1), null)));
        assertRefused("checkInUntil", () -> scene.shows.create(ANNA, admits(null, STARTS.minusMillis(1))));
        assertRefused("checkInUntil", () -> scene.shows.create(ANNA, admits(STARTS, STARTS)));
        assertRefused("checkInUntil", () -> scene.shows.create(ANNA, admits(null, late.plusMillis(1))));

        Show show = published();
        assertRefused("checkInUntil", () -> change(show, admits(null, late.plusMillis(1))));
        change(show, admits(STARTS, late));
        assertTold(STARTS, late, show);

        assertRefused("checkInFrom", () -> change(show, admits(STARTS.minus(HOUR), ENDS, STARTS, late)));
        assertRefused("checkInUntil", () -> change(show, admits(STARTS, ENDS.minus(HOUR), STARTS, late)));
        assertTold(STARTS, late, show);
        assertEquals(STARTS, scene.shows.show(ANNA, show.id()).startsAt());
    }

    @Test
    void shouldKeepADraftsWindowWithinItsTimes() {
        Show draft = scene.shows.create(ANNA, admits(STARTS, ENDS)).value();
        assertRefused(
                "checkInUntil",
                () -> change(
                        draft,
                        admits(STARTS.plus(HOUR.multipliedBy(5)), ENDS.plus(HOUR.multipliedBy(5)), STARTS, ENDS)));
        Show moved = change(draft, admits(STARTS, ENDS.plus(HOUR), STARTS, ENDS));
        assertEquals(ENDS, moved.checkIn().until());
        assertTold(STARTS, ENDS, scene.publish(ANNA, draft.id()));
    }
}
