package io.boxoffice.engine.state;

/**
 * Takes the logical state, item by item in canonical order, from {@link CanonicalState}. There are two: {@link StateHash} and
 * {@link SnapshotEncoder}. For one thread.
 */
interface StateSink {
    /** An item that is hashed, and that a snapshot keeps. */
    StateSink add(long item);

    /** An item that is hashed, but follows from others, so that a snapshot need not keep it. */
    StateSink derived(long item);

    /** An item that a snapshot keeps, but that is not hashed: something hashed stands for it, or it follows from what is. */
    StateSink content(long item);

    /** The same with text. */
    StateSink content(String text);

    /** Whether content is wanted at all. */
    boolean wantsContent();
}
