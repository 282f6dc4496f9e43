package io.boxoffice.services.follow;

import org.jdbi.v3.core.Handle;

/**
 * A follower's position as a row in PostgreSQL, for a consumer whose effects are rows there: {@link #move} belongs in the
 * transaction that writes them. The table is in the feature's own schema, made by a migration of the feature's:
 *
 * <pre>{@code CREATE TABLE follower (name text PRIMARY KEY, restore_mark text NOT NULL, sequence bigint NOT NULL);}</pre>
 *
 * <p>Any thread.
 */
public final class PositionTable {
    private static final String NAMES = "[a-z_]{1,40}\\.[a-z_]{1,40}";

    private final String follower;
    private final String read;
    private final String begin;
    private final String move;

    /**
     * @param table    with its schema; lower case letters and underscores
     * @param follower the name of the row
     */
    public PositionTable(String table, String follower) {
        if (!table.matches(NAMES)) {
            throw new IllegalArgumentException("not a table with its schema: " + table);
        }
        this.follower = follower;
        read = "SELECT restore_mark, sequence FROM " + table + " WHERE name = :name";
        begin = "INSERT INTO " + table + " (name, restore_mark, sequence) VALUES (:name, :mark, :sequence)"
                + " ON CONFLICT (name) DO UPDATE SET restore_mark = :mark, sequence = :sequence";
        move = "UPDATE " + table + " SET restore_mark = :mark, sequence = :sequence"
                + " WHERE name = :name AND restore_mark = :markBefore AND sequence = :sequenceBefore";
    }

    /** Where the follower stands; null: nowhere yet. */
    public EventPosition read(Handle handle) {
        return handle.createQuery(read)
                .bind("name", follower)
                .map((row, context) -> new RestoreMark(row.getString(1)).at(row.getLong(2)))
                .findOne()
                .orElse(null);
    }

    /** Puts the follower at a position, wherever it stood. */
    public void begin(Handle handle, EventPosition at) {
        handle.createUpdate(begin)
                .bind("name", follower)
                .bind("mark", at.mark().text())
                .bind("sequence", at.sequence())
                .execute();
    }

    /**
     * Moves the follower on.
     *
     * @throws IllegalStateException when it does not stand where it is said to: another one moves it too, or the database was put
     *                               back to an older state. The transaction must not be committed
     */
    public void move(Handle handle, EventPosition from, EventPosition to) {
        int moved = handle.createUpdate(move)
                .bind("name", follower)
                .bind("mark", to.mark().text())
                .bind("sequence", to.sequence())
                .bind("markBefore", from.mark().text())
                .bind("sequenceBefore", from.sequence())
                .execute();
        if (moved != 1) {
            throw new IllegalStateException("the follower " + follower + " no longer stands at sequence "
                    + from.sequence() + " of " + from.mark().text());
        }
    }
}
