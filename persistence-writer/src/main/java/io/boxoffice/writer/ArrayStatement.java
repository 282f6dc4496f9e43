package io.boxoffice.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * A statement that takes a whole batch of rows as one array a column, and unnests them. Its columns are made in the order of
 * the SQL's parameters, filled by the caller, all to the same length. Not thread-safe.
 */
final class ArrayStatement {
    private final String sql;
    private final List<Column> columns = new ArrayList<>();
    private final List<Runnable> clearing = new ArrayList<>();

    @FunctionalInterface
    private interface Column {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    ArrayStatement(String sql) {
        this.sql = sql;
    }

    LongArrayList longs() {
        LongArrayList values = new LongArrayList();
        columns.add((statement, index) -> statement.setObject(index, values.toLongArray()));
        clearing.add(values::clear);
        return values;
    }

    IntArrayList ints() {
        IntArrayList values = new IntArrayList();
        columns.add((statement, index) -> statement.setObject(index, values.toIntArray()));
        clearing.add(values::clear);
        return values;
    }

    List<String> texts() {
        List<String> values = new ArrayList<>();
        columns.add((statement, index) -> {
            Connection connection = statement.getConnection();
            statement.setArray(index, connection.createArrayOf("text", values.toArray()));
        });
        clearing.add(values::clear);
        return values;
    }

    /** Runs the statement with the rows that were filled in. Returns how many rows it changed. */
    int execute(PreparedStatements prepared) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1);
        }
        return statement.executeUpdate();
    }

    void clear() {
        clearing.forEach(Runnable::run);
    }
}
