package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ADMIN;
import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.ShowStep.ARCHIVE;
import static io.boxoffice.services.catalog.ShowStep.CANCEL;
import static io.boxoffice.services.catalog.ShowStep.CLOSE;
import static io.boxoffice.services.catalog.ShowStep.PUBLISH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.sbe.CloseShowDecoder;
import io.boxoffice.protocol.sbe.OpenShowDecoder;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a show, once a key and at the version that is known. */
@ExtendWith(PostgresExtension.class)
class ShowStepsTest {
    private CatalogScene scene;
    private long id;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
        id = scene.draftShow().id();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private StepAnswer step(ShowStep step, String key, long body) {
        return scene.shows.step(ANNA, id, step, request(ANNA, key, body));
    }

    private static StepRequest request(Actor caller, String key, long body) {
        return new StepRequest(Versions.ANY, new StepRequest.Key(caller.id(), key, body));
    }

    private ShowState state() {
        return scene.shows.show(ANNA, id).state();
    }

    private long keys() {
        return scene.database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM catalog.step_keys")
                .mapTo(Long.class)
                .one());
    }

    /** As after a restart: nothing is left but PostgreSQL and the core. */
    private void forgetEverythingInMemory() {
        ShowCatalog fresh = scene.restarted();
        assertNotEquals(scene.shows, fresh);
        scene.shows = fresh;
    }

    @Test
    void shouldAnswerEachStepAsItDidFirstWhateverBecameOfTheShow() {
        Map<ShowStep, byte[]> first = new EnumMap<>(ShowStep.class);
        for (ShowStep each : List.of(PUBLISH, CLOSE, CANCEL, ARCHIVE)) {
            first.put(each, step(each, "key-" + each, 7).body());
        }
        assertEquals(ShowState.ARCHIVED, state());

        for (int round = 0; round < 2; round++) {
            for (ShowStep each : ShowStep.values()) {
                assertArrayEquals(first.get(each), step(each, "key-" + each, 7).body(), each.name());
            }
            forgetEverythingInMemory();
        }
        assertEquals(ShowState.ARCHIVED, state());
        assertEquals(4, keys());
    }

    @Test
    void shouldNotReopenSalesWhenAPublishIsReplayed() {
        StepAnswer published = step(PUBLISH, "open", 1);
        scene.close(ANNA, id);

        StepAnswer again = step(PUBLISH, "open", 1);

        assertArrayEquals(published.body(), again.body());
        assertEquals(published.version(), again.version());
        assertEquals(ShowState.CLOSED, state());
        assertEquals(ShowStatus.CLOSED, scene.core.show(id).definition().status());
        assertEquals(1, scene.core.count(OpenShowDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldRefuseAKeyThatWasUsedWithAnotherBodyOrForAnotherStep() {
        step(PUBLISH, "one", 1);

        assertThrows(IdempotencyKeys.KeyReusedException.class, () -> step(PUBLISH, "one", 2));
        assertThrows(IdempotencyKeys.KeyReusedException.class, () -> step(CLOSE, "one", 1));
        assertEquals(ShowState.PUBLISHED, state());
        step(CLOSE, "two", 1);
    }

    @Test
    void shouldKeepTheKeysOfCallersAndShowsApart() {
        step(PUBLISH, "one", 1);

        scene.shows.step(ADMIN, id, CLOSE, request(ADMIN, "one", 1));

        assertEquals(ShowState.CLOSED, state());
        assertEquals(2, keys());
    }

    @Test
    void shouldKeepTheAnswerOfAStepThatHadNothingToDo() {
        scene.publish(ANNA, id);
        StepAnswer first = step(PUBLISH, "again", 1);
        scene.close(ANNA, id);

        assertArrayEquals(first.body(), step(PUBLISH, "again", 1).body());
        assertEquals(ShowState.CLOSED, state());
    }

    @Test
    void shouldTakeAStepAtTheVersionThatIsKnownOnly() {
        long draft = scene.shows.show(ANNA, id).version();
        StepRequest known = new StepRequest(Versions.of(draft), new StepRequest.Key(ANNA.id(), "k", 1));
        scene.shows.step(ANNA, id, PUBLISH, known);

        assertThrows(
                VersionMismatchException.class,
                () -> scene.shows.step(ANNA, id, CLOSE, new StepRequest(Versions.of(draft), null)));
        scene.shows.step(ANNA, id, PUBLISH, known);
        assertEquals(ShowState.PUBLISHED, state(), "a retry names the version it knew first, and is answered");
    }

    @Test
    void shouldTryARefusedStepAfreshUnderTheSameKey() {
        scene.publish(ANNA, id);
        scene.core.refuse(CloseShowDecoder.TEMPLATE_ID);
        assertThrows(RejectedException.class, () -> step(CLOSE, "k", 1));
        assertEquals(0, keys());
        scene.core.takeAgain(CloseShowDecoder.TEMPLATE_ID);

        step(CLOSE, "k", 1);

        assertEquals(ShowState.CLOSED, state());
    }

    @Test
    void shouldAnswerTheRetryOfAStepThatTheCoreHadNoRoomFor() {
        scene.publish(ANNA, id);
        scene.core.beFullFor(Integer.MAX_VALUE);
        assertThrows(BookingClient.OverloadedException.class, () -> step(CLOSE, "k", 1));
        scene.core.beFullFor(0);

        StepAnswer answer = step(CLOSE, "k", 1);
        scene.publish(ANNA, id);

        assertArrayEquals(answer.body(), step(CLOSE, "k", 1).body());
        assertEquals(ShowState.PUBLISHED, state());
    }

    /** A crash after the intention was written, before the core heard of it. */
    @Test
    void shouldFinishAStepThatWasCutOffAndAnswerItsKey() {
        scene.publish(ANNA, id);
        StepRequest.Key key = new StepRequest.Key(ANNA.id(), "k", 1);
        new ShowRows(scene.database).intend(id, ShowIntent.to(CLOSE, key), ShowState.PUBLISHED);
        forgetEverythingInMemory();

        assertEquals(1, scene.restartedReconciler().finishAll());
        assertEquals(ShowState.CLOSED, state());
        long closed = scene.shows.show(ANNA, id).version();
        scene.publish(ANNA, id);

        assertEquals(closed, step(CLOSE, "k", 1).version());
        assertEquals(ShowState.PUBLISHED, state());
        assertThrows(IdempotencyKeys.KeyReusedException.class, () -> step(CLOSE, "k", 2));
    }

    @Test
    void shouldAnswerAllWhoAskAtOnceWithOneKeyAlike() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<StepAnswer>> all = new ArrayList<>();
            IntStream.range(0, 8)
                    .forEach(i -> all.add(CompletableFuture.supplyAsync(() -> step(PUBLISH, "k", 1), threads)));
            byte[] first = all.get(0).join().body();
            all.forEach(each -> assertArrayEquals(first, each.join().body()));
            assertEquals(1, keys());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldForgetTheKeysOfADraftThatIsDeleted() {
        scene.database.withHandle(handle -> {
            StepKeys.keep(
                    handle,
                    id,
                    ShowIntent.Kind.CLOSE,
                    new StepRequest.Key(ANNA.id(), "k", 1),
                    new StepAnswer(1, new byte[0]));
            return null;
        });

        scene.shows.delete(ANNA, id, Versions.ANY);

        assertEquals(0, keys());
    }
}
