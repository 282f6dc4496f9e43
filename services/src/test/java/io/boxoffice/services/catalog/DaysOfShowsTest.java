package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ADMIN;
import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.search.EventQuery;
import io.boxoffice.services.search.FoundEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** On which days shows are found. */
@ExtendWith(PostgresExtension.class)
class DaysOfShowsTest {
    private CatalogScene scene;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Hall hall(String zone) {
        Venue venue = scene.venues
                .createVenue(ANNA, CatalogScene.stated(zone, zone, null, "Somewhere", 1.0, 1.0, zone))
                .value();
        return scene.hall(venue);
    }

    private Event event(String title) {
        return scene.events.create(ANNA, CatalogScene.eventDraft(title, title)).value();
    }

    private void show(Event event, Hall hall, Instant startsAt, Duration length) {
        ShowRequest draft = CatalogScene.showDraft(null, hall, event, scene.map(hall), startsAt, startsAt.plus(length));
        scene.publish(ANNA, scene.shows.create(ANNA, draft).value().id());
    }

    /** All pages. */
    private List<String> titlesOn(LocalDate day) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            FoundEvents page =
                    scene.search.events(ADMIN, new EventQuery(null, null, day, null, null, null, null, cursor, 100));
            page.items().forEach(each -> found.add(each.event().stated().title()));
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    /** All pages. */
    private int showsOn(LocalDate day) {
        int found = 0;
        String cursor = null;
        do {
            Page<FoundShow> page = scene.shownSearch.shows(new ShowQuery(0, 0, null, day, null, null, cursor, 100));
            found += page.items().size();
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    /** Java's zones alone say what a day is: PostgreSQL may know none of these, or other ones. */
    @Test
    void shouldAskNobodyButJavaWhatADayIs() {
        LocalDate day = LocalDate.of(2026, 11, 2);
        List<String> zones =
                List.of("America/Vancouver", "America/Edmonton", "Africa/Casablanca", "Pacific/Apia", "Europe/Berlin");
        for (String zone : zones) {
            Hall hall = hall(zone);
            Instant midnight = day.atStartOfDay(ZoneId.of(zone)).toInstant();
            Instant next = day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant();
            show(event(zone + " before"), hall, midnight.minusSeconds(1), Duration.ofMinutes(1));
            show(event(zone + " first"), hall, midnight, Duration.ofMinutes(1));
            show(event(zone + " last"), hall, next.minusSeconds(1), Duration.ofMinutes(1));
            show(event(zone + " after"), hall, next, Duration.ofMinutes(1));
        }
        scene.database.withHandle(handle -> handle.execute(
                "UPDATE catalog.venues SET timezone = 'Atlantis/Java_Only' " + "WHERE timezone = 'Pacific/Apia'"));

        List<String> found = titlesOn(day);

        List<String> expected = zones.stream()
                .filter(zone -> !zone.equals("Pacific/Apia"))
                .flatMap(zone -> Stream.of(zone + " first", zone + " last"))
                .sorted()
                .toList();
        assertEquals(expected, found.stream().sorted().toList());
        assertEquals(expected.size(), showsOn(day));
    }

    @Test
    void shouldFindAShowOfSeveralDaysOnEachOfThemAndALateOneOnTheDayItStarts() {
        Hall hall = hall("Europe/Berlin");
        LocalDate friday = LocalDate.of(2026, 6, 5);
        Instant opens = friday.atTime(18, 0).atZone(ZoneId.of("Europe/Berlin")).toInstant();
        show(event("Festival"), hall, opens, Duration.ofHours(54));
        show(event("Night"), hall, opens.plusSeconds(300), Duration.ofHours(10));

        for (int day = -1; day <= 3; day++) {
            List<String> expected = new ArrayList<>();
            if (day >= 0 && day <= 2) {
                expected.add("Festival");
            }
            if (day == 0) {
                expected.add("Night");
            }
            LocalDate date = friday.plusDays(day);
            assertEquals(expected, titlesOn(date), "day " + day);
        }
    }
}
