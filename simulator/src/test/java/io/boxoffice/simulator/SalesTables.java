package io.boxoffice.simulator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of the schema {@code sales} as they were when they were read. */
final class SalesTables {
    private static final Map<String, List<String>> KEYS = Map.of(
            "reservations", List.of("reservation_id"),
            "reservation_transitions", List.of("sequence", "ordinal"),
            "booked_seats", List.of("reservation_id", "ordinal"),
            "payments", List.of("reservation_id", "attempt"),
            "refunds", List.of("reservation_id", "refund"),
            "check_ins", List.of("reservation_id", "ordinal"),
            "scans", List.of("sequence", "event_ordinal"),
            "rebuilds", List.of("lost_after", "snapshot_sequence"));

    private final Map<String, TreeMap<String, Row>> tables = new TreeMap<>();

    /** Columns by name, as text. */
    record Row(Map<String, String> columns) {
        long number(String column) {
            return Long.parseLong(columns.get(column));
        }

        String text(String column) {
            return columns.get(column);
        }

        Row without(List<String> names) {
            Map<String, String> rest = new TreeMap<>(columns);
            rest.keySet().removeAll(names);
            return new Row(rest);
        }
    }

    private SalesTables() {}

    static SalesTables of(String jdbcUrl) throws SQLException {
        SalesTables all = new SalesTables();
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "");
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, List<String>> table : KEYS.entrySet()) {
                try (ResultSet row = statement.executeQuery("SELECT * FROM sales." + table.getKey())) {
                    all.tables.put(table.getKey(), rows(row, table.getValue()));
                }
            }
        }
        return all;
    }

    private static TreeMap<String, Row> rows(ResultSet row, List<String> key) throws SQLException {
        TreeMap<String, Row> rows = new TreeMap<>();
        while (row.next()) {
            Map<String, String> columns = new TreeMap<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.put(row.getMetaData().getColumnName(i), String.valueOf(row.getString(i)));
            }
            List<String> values = new ArrayList<>();
            key.forEach(column -> values.add("%019d".formatted(Long.parseLong(columns.get(column)))));
            rows.put(String.join(".", values), new Row(columns));
        }
        return rows;
    }

    /** A table's rows by their keys: numbers with leading zeros, a dot between. */
    TreeMap<String, Row> table(String name) {
        return tables.get(name);
    }
}
