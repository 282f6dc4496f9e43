package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.IdempotencyKeys.Request;
import io.boxoffice.services.database.IdempotencyKeys.Response;
import io.boxoffice.services.database.Versions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class QuotasTest {
    private static final QuotaConfig SMALL = new QuotaConfig(2, 2, 2, 3, 20, 2, 2, 1, 2);

    private CatalogScene scene;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory, SMALL).migrated();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static void assertReached(String quota, long limit, Runnable action) {
        QuotaReachedException reached = assertThrows(QuotaReachedException.class, action::run);
        assertEquals(Map.of("quota", quota, "limit", limit), reached.problem().members());
    }

    private Venue venue(Actor owner, String externalId) {
        return scene.venues
                .createVenue(owner, CatalogScene.venueDraft(externalId, "Oper", "Graz"))
                .value();
    }

    private Hall hall(Venue venue, String name) {
        return scene.venues
                .createHall(ANNA, venue.id(), CatalogScene.hallDraft(null, name))
                .value();
    }

    @Test
    void shouldLimitVenuesAndMakeRoomByDeleting() {
        venue(ANNA, "v1");
        Venue second = venue(ANNA, "v2");
        assertReached("venues", 2, () -> venue(ANNA, "v3"));

        assertEquals(second, venue(ANNA, "v2"), "what is there is found");
        venue(BERT, "v3");
        scene.venues.deleteVenue(ANNA, second.id(), Versions.ANY);
        venue(ANNA, "v3");
    }

    @Test
    void shouldLimitEvents() {
        scene.events.create(ANNA, CatalogScene.eventDraft(null, "One"));
        Event second =
                scene.events.create(ANNA, CatalogScene.eventDraft(null, "Two")).value();
        assertReached("events", 2, () -> scene.events.create(ANNA, CatalogScene.eventDraft(null, "Three")));

        scene.events.delete(ANNA, second.id(), Versions.ANY);
        scene.events.create(ANNA, CatalogScene.eventDraft(null, "Three"));
    }

    @Test
    void shouldLimitHallsOfAllVenuesSeatMapsOfAllHallsAndTheirSeats() {
        Hall one = hall(venue(ANNA, "v1"), "1");
        Venue other = venue(ANNA, "v2");
        Hall two = hall(other, "2");
        assertReached("halls", 2, () -> hall(other, "3"));

        scene.seatMaps.create(ANNA, one.id(), "a", CatalogScene.seats(1, 5));
        SeatMapInfo large = scene.seatMaps
                .create(ANNA, two.id(), "b", CatalogScene.seats(2, 5))
                .value();
        assertReached("seats", 20, () -> scene.seatMaps.create(ANNA, one.id(), "c", CatalogScene.seats(1, 6)));
        scene.seatMaps.create(ANNA, one.id(), "c", CatalogScene.seats(1, 4));
        assertReached("seat-maps", 3, () -> scene.seatMaps.create(ANNA, one.id(), "d", CatalogScene.seats(1, 1)));

        scene.seatMaps.delete(ANNA, large.id());
        scene.seatMaps.create(ANNA, one.id(), "d", CatalogScene.seats(1, 1));
    }

    @Test
    void shouldLimitShowsThatAreNotArchived() {
        Hall hall = scene.hall(scene.venue());
        Event event = scene.event();
        SeatMapInfo map = scene.map(hall);
        List<Show> shows = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ShowRequest draft = CatalogScene.showDraft("s" + i, hall, event, map, NOW.plusSeconds(3_600));
            shows.add(scene.shows.create(ANNA, draft).value());
        }
        ShowRequest third = CatalogScene.showDraft("s3", hall, event, map, NOW.plusSeconds(3_600));
        assertReached("shows", 2, () -> scene.shows.create(ANNA, third));

        scene.publish(ANNA, shows.get(0).id());
        scene.cancel(ANNA, shows.get(0).id());
        assertReached("shows", 2, () -> scene.shows.create(ANNA, third));
        scene.archive(ANNA, shows.get(0).id());
        scene.shows.create(ANNA, third);
    }

    @Test
    void shouldLimitKeysAndMakeRoomAsTheyExpire() {
        once("a");
        once("b");
        assertReached("keys", 2, () -> once("c"));
        assertEquals(200, once("b").status(), "a retry is answered");

        scene.clock.advance(Duration.ofMillis(CatalogScene.CONFIG.keyRetentionMs()));
        once("c");
    }

    private Response once(String key) {
        return scene.keys.once(
                new Request(ANNA.id(), "POST /v1/venues", key, 1), () -> new Response(200, null, null, new byte[0]));
    }

    @Test
    void shouldNotBePassedByManyAtOnce() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Venue>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String externalId = "v" + i;
                all.add(CompletableFuture.supplyAsync(() -> venue(ANNA, externalId), threads));
            }
            int made = 0;
            for (CompletableFuture<Venue> each : all) {
                try {
                    each.join();
                    made++;
                } catch (CompletionException e) {
                    assertInstanceOf(QuotaReachedException.class, e.getCause());
                }
            }
            assertEquals(2, made);
            assertEquals(2, scene.venues.venues(null, null, null, 100).items().size());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void shouldLimitChangesUnderWay() {
        Quotas quotas = new Quotas(SMALL);
        quotas.beginChange(ANNA.id());
        assertReached("changes", 1, () -> quotas.beginChange(ANNA.id()));
        quotas.beginChange(BERT.id());
        quotas.endChange(ANNA.id());
        quotas.beginChange(ANNA.id());

        Show show = scene.draftShow();
        scene.quotas.beginChange(ANNA.id());
        assertReached("changes", 1, () -> scene.publish(ANNA, show.id()));
        scene.quotas.endChange(ANNA.id());
        scene.publish(ANNA, show.id());
        scene.close(ANNA, show.id());
    }

    @Test
    void shouldLimitTheKeysOfAShowsStepsButNotTheSteps() {
        long id = scene.draftShow().id();
        keyed(id, ShowStep.PUBLISH, "a");
        keyed(id, ShowStep.CLOSE, "b");

        assertReached("step-keys-per-show", 2, () -> keyed(id, ShowStep.PUBLISH, "c"));
        keyed(id, ShowStep.CLOSE, "b");
        assertEquals(ShowState.PUBLISHED, scene.publish(ANNA, id).state());
    }

    private void keyed(long showId, ShowStep step, String key) {
        StepRequest request = new StepRequest(Versions.ANY, new StepRequest.Key(ANNA.id(), key, 1));
        scene.shows.step(ANNA, showId, step, request);
    }
}
