package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.boxoffice.gateway.availability.ShowPresentation;
import io.boxoffice.services.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/**
 * A row of catalog.shows.
 *
 * @param intent or null
 */
record ShowRow(Show show, ShowIntent intent) {
    /** Of a row {@code s}, without what may be large. */
    static final String SMALL_COLUMNS = """
            s.id, s.owner_id, s.external_id, s.venue_id, s.hall_id, s.event_id, s.seat_map_id, s.starts_at, s.ends_at, s.on_sale_from,
            s.on_sale_until, s.cancel_until, s.check_in_from, s.check_in_until, s.currency, s.hold_ttl_ms, s.max_units_per_hold,
            s.max_units_per_customer, s.stranded_seat_rule, NULL AS prices, NULL AS blocks, NULL AS blocked_places,
            s.doors_at, s.presentation, s.visibility, s.cleaning_minutes, s.allow_overlap, s.end_is_estimated, s.box_office, s.state, s.version""";

    static ShowRow of(ResultSet row) throws SQLException {
        return new ShowRow(showOf(row), Rows.fromJson(row.getString("intent"), new TypeReference<ShowIntent>() {}));
    }

    static Show showOf(ResultSet row) throws SQLException {
        return new Show(
                row.getLong("id"),
                row.getLong("owner_id"),
                row.getString("external_id"),
                row.getLong("venue_id"),
                row.getLong("hall_id"),
                row.getLong("event_id"),
                row.getLong("seat_map_id"),
                Rows.instant(row, "starts_at"),
                Rows.instant(row, "ends_at"),
                Rows.instant(row, "on_sale_from"),
                Rows.instant(row, "on_sale_until"),
                Rows.instant(row, "cancel_until"),
                new CheckInWindow(Rows.instant(row, "check_in_from"), Rows.instant(row, "check_in_until")),
                row.getString("currency"),
                new ShowRules(
                        row.getLong("hold_ttl_ms"),
                        row.getInt("max_units_per_hold"),
                        row.getInt("max_units_per_customer"),
                        row.getBoolean("stranded_seat_rule")),
                Rows.fromJson(row.getString("prices"), new TypeReference<Prices>() {}),
                new Blocks(numbers(row, "blocks"), numbers(row, "blocked_places")),
                new ShowExtras(
                        Rows.instant(row, "doors_at"),
                        presentation(row),
                        ShowVisibility.valueOf(row.getString("visibility").toUpperCase(Locale.ROOT)),
                        row.getObject("cleaning_minutes", Integer.class),
                        row.getBoolean("allow_overlap"),
                        row.getBoolean("end_is_estimated"),
                        Rows.fromJson(row.getString("box_office"), new TypeReference<SaleWindow>() {})),
                ShowState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("version"));
    }

    /** In which version the show of a row is given. */
    static ShowPresentation presentation(ResultSet row) throws SQLException {
        return Rows.fromJson(row.getString("presentation"), new TypeReference<ShowPresentation>() {});
    }

    private static Map<String, Integer> numbers(ResultSet row, String column) throws SQLException {
        return Rows.fromJson(row.getString(column), new TypeReference<Map<String, Integer>>() {});
    }
}
