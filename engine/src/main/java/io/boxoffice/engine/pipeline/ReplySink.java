package io.boxoffice.engine.pipeline;

import org.agrona.DirectBuffer;

/** Takes the one reply of a command or query. The buffer is valid during the call only. */
@FunctionalInterface
interface ReplySink {
    /** Nobody waits: replayed commands, and those the pipeline gives itself. */
    ReplySink NOBODY = (buffer, offset, length) -> {};

    void onReply(DirectBuffer buffer, int offset, int length);
}
