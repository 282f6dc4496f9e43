package io.boxoffice.server.imports.cinemas;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One row of a CSV file whose first line names the columns. */
final class CsvRow {
    private static final CsvMapper MAPPER = new CsvMapper();

    private final Map<String, Integer> columns;
    private final String[] values;
    private final long line;

    private CsvRow(Map<String, Integer> columns, String[] values, long line) {
        this.columns = columns;
        this.values = values;
        this.line = line;
    }

    /**
     * Hands over row by row.
     *
     * @throws IOException when the file cannot be read, or is not CSV
     */
    static void each(Reader reader, Consumer<CsvRow> handler) throws IOException {
        try (MappingIterator<String[]> rows = MAPPER.readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .with(CsvParser.Feature.SKIP_EMPTY_LINES)
                .readValues(reader)) {
            if (!rows.hasNextValue()) {
                throw new IOException("the file is empty");
            }
            Map<String, Integer> columns = new HashMap<>();
            for (String column : rows.nextValue()) {
                columns.put(column.strip(), columns.size());
            }
            for (long line = 2; rows.hasNextValue(); line++) {
                handler.accept(new CsvRow(columns, rows.nextValue(), line));
            }
        }
    }

    /** The row's number in the file, the line of column names being 1. */
    long line() {
        return line;
    }

    String first() {
        return values.length == 0 ? "" : values[0];
    }

    /**
     * @throws IllegalArgumentException when the row or the file has no such column
     */
    String get(String column) {
        Integer index = columns.get(column);
        if (index == null || index >= values.length) {
            throw new IllegalArgumentException("column " + column + " is missing");
        }
        return values[index].strip();
    }
}
