package io.boxoffice.services.database;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** What all who read the persistence writer's tables need to know of them. Any thread. */
public final class SalesTables {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_SCHEMA = "3F000";

    private SalesTables() {}

    /** Whether a statement failed because the writer was never there, so that there are no tables, and nothing in them. */
    public static boolean areMissing(UnableToExecuteStatementException failure) {
        return failure.getCause() instanceof SQLException sql
                && (UNDEFINED_TABLE.equals(sql.getSQLState()) || UNDEFINED_SCHEMA.equals(sql.getSQLState()));
    }

    /** Whether the writer was ever there. For those amid a transaction, which a statement that fails would end. */
    public static boolean areThere(Handle handle) {
        return handle.createQuery("SELECT to_regclass('sales.booked_seats') IS NOT NULL")
                .mapTo(Boolean.class)
                .one();
    }

    /** The last command that the writer has come to; 0: none. */
    public static long watermark(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(sequence), 0) FROM sales.writer_watermark")
                .mapTo(Long.class)
                .one();
    }
}
