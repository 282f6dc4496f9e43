package io.boxoffice.services.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.IdempotencyKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Rows that version 9 of the catalog's schema left, as its program wrote them, mean the same to this one. */
@ExtendWith(PostgresExtension.class)
class FormerRowsTest {
    private static final Map<String, Long> NONE = Map.of();

    private CatalogScene scene;

    @BeforeEach
    void leaveRows(@PostgresExtension.Empty PostgresExtension.Database postgres, @TempDir Path directory) {
        scene = new CatalogScene(postgres, directory);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        source.setCurrentSchema("catalog,public");
        assertEquals("9", CatalogFeature.SCHEMA.migrate(source, "9"));
        postgres.execute("""
                INSERT INTO catalog.venues (id, owner_id, name, timezone) VALUES (1, 1, 'Oper', 'Europe/Berlin');
                INSERT INTO catalog.halls (id, venue_id, owner_id, name) VALUES (1, 1, 1, 'Saal');
                INSERT INTO catalog.seat_maps (id, hall_id, owner_id, name, content, sha256, seats, areas)
                VALUES (1, 1, 1, 'Plan', '', '', 1, 0);
                INSERT INTO catalog.events (id, owner_id, title, genres) VALUES (1, 1, 'Lulu', '{}');
                INSERT INTO catalog.shows (id, owner_id, venue_id, hall_id, event_id, seat_map_id, starts_at, ends_at, latest_ends_at,
                  currency, hold_ttl_ms, max_units_per_hold, max_units_per_customer, stranded_seat_rule, state, prices, intent)
                SELECT id, 1, 1, 1, 1, 1, '2026-06-01', '2026-06-02', '2026-06-02', 'EUR', 1, 1, 0, false, 'draft', prices, intent
                FROM (VALUES
                  (1, '{"defaultAmount": null, "categories": {"Sofa": 2600}, "seats": {}, "areas": {}}'::jsonb, NULL::jsonb),
                  (2, '{"defaultAmount": 900, "categories": {}, "seats": {"A-1": 5}, "areas": {"Pit": 7}, "types": [
                         {"name": "child", "companion": true, "defaultAmount": 450, "categories": {}, "seats": {}, "areas": {}},
                         {"name": "senior", "companion": false, "defaultAmount": null, "categories": {"Sofa": 1}, "seats": {}, "areas": {}}],
                       "periods": [{"fromMs": 1780308000123, "prices":
                         {"defaultAmount": 950, "categories": {}, "seats": {}, "areas": {}, "periods": [], "types": [
                           {"name": "child", "companion": true, "defaultAmount": 475, "categories": {}, "seats": {}, "areas": {}}]}}]}',
                   '{"kind": "CHANGE_PRICES", "terms": null, "blocks": null, "places": null, "key": null, "prices":
                       {"defaultAmount": 950, "categories": {}, "seats": {}, "areas": {}, "types": [], "periods": []}}'),
                  (3, NULL, '{"kind": "PUBLISH", "prices": null}')) AS former (id, prices, intent);
                INSERT INTO catalog.idempotency_keys (owner_id, route, key, body_hash, status, location, etag, body, created_at)
                VALUES (1, 'POST /v1/venues', 'k', 5, 201, '/v1/venues/1', '"1"', '{}', '%s')""".formatted(CatalogScene.NOW));
        scene.migrated();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private ShowRow row(long id) {
        return scene.database.withHandle(handle -> handle.createQuery("SELECT * FROM catalog.shows s WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> ShowRow.of(row))
                .one());
    }

    @Test
    void shouldKeepPricesAndWhatTheCoreIsStillToBeTold() {
        assertEquals(
                new Prices(null, Map.of("Sofa", 2_600L), NONE, NONE),
                row(1).show().prices());
        TypePrices child = new TypePrices("child", true, 450L, NONE, NONE, NONE);
        TypePrices senior = new TypePrices("senior", false, null, Map.of("Sofa", 1L), NONE, NONE);
        TypePrices later = new TypePrices("child", true, 475L, NONE, NONE, NONE);
        assertEquals(
                new Prices(
                        900L,
                        NONE,
                        Map.of("A-1", 5L),
                        Map.of("Pit", 7L),
                        List.of(child, senior),
                        List.of(new LaterPrices(
                                Instant.parse("2026-06-01T10:00:00.123Z"), 950L, NONE, NONE, NONE, List.of(later)))),
                row(2).show().prices());
        assertEquals(Prices.of(950), row(2).intent().prices());
        assertEquals(null, row(3).show().prices());
        assertEquals(new ShowIntent(ShowIntent.Kind.PUBLISH, null, null, null, null, null), row(3).intent());
    }

    @Test
    void shouldGoOnAnsweringKeys() {
        IdempotencyKeys.Response first =
                scene.keys.once(new IdempotencyKeys.Request(1, "POST /v1/venues", "k", 5), () -> {
                    throw new AssertionError("it was done");
                });
        assertEquals(201, first.status());
        assertEquals("/v1/venues/1", first.location());
        assertEquals("\"1\"", first.etag());
        assertArrayEquals("{}".getBytes(StandardCharsets.UTF_8), first.body());
        assertThrows(
                IdempotencyKeys.KeyReusedException.class,
                () -> scene.keys.once(new IdempotencyKeys.Request(1, "POST /v1/venues", "k", 6), () -> null));
    }
}
