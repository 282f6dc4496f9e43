package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ADMIN;
import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.Cursor;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.search.EventQuery;
import io.boxoffice.services.search.FoundEvent;
import io.boxoffice.services.search.FoundEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class CatalogSearchTest {
    private static final EventQuery ALL = new EventQuery(null, null, null, null, null, null, null, null, 100);

    private CatalogScene scene;
    private Hall berlin;
    private Hall tokyo;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
        berlin = hall("Schaubühne", "Berlin", 52.50, 13.30, "Europe/Berlin");
        tokyo = hall("Kabuki-za", "Tōkyō", 35.67, 139.77, "Asia/Tokyo");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Hall hall(String name, String city, double latitude, double longitude, String zone) {
        VenueRequest draft = CatalogScene.stated(name, name, null, city, latitude, longitude, zone);
        Venue venue = scene.venues.createVenue(ANNA, draft).value();
        return scene.venues
                .createHall(ANNA, venue.id(), CatalogScene.hallDraft("1", "1"))
                .value();
    }

    private Event event(String title, String description, String genre, String language) {
        EventRequest draft = CatalogScene.eventStated(title, title, description, List.of(genre), language, 100, null);
        return scene.events.create(ANNA, draft).value();
    }

    private Show show(Event event, Hall hall, Instant startsAt) {
        ShowRequest draft = CatalogScene.showDraft(null, hall, event, scene.map(hall), startsAt);
        // What has begun was made and published before it began.
        scene.clock.set(startsAt.isAfter(NOW) ? NOW : startsAt.minusSeconds(1));
        Show show = scene.shows.create(ANNA, draft).value();
        Show published = scene.publish(ANNA, show.id());
        scene.clock.set(NOW);
        return published;
    }

    private List<String> titles(EventQuery query) {
        return titles(ADMIN, query);
    }

    private List<String> titles(Actor mine, EventQuery query) {
        return scene.search.events(mine, query).items().stream()
                .map(found -> found.event().stated().title())
                .toList();
    }

    private static EventQuery text(String text) {
        return new EventQuery(text, null, null, null, null, null, null, null, 100);
    }

    @Test
    void shouldForgiveAccentsCaseAndSmallMisspellings() {
        event("Amélie", "A waitress in Montmartre", "Comedy", "fr");
        event("The Godfather", "An offer one cannot refuse", "Crime", "en");

        assertEquals(List.of("Amélie"), titles(text("amelie")));
        assertEquals(List.of("Amélie"), titles(text("AMÉLIE")));
        assertEquals(List.of("The Godfather"), titles(text("godfahter")));
        assertEquals(List.of("The Godfather"), titles(text("refuse offer")));
        assertEquals(List.of("The Godfather"), titles(text("crime")));
        assertEquals(List.of(), titles(text("matrix")));
        assertEquals(List.of(), titles(text("%' OR 'x'='x")));
    }

    @Test
    void shouldPutTheBestMatchFirst() {
        event("A film about something", "It mentions hamlet once", "Drama", "en");
        event("Hamlet", "To be or not to be", "Drama", "en");

        assertEquals(List.of("Hamlet", "A film about something"), titles(text("hamlet")));
    }

    @Test
    void shouldPutTitlesFirstThatHaveLittleElse() {
        event("The last days of Hamlet", "", "Drama", "en");
        event("Hamlet", "", "Drama", "en");
        event("Hamlet the prince", "", "Drama", "en");

        assertEquals(List.of("Hamlet", "Hamlet the prince", "The last days of Hamlet"), titles(text("hamlet")));
    }

    @Test
    void shouldForgiveAMisspelledWordBesideOthers() {
        event("The Godfather Part Two", "", "Crime", "en");
        event("Private Parts", "", "Comedy", "en");
        event("Foo Bar Baz", "", "Comedy", "en");

        assertEquals(List.of("The Godfather Part Two"), titles(text("godfahter part")));
        assertEquals(List.of("The Godfather Part Two"), titles(text("god father part two")));
        assertEquals(List.of("Foo Bar Baz"), titles(text("fo obar baz")));

        // As a word it is less alike than a title may be.
        event("The Miller's Daughter", "", "Opera", "en");
        assertEquals(List.of("The Miller's Daughter"), titles(text("daugther")));
    }

    /** Each word is in more titles than are looked through for one word; only together they tell the title. */
    @Test
    void shouldForgiveMisspellingsAmongCommonWords() {
        String insert = "INSERT INTO catalog.events (id, owner_id, title, genres)"
                + " SELECT %1$d + n, 1, '%2$s ' || n, '{}' FROM generate_series(1, 301) n";
        scene.database.withHandle(handle -> handle.execute(insert.formatted(1_000, "Christmas")));
        scene.database.withHandle(handle -> handle.execute(insert.formatted(2_000, "Concerto")));
        event("Christmas Concerto", "", "Music", "en");

        assertEquals("Christmas Concerto", titles(text("christmsa concetro")).get(0));
    }

    @Test
    void shouldPutTitlesThatAreAlikeAfterThoseThatHaveTheWordsAndBeforeWordsElsewhere() {
        event("Hamlet", "", "Drama", "en");
        event("Hamlets", "", "Drama", "en");
        event("Ophelia", "She mentions hamlte and hamlet", "Drama", "en");

        assertEquals(List.of("Hamlet", "Hamlets", "Ophelia"), titles(text("hamlet")));
        assertEquals("Hamlets", titles(text("hamlets")).get(0));
        List<String> found = titles(text("hamlte"));
        assertEquals("Hamlet", found.get(0));
        assertEquals("Ophelia", found.get(found.size() - 1));
        assertEquals(List.of("Hamlet", "Hamlets"), sorted(titles(text("hamleet"))));
    }

    /** Found by reading: one description with the words hid the title that was meant. */
    @Test
    void shouldFindTheTitleThatWasMeantBeforeDescriptionsThatHaveTheWords() {
        event("Telescopes", "How a star is born in the war of forces", "Talk", "en");
        event("Star Wars", "Long ago", "Science Fiction", "en");
        event("Night Skies", "A star war far away", "Science Fiction", "en");

        List<String> found = titles(text("star war"));

        assertEquals("Star Wars", found.get(0));
        assertEquals(List.of("Night Skies", "Telescopes"), sorted(found.subList(1, found.size())));
    }

    @Test
    void shouldGoFromTitlesThatAreAlikeToWordsElsewhereWithoutRepeatsOrGaps() {
        int each = 4;
        List<String> alike = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            // The description of the first two has the words, too: they come once.
            alike.add(event("Star Wars " + i, i < 2 ? "A star at war" : "", "Film", "en")
                    .stated()
                    .title());
            elsewhere.add(
                    event("Other " + i, "A star at war", "Film", "en").stated().title());
        }
        for (int limit = 1; limit <= 5; limit++) {
            List<String> found = allPages(new EventQuery("star war", null, null, null, null, null, null, null, limit));
            assertEquals(alike, sorted(found.subList(0, each)), "limit " + limit);
            assertEquals(elsewhere, sorted(found.subList(each, found.size())), "limit " + limit);
        }

        // A title that has the words is before those that are only alike, on whichever page.
        event("A Star of War", "", "Film", "en");
        for (int limit = 1; limit <= 5; limit++) {
            List<String> found = allPages(new EventQuery("star war", null, null, null, null, null, null, null, limit));
            assertEquals("A Star of War", found.get(0), "limit " + limit);
            assertEquals(alike, sorted(found.subList(1, 1 + each)), "limit " + limit);
            assertEquals(elsewhere, sorted(found.subList(1 + each, found.size())), "limit " + limit);
        }
    }

    /** Found by reading: PostgreSQL takes a dash between spaces for the exclusion of the word that follows. */
    @Test
    void shouldFindATitleWithADashByItself() {
        String dashes = "-\u00AD\u02D7\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE31\uFE32\uFE58\uFE63\uFF0D";
        List<String> titles = new ArrayList<>(List.of(
                "Mission: Impossible - Fallout",
                "Tosca \u2013 Premiere",
                "Norma -- Gala",
                "Aida\u00A0\u2014\u00A0Matinee",
                "Rigoletto -",
                "- Macbeth",
                "Ernani (Concert)\u2013Revival",
                "\u201CLuisa\u201D\u2014Debut",
                "Spider-Man",
                "Catch\u201122"));
        dashes.chars().forEach(dash -> titles.add("Verdi " + (char) dash + " Requiem " + dash));
        titles.forEach(title -> event(title, "", "Drama", "en"));

        for (String title : titles) {
            assertEquals(List.of(title), titles(text(title)), title);
        }
        assertEquals(List.of(), titles(text("-")));
        assertEquals(List.of(), titles(text(" \u2013 ")));
        assertEquals(List.of("Mission: Impossible - Fallout"), titles(text("mision - imposible")));
    }

    /** The title alone says nothing against it. Found by reading: such an event was found by its title. */
    @Test
    void shouldNotFindWhatIsExcluded() {
        event("Hamlet sung", "", "Opera", "en");
        event("Hamlet", "", "Drama", "en");
        event("Hamlet danced", "An opera without words", "Ballet", "en");

        assertEquals(List.of("Hamlet"), titles(text("hamlet -opera")));
        assertEquals(List.of(), titles(text("hamlet -opera -drama")));
        assertEquals(List.of("Hamlet danced", "Hamlet sung"), sorted(titles(text("hamlet -drama"))));
        assertEquals(List.of("Hamlet danced", "Hamlet sung"), sorted(titles(text("hamlte -drama"))));
        assertEquals(List.of(), titles(text("hamlte -drama -opera")));

        for (String dash : List.of("\u2013", "\u2014", "\u2212", "\uFF0D")) {
            assertEquals(List.of("Hamlet"), titles(text("hamlet " + dash + "opera")), dash);
            assertEquals(List.of("Hamlet"), titles(text("hamlet " + dash + "\"opera\"")), dash);
            assertEquals(List.of(), titles(text("hamlte " + dash + "drama " + dash + "opera")), dash);
        }
    }

    @Test
    void shouldNarrowByGenreAndLanguage() {
        event("One", "", "Science Fiction", "en");
        event("Two", "", "Drama", "en");
        event("Three", "", "Drama", "de");

        EventQuery drama = new EventQuery(null, null, null, "drama", "EN", null, null, null, 100);

        assertEquals(List.of("Two"), titles(drama));
    }

    @Test
    void shouldListEventsByWhenTheyAreOnNext() {
        show(event("Later", "", "Drama", "de"), berlin, NOW.plusSeconds(200_000));
        show(event("Sooner", "", "Drama", "de"), berlin, NOW.plusSeconds(100_000));
        show(event("Running", "", "Drama", "de"), tokyo, NOW.minusSeconds(600));
        show(event("Over", "", "Drama", "de"), tokyo, NOW.minusSeconds(86_400));

        List<FoundEvent> found = scene.search.events(ADMIN, ALL).items();

        assertEquals(List.of("Running", "Sooner", "Later", "Over"), titles(ALL));
        assertEquals(NOW.plusSeconds(100_000), found.get(1).nextShowAt());
        assertEquals("Europe/Berlin", found.get(1).timezone());
        assertNull(found.get(3).nextShowAt());
        assertNull(found.get(3).timezone());
    }

    @Test
    void shouldReadTheDateInTheVenuesTimeZone() {
        // 23:30 UTC on the 9th is the 10th both in Berlin and in Tokyo; 16:00 UTC is the 9th in Berlin and the 10th in
        // Tokyo.
        show(event("Night", "", "Drama", "de"), berlin, Instant.parse("2026-05-09T23:30:00Z"));
        show(event("Afternoon", "", "Drama", "de"), berlin, Instant.parse("2026-05-09T16:00:00Z"));
        show(event("Kabuki", "", "Drama", "ja"), tokyo, Instant.parse("2026-05-09T16:00:00Z"));
        LocalDate tenth = LocalDate.parse("2026-05-10");

        EventQuery onTenth = new EventQuery(null, null, tenth, null, null, null, null, null, 100);

        assertEquals(List.of("Kabuki", "Night"), titles(onTenth));
        ShowQuery all = new ShowQuery(0, 0, null, tenth, null, null, null, 100);
        ShowQuery inBerlin = new ShowQuery(0, berlin.venueId(), null, tenth, null, null, null, 100);
        assertEquals(2, scene.shownSearch.shows(all).items().size());
        assertEquals(1, scene.shownSearch.shows(inBerlin).items().size());
    }

    @Test
    void shouldFindByCityAndByDistance() {
        show(event("Here", "", "Drama", "de"), berlin, NOW.plusSeconds(3_600));
        show(event("Far away", "", "Drama", "ja"), tokyo, NOW.plusSeconds(3_600));
        event("Nowhere", "", "Drama", "de");

        assertEquals(List.of("Far away"), titles(new EventQuery(null, "tokyo", null, null, null, null, null, null, 9)));
        EventQuery nearOsaka = new EventQuery(null, null, null, null, null, 34.69, 135.50, null, 9);
        assertEquals(List.of("Far away", "Here"), titles(nearOsaka));
        double distance = scene.search.events(ADMIN, nearOsaka).items().get(0).distanceMetres();
        assertTrue(distance > 380_000 && distance < 420_000, "metres from Osaka to Tokyo: " + distance);
    }

    @Test
    void shouldNotFindWhatIsNotPublished() {
        Event event = event("Hidden", "", "Drama", "de");
        ShowRequest draft = CatalogScene.showDraft(null, berlin, event, scene.map(berlin), NOW.plusSeconds(60));
        scene.shows.create(ANNA, draft);

        assertEquals(
                List.of(),
                scene.shownSearch.shows(ShowQuery.ofEvent(event.id(), null, 10)).items());
        assertEquals(List.of(), titles(new EventQuery(null, "Berlin", null, null, null, null, null, null, 9)));
    }

    @Test
    void shouldFindDraftsForTheirOwnerAlone() {
        Event draft = event("Hamlet in draft", "words", "Drama", "de");
        show(event("Hamlet on sale", "words", "Drama", "de"), berlin, NOW.plusSeconds(3_600));
        Show past = show(event("Hamlet once", "words", "Drama", "de"), berlin, NOW.minusSeconds(86_400));
        Event another = scene.events
                .create(BERT, CatalogScene.eventStated(null, "Hamlet of Bert", "words", null, null, null, null))
                .value();

        for (EventQuery query : List.of(ALL, text("hamlet"), text("words"), text("hamlte"))) {
            assertEquals(List.of("Hamlet on sale", "Hamlet once"), sorted(titles(null, query)), query.toString());
            assertEquals(
                    List.of("Hamlet in draft", "Hamlet on sale", "Hamlet once"),
                    sorted(titles(ANNA, query)),
                    query.toString());
            assertEquals(List.of("Hamlet of Bert"), titles(BERT, query), query.toString());
        }
        EventQuery inBerlin = new EventQuery(null, "Berlin", null, null, null, null, null, null, 9);
        EventQuery near = new EventQuery(null, null, null, null, null, 52.5, 13.3, null, 9);
        for (EventQuery query : List.of(inBerlin, near)) {
            assertEquals(List.of("Hamlet on sale"), titles(ANNA, query));
            assertEquals(List.of(), titles(BERT, query));
        }
        assertThrows(NotFoundException.class, () -> scene.events.event(Actor.PUBLIC, another.id()));
        assertThrows(NotFoundException.class, () -> scene.events.event(BERT, draft.id()));
        assertEquals(
                past.eventId(), scene.events.event(Actor.PUBLIC, past.eventId()).id());
    }

    @Test
    void shouldGoThroughAllEventsPageByPage() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            Event event = event("Event " + i, "same words", "Drama", "de");
            expected.add(event.stated().title());
            if (i % 2 == 0) {
                show(event, i % 4 == 0 ? berlin : tokyo, NOW.plusSeconds(3_600));
            }
        }
        expected.sort(null);

        assertEquals(expected, sorted(allPages(ALL)));
        assertEquals(expected, sorted(allPages(text("same words"))));
        assertEquals(expected, sorted(allPages(text("event"))));
        assertEquals(expected, sorted(allPages(text("evetn"))));
        List<String> near = allPages(new EventQuery(null, null, null, null, null, 52.0, 13.0, null, 100));
        assertEquals(7, near.size());
        assertEquals(7, near.stream().distinct().count());
    }

    /** More venues than are asked at first; each event is on twice, and counts where and when it is first. */
    @Test
    void shouldKeepTheOrderOfTimeAndOfDistanceThroughAllPages() {
        List<String> byTime = new ArrayList<>();
        List<String> byDistance = new ArrayList<>();
        int venues = 37;
        for (int i = 0; i < venues; i++) {
            Hall hall = hall("Venue " + i, "Town", 48 + i * 0.01, 16, "Europe/Vienna");
            Event event = event("Event " + i, "", "Drama", "de");
            show(event, hall, NOW.plusSeconds(100_000 - 1_000 * i));
            show(event, tokyo, NOW.plusSeconds(200_000 + i));
            byDistance.add(event.stated().title());
            byTime.add(0, event.stated().title());
        }
        event("Never", "", "Drama", "de");
        EventQuery near = new EventQuery(null, null, null, null, null, 47.9, 16.0, null, 100);
        EventQuery inTokyo = new EventQuery(null, "Tokyo", null, null, null, null, null, null, 100);

        assertEquals(byDistance, allPages(near));
        assertEquals(byDistance, allPages(inTokyo));
        assertEquals(
                NOW.plusSeconds(100_000),
                scene.search.events(ADMIN, near).items().get(0).nextShowAt());
        byTime.add("Never");
        assertEquals(byTime, allPages(ALL));
    }

    @Test
    void shouldRefuseACursorWithAWayThatNoListHasTold() {
        for (int i = 0; i < 3; i++) {
            event("Event " + i, "", "Drama", "de");
        }
        EventQuery query = new EventQuery("event", null, null, null, null, null, null, null, 1);
        String told = scene.search.events(ADMIN, query).next();
        String[] parts = new String(Base64.getUrlDecoder().decode(told), StandardCharsets.UTF_8).split("\n", 3);
        String key = parts[2].substring(0, parts[2].lastIndexOf(' '));
        for (String way : List.of(
                "",
                " ",
                " ranked",
                " ranked-",
                " all-NOTHING",
                " ranked-null",
                " TITLE",
                " some-TITLE",
                " ranked-TITLE-ALIKE",
                " ranked-ELSEWHERE-")) {
            String changed = new Cursor(parts[0], key + way, 1).encode();
            EventQuery next = new EventQuery("event", null, null, null, null, null, null, changed, 1);
            assertThrows(InvalidInputException.class, () -> scene.search.events(ADMIN, next), "way" + way);
        }
    }

    private static List<String> sorted(List<String> titles) {
        return titles.stream().sorted().toList();
    }

    private List<String> allPages(EventQuery query) {
        List<String> titles = new ArrayList<>();
        String cursor = null;
        do {
            FoundEvents page = scene.search.events(
                    ADMIN,
                    new EventQuery(
                            query.text(),
                            query.city(),
                            query.date(),
                            query.genre(),
                            query.language(),
                            query.latitude(),
                            query.longitude(),
                            cursor,
                            query.limit()));
            assertTrue(page.items().size() <= CatalogScene.CONFIG.maxPageSize());
            page.items().forEach(found -> titles.add(found.event().stated().title()));
            cursor = page.next();
        } while (cursor != null);
        return titles;
    }

    @Test
    void shouldGoThroughTheShowsOfAnEventPageByPage() {
        Event event = event("Many", "", "Drama", "de");
        for (int i = 0; i < 12; i++) {
            show(event, berlin, NOW.plusSeconds(3_600 * (1 + i / 3)).plusNanos(1_000));
        }
        show(event, berlin, NOW.minusSeconds(86_400));

        List<Long> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<FoundShow> page = scene.shownSearch.shows(ShowQuery.ofEvent(event.id(), cursor, 5));
            page.items().forEach(found -> ids.add(found.show().id()));
            page.items()
                    .forEach(found -> assertEquals("Schaubühne", found.labels().venueName()));
            cursor = page.next();
        } while (cursor != null);

        assertEquals(12, ids.size());
        assertEquals(12, ids.stream().distinct().count());
    }

    private String afterTheFirstOfThree() {
        for (int i = 0; i < 3; i++) {
            event("Event " + i, "", "Drama", "de");
        }
        return scene.search
                .events(ADMIN, new EventQuery(null, null, null, null, null, null, null, null, 1))
                .next();
    }

    @Test
    void shouldRefuseACursorOfAnotherQuery() {
        String cursor = afterTheFirstOfThree();
        EventQuery other = new EventQuery(null, null, null, "drama", null, null, null, cursor, 1);
        assertThrows(InvalidInputException.class, () -> scene.search.events(ADMIN, other));
    }

    @Test
    void shouldRefuseACursorWithAKeyThatNoListHasTold() {
        String told = afterTheFirstOfThree();
        String[] parts = new String(Base64.getUrlDecoder().decode(told), StandardCharsets.UTF_8).split("\n", 3);
        String page = parts[2].substring(0, parts[2].indexOf(' ') + 1);
        for (double key : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -1e300, 1e13}) {
            String bits = Long.toHexString(Double.doubleToRawLongBits(key));
            String changed = new Cursor(parts[0], page + bits, 1).encode();
            EventQuery query = new EventQuery(null, null, null, null, null, null, null, changed, 1);
            assertThrows(InvalidInputException.class, () -> scene.search.events(ADMIN, query), "key " + key);
        }
    }
}
