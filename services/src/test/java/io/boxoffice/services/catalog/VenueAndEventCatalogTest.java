package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ADMIN;
import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class VenueAndEventCatalogTest {
    private CatalogScene scene;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void shouldFindWhatWasCreatedUnderTheSameExternalId() {
        VenueRequest draft = CatalogScene.venueDraft("v1", "Volksbühne", "Berlin");
        Created<Venue> first = scene.venues.createVenue(ANNA, draft);
        Created<Venue> again = scene.venues.createVenue(ANNA, draft);
        Created<Venue> another = scene.venues.createVenue(BERT, draft);

        assertTrue(first.created());
        assertFalse(again.created());
        assertEquals(first.value(), again.value());
        assertTrue(another.created());
        assertNotEquals(first.value().id(), another.value().id());
    }

    @Test
    void shouldCreateAsOftenAsAskedWithoutAnExternalId() {
        VenueRequest draft = CatalogScene.venueDraft(null, "Volksbühne", "Berlin");

        long first = scene.venues.createVenue(ANNA, draft).value().id();

        assertNotEquals(first, scene.venues.createVenue(ANNA, draft).value().id());
    }

    @Test
    void shouldChangeAVenueOfTheExpectedVersionOnly() {
        Venue venue = scene.venue();
        VenueRequest draft = CatalogScene.venueDraft("ignored", "New name", null);

        Venue changed = scene.venues.updateVenue(ANNA, venue.id(), Versions.of(1), before -> draft);

        assertEquals("New name", changed.stated().name());
        assertEquals("v1", changed.stated().externalId());
        assertNull(changed.stated().city());
        assertEquals(2, changed.version());
        assertThrows(
                VersionMismatchException.class,
                () -> scene.venues.updateVenue(ANNA, venue.id(), Versions.of(1), before -> draft));
    }

    @Test
    void shouldTreatWhatIsAnothersAsNotThere() {
        Venue venue = scene.venue();
        Hall hall = scene.hall(venue);
        Event event = scene.event();

        assertThrows(
                NotFoundException.class,
                () -> scene.venues.updateVenue(BERT, venue.id(), Versions.ANY, before -> before));
        assertThrows(NotFoundException.class, () -> scene.venues.deleteHall(BERT, hall.id(), Versions.ANY));
        assertThrows(
                NotFoundException.class,
                () -> scene.venues.createHall(BERT, venue.id(), CatalogScene.hallDraft(null, "Mine")));
        assertThrows(
                NotFoundException.class, () -> scene.events.update(BERT, event.id(), Versions.ANY, before -> before));
        scene.venues.updateVenue(ADMIN, venue.id(), Versions.ANY, before -> before);
    }

    @Test
    void shouldDeleteOnlyWhatNothingDependsOn() {
        Venue venue = scene.venue();
        Hall hall = scene.hall(venue);
        assertThrows(InUseException.class, () -> scene.venues.deleteVenue(ANNA, venue.id(), Versions.ANY));

        scene.venues.deleteHall(ANNA, hall.id(), Versions.ANY);
        scene.venues.deleteVenue(ANNA, venue.id(), Versions.ANY);

        assertThrows(NotFoundException.class, () -> scene.venues.venue(venue.id()));
    }

    @Test
    void shouldListVenuesPageByPageInTheOrderOfNames() {
        for (int i = 0; i < 12; i++) {
            String name = "Venue " + (char) ('A' + (i * 5) % 12);
            scene.venues.createVenue(ANNA, CatalogScene.venueDraft(null, name, i % 2 == 0 ? "Köln" : "Bonn"));
        }
        List<String> names = new ArrayList<>();
        String cursor = null;
        do {
            Page<Venue> page = scene.venues.venues(null, null, cursor, 1_000);
            assertTrue(page.items().size() <= CatalogScene.CONFIG.maxPageSize());
            page.items().forEach(venue -> names.add(venue.stated().name()));
            cursor = page.next();
        } while (cursor != null);

        assertEquals(names.stream().sorted().distinct().toList(), names);
        assertEquals(12, names.size());
        assertEquals(3, scene.venues.venues(null, "koln", null, 3).items().size());
        assertThrows(InvalidInputException.class, () -> scene.venues.venues(null, null, "nonsense", 3));
    }

    @Test
    void shouldNotGiveWhatIsThereForSomethingElseOfTheSameExternalId() {
        Venue venue = scene.venues
                .createVenue(ANNA, CatalogScene.venueDraft("v1", "Volksbühne", "Berlin"))
                .value();
        scene.venues.createHall(ANNA, venue.id(), CatalogScene.hallDraft("h1", "Saal 1"));
        scene.events.create(ANNA, CatalogScene.eventDraft("e1", "Der Krug"));

        assertThrows(
                ExternalIdTakenException.class,
                () -> scene.venues.createVenue(ANNA, CatalogScene.venueDraft("v1", "Volksbühne", "Bonn")));
        assertThrows(
                ExternalIdTakenException.class,
                () -> scene.venues.createHall(ANNA, venue.id(), CatalogScene.hallDraft("h1", "Saal 2")));
        assertThrows(
                ExternalIdTakenException.class,
                () -> scene.events.create(ANNA, CatalogScene.eventDraft("e1", "Der Topf")));
        scene.venues.createVenue(BERT, CatalogScene.venueDraft("v1", "Another's", "Bonn"));
    }

    @Test
    void shouldShowAnEventAndItsSeatMapToOthersFromWhenItWasOnSale() {
        Show show = scene.draftShow();
        long hall = show.hallId();
        assertThrows(NotFoundException.class, () -> scene.events.event(BERT, show.eventId()));
        assertThrows(NotFoundException.class, () -> scene.events.event(Actor.PUBLIC, show.eventId()));
        assertEquals(show.eventId(), scene.events.event(ADMIN, show.eventId()).id());
        assertFalse(scene.seatMaps.isVisible(BERT, show.seatMapId()));
        assertTrue(scene.seatMaps.isVisible(ANNA, show.seatMapId()));
        assertEquals(0, scene.seatMaps.ofHall(Actor.PUBLIC, hall).size());
        assertEquals(1, scene.seatMaps.ofHall(ANNA, hall).size());

        scene.publish(ANNA, show.id());
        scene.cancel(ANNA, show.id());

        assertEquals(
                show.eventId(), scene.events.event(Actor.PUBLIC, show.eventId()).id());
        assertTrue(scene.seatMaps.isVisible(Actor.PUBLIC, show.seatMapId()));
        assertEquals(1, scene.seatMaps.ofHall(BERT, hall).size());
    }

    @Test
    void shouldKeepEverythingSaidAboutAnEvent() {
        EventRequest draft =
                CatalogScene.eventStated("e", "Titel", null, List.of("Sci-Fi", "Äction"), null, null, null);

        Event event = scene.events.create(ANNA, draft).value();

        assertEquals(draft.with(EventStatus.DRAFT), event.stated());
        assertFalse(scene.events.create(ANNA, draft).created());
        scene.events.delete(ANNA, event.id(), Versions.ANY);
        assertThrows(NotFoundException.class, () -> scene.events.event(ANNA, event.id()));
    }
}
