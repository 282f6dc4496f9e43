package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.Answer;
import io.netty.buffer.ByteBuf;

/** What is asked on a connection, one thing after the other. For the attack's thread. */
interface Dialogue {
    /** Writes the next request, whole. */
    void ask(ByteBuf out);

    /** The answer to the oldest request that was not answered yet; valid during the call only. */
    default void hear(Answer answer) {
        // Most do not care.
    }
}
