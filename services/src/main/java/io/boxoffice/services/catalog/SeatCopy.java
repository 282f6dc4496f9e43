package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes the seats of a map with COPY: 100,000 rows in one statement, without holding them all as text. */
final class SeatCopy {
    private static final int CHUNK_CHARS = 64 * 1024;

    private final Connection connection;

    SeatCopy(Connection connection) {
        this.connection = connection;
    }

    void copy(long seatMapId, SeatMap map) {
        try {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY catalog.seats (seat_map_id, seat_index, seat_id, label, \"row\", section) FROM STDIN");
            StringBuilder chunk = new StringBuilder(CHUNK_CHARS + 1_024);
            for (int seat = 0; seat < map.seatCount(); seat++) {
                int row = map.seatRow(seat);
                chunk.append(seatMapId).append('\t').append(seat);
                append(chunk, map.seatId(seat));
                append(chunk, map.seatLabel(seat));
                append(chunk, map.rowLabel(row));
                append(chunk, map.sectionName(map.rowSection(row)));
                chunk.append('\n');
                if (chunk.length() >= CHUNK_CHARS) {
                    flush(copy, chunk);
                }
            }
            flush(copy, chunk);
            copy.endCopy();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException("seats could not be written", e, null);
        }
    }

    private static void flush(CopyIn copy, StringBuilder chunk) throws SQLException {
        byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        chunk.setLength(0);
    }

    private static void append(StringBuilder into, String value) {
        into.append('\t');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> into.append("\\\\");
                case '\t' -> into.append("\\t");
                case '\n' -> into.append("\\n");
                case '\r' -> into.append("\\r");
                case '\0' -> throw new InvalidInputException("seats", "a name has a zero character");
                default -> into.append(c);
            }
        }
    }
}
