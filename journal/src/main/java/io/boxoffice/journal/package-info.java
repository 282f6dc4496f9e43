/**
 * The command journal and the event log: opaque records on disk, in order, never lost once acknowledged.
 *
 * <p>Start with {@link io.boxoffice.journal.JournalStore}, which opens both in the order that recovery needs and hands out
 * the rest: {@link io.boxoffice.journal.JournalReader} for the replay,
 * {@link io.boxoffice.journal.ChronicleCommandJournal} and {@link io.boxoffice.journal.ChronicleEventLog} for the booking
 * thread, {@link io.boxoffice.journal.EventLogSource} for whoever follows the events, from this process or another. How it is
 * kept is a {@link io.boxoffice.journal.JournalConfig}. {@link io.boxoffice.journal.JournalVerifier} and
 * {@link io.boxoffice.journal.JournalInspector} look at a data directory from outside.
 *
 * <p>Both logs are the same thing on disk, {@link io.boxoffice.journal.recordlog}, whose bytes are described in
 * {@link io.boxoffice.journal.record}; what is asked of the machine stands in {@link io.boxoffice.journal.disk}. Why it is so:
 * docs/adr/0001-journal-durability.md.
 */
package io.boxoffice.journal;
