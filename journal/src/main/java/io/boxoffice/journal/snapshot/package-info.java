/**
 * Snapshots of a state machine as files: opaque bytes, checked to the last one.
 *
 * <p>{@link io.boxoffice.journal.snapshot.SnapshotStore} lists, opens, writes and removes them;
 * {@link io.boxoffice.journal.snapshot.SnapshotHeader} says what one is of. A file comes to be under another name and gets its
 * own only when all of it is on disk and was read again, so that a file with a snapshot's name was whole once.
 */
package io.boxoffice.journal.snapshot;
