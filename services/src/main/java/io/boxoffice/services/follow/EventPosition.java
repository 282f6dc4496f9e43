package io.boxoffice.services.follow;

/**
 * A place in the event log: after all events of a command, and of those before it.
 *
 * @param mark     which life of the journal the sequence is of
 * @param sequence of the command; 0: before the first one
 */
public record EventPosition(RestoreMark mark, long sequence) {}
