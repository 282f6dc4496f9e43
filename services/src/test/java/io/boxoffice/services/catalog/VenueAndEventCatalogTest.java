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
        VenueDraft draft = CatalogScene.venueDraft("v1", "Volksbühne", "Berlin");
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
        VenueDraft draft = CatalogScene.venueDraft(null, "Volksbühne", "Berlin");

        long first = scene.venues.createVenue(ANNA, draft).value().id();

        assertNotEquals(first, scene.venues.createVenue(ANNA, draft).value().id());
    }

    @Test
    void shouldChangeAVenueOfTheExpectedVersionOnly() {
        Venue venue = scene.venue();
        VenueDraft draft = CatalogScene.venueDraft("ignored", "New name", null);

        Venue changed = scene.venues.updateVenue(ANNA, venue.id(), draft, Versions.of(1));

        assertEquals("New name", changed.name());
        assertEquals("v1", changed.externalId());
        assertNull(changed.city());
        assertEquals(2, changed.version());
        assertThrows(
                VersionMismatchException.class,
                () -> scene.venues.updateVenue(ANNA, venue.id(), draft, Versions.of(1)));
    }

    @Test
    void shouldTreatWhatIsAnothersAsNotThere() {
        Venue venue = scene.venue();
        Hall hall = scene.hall(venue);
        Event event = scene.event();

        assertThrows(
                NotFoundException.class, () -> scene.venues.updateVenue(BERT, venue.id(), venue.draft(), Versions.ANY));
        assertThrows(NotFoundException.class, () -> scene.venues.deleteHall(BERT, hall.id()));
        assertThrows(
                NotFoundException.class, () -> scene.venues.createHall(BERT, venue.id(), new HallDraft(null, "Mine")));
        assertThrows(NotFoundException.class, () -> scene.events.update(BERT, event.id(), event.draft(), Versions.ANY));
        scene.venues.updateVenue(ADMIN, venue.id(), venue.draft(), Versions.ANY);
    }

    @Test
    void shouldDeleteOnlyWhatNothingDependsOn() {
        Venue venue = scene.venue();
        Hall hall = scene.hall(venue);
        assertThrows(InUseException.class, () -> scene.venues.deleteVenue(ANNA, venue.id()));

        scene.venues.deleteHall(ANNA, hall.id());
        scene.venues.deleteVenue(ANNA, venue.id());

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
            Page<Venue> page = scene.venues.venues(null, cursor, 1_000);
            assertTrue(page.items().size() <= CatalogScene.CONFIG.maxPageSize());
            page.items().forEach(venue -> names.add(venue.name()));
            cursor = page.next();
        } while (cursor != null);

        assertEquals(names.stream().sorted().distinct().toList(), names);
        assertEquals(12, names.size());
        assertEquals(3, scene.venues.venues("koln", null, 3).items().size());
        assertThrows(InvalidInputException.class, () -> scene.venues.venues(null, "nonsense", 3));
    }

    @Test
    void shouldSayWhichPartOfTheInputIsWrong() {
        assertWrong("timezone", new VenueDraft(null, "X", null, null, null, null, "CEST"));
        assertWrong("timezone", new VenueDraft(null, "X", null, null, null, null, "Europe/Nowhere"));
        assertWrong("name", new VenueDraft(null, " ", null, null, null, null, "UTC"));
        assertWrong("latitude", new VenueDraft(null, "X", null, null, 91.0, 0.0, "UTC"));
        assertWrong("latitude", new VenueDraft(null, "X", null, null, 9.0, null, "UTC"));
    }

    @Test
    void shouldKeepEverythingSaidAboutAnEvent() {
        EventDraft draft = new EventDraft("e", "Titel", null, List.of("Sci-Fi", "Äction"), null, null, null);

        Event event = scene.events.create(ANNA, draft).value();

        assertEquals(draft, event.draft());
        assertFalse(scene.events.create(ANNA, draft).created());
        scene.events.delete(ANNA, event.id());
        assertThrows(NotFoundException.class, () -> scene.events.event(event.id()));
    }

    private void assertWrong(String field, VenueDraft draft) {
        InvalidInputException thrown =
                assertThrows(InvalidInputException.class, () -> scene.venues.createVenue(ANNA, draft));
        assertEquals(field, thrown.field());
    }
}
