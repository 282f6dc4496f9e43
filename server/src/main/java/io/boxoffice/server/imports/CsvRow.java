package io.boxoffice.server.imports;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One row of a CSV file whose first line names the columns. Files of spreadsheets are read too: with a byte-order mark, and with
 * semicolons or tabs between the columns, as the first line has them.
 */
public final class CsvRow {
    private static final CsvMapper MAPPER = new CsvMapper();

    private final Map<String, Integer> columns;
    private final String[] values;
    private final long line;

    private CsvRow(Map<String, Integer> columns, String[] values, long line) {
        this.columns = columns;
        this.values = values;
        this.line = line;
    }

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final int MAX_FIRST_LINE_CHARS = 1 << 16;

    /**
     * Hands over row by row.
     *
     * @throws IOException when the file cannot be read, or is not CSV
     */
    public static void each(Reader reader, Consumer<CsvRow> handler) throws IOException {
        BufferedReader text = new BufferedReader(reader, MAX_FIRST_LINE_CHARS);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
        try (MappingIterator<String[]> rows = MAPPER.readerFor(String[].class)
                .with(schema)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .with(CsvParser.Feature.SKIP_EMPTY_LINES)
                .readValues(text)) {
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

    /** What stands most often in the first line, which stays to be read. */
    private static char separator(BufferedReader text) throws IOException {
        int[] counts = new int[SEPARATORS.length];
        text.mark(MAX_FIRST_LINE_CHARS);
        for (int n = 0, c = text.read(); n < MAX_FIRST_LINE_CHARS - 1 && c >= 0 && c != '\n'; n++, c = text.read()) {
            for (int i = 0; i < SEPARATORS.length; i++) {
                counts[i] += c == SEPARATORS[i] ? 1 : 0;
            }
        }
        text.reset();
        int most = 0;
        for (int i = 1; i < SEPARATORS.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return SEPARATORS[most];
    }

    /** Whether the file has a column of this name. */
    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The text of a column that need not be there; empty when it is not, or is empty. */
    public String optional(String column) {
        return has(column) ? get(column) : "";
    }

    /** The row's number in the file, the line of column names being 1. */
    public long line() {
        return line;
    }

    /** The first column's text; empty when there is none. */
    public String first() {
        return values.length == 0 ? "" : values[0];
    }

    /**
     * The text of a column.
     *
     * @throws IllegalArgumentException when the row or the file has no such column
     */
    public String get(String column) {
        Integer index = columns.get(column);
        if (index == null || index >= values.length) {
            throw new IllegalArgumentException("column " + column + " is missing");
        }
        return values[index].strip();
    }
}
