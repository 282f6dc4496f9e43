package io.boxoffice.server.backup;

import java.util.List;

/**
 * What a backup has of PostgreSQL, as of one instant.
 *
 * @param watermark the sequence that the persistence writer had written through; -1: it had not begun
 * @param schemas   those that were there
 * @param tables    of these schemas, in an order in which a table comes after those it refers to
 */
public record DatabaseContent(long watermark, List<Schema> schemas, List<Table> tables) {
    /** What {@link #watermark} is when there is none. */
    public static final long NO_WATERMARK = -1;

    /**
     * @param version of its last migration
     */
    public record Schema(String name, String version) {}

    /**
     * @param columns those that are stored, not computed
     * @param file    its rows in PostgreSQL's text form of COPY, compressed with gzip; a path as {@link BackupFile#path}
     */
    public record Table(String schema, String name, List<String> columns, long rows, String file) {
        /** Schema, name and columns as COPY takes them. */
        String copyTarget() {
            StringBuilder target = new StringBuilder(quoted(schema) + "." + quoted(name) + " (");
            for (int i = 0; i < columns.size(); i++) {
                target.append(i == 0 ? "" : ", ").append(quoted(columns.get(i)));
            }
            return target.append(')').toString();
        }

        /** Schema and name as SQL takes them. */
        String sqlName() {
            return quoted(schema) + "." + quoted(name);
        }

        private static String quoted(String identifier) {
            return '"' + identifier.replace("\"", "\"\"") + '"';
        }
    }
}
