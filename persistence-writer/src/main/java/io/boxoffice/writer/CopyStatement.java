package io.boxoffice.writer;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A COPY in PostgreSQL's binary format: the fastest way in for rows that are surely new. Its columns are made in the order of
 * the SQL's, filled by the caller, all to the same length. Not thread-safe.
 */
final class CopyStatement {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int PIECE_BYTES = 64 << 10;
    private static final short END = -1;

    /** PostgreSQL counts microseconds, from the year 2000 on. */
    private static final long EPOCH_MS = 946_684_800_000L;

    private static final ByteOrder NETWORK = ByteOrder.BIG_ENDIAN;

    private final String sql;
    private final List<Column> columns = new ArrayList<>();
    private final List<Runnable> clearing = new ArrayList<>();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2 * PIECE_BYTES);
    private int length;

    @FunctionalInterface
    private interface Column {
        void put(int row);
    }

    /**
     * @param sql {@code COPY table (columns) FROM STDIN (FORMAT binary)}
     */
    CopyStatement(String sql) {
        this.sql = sql;
    }

    /** int8. */
    LongArrayList longs() {
        LongArrayList values = new LongArrayList();
        columns.add(row -> putLong(values.getLong(row)));
        clearing.add(values::clear);
        return values;
    }

    /** timestamptz, given as epoch milliseconds. */
    LongArrayList times() {
        LongArrayList values = new LongArrayList();
        columns.add(row -> putLong((values.getLong(row) - EPOCH_MS) * 1_000));
        clearing.add(values::clear);
        return values;
    }

    /** int4. */
    IntArrayList ints() {
        IntArrayList values = new IntArrayList();
        columns.add(row -> putInt(values.getInt(row)));
        clearing.add(values::clear);
        return values;
    }

    /** text. */
    List<String> texts() {
        List<String> values = new ArrayList<>();
        columns.add(row -> putText(values.get(row)));
        clearing.add(values::clear);
        return values;
    }

    /** Sends so many rows, within the connection's open transaction. Returns how many PostgreSQL took. */
    int execute(PreparedStatements prepared, int rows) throws SQLException {
        CopyIn copy =
                prepared.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            length = 0;
            putBytes(SIGNATURE);
            buffer.putLong(length, 0); // no flags, no further header
            length += Long.BYTES;
            for (int row = 0; row < rows; row++) {
                putCount((short) columns.size());
                for (Column column : columns) {
                    column.put(row);
                }
                if (length >= PIECE_BYTES) {
                    send(copy);
                }
            }
            putCount(END);
            send(copy);
            return (int) copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void send(CopyIn copy) throws SQLException {
        copy.writeToCopy(buffer.byteArray(), 0, length);
        length = 0;
    }

    private void putCount(short count) {
        buffer.putShort(length, count, NETWORK);
        length += Short.BYTES;
    }

    private void putLong(long value) {
        buffer.putInt(length, Long.BYTES, NETWORK);
        buffer.putLong(length + Integer.BYTES, value, NETWORK);
        length += Integer.BYTES + Long.BYTES;
    }

    private void putInt(int value) {
        buffer.putInt(length, Integer.BYTES, NETWORK);
        buffer.putInt(length + Integer.BYTES, value, NETWORK);
        length += 2 * Integer.BYTES;
    }

    private void putText(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(length, bytes.length, NETWORK);
        length += Integer.BYTES;
        putBytes(bytes);
    }

    private void putBytes(byte[] bytes) {
        buffer.putBytes(length, bytes);
        length += bytes.length;
    }

    void clear() {
        clearing.forEach(Runnable::run);
    }
}
