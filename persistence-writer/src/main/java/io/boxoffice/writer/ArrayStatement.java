package io.boxoffice.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * A statement that takes a whole batch of rows as one array a column, and unnests them. Its columns are made in the order of
 * the SQL's parameters, filled by the caller, all to the same length. Not thread-safe.
 *
 * <p>Arrays of numbers travel as they are, arrays of texts are written and read letter by letter. So a text goes as its place
 * among the few that there are, which are the last parameter: the SQL says {@code words[status]}, of
 * {@code (SELECT ?::text[] AS words) AS dictionary}.
 */
final class ArrayStatement {
    private final String sql;
    private final List<Column> columns = new ArrayList<>();
    private final List<Runnable> clearing = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    @FunctionalInterface
    private interface Column {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    /** A column of texts of which there are few: the names of states, currencies. */
    final class Words {
        private final IntArrayList chosen = ints();

        void add(String word) {
            Integer place = places.get(word);
            if (place == null) {
                words.add(word);
                place = words.size();
                places.put(word, place);
            }
            chosen.addInt(place);
        }
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

    Words words() {
        return new Words();
    }

    /**
     * Runs the statement with the rows that were filled in. Returns how many rows it changed.
     *
     * @param further the SQL's parameters after these
     */
    int execute(PreparedStatements prepared, long... further) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1);
        }
        int next = columns.size() + 1;
        if (!words.isEmpty()) {
            Connection connection = statement.getConnection();
            statement.setArray(next++, connection.createArrayOf("text", words.toArray()));
        }
        for (long value : further) {
            statement.setLong(next++, value);
        }
        return statement.executeUpdate();
    }

    void clear() {
        clearing.forEach(Runnable::run);
    }
}
