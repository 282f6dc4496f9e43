package io.boxoffice.server.history;

/**
 * A promise that was broken.
 *
 * @param what with the exchanges that show it
 */
public record Violation(Promise promise, String what) {
    /** What is promised. */
    public enum Promise {
        /** A retry with the same key gets the first answer again. */
        SAME_ANSWER,
        /** What was acknowledged is there afterwards. */
        ACKNOWLEDGED_IS_PRESENT,
        /** A seat has one owner at a time, an area no more than its places. */
        ONE_OWNER,
        /** What nobody can have taken is free, what nobody can have paid for is not sold. */
        NOTHING_FROM_NOWHERE,
        /** A hold gives what was asked for, all of it. */
        ALL_OR_NOTHING,
        /** Free, held, sold and blocked make up the house. */
        CONSERVED,
        /** Sequences grow with time, and no two commands share one. */
        SEQUENCES_GROW,
        /** What was paid and not given back is the price of the seats that stay. */
        MONEY
    }
}
