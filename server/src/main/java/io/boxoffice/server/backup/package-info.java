/**
 * A copy of everything that a server must not lose, taken while it sells, and brought up again elsewhere.
 *
 * <p>{@link io.boxoffice.server.backup.Backup} copies in an order in which each step holds all that the one before may know of:
 * PostgreSQL in one transaction ({@link io.boxoffice.server.backup.DatabaseExport}), the event log, the journal
 * ({@link io.boxoffice.server.backup.LogCopy}), the rest; so the database never knows more than the event log, nor the event log
 * more than the journal. The copy then proves itself ({@link io.boxoffice.server.backup.JournalProof}), and only then gets its
 * {@link io.boxoffice.server.backup.BackupManifest}: without one it is not a backup.
 *
 * <p>{@link io.boxoffice.server.backup.Restore} checks every hash first, brings files and PostgreSQL up
 * ({@link io.boxoffice.server.backup.DatabaseImport}), and proves that journal, event log and rows agree
 * ({@link io.boxoffice.server.backup.DatabaseProof}).
 */
package io.boxoffice.server.backup;
