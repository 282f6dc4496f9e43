package io.boxoffice.gateway.http;

/** What an {@link HttpConnection} is about: three states that change apart from each other. */
final class ConnectionState {
    private ConnectionState() {}

    /** Whether requests are read. */
    enum Input {
        OPEN,
        /** None is begun for now; what has come waits undecoded. */
        HELD_BACK,
        /** None is read any more. */
        ENDED
    }

    /** What is sent. */
    enum Output {
        ANSWERS,
        /** The answer at the head of the line is a stream that has begun. */
        STREAM,
        /** The answer after which the connection ends. */
        LAST_ANSWER,
        /** Everything is handed over; the connection ends when it has left. */
        LEAVING
    }

    /** When what was written is sent. */
    enum Sending {
        /** There is nothing, or nobody sends it yet. */
        NOTHING_DUE,
        AT_END_OF_READ,
        AT_END_OF_TASK
    }
}
