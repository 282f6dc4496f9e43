/**
 * What a batch of records looks like on disk. A batch is a {@link io.boxoffice.journal.record.BatchDescriptor batch header}
 * followed by whole records, each with a {@link io.boxoffice.journal.record.RecordDescriptor record header}; both are found
 * again in raw bytes by their first word and judged by their checksums, so that reading depends on nothing around them.
 * {@link io.boxoffice.journal.record.BatchBuilder} stages a batch, {@link io.boxoffice.journal.record.BatchView} reads one.
 */
package io.boxoffice.journal.record;
