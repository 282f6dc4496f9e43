package io.boxoffice.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL says: a connection a question. */
record Sales(String jdbcUrl, String user, String password) {
    /** The server's own, running under its data directory. */
    static Sales under(Path dataDirectory) {
        Path postgres = dataDirectory.resolve("postgres");
        try {
            String port = Files.readAllLines(postgres.resolve("cluster/postmaster.pid"))
                    .get(3)
                    .strip();
            String password = Files.readString(postgres.resolve("password")).strip();
            return new Sales("jdbc:postgresql://127.0.0.1:" + port + "/boxoffice", "boxoffice", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows as lists of text. */
    List<List<String>> rows(String sql, Object... arguments) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(result.getString(column));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Changes something; nothing is said when PostgreSQL does not answer. Returns whether it did. */
    boolean tryTo(String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** The only column of the only row; empty when there is none. */
    String text(String sql, Object... arguments) {
        List<List<String>> rows = rows(sql, arguments);
        return rows.isEmpty() ? "" : rows.get(0).get(0);
    }

    long number(String sql, Object... arguments) {
        return Long.parseLong(text(sql, arguments));
    }
}
