package io.boxoffice.writer;

import io.boxoffice.protocol.port.EventFeed;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/**
 * What the writer does in transactions of one connection. For one thread. After any exception it must be closed; what was in
 * hand is then rolled back, or, when the commit itself was under way, one of both.
 */
final class SalesDatabase implements AutoCloseable {
    private final SalesConnection connection;

    SalesDatabase(SalesConnection connection) {
        this.connection = connection;
    }

    /**
     * Reads the watermark; an empty database is given one for this journal.
     *
     * <p>The row is locked to read it: a lost connection may have left a commit under way in PostgreSQL, and only when that
     * is done or undone does the watermark say where to go on.
     */
    Watermark readWatermark(long journalId) throws SQLException {
        Watermark watermark = connection.lockWatermark(journalId);
        connection.commit();
        return watermark;
    }

    /**
     * Writes a batch and moves the watermark from where the batch starts to where it ends, in one transaction.
     *
     * <p>The watermark goes first: its row lock lets one writer at a time do anything at all.
     *
     * @return how many rows were changed
     * @throws FencedException when the watermark is not where this writer left it
     */
    int write(EventBatch batch, Watermark from) throws SQLException {
        if (!connection.moveWatermark(from, batch.lastSequence())) {
            throw FencedException.notAt(from);
        }
        int rows = connection.write(batch);
        connection.commit();
        return rows;
    }

    /**
     * Moves the watermark past commands that have nothing to write.
     *
     * @throws FencedException when the watermark is not where this writer left it
     */
    Watermark pass(Watermark from, long toSequence) throws SQLException {
        if (!connection.moveWatermark(from, toSequence)) {
            throw FencedException.notAt(from);
        }
        connection.commit();
        return new Watermark(from.journalId(), toSequence);
    }

    /**
     * Fills a database that is older than what the event log keeps, and moves the watermark from there to where it then is, in one
     * transaction.
     *
     * @param toSequence all events up to the state are of commands up to this one
     * @param feed       of the events that are kept
     * @param batchRows  how many go into one round trip
     * @param heard      the sequence that was come to, from time to time
     * @throws FencedException when the watermark is not where this writer left it
     */
    Rebuild.Losses rebuild(
            Watermark from,
            long toSequence,
            Rebuild plan,
            EventFeed feed,
            SalesState state,
            int batchRows,
            LongConsumer heard)
            throws SQLException {
        if (!connection.moveWatermark(from, toSequence)) {
            throw FencedException.notAt(from);
        }
        Rebuild.Losses losses = new SalesRebuild(connection, plan, batchRows).run(feed, state, heard);
        connection.commit();
        return losses;
    }

    /** Finds out whether the database still answers. */
    void check() throws SQLException {
        connection.check();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
