package io.boxoffice.writer;

/** What the persistence writer is doing. */
public enum WriterState {
    /** Has not reached PostgreSQL yet, or reaches it again. */
    CONNECTING,
    /** Writes what comes. */
    RUNNING,
    /** Fills a database that is older than what the event log keeps, from a snapshot. */
    REBUILDING,
    /** Something failed that may pass, PostgreSQL being away above all; tries again after a pause. */
    BACKING_OFF,
    /** Ended: another writer writes this journal into this database. */
    FENCED,
    /** Ended: needs a person. The status says why. */
    FAILED,
    /** Ended: closed. */
    STOPPED;

    /** Whether the writer will do nothing more until it is started anew. */
    public boolean ended() {
        return this == FENCED || this == FAILED || this == STOPPED;
    }
}
