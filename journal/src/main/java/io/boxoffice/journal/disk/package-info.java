/**
 * What the journal needs of the machine: that a sync is real ({@link io.boxoffice.journal.disk.FileSync},
 * {@link io.boxoffice.journal.disk.DurabilityProbe}), that there is room ({@link io.boxoffice.journal.disk.DiskFloors}), and
 * that nobody else writes here ({@link io.boxoffice.journal.disk.DataDirectoryLock}).
 */
package io.boxoffice.journal.disk;
