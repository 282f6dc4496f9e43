package io.boxoffice.services.catalog;

import io.boxoffice.services.database.InUseException;
import org.jdbi.v3.core.Handle;

/** Looks for rows that would be orphaned. */
final class Dependents {
    private Dependents() {}

    /**
     * @param table  a name from this program, never from outside, as the column is
     * @throws InUseException when a row refers to the id
     */
    static void requireNone(Handle handle, String table, String column, long id) {
        boolean some = handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM catalog." + table + " WHERE " + column + " = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
        if (some) {
            throw new InUseException("there are " + table.replace('_', ' ') + " of it");
        }
    }
}
