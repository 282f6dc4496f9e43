package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNotes;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.status.Level;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.sbe.CommitUploadDecoder;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class CatalogKeeperTest {
    private static final PostgresExtension.Database NOWHERE =
            new PostgresExtension.Database("jdbc:postgresql://127.0.0.1:1/nowhere", "x", "x");

    @TempDir
    private Path directory;

    @Test
    void shouldMakeTheCatalogReadyAndRepeatItself(@PostgresExtension.Empty PostgresExtension.Database database) {
        try (CatalogScene scene = new CatalogScene(database, directory)) {
            assertThrows(DatabaseUnavailableException.class, scene::venue);

            scene.keeper.round();
            scene.keeper.round();

            scene.venue();
        }
    }

    @Test
    void shouldSayThatTheCatalogIsUnavailableWithoutPostgres() {
        try (CatalogScene scene = new CatalogScene(NOWHERE, directory)) {
            assertThrows(DatabaseUnavailableException.class, () -> scene.venues.venue(1));
            assertThrows(DatabaseUnavailableException.class, () -> scene.keeper.round());
        }
    }

    @Test
    void shouldTellOperatorsHowOldIsWhatSearchesKnow(PostgresExtension.Database database) {
        StatusLimits limits = new StatusLimits(10_000, 250);
        try (CatalogScene scene = new CatalogScene(database, directory).migrated()) {
            SearchPart part = new SearchPart(scene.keeper, scene.cache, CatalogScene.CONFIG, scene.clock);
            assertEquals(Level.BEHIND, part.look(limits).level());
            scene.publish(ANNA, scene.draftShow().id());
            assertTrue(scene.keeper.tryRound());
            assertEquals(Level.UP, part.look(limits).level());
            assertEquals("1", part.look(limits).figures().get(0).value());

            scene.clock.advance(Duration.ofMillis(CatalogScene.CONFIG.keeperIntervalMs() + limits.behindAfterMs() + 1));
            assertEquals(Level.BEHIND, part.look(limits).level(), "nothing was read for too long");
            assertTrue(scene.keeper.tryRound());
            assertEquals(Level.UP, part.look(limits).level());

            scene.database.withHandle(handle -> handle.execute("ALTER TABLE catalog.shows RENAME TO mislaid"));
            scene.clock.advance(Duration.ofSeconds(60));
            assertFalse(scene.keeper.tryRound());
            assertEquals(Level.NEEDS_YOU, part.look(limits).level());
            assertTrue(
                    part.look(limits).says().startsWith("Shows were not read since 10:00:10 UTC, for 60 s: "),
                    part.look(limits).says());
        }
    }

    @Test
    void shouldTellOperatorsThatSearchesWaitForPostgres() {
        try (CatalogScene scene = new CatalogScene(NOWHERE, directory)) {
            assertFalse(scene.keeper.tryRound());
            PartState state = new SearchPart(scene.keeper, scene.cache, CatalogScene.CONFIG, scene.clock)
                    .look(new StatusLimits(10_000, 250));
            assertEquals(Level.BEHIND, state.level());
            assertTrue(scene.database.failure().contains("refused"), scene.database.failure());
        }
    }

    @Test
    void shouldKnowShowsWithoutPostgresOnceItKnewThem(PostgresExtension.Database database) {
        long id;
        try (CatalogScene scene = new CatalogScene(database, directory).migrated()) {
            id = scene.publish(ANNA, scene.draftShow().id()).id();
        }
        try (CatalogScene scene = new CatalogScene(NOWHERE, directory)) {
            ShowCard card = scene.cache.card(id);
            assertEquals("Schaubühne", card.venueName());
            assertEquals("Europe/Berlin", card.timezone());
            assertEquals("Saal 1", card.hallName());
            assertEquals(ANNA.id(), card.organizerId());
        }
    }

    @Test
    void shouldRefreshTheCacheFromPostgres(PostgresExtension.Database database) {
        try (CatalogScene scene = new CatalogScene(database, directory).migrated()) {
            Show show = scene.publish(ANNA, scene.draftShow().id());
            scene.events.update(
                    ANNA, show.eventId(), Versions.ANY, before -> CatalogScene.eventDraft("e1", "New title"));

            scene.keeper.round();

            assertEquals("New title", scene.cache.card(show.id()).eventTitle());
        }
    }

    @Test
    void shouldArchiveShowsLongOver(PostgresExtension.Database database) {
        try (CatalogScene scene = new CatalogScene(database, directory).migrated()) {
            Hall hall = scene.hall(scene.venue());
            Event event = scene.event();
            SeatMapInfo map = scene.map(hall);
            Instant longAfter = NOW.plusMillis(2 * CatalogScene.CONFIG.archiveAfterMs());
            ShowRequest over = CatalogScene.showDraft("over", hall, event, map, NOW.plusSeconds(1));
            ShowRequest justOver =
                    CatalogScene.showDraft("just-over", hall, event, map, longAfter.minusSeconds(10_000));
            long overId = scene.publish(
                            ANNA, scene.shows.create(ANNA, over).value().id())
                    .id();
            long justOverId = scene.publish(
                            ANNA, scene.shows.create(ANNA, justOver).value().id())
                    .id();

            scene.core.of(overId).set(0, SeatState.SOLD);
            scene.clock.set(longAfter);

            scene.keeper.round();

            assertEquals(ShowState.ARCHIVED, scene.shows.show(ANNA, overId).state());
            assertNull(scene.core.show(overId));
            assertEquals(ShowState.PUBLISHED, scene.shows.show(ANNA, justOverId).state());
        }
    }

    @Test
    void shouldNotPutBackWhatChangedWhileAllWasRead() {
        try (CatalogCache cache = new CatalogCache(directory.resolve("cards.jsonl"), 10)) {
            cache.put(card(1, 100));
            cache.put(card(2, 100));
            cache.replaceAll(() -> {
                List<ShowCard> read = List.of(card(1, 100), card(2, 100), card(3, 100));
                cache.put(card(1, 200));
                cache.remove(2);
                return read;
            });

            assertEquals(card(1, 200), cache.card(1));
            assertNull(cache.card(2));
            assertEquals(card(3, 100), cache.card(3));
        }
    }

    @Test
    void shouldKnowTheFirstTypeOfShowsThatAnOlderFileHas() throws IOException {
        Path file = directory.resolve("cards.jsonl");
        Files.writeString(file, "{\"showId\":2,\"eventTitle\":\"Event\"}\n");

        try (CatalogCache cache = new CatalogCache(file, 10)) {
            assertEquals(TicketTypes.FIRST_ONLY, cache.ticketTypes(2));
            assertEquals(TicketTypes.FIRST_ONLY, cache.ticketTypes(3));
        }
    }

    @Test
    void shouldKnowTheTypesOfAShowWithoutPostgresOnceItKnewThem(PostgresExtension.Database database) {
        long id;
        try (CatalogScene scene = new CatalogScene(database, directory).migrated()) {
            id = scene.publish(ANNA, scene.draftShow().id()).id();
            scene.shows.changePrices(ANNA, id, withTypes("child"), Versions.ANY);
            scene.core.refuse(CommitUploadDecoder.TEMPLATE_ID);
            assertThrows(
                    RejectedException.class,
                    () -> scene.shows.changePrices(ANNA, id, withTypes("child", "senior"), Versions.ANY));
            scene.core.takeAgain(CommitUploadDecoder.TEMPLATE_ID);
            assertEquals(TYPES, scene.cache.ticketTypes(id));
            assertThrows(
                    InvalidInputException.class,
                    () -> scene.shows.changePrices(ANNA, id, withTypes("senior"), Versions.ANY));
            scene.keeper.round();
        }
        try (CatalogScene scene = new CatalogScene(NOWHERE, directory)) {
            assertEquals(TYPES, scene.cache.ticketTypes(id));
            assertEquals(1, scene.cache.ticketTypes(id).numberOf("child"));
            assertEquals(-1, scene.cache.ticketTypes(id).numberOf("senior"));
            assertNull(scene.cache.ticketTypes(id).nameOf(2));
        }
    }

    private static Prices withTypes(String... names) {
        List<TypePrices> types = Stream.of(names)
                .map(name -> new TypePrices(name, false, 500L, null, null, null))
                .toList();
        return new Prices(1_000L, null, null, null, types, null);
    }

    @Test
    void shouldLoadAFileThatIsDamagedAsFarAsItGoes() throws IOException {
        Path file = directory.resolve("cards.jsonl");
        try (CatalogCache cache = new CatalogCache(file, 10)) {
            cache.put(card(1, 100));
        }
        Files.writeString(file, "{\"showId\":2,", StandardOpenOption.APPEND);

        try (CatalogCache cache = new CatalogCache(file, 10)) {
            assertEquals(card(1, 100), cache.card(1));
            assertNull(cache.card(2));
        }
    }

    @Test
    void shouldLeaveOutTheShowsThatBeginLastWhenThereAreTooMany() {
        Path file = directory.resolve("cards.jsonl");
        try (CatalogCache cache = new CatalogCache(file, 2)) {
            cache.put(card(1, 300));
            cache.put(card(2, 100));
            cache.put(card(3, 200));

            assertNull(cache.card(1));
            assertEquals(2, cache.size());
        }
        try (CatalogCache cache = new CatalogCache(file, 2)) {
            assertEquals(card(3, 200), cache.card(3));
        }
    }

    private static final TicketTypes TYPES = new TicketTypes(List.of("standard", "child"));

    private static ShowCard card(long showId, long startsAtMs) {
        return new ShowCard(
                showId,
                2,
                3,
                4,
                5,
                6,
                "Event",
                "Venue",
                "City",
                "UTC",
                "Hall",
                startsAtMs,
                startsAtMs + 1,
                0,
                TYPES,
                ShowNotes.NONE);
    }
}
