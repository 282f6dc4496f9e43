package io.boxoffice.writer;

/**
 * How the persistence writer stands at an instant.
 *
 * @param writtenThrough all events of commands up to this sequence are in PostgreSQL; 0 before it was first reached
 * @param lagSequences   how many commands it is behind
 * @param lagMs          how long ago the oldest event came that is not in PostgreSQL yet, or thereabouts; 0: nothing is missing
 * @param failure        what went wrong last, in one line; empty when nothing is wrong
 */
public record WriterStatus(WriterState state, long writtenThrough, long lagSequences, long lagMs, String failure) {}
