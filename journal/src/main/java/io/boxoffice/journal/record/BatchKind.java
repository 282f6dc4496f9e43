package io.boxoffice.journal.record;

/** What a batch is for. */
public enum BatchKind {
    /** The first batch of a term: its {@code lastSequence} is the sequence the term continues from; holds no records. */
    TERM(1),
    /** One record or more. */
    RECORDS(2),
    /** Closes the batch before it; holds no records. */
    SEAL(3);

    private final int code;

    BatchKind(int code) {
        this.code = code;
    }

    /** The value in a batch header. */
    public int code() {
        return code;
    }
}
