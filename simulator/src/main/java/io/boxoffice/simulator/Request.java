package io.boxoffice.simulator;

/** What a client sent, and what became of it. */
final class Request {
    final long number;
    final byte[] bytes;
    final boolean query;
    final boolean mustRetry;

    /** Of the command in the journal; 0: it is not there. */
    long sequence;

    /** Its place in the ring. */
    long claim;

    /** It was not journaled because the disk has no room. */
    boolean refused;

    /** What the model answers; null: not known yet. */
    byte[] due;

    Request(long number, byte[] bytes, boolean query, boolean mustRetry) {
        this.number = number;
        this.bytes = bytes;
        this.query = query;
        this.mustRetry = mustRetry;
    }

    /** The same bytes, sent once more. */
    Request again(long newNumber) {
        return new Request(newNumber, bytes, query, mustRetry);
    }
}
