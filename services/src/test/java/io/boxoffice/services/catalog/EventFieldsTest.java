package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.ANNAS_IMAGE;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Versions;
import io.boxoffice.services.search.EventQuery;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is said of events: kept as it is said, found by it, and in which state they are. */
@ExtendWith(PostgresExtension.class)
class EventFieldsTest {
    private static final EventRequest FULL = new EventRequest(
            "low-tide",
            EventKind.FILM,
            "Low Tide",
            "Bajamar",
            List.of(new OtherTitle("Ebbe", "de"), new OtherTitle("جزر", "ar")),
            "A **keeper** finds a message.\n\nWith an introduction.",
            List.of("Drama"),
            "es",
            104,
            "12A",
            2030,
            List.of(new Credit("Mira Sandoval", "Director"), new Credit("Ove Lind", "Keeper")),
            List.of(
                    new EventImage(ANNAS_IMAGE, ImageRole.POSTER, "A lighthouse at night"),
                    new EventImage(ANNAS_IMAGE, ImageRole.GALLERY, "The same lighthouse")),
            "https://video.example/low-tide",
            List.of(new WebLink("Interview", "https://paper.example/sandoval")),
            null);

    private CatalogScene scene;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static EventRequest in(EventStatus status) {
        return FULL.with(status);
    }

    private Event changed(Event event, EventStatus status) {
        return scene.events.update(ANNA, event.id(), Versions.of(event.version()), before -> before.with(status));
    }

    private List<String> found(Actor mine, String text) {
        return scene
                .search
                .events(mine, new EventQuery(text, null, null, null, null, null, null, null, 10))
                .items()
                .stream()
                .map(each -> each.event().stated().title())
                .toList();
    }

    @Test
    void shouldKeepAllThatIsSaidAndTellItAgain() {
        Event made = scene.events.create(ANNA, FULL).value();

        assertEquals(in(EventStatus.DRAFT), made.stated());
        assertEquals(made, scene.events.event(ANNA, made.id()));
        assertEquals(
                "/images/" + ANNAS_IMAGE + "-400.jpg",
                made.picture(ImageRole.POSTER).largest().url());
        assertEquals(600, made.picture(ImageRole.POSTER).largest().height());
        assertEquals("The same lighthouse", made.pictures().get(1).alt());
        assertFalse(scene.events.create(ANNA, FULL).created(), "the same again");
    }

    @Test
    void shouldShowOnlyImagesOfTheSameOrganisation() {
        assertEquals(
                List.of("/images/0/id", "/images/1/id"), CatalogScene.refused(() -> scene.events.create(BERT, FULL)));
    }

    @Test
    void shouldFindByOtherTitlesAndByPeopleAndForgetThoseThatGo() {
        Event event = scene.events.create(ANNA, FULL).value();

        for (String words : List.of("sandoval", "bajamar", "ebbe", "ove low", "جزر")) {
            assertEquals(List.of("Low Tide"), found(ANNA, words), words);
        }
        assertEquals(List.of(), found(ANNA, "director"));

        scene.events.update(ANNA, event.id(), Versions.ANY, before -> CatalogScene.eventDraft("low-tide", "Low Tide"));
        assertEquals(List.of(), found(ANNA, "sandoval"));
    }

    @Test
    void shouldShowADraftToItsOwnerAloneUntilItIsPublished() {
        Event draft = scene.events.create(ANNA, FULL).value();
        assertThrows(NotFoundException.class, () -> scene.events.event(BERT, draft.id()));
        assertEquals(List.of(), found(null, "tide"));

        Event published = changed(draft, EventStatus.PUBLISHED);

        assertEquals(published, scene.events.event(Actor.PUBLIC, draft.id()));
        assertEquals(List.of("Low Tide"), found(null, "tide"));
        assertEquals(
                List.of("/status"),
                CatalogScene.refused(() -> changed(published, EventStatus.DRAFT)),
                "what people know is no draft again");
    }

    @Test
    void shouldMakeAnEventInTheStateThatIsAskedFor() {
        Event made = scene.events.create(ANNA, in(EventStatus.PUBLISHED)).value();

        assertEquals(EventStatus.PUBLISHED, made.stated().status());
        assertEquals(made, scene.events.event(BERT, made.id()));
        assertThrows(ExternalIdTakenException.class, () -> scene.events.create(ANNA, in(EventStatus.DRAFT)));
    }

    @Test
    void shouldLeaveAnArchivedEventOutOfListsAndKeepItsAddress() {
        Event event = scene.events.create(ANNA, in(EventStatus.PUBLISHED)).value();

        Event archived = changed(event, EventStatus.ARCHIVED);

        assertEquals(archived, scene.events.event(Actor.PUBLIC, event.id()));
        assertEquals(List.of(), found(null, "tide"));
        assertEquals(List.of(), found(null, null));
        assertEquals(List.of("Low Tide"), found(ANNA, "tide"));
        changed(archived, EventStatus.PUBLISHED);
        assertEquals(List.of("Low Tide"), found(null, null));
    }

    @Test
    void shouldPublishAnEventWithItsFirstShowAndGiveItAnotherVersion() {
        Show show = scene.draftShow();
        Event draft = scene.events.event(ANNA, show.eventId());
        assertEquals(EventStatus.DRAFT, draft.stated().status());

        scene.publish(ANNA, show.id());

        Event published = scene.events.event(Actor.PUBLIC, show.eventId());
        assertEquals(EventStatus.PUBLISHED, published.stated().status());
        assertEquals(draft.version() + 1, published.version());
    }

    @Test
    void shouldNotArchiveWhatHasShowsToComeAndPublishItAgainWithANewOne() {
        Show show = scene.draftShow();
        scene.publish(ANNA, show.id());
        Event event = scene.events.event(ANNA, show.eventId());
        assertThrows(InUseException.class, () -> changed(event, EventStatus.ARCHIVED));

        scene.clock.set(show.endsAt());
        Event archived = changed(event, EventStatus.ARCHIVED);
        assertEquals(EventStatus.ARCHIVED, archived.stated().status());

        ShowRequest later = CatalogScene.showDraft(
                "later",
                scene.venues.hall(show.hallId()),
                archived,
                scene.map(scene.venues.hall(show.hallId())),
                show.endsAt().plusSeconds(86_400));
        scene.publish(ANNA, scene.shows.create(ANNA, later).value().id());
        assertEquals(
                EventStatus.PUBLISHED,
                scene.events.event(ANNA, show.eventId()).stated().status());
    }

    @Test
    void shouldRefuseAnImageThatAnEventShowsToBeRemoved() {
        scene.events.create(ANNA, FULL);

        scene.database.withHandle(handle -> {
            assertThrows(InUseException.class, () -> EventCatalog.requireNoImage(handle, ANNA.id(), ANNAS_IMAGE));
            EventCatalog.requireNoImage(handle, BERT.id(), ANNAS_IMAGE);
            EventCatalog.requireNoImage(handle, ANNA.id(), "b".repeat(64));
            return NOW;
        });
    }

    @Test
    void shouldKeepWhatIsSaidOfVenuesAndHalls() {
        VenueRequest stated = new VenueRequest(
                "v",
                "Schaubühne",
                "Kurfürstendamm 153",
                "10709",
                "Berlin",
                "DE",
                52.5,
                13.3,
                "Europe/Berlin",
                "https://theatre.example",
                "U7 to *Adenauerplatz*",
                "Level entrance at the side",
                List.of(Amenity.STEP_FREE, Amenity.HEARING_LOOP));
        Venue venue = scene.venues.createVenue(ANNA, stated).value();
        HallRequest saal = new HallRequest("h", "Saal A", "Second floor", "Lift", List.of(Amenity.LIFT), 30);

        Hall hall = scene.venues.createHall(ANNA, venue.id(), saal).value();

        assertEquals(stated, scene.venues.venue(venue.id()).stated());
        assertEquals(saal, scene.venues.hall(hall.id()).stated());
        scene.venues.updateHall(ANNA, hall.id(), Versions.ANY, before -> CatalogScene.hallDraft("h", "Saal B"));
        assertEquals(
                CatalogScene.hallDraft("h", "Saal B"),
                scene.venues.hall(hall.id()).stated());
    }
}
