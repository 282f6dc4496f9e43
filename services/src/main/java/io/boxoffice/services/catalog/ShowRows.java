package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNotes;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** The rows of shows. Blocks; any thread. */
final class ShowRows {
    private static final String CARDS = """
            SELECT s.id, s.event_id, s.venue_id, s.hall_id, s.seat_map_id, s.owner_id, s.starts_at, s.ends_at, s.check_in_from, s.on_sale_from, s.on_sale_until, s.box_office,
              s.doors_at, s.end_is_estimated, s.visibility, s.presentation, e.title, v.name AS venue_name, v.city, v.timezone, h.name AS hall_name,
              jsonb_path_query_array(s.prices, '$.types[*].name') AS type_names
            FROM catalog.shows s
            JOIN catalog.events e ON e.id = s.event_id
            JOIN catalog.venues v ON v.id = s.venue_id
            JOIN catalog.halls h ON h.id = s.hall_id
            """;

    private final SqlDatabase database;

    ShowRows(SqlDatabase database) {
        this.database = database;
    }

    /**
     * A draft to be inserted.
     *
     * @param stated with an end
     * @param rules  of it, all of them stated
     */
    record Draft(long id, long ownerId, long venueId, ShowRequest stated, ShowRules rules, ShowExtras extras) {}

    /** Inserts drafts, but those of whose external id the event has a show. */
    static void insert(Handle handle, List<Draft> drafts) {
        PreparedBatch rows = handle.prepareBatch("""
                        INSERT INTO catalog.shows (id, owner_id, external_id, venue_id, hall_id, event_id, seat_map_id,
                          starts_at, ends_at, latest_ends_at, on_sale_from, on_sale_until, cancel_until, check_in_from, check_in_until,
                          currency, hold_ttl_ms, max_units_per_hold, max_units_per_customer, stranded_seat_rule, prices, state,
                          doors_at, presentation, visibility, cleaning_minutes, allow_overlap, end_is_estimated, box_office)
                        VALUES (:id, :owner, :externalId, :venue, :hall, :event, :seatMap,
                          :startsAt, :endsAt, :endsAt, :onSaleFrom, :onSaleUntil, :cancelUntil, :checkInFrom, :checkInUntil,
                          :currency, :holdTtlMs, :maxUnitsPerHold, :maxUnitsPerCustomer, :strandedSeatRule,
                          CAST(:prices AS jsonb), 'draft', :doorsAt, CAST(:presentation AS jsonb), :visibility, :cleaningMinutes,
                          :allowOverlap, :endIsEstimated, CAST(:boxOffice AS jsonb))
                        ON CONFLICT (event_id, external_id) DO NOTHING""");
        for (Draft draft : drafts) {
            ShowRequest stated = draft.stated();
            ShowRules rules = draft.rules();
            bind(rows, draft.extras());
            rows.bind("id", draft.id())
                    .bind("owner", draft.ownerId())
                    .bind("externalId", stated.externalId())
                    .bind("venue", draft.venueId())
                    .bind("hall", stated.hallId().value())
                    .bind("event", stated.eventId().value())
                    .bind("seatMap", stated.seatMapId().value())
                    .bind("startsAt", Rows.utc(stated.startsAt()))
                    .bind("endsAt", Rows.utc(stated.endsAt()))
                    .bind("onSaleFrom", Rows.utc(stated.onSaleFrom()))
                    .bind("onSaleUntil", Rows.utc(stated.onSaleUntil()))
                    .bind("cancelUntil", Rows.utc(stated.cancelUntil()))
                    .bind("checkInFrom", Rows.utc(stated.checkInFrom()))
                    .bind("checkInUntil", Rows.utc(stated.checkInUntil()))
                    .bind("currency", stated.currency())
                    .bind("holdTtlMs", rules.holdTtlMs())
                    .bind("maxUnitsPerHold", rules.maxUnitsPerHold())
                    .bind("maxUnitsPerCustomer", rules.maxUnitsPerCustomer())
                    .bind("strandedSeatRule", rules.strandedSeatRule())
                    .bind("prices", Rows.json(stated.prices()))
                    .add();
        }
        rows.execute();
    }

    /** Rows by show id; those that are there. */
    Map<Long, ShowRow> rows(Collection<Long> showIds) {
        return database.withHandle(handle -> rows(handle, showIds));
    }

    static Map<Long, ShowRow> rows(Handle handle, Collection<Long> showIds) {
        Map<Long, ShowRow> found = new HashMap<>();
        handle.createQuery("SELECT * FROM catalog.shows WHERE id = ANY(:ids)")
                .bindArray("ids", Long.class, showIds)
                .map((row, context) -> ShowRow.of(row))
                .forEach(row -> found.put(row.show().id(), row));
        return found;
    }

    /**
     * Whole rows {@code s} of an actor's shows, with their venues' {@code timezone}.
     *
     * @param which of them, in SQL
     */
    static Query ofOwner(Handle handle, Actor actor, String which) {
        return handle.createQuery(
                        "SELECT s.*, v.timezone FROM catalog.shows s JOIN catalog.venues v ON v.id = s.venue_id"
                                + " WHERE (:all OR s.owner_id = :owner) AND " + which)
                .bind("all", actor.admin())
                .bind("owner", actor.id());
    }

    ShowRow row(long showId) {
        return database.withHandle(handle -> row(handle, showId, ""));
    }

    Optional<Show> find(long showId) {
        return database.withHandle(handle -> handle.createQuery("SELECT * FROM catalog.shows WHERE id = :id")
                .bind("id", showId)
                .map((row, context) -> ShowRow.showOf(row))
                .findOne());
    }

    /** The row, locked until the transaction ends. */
    static ShowRow locked(Handle handle, long showId) {
        return row(handle, showId, " FOR UPDATE");
    }

    private static ShowRow row(Handle handle, long showId, String lock) {
        return handle.createQuery("SELECT * FROM catalog.shows WHERE id = :id" + lock)
                .bind("id", showId)
                .map((row, context) -> ShowRow.of(row))
                .findOne()
                .orElseThrow(() -> new NotFoundException("no show " + showId));
    }

    /** The shows of an event that are to come or on, drafts too, in the order of time. */
    static List<Show> toCome(Handle handle, long eventId, Instant now, int limit) {
        return handle.createQuery("""
                        SELECT * FROM catalog.shows WHERE event_id = :event AND ends_at > :now
                          AND state NOT IN ('cancelled', 'archived') ORDER BY starts_at, id LIMIT :limit""")
                .bind("event", eventId)
                .bind("now", Rows.utc(now))
                .bind("limit", limit)
                .map((row, context) -> ShowRow.showOf(row))
                .list();
    }

    /** The shows that drafts name by event and external id, those that are there. */
    static List<Show> byExternalId(Handle handle, Collection<ShowRequest> drafts) {
        List<ShowRequest> named =
                drafts.stream().filter(draft -> draft.externalId() != null).toList();
        if (named.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                        SELECT s.* FROM catalog.shows s JOIN unnest(:events, :externalIds) AS named (event_id, external_id)
                          USING (event_id, external_id)""")
                .bindArray(
                        "events",
                        Long.class,
                        named.stream().map(draft -> draft.eventId().value()).toList())
                .bindArray(
                        "externalIds",
                        String.class,
                        named.stream().map(ShowRequest::externalId).toList())
                .map((row, context) -> ShowRow.showOf(row))
                .list();
    }

    /** Writes down that shows are to be published. */
    void intendToPublish(Collection<Long> showIds, ShowIntent intent) {
        database.withHandle(handle -> handle.createUpdate("""
                        UPDATE catalog.shows SET intent = CAST(:intent AS jsonb),
                          state = CASE WHEN state = 'draft' THEN 'publishing' ELSE state END, updated_at = now()
                        WHERE id = ANY(:ids)""")
                .bind("intent", Rows.json(intent))
                .bindArray("ids", Long.class, showIds)
                .execute());
    }

    /** They are published now. */
    static void settlePublished(Handle handle, Collection<Long> showIds) {
        // What triggers lock, in one order: two who publish shows of the same events do not block each other.
        handle.createQuery("""
                        SELECT id FROM catalog.events
                        WHERE id IN (SELECT event_id FROM catalog.shows WHERE id = ANY(:ids)) ORDER BY id FOR UPDATE""")
                .bindArray("ids", Long.class, showIds)
                .mapTo(Long.class)
                .list();
        handle.createUpdate("""
                        UPDATE catalog.shows
                        SET intent = NULL, state = 'published', version = version + 1, updated_at = now() WHERE id = ANY(:ids)""").bindArray("ids", Long.class, showIds).execute();
    }

    /** Writes down what is intended; null: nothing any more. */
    void intend(long showId, ShowIntent intent, ShowState state) {
        database.withHandle(handle -> handle.createUpdate("""
                        UPDATE catalog.shows
                        SET intent = CAST(:intent AS jsonb), state = :state, updated_at = now() WHERE id = :id""")
                .bind("intent", Rows.json(intent))
                .bind("state", name(state))
                .bind("id", showId)
                .execute());
    }

    /** What was intended is so, and the show is in this state now. */
    static void settle(Handle handle, long showId, ShowState state) {
        handle.createUpdate("""
                        UPDATE catalog.shows
                        SET intent = NULL, state = :state, version = version + 1, updated_at = now() WHERE id = :id""").bind("state", name(state)).bind("id", showId).execute();
    }

    /** A draft's end was never in force; any other is remembered if it is the latest. */
    static void setTerms(Handle handle, long showId, ShowTerms terms) {
        bind(handle.createUpdate("""
                        UPDATE catalog.shows SET starts_at = :startsAt, ends_at = :endsAt,
                          latest_ends_at = CASE WHEN state = 'draft' THEN :endsAt ELSE greatest(latest_ends_at, :endsAt) END,
                          on_sale_from = :onSaleFrom,
                          on_sale_until = :onSaleUntil, cancel_until = :cancelUntil, check_in_from = :checkInFrom,
                          check_in_until = :checkInUntil, hold_ttl_ms = :holdTtlMs,
                          max_units_per_hold = :maxUnitsPerHold, max_units_per_customer = :maxUnitsPerCustomer,
                          stranded_seat_rule = :strandedSeatRule, doors_at = :doorsAt,
                          presentation = CAST(:presentation AS jsonb), visibility = :visibility,
                          cleaning_minutes = :cleaningMinutes, allow_overlap = :allowOverlap, end_is_estimated = :endIsEstimated,
                          box_office = CAST(:boxOffice AS jsonb)
                        WHERE id = :id"""), terms.extras())
                .bind("startsAt", Rows.utc(Instant.ofEpochMilli(terms.startsAtMs())))
                .bind("endsAt", Rows.utc(Instant.ofEpochMilli(terms.endsAtMs())))
                .bind("onSaleFrom", Rows.utc(ShowTerms.instant(terms.onSaleFromMs())))
                .bind("onSaleUntil", Rows.utc(ShowTerms.instant(terms.onSaleUntilMs())))
                .bind("cancelUntil", Rows.utc(ShowTerms.instant(terms.cancelUntilMs())))
                .bind("checkInFrom", Rows.utc(ShowTerms.instant(terms.checkInFromMs())))
                .bind("checkInUntil", Rows.utc(ShowTerms.instant(terms.checkInUntilMs())))
                .bind("holdTtlMs", terms.rules().holdTtlMs())
                .bind("maxUnitsPerHold", terms.rules().maxUnitsPerHold())
                .bind("maxUnitsPerCustomer", terms.rules().maxUnitsPerCustomer())
                .bind("strandedSeatRule", terms.rules().strandedSeatRule())
                .bind("id", showId)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, ShowExtras extras) {
        return statement
                .bind("doorsAt", Rows.utc(extras.doorsAt()))
                .bind("presentation", Rows.json(extras.presentation()))
                .bind("visibility", extras.visibility().text())
                .bind("cleaningMinutes", extras.cleaningMinutes())
                .bind("allowOverlap", extras.allowOverlap())
                .bind("endIsEstimated", extras.endIsEstimated())
                .bind("boxOffice", Rows.json(extras.boxOffice()));
    }

    static void setPrices(Handle handle, long showId, Prices prices) {
        handle.execute("UPDATE catalog.shows SET prices = CAST(? AS jsonb) WHERE id = ?", Rows.json(prices), showId);
    }

    static void setBlocks(Handle handle, long showId, Blocks blocks) {
        handle.execute(
                "UPDATE catalog.shows SET blocks = CAST(? AS jsonb), blocked_places = CAST(? AS jsonb) WHERE id = ?",
                Rows.json(blocks.seats()),
                Rows.json(blocks.places()),
                showId);
    }

    /** Shows with something intended, in the order of ids. */
    List<Long> intended(long afterId, int limit) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT id FROM catalog.shows WHERE intent IS NOT NULL AND id > :after ORDER BY id LIMIT :limit")
                .bind("after", afterId)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    /** A show that is over. */
    record Ended(long showId, Instant latestEnd) {}

    /**
     * Shows that are not archived and over for long enough, by the latest end that was ever in force.
     *
     * @param endBefore    that end was before this
     * @param scannedUntil and so was the end of check-in, unless the show is cancelled
     * @param after        the last that was seen, or null
     */
    List<Ended> endedBefore(Instant endBefore, Instant scannedUntil, Ended after, int limit) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT id, latest_ends_at FROM catalog.shows
                        WHERE latest_ends_at < :endBefore AND state IN ('published', 'closed', 'cancelled')
                          AND (state = 'cancelled' OR greatest(latest_ends_at, check_in_until) < :scannedUntil)
                          AND (latest_ends_at, id) > (:afterEnd, :afterId)
                        ORDER BY latest_ends_at, id LIMIT :limit""")
                .bind("endBefore", Rows.utc(endBefore))
                .bind("scannedUntil", Rows.utc(scannedUntil))
                .bind("afterEnd", Rows.utc(after == null ? Instant.EPOCH : after.latestEnd()))
                .bind("afterId", after == null ? 0 : after.showId())
                .bind("limit", limit)
                .map((row, context) -> new Ended(row.getLong("id"), Rows.instant(row, "latest_ends_at")))
                .list());
    }

    /** The latest end of a show that was ever in force. */
    Instant latestEnd(long showId) {
        return database.withHandle(
                handle -> handle.createQuery("SELECT latest_ends_at FROM catalog.shows WHERE id = :id")
                        .bind("id", showId)
                        .map((row, context) -> Rows.instant(row, "latest_ends_at"))
                        .findOne()
                        .orElseThrow(() -> new NotFoundException("no show " + showId)));
    }

    /** The latest end in force when it is one that was lowered, and written down as such, epoch milliseconds; else 0. */
    long loweredEndMs(long showId) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT s.latest_ends_at FROM catalog.shows s
                        JOIN catalog.latest_end_changes c ON c.show_id = s.id AND c.to_end = s.latest_ends_at
                        WHERE s.id = :id LIMIT 1""")
                .bind("id", showId)
                .map((row, context) -> Rows.instant(row, "latest_ends_at").toEpochMilli())
                .findOne()
                .orElse(0L));
    }

    /** Lowers it, and keeps who did so and why. */
    void lowerLatestEnd(LatestEndChange change) {
        database.inTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE catalog.shows SET latest_ends_at = :to, version = :version, updated_at = now()
                            WHERE id = :id""")
                    .bind("to", Rows.utc(change.to()))
                    .bind("version", change.version())
                    .bind("id", change.showId().value())
                    .execute();
            handle.createUpdate("""
                            INSERT INTO catalog.latest_end_changes (show_id, version, admin_id, changed_at, from_end, to_end, reason)
                            VALUES (:show, :version, :admin, :at, :from, :to, :reason)""")
                    .bind("show", change.showId().value())
                    .bind("version", change.version())
                    .bind("admin", change.changedBy().value())
                    .bind("at", Rows.utc(change.changedAt()))
                    .bind("from", Rows.utc(change.from()))
                    .bind("to", Rows.utc(change.to()))
                    .bind("reason", change.reason())
                    .execute();
            return null;
        });
    }

    /** How long an event is, minutes; null: not said. */
    Integer eventMinutes(long eventId) {
        return database.withHandle(
                handle -> handle.createQuery("SELECT duration_minutes FROM catalog.events WHERE id = :id")
                        .bind("id", eventId)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(null));
    }

    Optional<ShowCard> card(long showId) {
        return database.withHandle(handle -> handle.createQuery(CARDS + "WHERE s.id = :id")
                .bind("id", showId)
                .map((row, c) -> cardOf(row))
                .findOne());
    }

    /** The cards of shows, of those that are there. */
    List<ShowCard> cards(Collection<Long> showIds) {
        return database.withHandle(handle -> handle.createQuery(CARDS + "WHERE s.id = ANY(:ids)")
                .bindArray("ids", Long.class, showIds)
                .map((row, c) -> cardOf(row))
                .list());
    }

    /** The cards of all shows that the core may know, those that begin first first. */
    List<ShowCard> cards(int limit) {
        return database.withHandle(handle -> handle.createQuery(CARDS
                        + "WHERE s.state IN ('publishing', 'published', 'closed', 'cancelled') ORDER BY s.starts_at, s.id"
                        + " LIMIT :limit")
                .bind("limit", limit)
                .map((row, c) -> cardOf(row))
                .list());
    }

    private static ShowCard cardOf(java.sql.ResultSet row) throws java.sql.SQLException {
        Instant admitsFrom = Rows.instant(row, "check_in_from");
        Instant doors = Rows.instant(row, "doors_at");
        return new ShowCard(
                row.getLong("id"),
                row.getLong("event_id"),
                row.getLong("venue_id"),
                row.getLong("hall_id"),
                row.getLong("seat_map_id"),
                row.getLong("owner_id"),
                row.getString("title"),
                row.getString("venue_name"),
                row.getString("city"),
                row.getString("timezone"),
                row.getString("hall_name"),
                Rows.instant(row, "starts_at").toEpochMilli(),
                Rows.instant(row, "ends_at").toEpochMilli(),
                admitsFrom == null ? 0 : admitsFrom.toEpochMilli(),
                types(row),
                new ShowNotes(
                        doors == null ? 0 : doors.toEpochMilli(),
                        row.getBoolean("end_is_estimated"),
                        ShowVisibility.UNLISTED.text().equals(row.getString("visibility")),
                        ShowRow.presentation(row),
                        ShowTerms.windows(
                                Rows.instant(row, "starts_at"),
                                Rows.instant(row, "ends_at"),
                                Rows.instant(row, "on_sale_from"),
                                Rows.instant(row, "on_sale_until"),
                                Rows.fromJson(row.getString("box_office"), new TypeReference<SaleWindow>() {}))));
    }

    /** As {@link Prices#typeNames} has them; the rest of the prices, which may be large, stays where it is. */
    private static TicketTypes types(java.sql.ResultSet row) throws java.sql.SQLException {
        List<String> names = new ArrayList<>();
        names.add(TicketTypes.FIRST);
        List<String> further = Rows.fromJson(row.getString("type_names"), new TypeReference<List<String>>() {});
        names.addAll(further == null ? List.of() : further);
        return new TicketTypes(names);
    }

    private static String name(ShowState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
