/**
 * A log of records in terms, used twice: for commands and for events.
 *
 * <p>A log is a directory of terms ({@link io.boxoffice.journal.recordlog.TermDirectory}); every start of the server adds
 * one, since a Chronicle queue can neither be cut nor be taken over from a dead writer. A term's first batch names the
 * sequence that the term continues from; whatever older terms hold beyond it is void.
 *
 * <p>Writing goes through Chronicle Queue: {@link io.boxoffice.journal.recordlog.RecordLogWriter} stages batches and decides
 * when they are on disk, {@link io.boxoffice.journal.recordlog.TermWriter} puts each into one document of a
 * {@link io.boxoffice.journal.recordlog.DocumentQueue} and syncs the files it touched. Reading does not: {@link io.boxoffice.journal.recordlog.TermReader} looks for batches in the raw bytes of the
 * cycle files, so that no damaged length or index of the queue can hide what was acknowledged, and so that a reader can do
 * no harm to a live queue. {@link io.boxoffice.journal.recordlog.LogReader} strings the terms together and
 * {@link io.boxoffice.journal.recordlog.LogTail} finds the end.
 *
 * <p>What is missing at the end of the last term is judged there: a batch may be torn, and is then void, unless a later batch
 * says that everything before it was synced; then it is corruption and
 * {@link io.boxoffice.journal.recordlog.JournalCorruptException} says where.
 */
package io.boxoffice.journal.recordlog;
