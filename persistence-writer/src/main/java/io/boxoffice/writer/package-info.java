/**
 * The event log into PostgreSQL, exactly once, without anybody ever waiting for it.
 *
 * <p>Start reading at {@link io.boxoffice.writer.PersistenceWriter}: a thread that drives a
 * {@link io.boxoffice.writer.WriterLoop}, which follows an {@link io.boxoffice.protocol.port.EventFeed}, gathers events into
 * an {@code EventBatch} (of those that PostgreSQL gets, {@link io.boxoffice.protocol.port.SalesEvents}; it passes over the rest)
 * and has a {@code SalesDatabase} write it in one transaction, rows and {@code Watermark} together,
 * through a {@link io.boxoffice.writer.SalesConnection}. The batch sorts events into the rows of each table
 * ({@code ReservationRows}, {@code TransitionRows}, {@code TicketRows}, {@code MoneyRows},
 * {@code CheckInRows}); each of these knows its own SQL: one statement a table and batch, a COPY where rows are surely
 * new, else fed with arrays. The tables themselves, with their indexes and why they are so, stand in
 * {@code db/sales/V1__sales.sql} and its successors.
 *
 * <p>What goes wrong is answered in one of three ways. PostgreSQL away, or anything else that may pass: the batch is
 * dropped, and after a pause ({@code Backoff}) the writer goes on at the watermark that PostgreSQL has, so that it does not
 * matter whether a commit got through, nor whether the database was put back to an older state. Is that older than what the event
 * log keeps, {@code SalesRebuild} fills it from a {@link io.boxoffice.writer.SalesState} first, and says what is lost. An old
 * primary that comes back after a failover ({@code KnownPrimary}) counts as such a passing failure. Another writer
 * ({@link io.boxoffice.writer.FencedException}) or a database of another journal
 * ({@link io.boxoffice.writer.WatermarkRefusedException}): the writer ends. An event that PostgreSQL will never take
 * ({@link io.boxoffice.writer.PoisonousEventException}): everything before it is written, then the writer ends and names it.
 * How it stands is in {@link io.boxoffice.writer.WriterStatus}.
 */
package io.boxoffice.writer;
