package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ADMIN;
import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.Versions;
import io.boxoffice.services.search.EventQuery;
import io.boxoffice.services.search.FoundEvents;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What searches read besides events and shows follows every change of them. */
@ExtendWith(PostgresExtension.class)
class SearchChangesTest {
    private PostgresExtension.Database postgres;
    private CatalogScene scene;
    private Venue venue;
    private Hall hall;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        postgres = database;
        scene = new CatalogScene(database, directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void made() {
        scene.migrated();
        venue = scene.venue();
        hall = scene.hall(venue);
    }

    private Event event(String title, String genre, String language) {
        EventRequest draft =
                CatalogScene.eventStated(title, title, "Told in words", List.of(genre), language, 100, null);
        return scene.events.create(ANNA, draft).value();
    }

    private Show draft(Event event, Hall where, Instant startsAt) {
        return scene.shows
                .create(ANNA, CatalogScene.showDraft(null, where, event, scene.map(where), startsAt))
                .value();
    }

    private Show show(Event event, Instant startsAt) {
        return scene.publish(ANNA, draft(event, hall, startsAt).id());
    }

    private List<String> titles(String text, String city, String genre, String language, String cursor) {
        EventQuery query = new EventQuery(text, city, null, genre, language, null, null, cursor, 100);
        FoundEvents page = scene.search.events(ADMIN, query);
        return page.items().stream()
                .map(found -> found.event().stated().title())
                .toList();
    }

    private List<String> inCity(String city) {
        return titles(null, city, null, null, null);
    }

    @Test
    void shouldFindShowsWhereTheirVenueHasMoved() {
        made();
        show(event("Hamlet", "Drama", "de"), NOW.plusSeconds(3_600));
        assertEquals(List.of("Hamlet"), inCity("berlin"));

        scene.venues.updateVenue(
                ANNA, venue.id(), Versions.ANY, before -> CatalogScene.venueDraft("v1", "Schaubühne", "München"));

        assertEquals(List.of(), inCity("berlin"));
        assertEquals(List.of("Hamlet"), inCity("munchen"));
        for (String text : List.of("hamlet", "told", "hamlte")) {
            assertEquals(List.of(), titles(text, "Berlin", null, null, null), text);
            assertEquals(List.of("Hamlet"), titles(text, "München", null, null, null), text);
        }

        scene.venues.updateVenue(
                ANNA, venue.id(), Versions.ANY, before -> CatalogScene.venueDraft("v1", "Schaubühne", null));

        assertEquals(List.of(), inCity("munchen"));
        assertEquals(List.of(), titles("told", "München", null, null, null));
        assertEquals(List.of("Hamlet"), titles("told", null, null, null, null));
    }

    @Test
    void shouldFollowEveryChangeOfAnEvent() {
        made();
        Event event = event("Hamlet", "Drama", "de");
        show(event, NOW.plusSeconds(3_600));

        EventRequest changed = CatalogScene.eventStated("Hamlet", "Macbeth", "Sung", List.of("Opera"), "it", 100, null);
        scene.events.update(ANNA, event.id(), Versions.ANY, before -> changed);

        assertEquals(List.of("Macbeth"), titles(null, "berlin", "opera", "IT", null));
        assertEquals(List.of(), titles(null, "berlin", "drama", null, null));
        assertEquals(List.of(), titles(null, null, null, "de", null));
        assertEquals(List.of("Macbeth"), titles("sung", "Berlin", "opera", "it", null));
        assertEquals(List.of("Macbeth"), titles("macbteh", null, "opera", null, null));
        assertEquals(List.of(), titles("hamlet", null, null, null, null));
        assertEquals(List.of(), titles("told", null, null, null, null));
    }

    @Test
    void shouldFollowEveryChangeOfAShow() {
        made();
        Show first = show(event("First", "Drama", "de"), NOW.plusSeconds(10_000));
        Event other = event("Other", "Drama", "de");
        show(other, NOW.plusSeconds(20_000));
        assertEquals(List.of("First", "Other"), inCity("Berlin"));

        Hall where = hall;
        Event event = scene.events.event(ANNA, first.eventId());
        ShowRequest later = CatalogScene.showDraft(null, where, event, scene.map(where), NOW.plusSeconds(30_000));
        scene.shows.update(ANNA, first.id(), before -> later, Versions.ANY);
        assertEquals(List.of("Other", "First"), inCity("Berlin"));

        scene.close(ANNA, first.id());
        assertEquals(List.of("Other", "First"), inCity("Berlin"));

        scene.cancel(ANNA, first.id());
        assertEquals(List.of("Other"), inCity("Berlin"));
        assertEquals(List.of("Other"), titles("told", "Berlin", null, null, null));
    }

    /** Two shows of one event, in two cities, published at once: neither transaction sees the other's show. */
    @Test
    void shouldKnowTheCitiesOfShowsThatArePublishedAtOnce() throws Exception {
        made();
        Event event = event("Hamlet", "Drama", "de");
        VenueRequest there = CatalogScene.venueDraft("v2", "Burgtheater", "Wien");
        Venue second = scene.venues.createVenue(ANNA, there).value();
        Hall inWien = scene.venues
                .createHall(ANNA, second.id(), CatalogScene.hallDraft("h2", "1"))
                .value();
        long here = draft(event, hall, NOW.plusSeconds(3_600)).id();
        long far = draft(event, inWien, NOW.plusSeconds(7_200)).id();

        try (Connection one = connection();
                Connection other = connection()) {
            one.setAutoCommit(false);
            publish(one, here);
            CompletableFuture<Void> publishing = beside(() -> publish(other, far));
            awaitWaiting(1);
            one.commit();
            publishing.get(60, TimeUnit.SECONDS);
        }

        assertEquals(List.of("Hamlet"), titles("told", "berlin", null, null, null));
        assertEquals(List.of("Hamlet"), titles("told", "wien", null, null, null));
    }

    /** Found by reading: each had what the other waited for. Noting that an event has changed waits for nobody. */
    @Test
    void shouldChangeAnEventWhileItsShowsAreMovedOrCancelled() throws Exception {
        made();
        Event event = event("Hamlet", "Drama", "de");
        Show show = show(event, NOW.plusSeconds(3_600));
        show(event, NOW.plusSeconds(7_200));
        String move = "UPDATE catalog.venues SET city = 'Wien' WHERE id = " + venue.id();
        String cancel = "UPDATE catalog.shows SET state = 'cancelled' WHERE id = " + show.id();
        int round = 0;
        for (String change : List.of(move, cancel)) {
            String regenre = "UPDATE catalog.events SET genres = '{Round" + ++round + "}' WHERE id = " + event.id();
            try (Connection first = connection();
                    Connection second = connection();
                    Connection third = connection()) {
                first.setAutoCommit(false);
                execute(first, "SELECT FROM catalog.events WHERE id = " + event.id() + " FOR UPDATE");
                CompletableFuture<Void> ofEvent = beside(() -> execute(second, regenre));
                awaitWaiting(1);
                beside(() -> execute(third, change)).get(60, TimeUnit.SECONDS);
                first.commit();
                ofEvent.get(60, TimeUnit.SECONDS);
            }
            assertEquals(List.of("Hamlet"), titles("told", "wien", "round" + round, null, null));
            assertEquals(List.of("Hamlet"), titles(null, "wien", "round" + round, null, null));
        }
        assertEquals(List.of(), inCity("berlin"));
    }

    /** Found by reading: for each of an event's shows all of them were looked at. */
    @Test
    void shouldMoveAVenueWithManyShowsOfOneEvent() {
        made();
        Event event = event("Hamlet", "Drama", "de");
        Venue second = scene.venues
                .createVenue(ANNA, CatalogScene.venueDraft("v2", "Oper", "Graz"))
                .value();
        Hall inGraz = scene.venues
                .createHall(ANNA, second.id(), CatalogScene.hallDraft("h2", "1"))
                .value();
        scene.publish(ANNA, draft(event, inGraz, NOW.plusSeconds(3_600)).id());
        show(event("Macbeth", "Drama", "de"), NOW.plusSeconds(3_600));
        Show one = show(event, NOW.plusSeconds(7_200));
        postgres.execute("""
                INSERT INTO catalog.shows (id, owner_id, venue_id, hall_id, event_id, seat_map_id, starts_at, ends_at,
                  latest_ends_at, currency, hold_ttl_ms, max_units_per_hold, max_units_per_customer, stranded_seat_rule, state)
                SELECT n, s.owner_id, s.venue_id, s.hall_id, s.event_id, s.seat_map_id, s.starts_at + n * interval '1 hour',
                  s.ends_at + n * interval '1 hour', s.ends_at + n * interval '1 hour', s.currency, s.hold_ttl_ms, s.max_units_per_hold,
                  s.max_units_per_customer, s.stranded_seat_rule, s.state
                FROM catalog.shows s, generate_series(1, 2000) n WHERE s.id = %d""".formatted(one.id()));
        assertEquals(
                List.of("Hamlet", "Macbeth"), inCity("berlin").stream().sorted().toList());

        scene.venues.updateVenue(
                ANNA, venue.id(), Versions.ANY, before -> CatalogScene.venueDraft("v1", "Schaubühne", "Wien"));

        assertEquals(List.of(), inCity("berlin"));
        assertEquals(
                List.of("Hamlet", "Macbeth"), inCity("wien").stream().sorted().toList());
        assertEquals(List.of("Hamlet"), inCity("graz"));
        assertEquals(List.of(), titles("told", "berlin", null, null, null));
        assertEquals(List.of("Hamlet"), titles("hamlet", "wien", null, null, null));
        assertEquals(List.of("Hamlet"), titles("told", "graz", null, null, null));
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static void publish(Connection connection, long showId) {
        execute(connection, "UPDATE catalog.shows SET state = 'published' WHERE id = " + showId);
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On a thread of its own: the common pool may have one alone, which waits. */
    private static CompletableFuture<Void> beside(Runnable task) {
        return CompletableFuture.runAsync(task, own -> new Thread(own, "beside").start());
    }

    private void awaitWaiting(int transactions) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String waiting = "SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while (scene.database.withHandle(handle ->
                        handle.createQuery(waiting).mapTo(Integer.class).one())
                < transactions) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("not " + transactions + " transactions wait for others");
            }
            Thread.sleep(10);
        }
    }

    @Test
    void shouldFindWhatWasThereBeforeTheTablesWere(
            @PostgresExtension.Empty PostgresExtension.Database before, @TempDir Path directory) {
        scene.close();
        open(before, directory);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(
                postgres.jdbcUrl() + (postgres.jdbcUrl().contains("?") ? "&" : "?") + "currentSchema=catalog,public");
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        assertEquals("2", CatalogFeature.SCHEMA.migrate(source, "2"));
        postgres.execute("""
                INSERT INTO catalog.venues (id, owner_id, name, city, timezone) VALUES (1, 1, 'Oper', 'Köln', 'Europe/Berlin');
                INSERT INTO catalog.halls (id, venue_id, owner_id, name) VALUES (1, 1, 1, 'Saal');
                INSERT INTO catalog.seat_maps (id, hall_id, owner_id, name, content, sha256, seats, areas)
                VALUES (1, 1, 1, 'Plan', '', '', 1, 0);
                INSERT INTO catalog.events (id, owner_id, title, description, genres, language)
                VALUES (1, 1, 'Der Wildschütz', 'Billard', '{Oper}', 'de'), (2, 1, 'Der Freischütz', NULL, '{Oper}', 'de');
                INSERT INTO catalog.shows (id, owner_id, venue_id, hall_id, event_id, seat_map_id, starts_at, ends_at, currency,
                  hold_ttl_ms, max_units_per_hold, max_units_per_customer, stranded_seat_rule, state)
                SELECT id, 1, 1, 1, id, 1, '2026-06-01', '2026-06-02', 'EUR', 1, 1, 0, false,
                  CASE id WHEN 1 THEN 'published' ELSE 'draft' END FROM catalog.events""");

        scene.migrated();

        assertEquals(List.of("Der Wildschütz", "Der Freischütz"), titles(null, null, "oper", "de", null));
        assertEquals(List.of("Der Wildschütz"), inCity("köln"));
        assertEquals(List.of("Der Wildschütz"), titles("billard", "köln", null, null, null));
        assertEquals(List.of("Der Freischütz"), titles("freischuzt", null, null, null, null));
        assertEquals(scene.shows.show(CatalogScene.ADMIN, 1).endsAt(), new ShowRows(scene.database).latestEnd(1));
    }
}
