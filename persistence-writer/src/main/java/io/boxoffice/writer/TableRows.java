package io.boxoffice.writer;

import java.sql.SQLException;

/** The rows that a batch adds to or changes in a table. Not thread-safe. */
interface TableRows {
    /**
     * Writes them within the connection's open transaction. Writing the same rows again changes nothing.
     *
     * @return how many rows PostgreSQL changed
     */
    int write(PreparedStatements prepared) throws SQLException;

    /** Forgets them. */
    void clear();
}
