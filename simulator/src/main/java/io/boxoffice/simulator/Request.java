package io.boxoffice.simulator;

/**
 * What a client sends.
 *
 * @param number    differs, also between two times that the same is sent
 * @param mustRetry whether it is sent until it is answered
 */
record Request(long number, byte[] bytes, boolean query, boolean mustRetry) {
    /** The same bytes, sent once more. */
    Request again(long newNumber) {
        return new Request(newNumber, bytes, query, mustRetry);
    }
}
