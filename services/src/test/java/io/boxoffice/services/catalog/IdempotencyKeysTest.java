package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.IdempotencyKeys.KeyReusedException;
import io.boxoffice.services.database.IdempotencyKeys.Request;
import io.boxoffice.services.database.IdempotencyKeys.RequestInProgressException;
import io.boxoffice.services.database.IdempotencyKeys.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class IdempotencyKeysTest {
    private static final Request REQUEST = new Request(ANNA.id(), "POST /v1/venues", "key-1", 77);

    private CatalogScene scene;
    private int venuesMade;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Response makeVenue() {
        venuesMade++;
        VenueRequest draft = CatalogScene.venueDraft(null, "Venue " + venuesMade, null);
        Venue venue = scene.venues.createVenue(ANNA, draft).value();
        return new Response(201, null, null, String.valueOf(venue.id()).getBytes(StandardCharsets.UTF_8));
    }

    private int venues() {
        return scene.venues.venues(null, null, null, 100).items().size();
    }

    @Test
    void shouldGiveTheFirstAnswerAgain() {
        Response first = scene.keys.once(REQUEST, this::makeVenue);
        Response again = scene.keys.once(REQUEST, this::makeVenue);

        assertEquals(201, again.status());
        assertArrayEquals(first.body(), again.body());
        assertEquals(1, venues());
    }

    @Test
    void shouldRefuseTheSameKeyWithAnotherBody() {
        scene.keys.once(REQUEST, this::makeVenue);
        Request other = new Request(REQUEST.ownerId(), REQUEST.route(), REQUEST.key(), 78);

        assertThrows(KeyReusedException.class, () -> scene.keys.once(other, this::makeVenue));
    }

    @Test
    void shouldTellKeysOfOthersAndOfOtherRoutesApart() {
        scene.keys.once(REQUEST, this::makeVenue);
        scene.keys.once(new Request(5, REQUEST.route(), REQUEST.key(), 77), this::makeVenue);
        scene.keys.once(new Request(REQUEST.ownerId(), "POST /v1/events", REQUEST.key(), 77), this::makeVenue);

        assertEquals(3, venues());
    }

    @Test
    void shouldKeepNothingWhenTheWorkFails() {
        assertThrows(
                IllegalStateException.class,
                () -> scene.keys.once(REQUEST, () -> {
                    makeVenue();
                    throw new IllegalStateException("after the venue was made");
                }));
        assertEquals(0, venues());

        scene.keys.once(REQUEST, this::makeVenue);

        assertEquals(1, venues());
    }

    @Test
    void shouldRefuseWhileTheFirstRequestIsUnderWay() {
        scene.keys.once(REQUEST, () -> {
            CompletableFuture<Response> second = CompletableFuture.supplyAsync(
                    () -> scene.keys.once(REQUEST, this::makeVenue), task -> new Thread(task, "second").start());
            CompletionException thrown = assertThrows(CompletionException.class, second::join);
            assertTrue(thrown.getCause() instanceof RequestInProgressException);
            return makeVenue();
        });

        assertEquals(1, venues());
    }

    @Test
    void shouldForgetKeysAfterTheirTime() {
        scene.keys.once(REQUEST, this::makeVenue);
        Clock later = Clock.offset(scene.clock, Duration.ofMillis(CatalogScene.CONFIG.keyRetentionMs()));
        IdempotencyKeys tomorrow = CatalogFeature.keys(scene.database, CatalogScene.CONFIG, scene.quotas, later);

        tomorrow.once(REQUEST, this::makeVenue);

        assertEquals(2, venues());
        assertEquals(0, scene.keys.purge());
        Clock muchLater = Clock.offset(later, Duration.ofMillis(CatalogScene.CONFIG.keyRetentionMs()));
        assertEquals(
                1,
                CatalogFeature.keys(scene.database, CatalogScene.CONFIG, scene.quotas, muchLater)
                        .purge());
    }

    @Test
    void shouldNotLetShowsBePublishedInsideATransaction() {
        Show show = scene.draftShow();

        assertThrows(
                IllegalStateException.class,
                () -> scene.keys.once(REQUEST, () -> {
                    scene.publish(ANNA, show.id());
                    return new Response(200, null, null, new byte[0]);
                }));
    }

    @Test
    void shouldRefuseToKeepAnAnswerThatIsTooLarge() {
        byte[] body = new byte[CatalogScene.CONFIG.maxKeptResponseBytes() + 1];

        InvalidInputException refused = assertThrows(
                InvalidInputException.class, () -> scene.keys.once(REQUEST, () -> new Response(200, null, null, body)));
        assertEquals("Idempotency-Key", refused.field());
    }
}
